"""Busy calendars: read for an intake or on their own, and found again in a plan."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import available_timezones

from msgspec import Struct
from msgspec.structs import replace

from planner.documents import Document
from planner.domain.intake import Busy, BusyCalendar, Intake, PlanRequest
from planner.domain.plan import CalendarRead, Plan
from planner.domain.units import DAYS_PER_WEEK
from planner.errors import BadInput, Problem
from planner.knowledge.messages import Messages
from planner.told import later, told

_GONE = later("can no longer be read")
_CHANGED = later("has changed since the plan was made")


class Imported(Struct, frozen=True, kw_only=True):
    """Busy times of calendar files together: `end` is the date after the last one."""

    timezone: str
    start: dt.date
    end: dt.date
    files: tuple[BusyCalendar, ...]
    busy: tuple[Busy, ...]

    def lines(self, messages: Messages) -> list[str]:
        """The times as they can be put into an intake."""
        last = self.end - dt.timedelta(days=1)
        head = messages.say("calendar.import", start=self.start, end=last, timezone=self.timezone)
        lines = [f"# {head}"]
        if not self.busy:
            return [*lines, "busy: []"]
        return [
            *lines,
            "busy:",
            *(f"  - {{from: {_text(b.start)}, to: {_text(b.end)}}}" for b in self.busy),
        ]


def import_calendars(
    files: tuple[Path, ...], start: dt.date, weeks: int, timezone: str
) -> Imported:
    """Busy times of calendar files, merged.

    Raises:
        BadInput: with every file that cannot be used.
    """
    from planner.calendar_io import merge

    end = start + dt.timedelta(days=weeks * DAYS_PER_WEEK)
    named = [(str(file), file) for file in files]
    read = _read_all(named, start, end, timezone)
    spans = merge((busy.start, busy.end) for calendar in read for busy in calendar.busy)
    return Imported(
        timezone=timezone,
        start=start,
        end=end,
        files=read,
        busy=tuple(Busy(start=first, end=last) for first, last in spans),
    )


def with_calendars(intake: Intake, intake_path: Path | str) -> Intake:
    """The intake with the busy times of the calendars that it names (relative to its file).

    Raises:
        BadInput: with every calendar that cannot be used; none is ever taken as free time.
    """
    if not intake.busy_calendars:
        return intake
    request = intake.plan
    end = request.start + dt.timedelta(days=request.weeks * DAYS_PER_WEEK)
    named = [(c.file, _beside(intake_path, c.file)) for c in intake.busy_calendars]
    read = _read_all(named, request.start, end, request.timezone)
    return replace(intake, busy_calendars=read)


def as_recorded(
    intake: Intake, intake_path: Path | str, plan: Plan
) -> tuple[Intake, tuple[str, ...]]:
    """The intake with the calendars that the plan was made from, and what the reader must know.

    A file that still is what it was is read again; else the times stand in for it that the plan
    recorded.

    Raises:
        BadInput: the plan recorded nothing about a calendar that cannot be used.
    """
    recorded = {calendar.file: calendar for calendar in plan.busy_calendars}
    calendars: list[BusyCalendar] = []
    remarks: list[str] = []
    for calendar in intake.busy_calendars:
        record = recorded.get(calendar.file)
        try:
            alone = replace(intake, busy_calendars=(calendar,))
            found = with_calendars(alone, intake_path).busy_calendars[0]
        except BadInput:
            if record is None:
                raise
            found = None
        if record is None or (found is not None and found.sha256 == record.sha256):
            calendars += [found] if found is not None else []
            continue
        state = _GONE if found is None else _CHANGED
        remarks.append(
            told(
                "{file}: {state}; checked against the times that the plan recorded",
                file=calendar.file,
                state=told(state),
            )
        )
        calendars.append(_of_record(record))
    return replace(intake, busy_calendars=tuple(calendars)), tuple(remarks)


def from_record(intake: Intake, plan: Plan) -> Intake:
    """The intake of a stored programme with its calendars: as recorded, else read where they are.

    Raises:
        BadInput: a calendar that no plan recorded cannot be read.
    """
    recorded = {calendar.file: calendar for calendar in plan.busy_calendars}
    found = [
        _of_record(recorded[calendar.file])
        if calendar.file in recorded
        else with_calendars(replace(intake, busy_calendars=(calendar,)), "-").busy_calendars[0]
        for calendar in intake.busy_calendars
    ]
    return replace(intake, busy_calendars=tuple(found))


def _of_record(record: CalendarRead) -> BusyCalendar:
    return BusyCalendar(
        file=record.file,
        sha256=record.sha256,
        busy=tuple(Busy(start=busy.start, end=busy.end) for busy in record.busy),
        notes=record.notes,
    )


def _read_all(
    named: list[tuple[str, Path]], start: dt.date, end: dt.date, timezone: str
) -> tuple[BusyCalendar, ...]:
    from planner.calendar_io import read_calendar

    read: list[BusyCalendar] = []
    problems: list[Problem] = []
    for name, path in named:
        try:
            reading = read_calendar(path, start, end, timezone)
        except BadInput as error:
            problems += error.problems
            continue
        read.append(
            BusyCalendar(
                file=name,
                sha256=reading.sha256,
                busy=tuple(Busy(start=first, end=last) for first, last in reading.busy),
                notes=tuple(str(_named(note, name)) for note in reading.notes),
            )
        )
    if problems:
        raise BadInput(problems)
    return tuple(read)


def _named(note: Problem, name: str) -> Problem:
    return Problem(name, note.line, note.key, note.text)


def _beside(intake_path: Path | str, name: str) -> Path:
    return Path(name) if str(intake_path) == "-" else Path(intake_path).parent / name


def _text(moment: dt.datetime) -> str:
    return moment.isoformat(timespec="minutes")


def request_of(
    intake: Document | None,
    start: dt.date | None,
    weeks: int | None,
    timezone: str | None,
    catalog_dir: Path | None,
) -> PlanRequest:
    """The weeks that are meant: those of an intake, where nothing else is said.

    Raises:
        BadInput: the intake has faults, or the time zone is not known.
    """
    from planner.intake.read import read_document
    from planner.knowledge import load_catalog

    if timezone is not None and timezone not in available_timezones():
        text = told("there is no such time zone; use an IANA name such as Europe/Berlin")
        raise BadInput([Problem("--timezone", 0, "", text)])
    if intake is not None:
        asked = read_document(intake, load_catalog(catalog_dir)).plan
        start, weeks = start or asked.start, weeks or asked.weeks
        timezone = timezone or asked.timezone
    if start is None or weeks is None or timezone is None:
        raise AssertionError("the command asks for what is missing")
    return PlanRequest(start=start, weeks=weeks, timezone=timezone)
