"""Limits on endurance: week-1 caps, the ramp table from the rise rules, the longest bout."""

from __future__ import annotations

from msgspec.structs import replace

from planner.domain.units import PERCENT, TENTHS_PER_UNIT
from planner.knowledge.model import Limit, Rule
from planner.problem.context import Context
from planner.problem.doses import base_dose
from planner.problem.model import Endurance, SetGrowth
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
        longest_first=_longest_first(context) // grid,
        longest_rise=_rise(context) // grid,
        ramp=tuple(ramp_cap(context, units * grid) // grid for units in range(top + 1)),
        no_rise=_no_rise(context),
        reference_weeks=planning.reference_weeks,
        met_add=planning.met_minutes_add * TENTHS_PER_UNIT // grid,
        met_pct=planning.met_minutes_pct,
    )


def week_cap(context: Context, week: int, highest: int) -> int:
    """Most endurance minutes in the week by the hard `minutes_per_week` caps."""
    most = highest
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
        most = min(most, value)
    return most


def ramp_cap(context: Context, reference: int) -> int:
    """Most minutes next week by every rise rule that fires at the reference minutes."""
    facts = {**context.answers.facts, REFERENCE: reference}
    answers = replace(context.answers, facts=facts)
    caps: list[int] = []
    for rule, limit in _rise_rules(context):
        applies = limit.applies_from_minutes
        if applies is not None and reference < applies:
            continue
        if truth(rule.when, answers, context.catalog) is False:
            continue
        value = _number(rule, limit)
        # Whole minutes, and no quotient before the product: 15 percent of 100 is 15, not 14.99.
        rise = value if limit.quantity == RISES[0] else reference * value // PERCENT
        caps.append(reference + int(rise))
    return min(caps, default=reference)


def _rise_rules(context: Context) -> list[tuple[Rule, Limit]]:
    overridden = {override.rule for override in context.intake.overrides}
    found = []
    for rule in context.catalog.rules.values():
        if rule.id in overridden:
            continue
        for effect in rule.then:
            limit = effect.cap
            if limit is None or limit.quantity not in RISES or limit.window is not None:
                continue
            if limit.when_intensity_step or limit.soft or rule.severity == "preference":
                continue
            if limit.target.any or "endurance" in limit.target.component:
                found.append((rule, limit))
    return found


def _number(rule: Rule, limit: Limit) -> int | float:
    if not isinstance(limit.value, int | float):
        raise AssertionError(f"{rule.id}: {limit.quantity} is no number")
    return limit.value


def _no_rise(context: Context) -> tuple[int, ...]:
    weeks: set[int] = set()
    for limit in context.limits:
        if limit.quantity == RISES[0] and limit.hard and limit.body.window is not None:
            weeks |= {week - 1 for week in limit.weeks}
    return tuple(sorted(weeks))


def _longest_first(context: Context) -> int:
    """Longest bout of the first week: the largest start dose of endurance for the level."""
    minutes = [
        (base_dose(context, activity) or activity.dose[next(iter(activity.dose))]).minutes or 0
        for activity in context.catalog.activities.values()
        if activity.component == "endurance" and context.first_open_week(activity.id) == 0
    ]
    return max(minutes, default=0)


def _rise(context: Context) -> int:
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
