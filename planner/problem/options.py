"""What a placement of an activity means in one week: dose, time, sides, allowed slots."""

from __future__ import annotations

from planner.domain.units import MINUTES_PER_HOUR, TENTHS_PER_UNIT
from planner.domain.verdict import Verdict
from planner.knowledge.dosing import DoseRow
from planner.knowledge.model import Activity
from planner.problem.bouts import at_once_caps, bout_minutes, endurance_rows
from planner.problem.context import SIDES, Context
from planner.problem.doses import base_dose, dose, item_minutes, limits_on
from planner.problem.model import Option

EFFORT = "effort_rpe_6_20"
WHOLE = ("endurance", "strength")
# Quantities that bound one placement of endurance (one bout).
BOUT_CAPS = ("minutes_per_bout", "minutes_per_day", "unbroken_minutes")


def option(context: Context, activity: Activity, week: int, *, is_first: bool) -> Option | None:
    """The option of the activity in the week; None if it may not be placed there.

    A week without any free time holds nothing, yet ladders and habits go through it.
    """
    sides = context.open_sides(activity.id, week)
    row = base_dose(context, activity)
    item = dose(context, activity, week, is_first=is_first)
    if not sides or row is None or item is None:
        return None
    slots = _slots(context, activity, week)
    if not slots and any(slot.day >= context.open_from for slot in context.slots_of(week)):
        # All free time lies too near to waking or to sleep, or the time of waking is not known.
        return None
    is_endurance = activity.component == "endurance"
    units = _units(context, activity, week, is_first=is_first) if is_endurance else None
    if is_endurance and units is None:
        return None
    side = _side(activity, sides)
    both = len(SIDES) if activity.laterality == "each_side" and side == "both" else 1
    minutes = (
        activity.setup_minutes if is_endurance else item_minutes(context, activity, item, both)
    )
    caps = at_once_caps(context, activity, week, is_first=is_first)
    if not is_endurance and min(caps, default=minutes) < (item.minutes or minutes):
        return None
    least, most = days_a_week(context, activity, week, row.days_per_week, is_first=is_first)
    return Option(
        activity=activity.id,
        level=activity.level or 1,
        week=week,
        minutes=minutes,
        units=units,
        sets=(item.sets or 0) if activity.component == "strength" else 0,
        met=round(activity.met.value * TENTHS_PER_UNIT) if activity.met else 0,
        per_week=(least, most),
        is_light=is_light(context, item.rpe),
        needs_warm_up=_needs_warm_up(context, activity, item.rpe),
        is_harder=activity.id in context.harder,
        slots=slots,
        muscles=frozenset(activity.muscles.primary if activity.component == "strength" else ()),
        side=side,
        dose=item,
        conditional=next((v.conditional for v in sides if v.conditional is not None), None),
    )


def fits(context: Context, name: str, week: int) -> bool:
    """It is open in the week (1-based), and some free time is long enough."""
    done = option(context, context.catalog.activities[name], week - 1, is_first=True)
    slots = [slot for slot in context.slots if done is not None and slot.index in done.slots]
    return done is not None and any(slot.capacity >= done.minutes for slot in slots)


def _side(activity: Activity, sides: tuple[Verdict, ...]) -> str | None:
    if activity.laterality != "each_side":
        return None
    named = {verdict.side for verdict in sides}
    if None in named or named >= set(SIDES):
        return "both"
    return next(iter(named))


def _units(
    context: Context, activity: Activity, week: int, *, is_first: bool
) -> tuple[int, int] | None:
    grid = context.planning.minutes_grid
    least, most = bout_minutes(context, activity, week, is_first=is_first)
    first, last = -(-least // grid), most // grid
    return (first, last) if 0 < first <= last else None


def days_a_week(
    context: Context, activity: Activity, week: int, days: tuple[int, int], *, is_first: bool
) -> tuple[int, int]:
    """Fewest and most days of the dose, less what caps and the free days of the week allow."""
    least, most = days
    for limit in limits_on(context, activity.id, week, is_first=is_first):
        if limit.kind == "cap" and limit.quantity in ("days_per_week", "sessions_per_week"):
            most = min(most, int(limit.value))
    if context.history is not None and week == context.open_week:
        group = activity.family or activity.id
        most = max(0, most - context.history.days_in_week(group, week))
    usable = len({slot.day for slot in context.slots_of(week)})
    # Endurance and strength are asked for as a whole (days), not per kind of movement; and
    # nobody can be asked for more days than the week offers.
    floor = 1 if activity.component in WHOLE else max(1, least)
    return min(floor, most, max(1, usable)), most


def is_light(context: Context, rpe: int | None) -> bool:
    """The effort (0-10) is light or below."""
    light = context.catalog.intensity_classes["light"]
    return rpe is not None and rpe <= light.rpe_0_10[1]


def _needs_warm_up(context: Context, activity: Activity, rpe: int | None) -> bool:
    """Strength always; endurance unless its effort is exempt in every row that may be the person's.

    How short a bout is exempts none here: the length is chosen only in the search.
    """
    if activity.component != "endurance":
        return activity.component == "strength"
    rows = endurance_rows(context)
    classes = sorted(context.catalog.intensity_classes.values(), key=lambda c: c.rank)
    borg = next((c.rpe_6_20[-1] for c in classes if rpe and rpe <= c.rpe_0_10[-1]), None)
    return borg is None or not rows or not all(_exempts(row, borg) for row in rows)


def _exempts(row: DoseRow, borg: int) -> bool:
    return any(
        entry.get("quantity") == EFFORT and borg <= entry["at_most"]
        for entry in row.warmup_exempt_if
    )


def _slots(context: Context, activity: Activity, week: int) -> frozenset[int]:
    """Slots of the week that are far enough from waking and from sleep."""
    after, before = _distances(context, activity, week)
    return frozenset(
        slot.index
        for slot in context.slots_of(week)
        if slot.day >= context.open_from
        and (not after or (slot.after_waking is not None and slot.after_waking >= after))
        and (not before or (slot.before_sleep is not None and slot.before_sleep >= before))
    )


def _distances(context: Context, activity: Activity, week: int) -> tuple[int, int]:
    """Fewest minutes after waking and before sleep; 0 where nothing asks for any."""
    time = activity.time_of_day
    after = context.eligibility.after_waking.get(activity.id, 0)
    before = 0
    if time is not None:
        after = max(after, time.not_within_minutes_of_waking or 0)
        before = time.end_minutes_before_sleep or 0
    for limit in limits_on(context, activity.id, week, is_first=False):
        if limit.quantity == "hours_before_sleep" and limit.kind == "floor":
            before = max(before, int(limit.value) * MINUTES_PER_HOUR)
    return after, before
