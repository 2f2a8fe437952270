"""Weekly targets by component: the template's goals, cut to what the person may do by then."""

from __future__ import annotations

from planner.domain.plan import TargetRange
from planner.domain.units import PERCENT
from planner.knowledge.template import ComponentTarget
from planner.problem.bounds import Coverage, Target
from planner.problem.context import Context
from planner.problem.ramp import ramp_cap, week_cap

# Components in which a programme is more than one movement.
SEVERAL = ("strength", "motor_control", "stretch", "balance")


def targets(context: Context, components: set[str], least: tuple[int, ...]) -> tuple[Target, ...]:
    """Targets of the components that have candidates, in the template's order.

    `least` are the endurance minutes that floors ask for in each week.
    """
    order: dict[str, int] = {}
    for phase in context.template.phases:
        for component, target in phase.targets.items():
            order.setdefault(component, target.weight)
    return tuple(
        Target(
            component=component,
            weight=weight,
            ranges=_ranges(context, component, least),
            items=_items(context, component),
            item_weight=context.planning.item_weight if component in SEVERAL else 0,
        )
        for component, weight in order.items()
        if component in components
    )


def _ranges(
    context: Context, component: str, least: tuple[int, ...]
) -> tuple[TargetRange | None, ...]:
    if component == "endurance":
        return endurance_goals(context, least)
    return _days(context, component)


def _items(context: Context, component: str) -> tuple[int, ...]:
    """How many families of the component should be active, by week."""
    counts = []
    for week in range(context.weeks):
        target, goal = goal_of(context, component, week)
        counts.append(target.items if target is not None and goal else 0)
    return tuple(counts)


def goal_of(context: Context, component: str, week: int) -> tuple[ComponentTarget | None, int]:
    """The template's target in the week and its goal there."""
    phase = context.phase(week)
    target = phase.targets.get(component)
    if target is None:
        return None, 0
    number = context.weeks_done + week + 1
    position = min(max(number - phase.weeks[0], 0), len(target.goal) - 1)
    return target, target.goal[position]


def _days(context: Context, component: str) -> tuple[TargetRange | None, ...]:
    ranges: list[TargetRange | None] = []
    for week in range(context.weeks):
        target, goal = goal_of(context, component, week)
        days = {slot.day for slot in context.slots if slot.week == week}
        if target is None or not days:
            ranges.append(None)
            continue
        whole = week in context.full_weeks
        wanted = goal if whole else min(goal, len(days))
        ranges.append(TargetRange(unit="days", min=min(target.min, wanted), goal=wanted))
    return tuple(ranges)


def endurance_goals(context: Context, least: tuple[int, ...]) -> tuple[TargetRange | None, ...]:
    """Minutes a week, never above what the caps and the ramp allow from week 1 on.

    `least` are the minutes that floors ask for: a template never aims below them.
    """
    grid = context.planning.minutes_grid
    goals: list[int] = []
    ranges: list[TargetRange | None] = []
    for week in range(context.weeks):
        target, goal = goal_of(context, "endurance", week)
        has_slots = any(slot.week == week for slot in context.slots)
        if not has_slots or (target is None and not least[week]):
            goals.append(0)
            ranges.append(None)
            continue
        goal = max(goal, _kept(context, week))
        recent = goals[max(0, week - context.planning.reference_weeks) :]
        if recent:
            goal = min(goal, ramp_cap(context, max(recent)))
            if context.is_deload(week):
                goal = min(goal, max(recent) * context.planning.lighter_week_pct // PERCENT)
        goal = max(week_cap(context, week, goal) // grid * grid, least[week])
        lowest = max(min(target.min if target is not None else 0, goal), least[week])
        goals.append(goal)
        ranges.append(TargetRange(unit="minutes", min=lowest, goal=goal, max=goal))
    return tuple(ranges)


def _kept(context: Context, week: int) -> int:
    """Minutes that a regular exerciser does already: a programme need not start below them."""
    facts = context.answers.facts
    current = facts.get("active_minutes_week")
    if facts.get("regular_exerciser") is not True or not isinstance(current, int | float):
        return 0
    wanted = (phase.targets.get("endurance") for phase in context.template.phases)
    top = max(max(target.goal) for target in wanted if target is not None)
    return 0 if context.is_deload(week) else min(int(current), top)


def coverage(context: Context) -> tuple[Coverage, ...]:
    """Sets a week of each major muscle group (soft floors on `sets_per_week_per_muscle`)."""
    groups = context.catalog.vocabulary["muscle_groups_major"]
    found: dict[str, Coverage] = {}
    for limit in context.limits:
        if limit.kind != "floor" or limit.quantity != "sets_per_week_per_muscle":
            continue
        named = limit.body.groups
        chosen = groups if named in (None, "all") else named
        for group in chosen:
            first = min(limit.weeks, default=1) - 1
            known = found.get(group)
            if known is None or first < known.from_week:
                found[group] = Coverage(
                    group=group,
                    from_week=first,
                    sets=int(limit.value),
                    weight=context.planning.coverage_weight,
                )
    return tuple(found[group] for group in sorted(found))
