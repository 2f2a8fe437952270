"""Dates of FHIR: a year, a month, a day or an instant, as the time that they cover."""

from __future__ import annotations

import datetime as dt
import re

from msgspec import Struct

from planner.intake.fhir.elements import Observation

_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_YEARS = range(1900, 2200)


class When(Struct, frozen=True):
    """The time that a date covers, both ends in UTC; `day` is the first day of it as written."""

    day: dt.date
    first: dt.datetime
    last: dt.datetime

    @property
    def is_one_day(self) -> bool:
        """The day is known."""
        return self.last - self.first <= dt.timedelta(days=1)


def when(text: str | None) -> When | None:
    """The time that a `date` or `dateTime` covers; None where it is none."""
    if text is None or not text.isascii() or text[:4] < "1900":
        return None
    try:
        return _part_of_day(text) if "T" in text else _days(text)
    except (ValueError, OverflowError):
        return None


def _part_of_day(text: str) -> When | None:
    moment = dt.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        return _days(moment.date().isoformat())
    if moment.year not in _YEARS:
        return None
    utc = moment.astimezone(dt.UTC)
    return When(moment.date(), utc, utc)


def _days(text: str) -> When | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = match.groups()
    first = dt.date(int(year), int(month or 1), int(day or 1))
    after = first + dt.timedelta(days=1)
    if day is None:
        # The first day of the next month, or of the next year.
        months = first.month if month else 12
        after = dt.date(first.year + months // 12, months % 12 + 1, 1)
    if first.year not in _YEARS:
        return None
    return When(first, _midnight(first), _midnight(after))


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), dt.UTC)


def measured_at(observation: Observation) -> When | None:
    """When an observation was made: of a period, its end."""
    period = observation.effective_period
    texts = (
        observation.effective_date_time,
        observation.effective_instant,
        (period.end or period.start) if period is not None else None,
    )
    return next((found for found in map(when, texts) if found is not None), None)


def whole_years(born: dt.date, on: dt.date) -> int:
    """Age in years on a day."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
