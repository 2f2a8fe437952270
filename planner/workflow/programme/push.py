"""Sends a programme to a calendar on a server: what changed, and nothing else."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from planner.calendar_io.server import Outcome, Remote, ServerFault, Wanted, open_calendar, push
from planner.calendar_io.server.remote import Listed
from planner.calendar_io.server.sync import Link
from planner.domain.local import living_in
from planner.domain.plan import Plan
from planner.errors import AuditViolation
from planner.explain import Messages, Section, messages_of
from planner.explain.layout import points, wrap
from planner.export import to_ics, to_resource, verify_ics
from planner.export.events import Event, days_of, event_uid, events_of
from planner.knowledge import load_catalog
from planner.store import Calendar, Kind, LinkedCalendar, Store
from planner.told import told
from planner.workflow.programme.history import ACTIVE, CalendarState, History
from planner.workflow.programme.linked import (
    Access,
    Linked,
    linked,
    links_of,
    own_essence,
    read_resources,
    stored,
)
from planner.workflow.programme.moves import accepted_moves
from planner.workflow.programme.names import event_names
from planner.workflow.programme.place import Place, opened
from planner.workflow.programme.spoken import in_its_language

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "calendar.rehab-planner.invalid")
_GONE = 404


class Pushed(Struct, frozen=True, kw_only=True):
    """What became of the events of a programme, by their keys.

    Attributes:
        calendar: address of the calendar.
        waiting: moved by the person and accepted; the next revision of the plan follows.
        changed: changed by the person; left as they are.
        removed: removed by the person; not written again.
        names: of those that the person touched, as people speak of them.
    """

    programme: str
    calendar: str
    revision: int
    created: tuple[str, ...]
    updated: tuple[str, ...]
    deleted: tuple[str, ...]
    adopted: tuple[str, ...]
    waiting: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    names: dict[str, str]


@in_its_language
def push_programme(
    place: Place,
    access: Access,
    *,
    calendar: str | None = None,
    titles: bool = False,
    catalog_dir: Path | None = None,
) -> Pushed:
    """Bring the calendar to the latest revision of the plan.

    Args:
        place: the programme.
        access: server and secret.
        calendar: name of a calendar there; None for the one at the address, or an own one.
        titles: say what the sessions are; else the calendar tells nothing about health.
        catalog_dir: None for the one that ships with the planner.

    Raises:
        BadInput: the address, the name or the secret cannot be used.
        AuditViolation: the plan has not passed its audit.
        ServerFault: the server failed; a second run goes on where this one ended.
        StoreError: no such programme, or the store cannot be written.
    """
    messages = messages_of(load_catalog(catalog_dir))
    with opened(place.location) as store:
        history = History(place.programme, store.records(place.programme))
        plan, state = history.with_approval(history.plan), history.calendar
        _refuse_unchecked(plan, messages)
        known = store.calendars(place.programme)
        to = linked(access, known, calendar)
        name = messages.say("calendar.name" if titles else "calendar.discreet_name")
        remote, links, listed = _calendar(to, access, known, calendar, name, plan)
        _remember(store, place, to, remote, links, known)

        def keep(links: Sequence[Link], dropped: Sequence[str]) -> None:
            rows = [stored(link) for link in links]
            store.keep_links(place.programme, remote.url, rows, dropped)

        events = events_of(plan, messages, alone=True)
        outcome = push(
            remote,
            [_wanted(plan, event, state, messages, titles) for event in events
             if event.key not in state.cancelled],
            links,
            keep,
            lambda raw: read_resources(raw, plan, remote.name),
            listed=listed,
            withdrawn=_withdrawn(history),
        )  # fmt: skip
    return _pushed(history, remote.url, outcome, messages)


def _withdrawn(history: History) -> frozenset[str]:
    """What a stop took out: it must not stay, wherever the person moved it."""
    if history.state.state == ACTIVE:
        return frozenset()
    plan = history.plan
    return frozenset(event_uid(plan.plan_id, key) for key in history.calendar.cancelled)


def _calendar(
    to: Linked, access: Access, known: Iterable[LinkedCalendar], named: str | None, name: str,
    plan: Plan,
) -> tuple[Remote, dict[str, Link], tuple[Listed, ...]]:  # fmt: skip
    """The calendar, what was written there, and what stands there.

    One that is gone is made anew only where its address is given again.
    """
    if to.calendar is not None:
        try:
            return to.remote, to.links, to.remote.listing()
        except ServerFault as fault:
            if fault.status != _GONE:
                raise
            if access.to is None:
                text = told(
                    "the calendar is gone; to make it anew, say --to {server}", server=to.server
                )
                raise ServerFault(to.remote.name, text, _GONE) from None
    own = str(uuid.uuid5(_NAMESPACE, plan.plan_id))
    remote = open_calendar(to.remote.at(to.server), named, name, own)
    same = [found for found in known if found.calendar.url == remote.url]
    is_known = bool(same) and to.calendar is None
    return remote, links_of(same[0]) if is_known else {}, remote.listing()


def _remember(
    store: Store, place: Place, to: Linked, remote: Remote, links: dict[str, Link],
    known: Iterable[LinkedCalendar],
) -> None:  # fmt: skip
    kept = Calendar(url=remote.url, server=to.server, user=to.user)
    if kept != to.calendar:
        store.keep_calendar(place.programme, kept)
    if not links:
        gone = [link.uid for k in known if k.calendar.url == remote.url for link in k.links]
        store.keep_links(place.programme, remote.url, (), gone)


def _refuse_unchecked(plan: Plan, messages: Messages) -> None:
    """What is sent was audited, and its calendar reads back as the plan says."""
    if plan.audit is None or not plan.audit.passed:
        raise AuditViolation(told("this plan has not passed its audit; nothing is sent"))
    verify_ics(to_ics(plan, messages, discreet=True), plan)


def _wanted(
    plan: Plan, event: Event, state: CalendarState, messages: Messages, titles: bool
) -> Wanted:
    def render(number: int) -> bytes:
        return to_resource(plan, event, messages, number, discreet=not titles)

    plain = render(0)
    seen = own_essence(plain, plan)
    return Wanted(
        uid=seen.uid,
        render=render,
        least=state.sequence.get(event.key, plan.revision - 1),
        digest=hashlib.sha256(plain).hexdigest(),
        times=seen.times,
        words=seen.words,
    )


def _pushed(history: History, url: str, outcome: Outcome, messages: Messages) -> Pushed:
    plan = history.plan
    # Also what only an earlier revision held: it was removed now.
    plans = [history.plan_of(record) for record in history.of(Kind.PLAN)]
    keys = {key for p in plans for key in (*(s.key for s in p.sessions), *days_of(p))}
    named = {event_uid(plan.plan_id, key): key for key in keys}
    accepted = {move.key for move in accepted_moves(history)}

    def of(uids: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(named.get(uid, uid) for uid in uids))

    with living_in(plan.request.timezone):
        return Pushed(
            programme=history.programme,
            calendar=url,
            revision=plan.revision,
            created=of(outcome.created),
            updated=of(outcome.updated),
            deleted=of(outcome.deleted),
            adopted=of(outcome.adopted),
            waiting=tuple(k for k in of([*outcome.changed, *outcome.removed]) if k in accepted),
            changed=tuple(key for key in of(outcome.changed) if key not in accepted),
            removed=tuple(key for key in of(outcome.removed) if key not in accepted),
            unchanged=outcome.unchanged,
            names=event_names(plan, of([*outcome.changed, *outcome.removed]), messages),
        )


def pushed_sections(pushed: Pushed, messages: Messages, width: int) -> tuple[Section, ...]:
    """What was sent, and what the person changed."""
    say = messages.say
    head = say(
        "push.head",
        revision=pushed.revision,
        new=len(pushed.created),
        changed=len(pushed.updated),
        removed=len(pushed.deleted),
        same=pushed.unchanged + len(pushed.adopted),
    )
    sections = [Section(say("label.calendar"), (f"  {head}", *wrap(pushed.calendar, width)))]
    for key in ("waiting", "changed", "removed"):
        named = [pushed.names.get(event, event) for event in getattr(pushed, key)]
        sections.append(Section(say(f"push.{key}"), tuple(points(named, width))))
    pull = say("push.pull", programme=pushed.programme)
    next_ = (f"  {pull}",) if pushed.changed or pushed.removed else ()
    return (*sections, Section(say("programme.next"), next_))
