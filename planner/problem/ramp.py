"""Limits on endurance: week-1 caps, the ramp table from the rise rules, the longest bout."""

from __future__ import annotations

from msgspec.structs import replace

from planner.domain.units import PERCENT, TENTHS_PER_UNIT
from planner.eligibility import ActiveLimit
from planner.knowledge.model import Limit, Rule
from planner.problem.bounds import Endurance, SetGrowth
from planner.problem.context import Context, remembered
from planner.problem.doses import base_dose
from planner.rules import truth

RISES = ("weekly_rise_minutes", "weekly_rise_pct")
REFERENCE = "ref_minutes_week"


def endurance(context: Context, highest: int) -> Endurance:
    """Limits on endurance in units of the grid; `highest` is the largest weekly goal (minutes)."""
    planning = context.planning
    grid = planning.minutes_grid
    top = highest // grid
    return Endurance(
        most=tuple(week_cap(context, week, highest) // grid for week in range(context.weeks)),
        longest_first=tuple(longest_first(context, week) // grid for week in range(context.weeks)),
        longest_rise=longest_rise(context) // grid,
        ramp=tuple(ramp_cap(context, units * grid) // grid for units in range(top + 1)),
        no_rise=no_rise_weeks(context),
        reference_weeks=planning.reference_weeks,
        met_add=planning.met_minutes_add * TENTHS_PER_UNIT // grid,
        met_pct=planning.met_minutes_pct,
    )


def week_cap(context: Context, week: int, highest: int) -> int:
    """Most endurance minutes in the week by the hard `minutes_per_week` caps."""
    return min([highest, *(most for most, _ in week_caps(context, week))])


def week_caps(context: Context, week: int) -> list[tuple[int, str]]:
    """Every hard cap on endurance minutes in the week, with its rule."""
    found = []
    for limit in context.limits:
        if limit.kind != "cap" or limit.quantity != "minutes_per_week" or not limit.hard:
            continue
        if "endurance" not in limit.body.target.component or week + 1 not in limit.weeks:
            continue
        value = int(limit.value)
        factor = limit.body.unless_current_higher_factor
        current = context.answers.facts.get("active_minutes_week")
        if factor is not None and isinstance(current, int | float):
            value = max(value, int(current * factor))
        found.append((value, limit.rule))
    return found


def ramp_cap(context: Context, reference: int) -> int:
    """Most minutes next week by every rise rule that fires at the reference minutes."""
    return min((most for most, _ in rise_caps(context, reference)), default=reference)


def rise_caps(context: Context, reference: int) -> list[tuple[int, str]]:
    """Most minutes next week by each rise rule that fires at the reference minutes."""
    facts = {**context.answers.facts, REFERENCE: reference}
    answers = replace(context.answers, facts=facts)
    caps: list[tuple[int, str]] = []
    for rule, limit in _rise_rules(context):
        applies = limit.applies_from_minutes
        if applies is not None and reference < applies:
            continue
        if truth(rule.when, answers, context.catalog) is False:
            continue
        value = _number(rule, limit)
        # Whole minutes, and no quotient before the product: 15 percent of 100 is 15, not 14.99.
        rise = value if limit.quantity == RISES[0] else reference * value // PERCENT
        caps.append((reference + int(rise), rule.id))
    return caps


@remembered
def _rise_rules(context: Context) -> tuple[tuple[Rule, Limit], ...]:
    found = []
    for rule in context.catalog.rules.values():
        if rule.id in context.set_aside:
            continue
        for effect in rule.then:
            limit = effect.cap
            if limit is None or limit.quantity not in RISES or limit.window is not None:
                continue
            if limit.when_intensity_step or limit.soft or rule.severity == "preference":
                continue
            if limit.target.any or "endurance" in limit.target.component:
                found.append((rule, limit))
    return tuple(found)


def _number(rule: Rule, limit: Limit) -> int | float:
    if not isinstance(limit.value, int | float):
        raise AssertionError(f"{rule.id}: {limit.quantity} is no number")
    return limit.value


def no_rise_weeks(context: Context) -> tuple[int, ...]:
    """Weeks in which a rule allows no more minutes than before (the quit week)."""
    return tuple(sorted({week - 1 for limit in _no_rises(context) for week in limit.weeks}))


def no_rise_rules(context: Context) -> tuple[str, ...]:
    """Rules that hold the minutes of single weeks."""
    return tuple(limit.rule for limit in _no_rises(context))


def _no_rises(context: Context) -> list[ActiveLimit]:
    return [
        limit
        for limit in context.limits
        if limit.quantity == RISES[0] and limit.hard and limit.body.window is not None
    ]


def longest_first(context: Context, week: int) -> int:
    """Longest bout of a week with none before: the largest start dose that is open by then."""
    rows = [
        base_dose(context, activity)
        for activity in context.catalog.activities.values()
        if activity.component == "endurance" and context.open_sides(activity.id, week)
    ]
    return max((row.minutes or 0 for row in rows if row is not None), default=0)


def longest_rise(context: Context) -> int:
    """Minutes that the longest bout may grow against the last weeks."""
    values = [
        int(limit.value)
        for limit in context.limits
        if limit.quantity == "longest_session_rise" and limit.kind == "cap" and limit.hard
    ]
    # The grid is the smallest step; a smaller cap is met by holding the bout length.
    return min(values, default=context.planning.minutes_grid)


def set_growth(context: Context) -> SetGrowth:
    """Most weekly sets of a muscle by the sets of the reference week; 0 sets = no limit yet."""
    planning = context.planning
    high = max(len(context.slots), 1)
    table = [high] + [
        max(sets + planning.set_growth_add, sets * planning.set_growth_pct // PERCENT)
        for sets in range(1, high + 1)
    ]
    return SetGrowth(most=tuple(table), reference_weeks=planning.reference_weeks)
