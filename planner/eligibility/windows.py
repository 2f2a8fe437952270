"""The plan weeks that a rule's window means."""

from __future__ import annotations

import re

WEEK = re.compile(r"^week_(\d+)$")
SPAN = re.compile(r"^weeks_(\d+)_(\d+)$")
FROM = re.compile(r"^from_week_(\d+)$")
BY = re.compile(r"^by_week_(\d+)$")
LAST_QUARTER = "last_quarter"
QUARTERS = ("last_quarter",)


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
        return tuple(week for week in everything if int(match[1]) <= week <= int(match[2]))
    if match := FROM.match(window) or BY.match(window):
        return tuple(week for week in everything if week >= int(match[1]))
    if window == LAST_QUARTER:
        quarter = -(-weeks // 4)
        return everything[weeks - quarter :]
    if window == "quit_week":
        return tuple(week for week in everything if week == quit_week)
    if window == "first_4_weeks_after_quit":
        return tuple(w for w in everything if quit_week is not None and 0 <= w - quit_week <= 4)
    return everything
