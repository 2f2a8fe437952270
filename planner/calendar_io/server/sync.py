"""Brings a calendar on a server to what is wanted, without touching what somebody else changed.

For each event a link says what was written last. What is about to be written is kept before it is
sent (`settled` is False), so that after a crash or a broken connection the next run can tell its
own event from one that somebody changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from planner.calendar_io.server.address import path_of
from planner.calendar_io.server.remote import Listed, Remote
from planner.calendar_io.wire import Seen
from planner.told import told

KEPT_AT_ONCE = 50


class Link(Struct, frozen=True, kw_only=True):
    """An event as it was last written; see `planner.store.Link`."""

    uid: str
    path: str
    etag: str
    sequence: int
    digest: str
    times: str
    words: str
    settled: bool


# Keeps links, and forgets those of some UIDs; safe from a crash when it returns.
Keeper = Callable[[Sequence[Link], Sequence[str]], None]


class Wanted(Struct, frozen=True, kw_only=True):
    """An event that shall stand in the calendar.

    Attributes:
        render: its bytes, with a SEQUENCE.
        least: smallest SEQUENCE that it may have.
        digest: of its bytes, but for the sequence.
        times, words: as of `Seen`.
    """

    uid: str
    render: Callable[[int], bytes]
    least: int
    digest: str
    times: str
    words: str


class Outcome(Struct, kw_only=True):
    """UIDs by what became of them.

    Attributes:
        created, updated, deleted: written or removed now.
        adopted: stood there already as wanted.
        changed: changed by somebody else; left as they are.
        removed: removed by somebody else; not written again.
    """

    created: list[str] = []
    updated: list[str] = []
    deleted: list[str] = []
    adopted: list[str] = []
    changed: list[str] = []
    removed: list[str] = []
    unchanged: int = 0


Reader = Callable[[Mapping[str, bytes]], Mapping[str, Seen]]


class _Place(Struct, frozen=True):
    """What the server has for a UID: version (None: nothing), and the event where it was read."""

    etag: str | None
    seen: Seen | None = None


def look(
    remote: Remote, links: Mapping[str, Link], reader: Reader
) -> tuple[dict[str, Seen], list[str]]:
    """Events that somebody else changed, by UID, and the UIDs of those that were removed.

    Raises:
        ServerFault: the server cannot be read.
    """
    there = {entry.path: entry.etag for entry in remote.listing()}
    settled = [link for link in links.values() if link.settled]
    removed = [link.uid for link in settled if link.path not in there]
    other = [link for link in links.values() if there.get(link.path, link.etag) != link.etag]
    read = _read(remote, {link.uid: link.path for link in other}, reader)
    changed = {
        link.uid: place.seen
        for link in other
        if (place := read[link.uid]).seen is not None and not _is_own(place.seen, link)
    }
    return changed, removed


def push(
    remote: Remote,
    wanted: Sequence[Wanted],
    links: Mapping[str, Link],
    keep: Keeper,
    reader: Reader,
    *,
    listed: Sequence[Listed],
    withdrawn: frozenset[str] = frozenset(),
) -> Outcome:
    """Send what changed and remove what is no longer wanted; nothing else is asked for.

    Args:
        remote: the calendar.
        wanted: what shall stand there.
        links: what was written before, by UID.
        keep: called before and after each step that changes the server.
        reader: resources by UID to what stands in them.
        listed: what stands in the calendar now, see `Remote.listing`.
        withdrawn: UIDs that must not stay there, also if somebody else changed them.

    Raises:
        ServerFault: the server failed; what was done before is kept, and a second run goes on.
    """
    return _Push(remote, keep, reader, withdrawn).run(
        {w.uid: w for w in wanted}, links, {one.path: one.etag for one in listed}
    )


class _Push:
    def __init__(
        self, remote: Remote, keep: Keeper, reader: Reader, withdrawn: frozenset[str]
    ) -> None:
        self.remote = remote
        self.keep = keep
        self.reader = reader
        self.withdrawn = withdrawn
        self.outcome = Outcome()

    def run(
        self, wanted: Mapping[str, Wanted], links: Mapping[str, Link], there: Mapping[str, str]
    ) -> Outcome:
        paths = {uid: links[uid].path if uid in links else self._path(uid) for uid in wanted}
        paths |= {uid: link.path for uid, link in links.items()}
        doubtful = {
            uid: path
            for uid, path in paths.items()
            if path in there and (uid not in links or links[uid].etag != there[path])
        }
        places = {uid: _Place(there.get(path)) for uid, path in paths.items()}
        for uid, place in _read(self.remote, doubtful, self.reader).items():
            # Without a version of its own: the one from before, which can only be too old.
            places[uid] = (
                replace(place, etag=place.etag or there[paths[uid]]) if place.seen else place
            )
        # What must go goes first: the connection may break.
        for uid in [uid for uid in links if uid not in wanted]:
            self._drop(links[uid], places[uid])
        todo = [
            link
            for uid, want in wanted.items()
            if (link := self._decide(want, paths[uid], links.get(uid), places[uid])) is not None
        ]
        for start in range(0, len(todo), KEPT_AT_ONCE):
            batch = todo[start : start + KEPT_AT_ONCE]
            self.keep(batch, [])
            for link in batch:
                self._write(wanted[link.uid], link, links.get(link.uid))
        return self.outcome

    def _path(self, uid: str) -> str:
        return f"{path_of(self.remote.url)}{uid.partition('@')[0]}.ics"

    def _decide(self, want: Wanted, path: str, link: Link | None, place: _Place) -> Link | None:
        """The link of what is to be written, at the version that it replaces; None: nothing is."""
        before = link.sequence if link is not None else want.least
        if place.etag is None:
            # Also what was about to be brought up to date when the last run ended.
            if link is not None and (link.settled or link.etag):
                self.outcome.removed.append(want.uid)
                return None
            return _link(want, path, "", max(want.least, before))
        if place.seen is not None:
            return self._decide_changed(want, path, link, place.etag, place.seen)
        if link is not None and link.settled and link.digest == want.digest:
            self.outcome.unchanged += 1
            return None
        # What is not settled was never sent: its number is still free.
        step = 1 if link is not None and link.settled else 0
        return _link(want, path, place.etag, max(want.least, before + step))

    def _decide_changed(
        self, want: Wanted, path: str, link: Link | None, etag: str, seen: Seen
    ) -> Link | None:
        """As `_decide`, where the server has another version than the link says."""
        before = link.sequence if link is not None else want.least
        is_own = link is not None and _is_own(seen, link)
        if is_own and link is not None and link.digest == want.digest:
            number = max(seen.sequence, before)
            self._adopt(replace(link, etag=etag, sequence=number, settled=True))
            return None
        if not seen.cancelled and (seen.times, seen.words) == (want.times, want.words):
            link = _link(want, path, etag, max(want.least, seen.sequence, before))
            self._adopt(replace(link, settled=True))
            return None
        # Moved by the person to where it shall be now: the words may be brought up to date.
        follows = link is not None and seen.words == link.words and seen.times == want.times
        if not is_own and not follows:
            self.outcome.changed.append(want.uid)
            return None
        return _link(want, path, etag, max(want.least, seen.sequence + 1, before + 1))

    def _write(self, want: Wanted, link: Link, before: Link | None) -> None:
        """Write at the version that was seen; of two planners at once the second one adopts."""
        done, etag = self.remote.write(link.path, want.render(link.sequence), link.etag)
        if not done or not etag:
            place = _read(self.remote, {want.uid: link.path}, self.reader)[want.uid]
            seen = place.seen
            if seen is None or (seen.times, seen.words) != (want.times, want.words):
                self.outcome.changed.append(want.uid)
                self.keep([before] if before else [], [] if before else [want.uid])
                return
            etag = place.etag or ""
            link = replace(link, sequence=max(link.sequence, seen.sequence))
        self.keep([replace(link, etag=etag, settled=True)], [])
        if not done:
            self.outcome.adopted.append(want.uid)
        else:
            (self.outcome.updated if link.etag else self.outcome.created).append(want.uid)

    def _adopt(self, link: Link) -> None:
        self.outcome.adopted.append(link.uid)
        self.keep([link], [])

    def _drop(self, link: Link, place: _Place) -> None:
        if place.etag is None:
            self.keep([], [link.uid])
            return
        is_own = place.seen is None and link.etag == place.etag
        is_own = is_own or (place.seen is not None and _is_own(place.seen, link))
        if not is_own and link.uid not in self.withdrawn:
            self.outcome.changed.append(link.uid)
            return
        etag = place.etag
        if self.remote.remove(link.path, etag):
            self.keep([], [link.uid])
            self.outcome.deleted.append(link.uid)
        else:
            self.outcome.changed.append(link.uid)


def _is_own(seen: Seen, link: Link) -> bool:
    """What stands there says what was written, whatever a program did to the rest of it."""
    return not seen.cancelled and (seen.times, seen.words) == (link.times, link.words)


def _link(want: Wanted, path: str, etag: str, number: int) -> Link:
    return Link(
        uid=want.uid, path=path, etag=etag, sequence=number, digest=want.digest,
        times=want.times, words=want.words, settled=False,
    )  # fmt: skip


def _read(remote: Remote, paths: Mapping[str, str], reader: Reader) -> dict[str, _Place]:
    """Resources by UID, with what stands in each; one that cannot be understood has a fault."""
    raw: dict[str, bytes] = {}
    etags: dict[str, str | None] = {}
    for uid, path in paths.items():
        found = remote.read(path)
        etags[uid] = found[1] if found is not None else None
        if found is not None:
            raw[uid] = found[0]
    seen = reader(raw) if raw else {}
    unknown = told("it cannot be read")
    return {
        uid: _Place(etag, None if etag is None else seen.get(uid, Seen(uid=uid, fault=unknown)))
        for uid, etag in etags.items()
    }
