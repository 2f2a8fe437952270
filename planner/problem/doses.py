"""The dose of one activity in one week: the catalog's row, lowered by every limit in force."""

from __future__ import annotations

import math

from planner.domain.plan import ItemDose
from planner.domain.units import PERCENT, SECONDS_PER_MINUTE
from planner.eligibility import ActiveLimit
from planner.knowledge.model import Activity, Dose
from planner.knowledge.template import DoseRange
from planner.problem.context import Context, remembered

# Which dose field a limit's quantity lowers (or raises, for floors).
FIELDS = {"sets": "sets", "sets_per_day": "sets", "reps": "reps", "hold_s": "hold_s"}
VOLUME = ("sets", "reps", "hold_s")
SHARE = "dose_pct"
RESERVE = "reps_in_reserve"
VIGOROUS = "vigorous"
ANY_LEVEL = "any_level"
FIRST_WEEK = "first_week_of_item"
_AS_IT_IS = DoseRange()


def base_dose(context: Context, activity: Activity) -> Dose | None:
    """The catalog's dose for the person's level, or for the nearest level below it.

    None if the catalog has no dose at or below that level.
    """
    return _row(context, activity.id)


@remembered
def _row(context: Context, name: str) -> Dose | None:
    activity = context.catalog.activities[name]
    if ANY_LEVEL in activity.dose:
        return activity.dose[ANY_LEVEL]
    rank = context.level_ranks
    own = rank[context.levels.get(activity.component, min(rank, key=lambda level: rank[level]))]
    below = [level for level in activity.dose if rank[level] <= own]
    return activity.dose[max(below, key=lambda level: rank[level])] if below else None


@remembered
def limits_on(
    context: Context, activity: str, week: int, *, is_first: bool
) -> tuple[ActiveLimit, ...]:
    """Hard limits that touch the activity in the week (0-based)."""
    own = context.hard_limits.get(activity, ())
    return tuple(
        limit
        for limit in own
        if week + 1 in limit.weeks and (is_first or limit.body.window != FIRST_WEEK)
    )


def dose(context: Context, activity: Activity, week: int, *, is_first: bool) -> ItemDose | None:
    """The dose that is prescribed; None if there is none for this person."""
    row = base_dose(context, activity)
    if row is None:
        return None
    values: dict[str, int | None] = {
        "sets": row.sets,
        "reps": row.reps,
        "hold_s": row.hold_s,
        "rpe": row.rpe,
    }
    pct_1rm: int | None = None
    limits = limits_on(context, activity.id, week, is_first=is_first)
    most = most_of(activity, row)
    chosen = context.phase(week).doses.get(activity.component, _AS_IT_IS)
    _ease(values, chosen)
    # A cap beats a floor, and the catalog's own dose is a cap.
    for limit in sorted(limits, key=lambda limit: limit.kind == "cap"):
        _apply(context, values, limit, most)
        if limit.quantity == "load_pct_1rm" and limit.kind == "cap":
            pct_1rm = min(pct_1rm or PERCENT, int(limit.value))
    shares = [int(limit.value) for limit in limits if limit.quantity == SHARE]
    if shares and activity.component in context.planning.exercise_components:
        _cut(values, row, min(shares))
    phase_cap = context.phase(week).effort_rpe_at_most
    if phase_cap is not None and values["rpe"] is not None:
        values["rpe"] = min(values["rpe"], phase_cap)
    return ItemDose(
        sets=values["sets"],
        reps=values["reps"],
        hold_s=values["hold_s"],
        rest_s=_rest(row, chosen),
        minutes=row.minutes,
        times_per_day=_times(values, row, limits),
        rpe=values["rpe"],
        pct_1rm=pct_1rm,
        load_note=_load_note(context, activity, week, is_first=is_first),
        distance_m=row.distance_m,
    )


def _ease(values: dict[str, int | None], chosen: DoseRange) -> None:
    """Lower the numbers to those of the template."""
    for field, most in (
        ("sets", chosen.sets_at_most),
        ("reps", chosen.reps_at_most),
        ("hold_s", chosen.hold_s_at_most),
    ):
        value = values[field]
        if value is not None and most is not None:
            values[field] = min(value, most)


def _rest(row: Dose, chosen: DoseRange) -> int | None:
    """Seconds of rest between sets: a template may lengthen it."""
    return None if row.rest_s is None else max(row.rest_s, chosen.rest_s_at_least or 0)


def _times(values: dict[str, int | None], row: Dose, limits: tuple[ActiveLimit, ...]) -> int | None:
    """Times a day, lowered by caps on sessions and on sets a day."""
    times = row.sessions_per_day
    for limit in limits:
        if times is not None and limit.kind == "cap" and limit.quantity == "sessions_per_day":
            times = min(times, int(limit.value))
        if times is not None and limit.kind == "cap" and limit.quantity == "sets_per_day":
            times = min(times, max(1, int(limit.value) // (values["sets"] or 1)))
    return times


def most_of(activity: Activity, row: Dose) -> dict[str, int]:
    """How far a floor may raise a number of the dose: the catalog's own, or for older people."""
    most = {"sets": row.sets or 0, "reps": row.reps or 0, "hold_s": row.hold_s or 0}
    if activity.hold_s_age_65 is not None:
        most["hold_s"] = max(most["hold_s"], activity.hold_s_age_65[-1])
    return most


def _apply(
    context: Context, values: dict[str, int | None], limit: ActiveLimit, most: dict[str, int]
) -> None:
    field = FIELDS.get(limit.quantity)
    bound = rpe_bound(context, limit)
    if bound is not None:
        field, value = "rpe", bound
    elif field is None or not isinstance(limit.value, int | float):
        return
    else:
        value = int(limit.value)
    current = values[field]
    if current is None or (field == "hold_s" and current == 0):
        return
    if limit.kind == "cap":
        values[field] = min(current, value)
    elif field in most:
        values[field] = max(current, min(value, most[field]))


def _cut(values: dict[str, int | None], row: Dose, percent: int) -> None:
    """Lower sets, then repetitions, then the hold, to a share of the full dose (rounded up)."""
    whole = math.prod(number for number in (row.sets, row.reps, row.hold_s) if number)
    most = -(-whole * percent // PERCENT)
    for field in VOLUME:
        number = values[field]
        if number:
            others = math.prod(values[name] or 1 for name in VOLUME if name != field)
            values[field] = min(number, max(1, most // others))


def rpe_bound(context: Context, limit: ActiveLimit) -> int | None:
    """Highest effort (0-10) that an effort or intensity cap allows; None for other limits."""
    if limit.kind != "cap":
        return None
    classes = context.catalog.intensity_classes
    if limit.quantity == "effort_rpe_0_10":
        return int(limit.value)
    if limit.quantity == "intensity_class":
        return classes[str(limit.value)].rpe_0_10[1]
    if limit.quantity == "vigorous_share_pct":
        # A small share of vigorous minutes is kept by planning none at all.
        calmer = [c for c in classes.values() if c.rank < classes[VIGOROUS].rank]
        return max(calmer, key=lambda c: c.rank).rpe_0_10[1]
    if limit.quantity == "effort_rpe_6_20":
        value = int(limit.value)
        inside = [c for c in classes.values() if c.rpe_6_20[0] <= value]
        # Below the top of its class the lower end of the matching effort is taken.
        best = max(inside, key=lambda c: c.rank)
        return best.rpe_0_10[1] if value >= best.rpe_6_20[1] else best.rpe_0_10[0]
    return None


def item_minutes(context: Context, activity: Activity, item: ItemDose, sides: int) -> int:
    """Minutes that the item takes in a session, set-up included, rounded up.

    Sets x (repetitions x (tempo + hold)) on each side, with rests between sets; never less
    than the least time that the catalog gives.
    """
    timing = context.catalog.timing
    if item.sets is None or item.reps is None:
        return (item.minutes or activity.minutes[0]) + activity.setup_minutes
    tempo = 0 if item.hold_s else timing.seconds_per_repetition.get(activity.component, 0)
    if item.hold_s and activity.component != "stretch":
        tempo = timing.seconds_per_repetition.get(activity.component, 0)
    one_side = item.sets * item.reps * (tempo + (item.hold_s or 0))
    rests = (item.sets - 1) * (item.rest_s or 0)
    changes = (sides - 1) * timing.seconds_to_change_side
    seconds = one_side * sides + rests + changes
    minutes = -(-seconds // SECONDS_PER_MINUTE)
    return max(minutes, activity.minutes[0]) + activity.setup_minutes


def all_day_dose(context: Context, activity: Activity, week: int) -> ItemDose:
    """Dose of an all-day item in a week (0-based): times a day, minutes and hours of the catalog.

    Of exercise that lies outside sessions, a share of the dose lowers the minutes. Habits that take
    no time of their own have none.
    """
    row = base_dose(context, activity)
    if row is None:
        return ItemDose()
    minutes = None if activity.id in context.planning.untimed_activities else row.minutes
    shares = [
        int(limit.value)
        for limit in limits_on(context, activity.id, week, is_first=True)
        if limit.quantity == SHARE
    ]
    if minutes and shares and activity.component in context.planning.exercise_components:
        minutes = -(-minutes * min(shares) // PERCENT)
    return ItemDose(minutes=minutes, times_per_day=row.sessions_per_day, hours=row.hours_per_day)


def _load_note(context: Context, activity: Activity, week: int, *, is_first: bool) -> str | None:
    """How hard a set is: good repetitions that are left at its end, by level and by the rules."""
    if activity.component != "strength":
        return None
    for row in context.catalog.dosing.rows.values():
        if row.component == activity.component and row.level == context.levels.get("strength"):
            reserve = row.intensity.get(RESERVE)
            if reserve:
                floors = [
                    int(limit.value)
                    for limit in limits_on(context, activity.id, week, is_first=is_first)
                    if limit.kind == "floor" and limit.quantity == RESERVE
                ]
                low = max([reserve[0], *floors])
                high = max(low, reserve[1])
                planning = context.planning
                text = planning.load_note if low < high else planning.load_note_one
                return text.format(low=low, high=high)
    return None
