"""Minutes of one bout of endurance: the range of the activity, its dose row and every cap."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.units import PERCENT
from planner.knowledge.dosing import DoseRow
from planner.knowledge.model import Activity
from planner.problem.context import Context, remembered
from planner.problem.doses import base_dose, limits_on

ENDURANCE = "endurance"
AT_ONCE = (
    "minutes_per_bout",
    "unbroken_minutes",
    "minutes_per_session",
    "minutes_per_day",
    "barefoot_minutes_per_day",
)


def bout_minutes(
    context: Context, activity: Activity, week: int, *, is_first: bool
) -> tuple[int, int]:
    """Fewest and most minutes of a bout in the week; nothing fits where most is below fewest.

    The strictest of the activity's own range, the session minutes of the person's dose row and
    those of the template, lowered by every cap on what is done at once.
    """
    least, most = activity.minutes
    bounds = [most, *at_once_caps(context, activity, week, is_first=is_first)]
    bounds += [row.session_minutes[1] for row in endurance_rows(context)]
    chosen = context.phase(week).doses.get(ENDURANCE)
    if chosen is not None and chosen.minutes_at_most is not None:
        bounds.append(chosen.minutes_at_most)
    start = base_dose(context, activity)
    for limit in limits_on(context, activity.id, week, is_first=is_first):
        if limit.quantity == "dose_pct" and start is not None and start.minutes is not None:
            bounds.append(-(-start.minutes * int(limit.value) // PERCENT))
    return least, min(bounds)


def at_once_caps(
    context: Context, activity: Activity, week: int, *, is_first: bool
) -> Iterator[int]:
    """Caps on the minutes of one item, in any component."""
    for limit in limits_on(context, activity.id, week, is_first=is_first):
        is_number = isinstance(limit.value, int | float)
        # A cap on a whole session is the length of the slot, not of one item.
        is_slot = limit.quantity == "minutes_per_session" and limit.body.target.any
        if limit.kind == "cap" and limit.quantity in AT_ONCE and is_number and not is_slot:
            yield int(limit.value)


@remembered
def endurance_rows(context: Context) -> tuple[DoseRow, ...]:
    """Dose rows of endurance for the level and age band; every band where the age is unknown."""
    age = context.answers.facts.get("age")
    level = context.levels.get(ENDURANCE)
    found = []
    for row in context.catalog.dosing.rows.values():
        band = context.catalog.age_bands[row.age_band]
        inside = not isinstance(age, int) or band.min <= age <= band.max
        if row.component == ENDURANCE and row.level == level and inside:
            found.append(row)
    return tuple(found)
