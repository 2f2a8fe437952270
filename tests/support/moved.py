"""A real plan of three weeks, made once, and its calendar as a person might edit it."""

from __future__ import annotations

import datetime as dt
import itertools
import tempfile
from functools import cache
from pathlib import Path

import icalendar
from msgspec.structs import replace

from planner.audit import audit
from planner.domain.intake import Window
from planner.domain.plan import Plan, Session, ViolationRecord
from planner.export import to_ics
from planner.export.events import event_uid
from planner.intake import read_intake, resolve_answers
from planner.knowledge import load_template
from planner.workflow.plan import make_plan
from planner.workflow.programme.place import Place
from tests.support.people import CATALOG
from tests.support.process import intake as text_of
from tests.support.sent import MESSAGES, begun

FOLDER = Path(tempfile.mkdtemp(prefix="moved-"))


@cache
def intake_file() -> Path:
    file = FOLDER / "intake.yaml"
    file.write_text(text_of(("weeks: 12", "weeks: 3")), encoding="utf-8")
    return file


@cache
def real_plan() -> Plan:
    plan = make_plan(intake_file(), effort="quick").plan
    assert plan is not None
    return plan


def programme(folder: Path) -> Place:
    return begun(folder, real_plan(), intake_file())


def session(key: str) -> Session:
    return next(s for s in real_plan().sessions if s.key == key)


def start_of(one: Session) -> dt.datetime:
    return dt.datetime.fromisoformat(f"{one.date}T{one.start}")


def evening() -> Session:
    """A session after the first week that begins at 18:00."""
    return next(s for s in real_plan().sessions if s.week > 1 and s.start == "18:00")


def strength_pair() -> tuple[Session, Session]:
    """Two strength sessions of one week."""
    found = [s for s in real_plan().sessions if s.role == "strength"]
    return next((a, b) for a, b in itertools.pairwise(found) if a.week == b.week)


class File:
    """The calendar of the plan, to be edited."""

    def __init__(self) -> None:
        plan = real_plan()
        self.calendar = icalendar.Calendar.from_ical(to_ics(plan, MESSAGES, discreet=True))
        self.events = {str(event["UID"]): event for event in self.calendar.events}

    def event(self, key: str) -> icalendar.Event:
        return self.events[event_uid(real_plan().plan_id, key)]

    def to(self, key: str, start: dt.datetime, shorter: int = 0) -> File:
        """Move a session (local start), and shorten it."""
        event = self.event(key)
        zone = event.DTSTART.tzinfo
        length = event.DTEND - event.DTSTART - dt.timedelta(minutes=shorter)
        event.DTSTART = start.replace(tzinfo=zone)
        event.DTEND = (start + length).replace(tzinfo=zone)
        return self

    def without(self, key: str) -> File:
        self.calendar.subcomponents.remove(self.event(key))
        return self

    def write(self, folder: Path) -> Path:
        file = folder / "edited.ics"
        file.write_bytes(self.calendar.to_ical())
        return file


def violations(**starts: dt.datetime | None) -> tuple[ViolationRecord, ...]:
    """What the plan breaks with sessions elsewhere (None: dropped), worked out without the planner.

    Keys are written with `__` for `-`. A time at which a session is put counts as free.
    """
    plan = real_plan()
    person = read_intake(intake_file(), CATALOG)
    wanted = {key.replace("__", "-"): start for key, start in starts.items()}
    sessions = []
    windows = list(person.availability)
    for one in plan.sessions:
        if one.key not in wanted:
            sessions.append(one)
            continue
        start = wanted[one.key]
        if start is None:
            continue
        end = start + (dt.datetime.fromisoformat(f"{one.date}T{one.end}") - start_of(one))
        windows.append(Window(days=(), dates=(start.date(),), start=start.time(), end=end.time()))
        sessions.append(replace(one, date=start.date(), start=f"{start:%H:%M}", end=f"{end:%H:%M}"))
    weeks = []
    for week in plan.weeks:
        days: dict[str, set[dt.date]] = {name: set() for name in week.days}
        minutes = dict.fromkeys(week.minutes, 0)
        for one in sessions:
            for item in one.items if one.week == week.week else ():
                days[item.component].add(one.date)
                minutes[item.component] += item.dose.minutes or item.minutes
        counts = {name: len(found) for name, found in days.items()}
        weeks.append(replace(week, days=counts, minutes=minutes))
    changed = replace(plan, sessions=tuple(sessions), weeks=tuple(weeks))
    return violations_of(changed, tuple(windows))


def violations_of(plan: Plan, windows: tuple[Window, ...] = ()) -> tuple[ViolationRecord, ...]:
    """What a plan breaks, with other free times than those of the intake."""
    person = read_intake(intake_file(), CATALOG)
    return audit(
        plan,
        replace(person, availability=windows or person.availability),
        resolve_answers(person, CATALOG),
        CATALOG,
        load_template(plan.made_from.template.id, CATALOG),
    ).violations
