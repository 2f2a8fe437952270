"""The plan weeks that a rule's window means."""

from __future__ import annotations

import re

WEEK = re.compile(r"^week_(\d+)$")
SPAN = re.compile(r"^weeks_(?P<first>\d+)_(?P<last>\d+)$")
FROM = re.compile(r"^from_week_(\d+)$")
BY = re.compile(r"^by_week_(\d+)$")
LAST_QUARTER = "last_quarter"
QUARTERS = ("first", "second", "third", "last")
AFTER_QUIT = re.compile(r"^first_(\d+)_weeks_after_quit$")


def weeks_of(window: str | None, weeks: int, quit_week: int | None = None) -> tuple[int, ...]:
    """1-based weeks of the plan in the window; windows inside a session or day mean all weeks.

    `by_week_N` means week N and later; `last_quarter` the last quarter, rounded up; the quit
    windows are empty where there is no quit day.
    """
    everything = tuple(range(1, weeks + 1))
    if window is None:
        return everything
    if match := WEEK.match(window):
        return tuple(week for week in everything if week == int(match[1]))
    if match := SPAN.match(window):
        return tuple(
            week for week in everything if int(match["first"]) <= week <= int(match["last"])
        )
    if match := FROM.match(window) or BY.match(window):
        return tuple(week for week in everything if week >= int(match[1]))
    if window == LAST_QUARTER:
        quarter = -(-weeks // len(QUARTERS))
        return everything[weeks - quarter :]
    if window == "quit_week":
        return tuple(week for week in everything if week == quit_week)
    if match := AFTER_QUIT.match(window):
        last = int(match[1])
        return tuple(w for w in everything if quit_week is not None and 0 <= w - quit_week <= last)
    return everything
