"""A value of the document with its place: reads typed values and reports what is wrong.

Every reader returns None (or an empty container) for a wrong value after reporting it, so that
all problems of a file come out at once.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable
from math import isfinite
from typing import Any

from planner.documents import KeyPath
from planner.intake.report import Report
from planner.intake.words import not_one_of
from planner.told import told

# Years of a living person's dates and plans; others are slips of the finger.
_YEARS = range(1900, 2200)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_CLOCK = re.compile(r"\d{1,2}:\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?")


class Part:
    """A value at a path of the document.

    Attributes:
        value: plain Python as parsed.
        path: keys and indexes that lead to it.
        report: where problems go.
    """

    def __init__(self, value: object, path: KeyPath, report: Report) -> None:
        self.value: Any = value
        self.path = path
        self.report = report

    def bad(self, text: str) -> None:
        """Report a problem here."""
        self.report.add(self.path, text)

    def child(self, step: str | int, value: object) -> Part:
        """The part below this one."""
        return Part(value, (*self.path, step), self.report)

    def mapping(self, keys: Collection[str], required: Iterable[str] = ()) -> dict[str, Part]:
        """Known keys of a mapping; unknown and missing keys are reported."""
        if not isinstance(self.value, dict):
            self.bad(told("a mapping (key: value) is needed here"))
            return {}
        known: dict[str, Part] = {}
        for key, value in self.value.items():
            if key in keys:
                known[key] = self.child(key, value)
            else:
                self.child(str(key), value).bad(not_one_of(key, keys, "key"))
        for key in required:
            if key not in self.value:
                self.bad(told("the key '{key}' is missing; add it", key=key))
        return known

    def items(self) -> list[Part]:
        """Entries of a list."""
        if not isinstance(self.value, list):
            self.bad(told("a list is needed here, such as [a, b]"))
            return []
        return [self.child(index, value) for index, value in enumerate(self.value)]

    def text(self) -> str | None:
        """A text that is not empty."""
        if isinstance(self.value, str) and self.value.strip():
            return self.value.strip()
        self.bad(told("a text is needed here; put it in quotes if it looks like a number"))
        return None

    def word(self, words: Iterable[str], what: str) -> str | None:
        """A word of a closed list."""
        valid = list(words)
        if isinstance(self.value, str) and self.value in valid:
            return self.value
        self.bad(not_one_of(self.value, valid, what))
        return None

    def words(self, words: Collection[str], what: str) -> tuple[str, ...]:
        """A list of different words of a closed list."""
        found: list[str] = []
        for part in self.items():
            word = part.word(words, what)
            if word is not None and word in found:
                part.bad(told("'{word}' stands here twice", word=word))
            elif word is not None:
                found.append(word)
        return tuple(found)

    def flag(self) -> bool | None:
        """A claim: true or false."""
        if isinstance(self.value, bool):
            return self.value
        self.bad(told("write true or false (leave the key out if it is not known)"))
        return None

    def number(
        self, low: float, high: float, unit: str = "", *, whole: bool = False
    ) -> int | float | None:
        """A number in a range, both ends allowed; `whole` for counts."""
        value = self.value
        if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
            self.bad(
                told("a number is needed here, without a unit (leave it out if it is not known)")
            )
        elif not low <= value <= high:
            self.bad(
                told(
                    "must be from {low:g} to {high:g}{unit}",
                    low=low,
                    high=high,
                    unit=f" {told(unit)}" if unit else "",
                )
            )
        elif whole and value != int(value):
            self.bad(told("a whole number is needed here"))
        else:
            # 170.0 and 170 are one answer and must have one digest.
            return int(value) if value == int(value) else value
        return None

    def date(self) -> dt.date | None:
        """A date such as 2026-12-07."""
        try:
            if isinstance(self.value, str) and _DATE.fullmatch(self.value):
                date = dt.date.fromisoformat(self.value)
                if date.year in _YEARS:
                    return date
        except ValueError:
            pass
        self.bad(told("a date of the calendar is needed here, as YYYY-MM-DD"))
        return None

    def clock(self) -> dt.time | None:
        """A clock time such as "06:30"."""
        try:
            if isinstance(self.value, str) and _CLOCK.fullmatch(self.value):
                return dt.time.fromisoformat(self.value.zfill(5))
        except ValueError:
            pass
        self.bad(told('a clock time from "00:00" to "23:59" is needed here, in quotes'))
        return None

    def moment(self) -> dt.datetime | None:
        """A local date and time such as 2026-12-24T18:00, without an offset."""
        try:
            if isinstance(self.value, str) and _MOMENT.fullmatch(self.value):
                moment = dt.datetime.fromisoformat(self.value)
                if moment.year in _YEARS:
                    return moment
        except ValueError:
            pass
        self.bad(
            told(
                "a local date and time is needed here, as YYYY-MM-DDTHH:MM in the time zone of"
                " the plan, without an offset"
            )
        )
        return None
