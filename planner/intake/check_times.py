"""Contradictions among dates and times of an intake."""

from __future__ import annotations

import datetime as dt
from itertools import combinations
from zoneinfo import ZoneInfo

from planner.documents import KeyPath
from planner.domain.intake import Away, Intake, Sleep, Window
from planner.domain.units import DAYS_PER_WEEK
from planner.intake.report import Report
from planner.told import told


def check_times(intake: Intake, report: Report) -> None:
    """Report dates in the wrong order, windows that overlap, and times that never happen."""
    _check_order(intake, report)
    _check_windows(intake, report)
    _check_gaps(intake, report)
    _check_busy(intake, report)
    for (first, one), (second, other) in combinations(enumerate(intake.away), 2):
        if _meet(one, other) and one.kind != other.kind:
            text = told("overlaps away[{first}], which says '{kind}'", first=first, kind=one.kind)
            report.add(("away", second), text)
    for (first, asleep), (second, other_sleep) in combinations(enumerate(intake.sleep), 2):
        both = _common_dates(asleep, other_sleep)
        if both and (asleep.start, asleep.end) != (other_sleep.start, other_sleep.end):
            report.add(
                ("sleep", second),
                told("sleep[{first}] says another time for {date}", first=first, date=both[0]),
            )


def _check_order(intake: Intake, report: Report) -> None:
    assessed = intake.assessed_on
    if intake.plan.start < assessed:
        report.add(
            ("plan", "start"),
            told("the plan starts before the assessment on {assessed}", assessed=assessed),
        )
    past: list[tuple[KeyPath, dt.date | None]] = [
        *((("conditions", i, "since"), record.since) for i, record in enumerate(intake.conditions)),
        *((("stretch_trials", i, "date"), t.date) for i, t in enumerate(intake.stretch_trials)),
        *((("screened", name, "date"), group.date) for name, group in intake.screened.items()),
        *((("clearance", i, "date"), entry.date) for i, entry in enumerate(intake.clearance)),
    ]
    onset = intake.facts.get("onset_date")
    if isinstance(onset, str):
        past.append((("facts", "onset_date"), dt.date.fromisoformat(onset)))
    for path, date in past:
        if date is not None and date > assessed:
            report.add(path, told("is later than the assessment on {assessed}", assessed=assessed))


def _check_windows(intake: Intake, report: Report) -> None:
    for (first, one), (second, other) in combinations(enumerate(intake.availability), 2):
        same_day = set(one.days) & set(other.days) or set(one.dates) & set(other.dates)
        if same_day and one.start < other.end and other.start < one.end:
            report.add(
                ("availability", second), told("overlaps availability[{first}]", first=first)
            )


def _check_gaps(intake: Intake, report: Report) -> None:
    zone = ZoneInfo(intake.plan.timezone)
    for index, window in enumerate(intake.availability):
        for date in dates_of(window, intake):
            if _has_gap(date, window, zone):
                text = told(
                    "part of this window does not exist on {date}, when the clocks go forward in"
                    " {timezone}; end it before the change or start it after",
                    date=date,
                    timezone=intake.plan.timezone,
                )
                report.add(("availability", index), text)


def dates_of(window: Window, intake: Intake) -> list[dt.date]:
    """Dates of the plan on which a window is open."""
    days = (
        intake.plan.start + dt.timedelta(days=day)
        for day in range(intake.plan.weeks * DAYS_PER_WEEK)
    )
    return [day for day in days if day.weekday() in window.days or day in window.dates]


def _check_busy(intake: Intake, report: Report) -> None:
    zone = ZoneInfo(intake.plan.timezone)
    for index, busy in enumerate(intake.busy):
        for end, moment in (("from", busy.start), ("to", busy.end)):
            if _is_skipped(moment.replace(tzinfo=zone)):
                text = told(
                    "this time does not exist: the clocks go forward in {timezone} on {date}; write"
                    " a time before or after the change",
                    timezone=intake.plan.timezone,
                    date=moment.date(),
                )
                report.add(("busy", index, end), text)


def _is_skipped(moment: dt.datetime) -> bool:
    """A local time that no clock shows, because the clocks go forward over it."""
    there_and_back = moment.astimezone(dt.UTC).astimezone(moment.tzinfo)
    return there_and_back.replace(tzinfo=None) != moment.replace(tzinfo=None)


def _has_gap(date: dt.date, window: Window, zone: ZoneInfo) -> bool:
    start = dt.datetime.combine(date, window.start, zone)
    end = dt.datetime.combine(date, window.end, zone)
    before, after = start.utcoffset(), end.utcoffset()
    return _is_skipped(start) or (before is not None and after is not None and after > before)


def _meet(one: Away, other: Away) -> bool:
    return one.start <= other.end and other.start <= one.end


def _common_dates(one: Sleep, other: Sleep) -> list[dt.date]:
    return sorted(set(one.dates) & set(other.dates))
