"""Reads sessions back that the person moved, shortened or deleted in a calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from planner.calendar_io import limits, read_own
from planner.calendar_io.server import look
from planner.documents.source import file_name, read_bytes
from planner.domain.local import living_in
from planner.errors import BadInput, Problem, ReferralNeeded
from planner.explain import Messages, Section, messages_of
from planner.explain.layout import points, wrap
from planner.export.events import HOST, event_uid
from planner.knowledge import Catalog, load_catalog
from planner.store import Kind, Store
from planner.told import told
from planner.workflow.programme.edits import Change, Changes, changes_of
from planner.workflow.programme.free_times import free_times_entry
from planner.workflow.programme.history import ACTIVE, History
from planner.workflow.programme.judge import Judge
from planner.workflow.programme.linked import Access, linked, read_resources
from planner.workflow.programme.moves import accepted_moves, move_entries, times_of
from planner.workflow.programme.names import event_names, moment_name, session_name
from planner.workflow.programme.place import Place, opened
from planner.workflow.programme.spoken import in_its_language


class Told(Struct, frozen=True, kw_only=True):
    """A session that was changed, and what came of it.

    Attributes:
        was: start in the plan.
        wanted: start in the calendar; None for a session that was deleted.
        breaks: why it cannot be there, in sentences; empty if it can.
        offer: nearest start that breaks no rule.
    """

    key: str
    name: str
    was: dt.datetime
    wanted: dt.datetime | None
    breaks: tuple[str, ...] = ()
    offer: dt.datetime | None = None


class Pulled(Struct, frozen=True, kw_only=True):
    """What was read back.

    Attributes:
        accepted: kept now as wishes for the next revision of the plan.
        before: keys of sessions that stand where it was accepted before.
        refused: break a rule; nothing was kept of them.
        unreadable: keys, each with why its time cannot be told.
        days: keys of whole-day entries that were changed; they stay as planned.
        missing: sessions that are not in the file; they stay as planned.
        free_times: a new version of the intake was kept, with the times of accepted sessions.
        names: of the events in `before`, `unreadable` and `days`, as people speak of them.
    """

    programme: str
    accepted: tuple[Told, ...] = ()
    before: tuple[str, ...] = ()
    refused: tuple[Told, ...] = ()
    unreadable: tuple[tuple[str, str], ...] = ()
    days: tuple[str, ...] = ()
    missing: int = 0
    free_times: bool = False
    names: dict[str, str] = {}


@in_its_language
def pull_server(
    place: Place, access: Access, *, by: str, catalog_dir: Path | None = None
) -> Pulled:
    """Read back from the server that the programme was sent to.

    Raises:
        BadInput: the programme was not sent to a server yet, or the secret cannot be used.
        ReferralNeeded: the programme is stopped.
        ServerFault: the server failed; nothing was kept.
        StoreError: no such programme, or the store cannot be written.
    """
    catalog = load_catalog(catalog_dir)
    with opened(place.location) as store:
        history = _running(place, store, messages_of(catalog))
        plan = history.plan
        to = linked(access, store.calendars(place.programme))
        if to.calendar is None:
            text = told("the programme was not sent there yet; send it with: planner calendar push")
            raise BadInput([Problem("--to", 0, "", text)])
        name = to.remote.name
        seen, removed = look(to.remote, to.links, lambda raw: read_resources(raw, plan, name))
        found = changes_of(plan, seen, removed, _first_day(history), messages_of(catalog))
        return _take_in(store, history, catalog, found, by)


@in_its_language
def pull_file(
    place: Place, file: Path, *, by: str, missing: bool = False, catalog_dir: Path | None = None
) -> Pulled:
    """Read back from a file that a calendar wrote.

    Args:
        place: the programme.
        file: an iCalendar file; `-` is standard input.
        by: role of who gives it.
        missing: a session that is not in the file was deleted; else it stays.
        catalog_dir: None for the one that ships with the planner.

    Raises:
        BadInput: the file cannot be read, or holds no session of this programme.
        ReferralNeeded: the programme is stopped.
        StoreError: no such programme, or the store cannot be written.
    """
    catalog = load_catalog(catalog_dir)
    raw = read_bytes(file, limits.FILE_BYTES, BadInput)
    with opened(place.location) as store:
        history = _running(place, store, messages_of(catalog))
        plan = history.plan
        seen = {s.uid: s for s in read_own(raw, file_name(file), HOST, plan.request.timezone)}
        own = [event_uid(plan.plan_id, session.key) for session in plan.sessions]
        gone = [uid for uid in own if uid not in seen]
        if len(gone) == len(own):
            text = told(
                "no session of {programme} is in this file; export the right calendar",
                programme=place.programme,
            )
            raise BadInput([Problem(file_name(file), 0, "", text)])
        found = changes_of(
            plan, seen, gone if missing else (), _first_day(history), messages_of(catalog)
        )
        pulled = _take_in(store, history, catalog, found, by)
        return replace(pulled, missing=0 if missing else len(gone))


def _running(place: Place, store: Store, messages: Messages) -> History:
    history = History(place.programme, store.records(place.programme))
    if history.state.state != ACTIVE:
        raise ReferralNeeded(messages.say("pull.stopped", programme=place.programme))
    return history


def _first_day(history: History) -> dt.date:
    """The day after the last check-in; nothing here reads the clock."""
    days = [dt.date.fromisoformat(record.dated) for record in history.current(Kind.CHECK_IN)]
    return max(days) + dt.timedelta(days=1) if days else history.plan.request.start


def _take_in(store: Store, history: History, catalog: Catalog, found: Changes, by: str) -> Pulled:
    """Judge what was changed, and keep what may be."""
    messages = messages_of(catalog)
    wishes = {move.key: move for move in accepted_moves(history)}
    same = [c for c in found.sessions if wishes.get(c.move.key) == c.move]
    other = [c for c in found.sessions if c not in same]
    at_home = [c for c in other if (c.move.start, c.move.end) == times_of(c.session)]
    back = [c for c in at_home if c.move.key in wishes]
    fresh = [c for c in other if c not in at_home]
    judge = Judge(
        history, catalog, [m for m in wishes.values() if m.key not in _keys(back)],
        _first_day(history),
    )  # fmt: skip
    accepted = _accepted(judge, fresh)
    kept = [change.move for change in (*back, *accepted)]
    why = messages.say("history.moved")
    entries = move_entries(history, kept, history.plan.request.start.isoformat(), by, why)
    free = free_times_entry(history, catalog, [change.move for change in accepted], by, why)
    entries += [free] if free is not None else []
    if entries:
        store.append(history.programme, len(history.records), entries)
    with living_in(history.plan.request.timezone):
        return Pulled(
            programme=history.programme,
            accepted=tuple(_told(change, messages) for change in (*back, *accepted)),
            before=tuple(_keys(same)),
            refused=tuple(
                _refusal(judge, change, messages) for change in fresh if change not in accepted
            ),
            unreadable=tuple(found.unreadable),
            days=tuple(found.days),
            free_times=free is not None,
            names=event_names(
                history.plan,
                (*_keys(same), *(key for key, _ in found.unreadable), *found.days),
                messages,
            ),
        )


def _accepted(judge: Judge, changes: Sequence[Change]) -> list[Change]:
    """The changes that may be, together if they can, else one after the other."""
    possible = [change for change in changes if not change.fault]
    if not possible or not judge.violations(*(change.move for change in possible)):
        judge.moves = (*judge.moves, *(change.move for change in possible))
        return possible
    accepted: list[Change] = []
    waiting = possible if len(possible) > 1 else []
    while waiting:
        passed = [change for change in waiting if judge.takes(change.move)]
        accepted += passed
        waiting = [change for change in waiting if change not in passed] if passed else []
    return accepted


def _refusal(judge: Judge, change: Change, messages: Messages) -> Told:
    breaks: tuple[str, ...] = (change.fault,)
    if not change.fault:
        breaks = judge.in_words(judge.violations(change.move))
    was = times_of(change.session)[0]
    offer = None
    if was.date() >= judge.first:
        offer = judge.nearest(change.session, change.move.start or was)
    return replace(_told(change, messages), breaks=breaks, offer=offer)


def _told(change: Change, messages: Messages) -> Told:
    return Told(
        key=change.session.key,
        name=session_name(change.session, messages),
        was=times_of(change.session)[0],
        wanted=change.move.start,
    )


def _keys(changes: Sequence[Change]) -> list[str]:
    return [change.move.key for change in changes]


def pulled_sections(pulled: Pulled, messages: Messages, width: int) -> tuple[Section, ...]:
    """What was read back, in words."""
    say = messages.say
    accepted = [line for told in pulled.accepted for line in _line(told, messages, width)]
    if pulled.free_times:
        accepted += wrap(say("pull.free_times"), width)
    refused = [line for told in pulled.refused for line in _refused_lines(told, messages, width)]
    unread = points([f"{_named(pulled, [key])}: {why}" for key, why in pulled.unreadable], width)
    rest = _rest(pulled, messages, width)
    if not accepted and not refused and not unread:
        rest = [*wrap(say("pull.none"), width), *rest]
    return (
        Section(say("pull.accepted"), tuple(accepted)),
        Section(say("pull.refused"), tuple(refused)),
        Section(say("pull.unreadable"), tuple(unread)),
        Section(say("label.calendar"), tuple(rest)),
    )


def _rest(pulled: Pulled, messages: Messages, width: int) -> list[str]:
    """What stays as it was."""
    told = {"before": pulled.before, "days": pulled.days}
    lines = [
        line
        for key, keys in told.items()
        if keys
        for line in wrap(messages.say(f"pull.{key}", names=_named(pulled, keys)), width)
    ]
    if pulled.missing:
        lines += wrap(messages.counted("pull.missing", pulled.missing), width)
    return lines


def _named(pulled: Pulled, keys: Sequence[str]) -> str:
    return "; ".join(pulled.names.get(key, key) for key in keys)


def _line(told: Told, messages: Messages, width: int) -> list[str]:
    return wrap(f"- {told.name}: {_where(told, messages)}", width, rest="    ")


def _where(told: Told, messages: Messages) -> str:
    if told.wanted is None:
        return messages.say("pull.dropped")
    if told.wanted == told.was:
        return messages.say("pull.stays")
    return messages.say("pull.to", moment=moment_name(told.wanted, messages))


def _refused_lines(told: Told, messages: Messages, width: int) -> list[str]:
    lines = _line(told, messages, width)
    for text in told.breaks:
        lines += wrap(f"  {text}", width, rest="    ")
    if told.offer is None:
        offer = messages.say("pull.no_offer")
    else:
        key = "pull.offer_home" if told.offer == told.was else "pull.offer"
        offer = messages.say(key, moment=moment_name(told.offer, messages))
    return [*lines, *wrap(f"  {offer}", width, rest="    ")]
