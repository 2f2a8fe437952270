"""A programme and its calendar on a server: which one, who may in, and what was written there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import asdict

from planner.calendar_io import Seen, read_own
from planner.calendar_io.server import Remote, address_of, connect, secret_for
from planner.calendar_io.server.sync import Link
from planner.domain.plan import Plan
from planner.errors import BadInput, Problem
from planner.export.events import HOST
from planner.store import Calendar, LinkedCalendar
from planner.store import Link as StoredLink
from planner.told import told


class Access(Struct, frozen=True, kw_only=True):
    """What the person said about a server; secrets are read where they are needed.

    Attributes:
        to: address; None for the calendar that the programme was sent to before.
        user: name for a password; None for the one given before.
    """

    to: str | None = None
    user: str | None = None
    password_file: Path | None = None
    token_file: Path | None = None


class Linked(Struct, frozen=True, kw_only=True):
    """A server to talk to, and what is known of the calendar there.

    `calendar` is None the first time; the links are those of `calendar`.
    """

    remote: Remote
    server: str
    user: str
    calendar: Calendar | None
    links: dict[str, Link]


def linked(access: Access, known: tuple[LinkedCalendar, ...], name: str | None = None) -> Linked:
    """The server that is meant; nothing is sent yet.

    Raises:
        BadInput: the address may not be used, no calendar is known, or there is no password.
        PlannerError: the library for servers is not installed.
    """
    server = address_of(access.to) if access.to is not None else _only(known).calendar.server
    # A calendar that is named has to be found by its name first.
    before = [k for k in known if k.calendar.server == server or k.calendar.url == server]
    found = before[0] if len(before) == 1 and name is None else None
    user = access.user or (found.calendar.user if found is not None else "") or None
    secret = secret_for(server, user, access.password_file, access.token_file)
    remote = connect(server, secret)
    if found is None:
        return Linked(remote=remote, server=server, user=user or "", calendar=None, links={})
    return Linked(
        remote=remote.at(found.calendar.url),
        server=server,
        user=user or "",
        calendar=found.calendar,
        links=links_of(found),
    )


def links_of(found: LinkedCalendar) -> dict[str, Link]:
    """Links by UID, as the part that talks to servers takes them."""
    return {link.uid: Link(**asdict(link)) for link in found.links}


def stored(link: Link) -> StoredLink:
    """A link as the store keeps it."""
    return StoredLink(**asdict(link))


def read_resources(raw: Mapping[str, bytes], plan: Plan, name: str) -> dict[str, Seen]:
    """What stands in resources of a calendar, by the UID that each should hold.

    They are read in a child process, all at once; one that cannot be read is left out.
    """
    try:
        return _by_uid(read_own(b"".join(_ended(d) for d in raw.values()), name, HOST, _zone(plan)))
    except BadInput:
        found: dict[str, Seen] = {}
        for uid, data in raw.items():
            try:
                seen = _by_uid(read_own(data, name, HOST, _zone(plan)))
            except BadInput:
                continue
            found |= {uid: seen[uid]} if uid in seen else {}
        return found


def own_essence(data: bytes, plan: Plan) -> Seen:
    """What an event of ours says, to compare it with what stands on a server."""
    from planner.calendar_io.essence import seen_in

    return seen_in(data, HOST, ZoneInfo(_zone(plan)))[0]


def _zone(plan: Plan) -> str:
    return plan.request.timezone


def _by_uid(seen: tuple[Seen, ...]) -> dict[str, Seen]:
    return {one.uid: one for one in seen}


def _ended(data: bytes) -> bytes:
    return data if data.endswith(b"\n") else data + b"\n"


def _only(known: tuple[LinkedCalendar, ...]) -> LinkedCalendar:
    if len(known) == 1:
        return known[0]
    if not known:
        text = told("say which server: the programme was not sent to any yet")
    else:
        names = ", ".join(found.calendar.server for found in known)
        text = told("say which server: the programme was sent to {names}", names=names)
    raise BadInput([Problem("--to", 0, "", text)])
