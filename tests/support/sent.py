"""Programmes in a store, ready to be sent to a calendar server."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import icalendar
from msgspec.structs import replace

from planner.calendar_io.server import connect, secret_for
from planner.calendar_io.server.secret import Secret
from planner.domain import plan as p
from planner.explain import messages_of
from planner.export.events import event_uid, events_of
from planner.intake import read_intake
from planner.store import Entry, Kind, locate, open_store
from planner.workflow.programme.history import (
    STOPPED,
    CalendarState,
    History,
    State,
    as_json,
    plan_entry,
)
from planner.workflow.programme.new import begin
from planner.workflow.programme.place import Place
from tests.support.calendar_plan import all_day, calendar_plan, sessions
from tests.support.people import CATALOG
from tests.support.stored import EXAMPLE

MESSAGES = messages_of(CATALOG)
PASSED = p.AuditResult(passed=True, checks=(), violations=())
WEEKS = 1


@cache
def small_plan() -> p.Plan:
    """Three sessions in three time zones and two days, said to be made from the example."""
    plan = calendar_plan(
        sessions=tuple(s for s in sessions() if s.week <= WEEKS),
        all_day=tuple(d for d in all_day() if d.week <= WEEKS and d.date.day % 3 == 0),
        audit=PASSED,
    )
    made = replace(plan.made_from, intake=read_intake(EXAMPLE, CATALOG).sha256)
    return replace(plan, made_from=made, request=replace(plan.request, weeks=WEEKS))


def begun(folder: Path, plan: p.Plan | None = None, intake: Path = EXAMPLE) -> Place:
    """A programme in a store of its own."""
    location = locate(str(folder / "s.db"))
    started = begin(intake, plan or small_plan(), location, by="person")
    return Place(location, started.programme)


def revised(place: Place, *, drop: Iterable[str] = (), **moved: str) -> p.Plan:
    """A next revision: sessions dropped, or with another start (same length), by key."""
    with open_store(place.location, create=False) as store:
        records = store.records(place.programme)
        before = History(place.programme, records).plan
        changed = []
        for session in before.sessions:
            if session.key in drop:
                continue
            start = moved.get(session.key.replace("-", "_"))
            changed.append(_at(session, start) if start else session)
        plan = replace(before, revision=before.revision + 1, sessions=tuple(changed))
        keep_revision(store, place, plan, len(records))
    return plan


def keep_revision(store, place: Place, plan: p.Plan, known: int, cancelled: tuple[str, ...] = ()):
    numbers = {event.key: 0 for event in events_of(plan, MESSAGES)}
    state = CalendarState(revision=plan.revision, sequence=numbers, cancelled=cancelled)
    entry = Entry(kind=Kind.CALENDAR, dated="2027-03-01", body=as_json(state), by="person")
    store.append(place.programme, known, [plan_entry(plan, "person"), entry])


def _at(session: p.Session, start: str) -> p.Session:
    first = dt.datetime.fromisoformat(f"{session.date}T{session.start}")
    last = dt.datetime.fromisoformat(f"{session.date}T{session.end}")
    new = dt.datetime.fromisoformat(f"{session.date}T{start}")
    return replace(session, start=start, end=f"{new + (last - first):%H:%M}")


def withdraw(place: Place, *keys: str, stopped: bool) -> None:
    """Events are withdrawn (all without keys): by a stop, or as no longer part of the plan."""
    with open_store(place.location, create=False) as store:
        records = store.records(place.programme)
        plan = History(place.programme, records).plan
        found = keys or tuple(event.key for event in events_of(plan, MESSAGES))
        keep_revision(store, place, plan, len(records), found)
        if stopped:
            state = as_json(State(state=STOPPED, since="2027-03-01"))
            entry = Entry(kind=Kind.STATE, dated="2027-03-01", body=state, by="person")
            store.append(place.programme, len(records) + 2, [entry])


def links(place: Place):
    """Links of the only calendar, by UID."""
    with open_store(place.location, create=False) as store:
        (found,) = store.calendars(place.programme)
    return {link.uid: link for link in found.links}


class Person:
    """Somebody else's program on the same calendar: it edits without asking."""

    def __init__(self, place: Place, secret: Secret) -> None:
        with open_store(place.location, create=False) as store:
            (found,) = store.calendars(place.programme)
            self.plan = History(place.programme, store.records(place.programme)).plan
        self.remote = connect(found.calendar.url, secret)
        self.paths = {link.uid: link.path for link in found.links}

    def path(self, key: str) -> str:
        return self.paths[event_uid(self.plan.plan_id, key)]

    def edit(self, key: str, *, minutes: int = 0, shorter: int = 0, **words: str) -> None:
        """Move, shorten or rename a session, as a calendar program would."""
        data, etag = self.remote.read(self.path(key))
        calendar = icalendar.Calendar.from_ical(data)
        (event,) = calendar.events
        event.DTSTART += dt.timedelta(minutes=minutes)
        event.DTEND += dt.timedelta(minutes=minutes - shorter)
        event["SEQUENCE"] = int(event["SEQUENCE"]) + 1
        for name, value in words.items():
            event[name.replace("_", "-")] = icalendar.vText(value)
        done, _ = self.remote.write(self.path(key), calendar.to_ical(), etag)
        assert done

    def delete(self, key: str) -> None:
        _, etag = self.remote.read(self.path(key))
        assert self.remote.remove(self.path(key), etag)

    def event(self, key: str) -> icalendar.Event:
        data, _ = self.remote.read(self.path(key))
        return icalendar.Calendar.from_ical(data).events[0]

    def count(self) -> int:
        return len(self.remote.listing())


def secret_of(user: str | None, password: str) -> Secret:
    return (
        Secret("basic", user, password)
        if user
        else secret_for("http://localhost/", None, environment={})
    )
