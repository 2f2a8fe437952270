"""Weeks that a window of a rule names (catalog/vocabulary/windows.yaml)."""

from __future__ import annotations

ALWAYS = "always"
FIRST_WEEK_OF_ITEM = "first_week_of_item"
QUIT_WEEK = "quit_week"
AFTER_QUIT = "after_quit"
LAST_QUARTER = "last_quarter"
AFTER_WAKING = "after_waking"
AFTER_NIGHT_SHIFT = "after_night_shift"
QUARTERS = ("first", "second", "third", "last")


def holds_in(
    window: str | None,
    week: int,
    *,
    weeks: int,
    quit_week: int | None = None,
    first_week: int | None = None,
) -> bool:
    """Whether a week of a plan of `weeks` weeks lies inside the window.

    The numbers stand in the name of the window: `weeks_1_8`, `from_week_3`, `week_1`, and
    `by_week_12` (what is reached by then holds from then on). Windows of hours, of single sessions
    and of rolling weeks hold in no week here.

    Args:
        window: id of the window; None = the whole plan.
        week: 1-based week.
        weeks: length of the plan.
        quit_week: week that contains the quit day.
        first_week: first week of the item that is looked at.
    """
    if window is None or window == ALWAYS:
        return True
    if window == FIRST_WEEK_OF_ITEM:
        return week == first_week
    if window == LAST_QUARTER:
        return week > weeks - weeks // len(QUARTERS)
    numbers = [int(part) for part in window.split("_") if part.isdigit()]
    if window == QUIT_WEEK:
        return week == quit_week
    if window.endswith(AFTER_QUIT):
        return quit_week is not None and 0 <= week - quit_week <= numbers[0]
    if window.startswith(("from_week_", "by_week_")):
        return week >= numbers[0]
    if window.startswith(("week_", "weeks_")):
        return numbers[0] <= week <= numbers[-1]
    return False
