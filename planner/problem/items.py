"""How many different items may be active at the same time, by component and in all.

The template says how many suit the programme; a calendar with little time holds fewer. Without
that, the first weeks fill up with items that later weeks, with more walking, cannot hold.
"""

from __future__ import annotations

from statistics import median

from planner.domain.units import PERCENT
from planner.problem.context import Context, remembered
from planner.problem.doses import base_dose
from planner.problem.targets import goal_of

ENDURANCE = "endurance"


@remembered
def items_at_once(context: Context) -> dict[str, tuple[int, ...]]:
    """Most families of a component by week, for the components that the template plans."""
    found: dict[str, tuple[int, ...]] = {}
    share = min(_share(context, week) for week in range(context.weeks))
    for component in context.planning.session_components:
        caps = [context.phase(week).targets.get(component) for week in range(context.weeks)]
        if any(cap is not None for cap in caps):
            # A phase without a target of its own keeps what the phase before had.
            most = max(cap.items for cap in caps if cap is not None)
            least = needed(context, component)
            part = 1.0 if component == ENDURANCE else share
            found[component] = tuple(
                max(_part(context, component, cap.items if cap is not None else most, part), least)
                for cap in caps
            )
    return found


def families_at_once(context: Context) -> int:
    """Most families over all components; stretches of short muscles come on top."""
    return context.template.caps.families_at_once + needed(context, "stretch")


def needed(context: Context, component: str) -> int:
    """How many different items of the component the rules require: more than that is a choice."""
    return len(narrow(context, component))


def narrow(context: Context, component: str) -> list[frozenset[str]]:
    """The demands of hard rules within the component, each as the activities that meet it."""
    activities = context.catalog.activities
    found = (
        requirement.what
        for requirement in context.requirements
        if requirement.hard
        and requirement.relation == "per_week"
        and not requirement.is_whole_component
        and {activities[name].component for name in requirement.what} == {component}
    )
    return list(dict.fromkeys(found))


def _part(context: Context, component: str, items: int, share: float) -> int:
    """One item always, or the fewest of the policy; of the others the share that has time."""
    least = min(items, context.planning.least_items_at_once.get(component, 1))
    return max(least, 1 + round((items - 1) * share))


def _share(context: Context, week: int) -> float:
    """The largest share of the template's items for which an ordinary week has the minutes."""
    free, days = _ordinary_week(context)
    _, goal = goal_of(context, ENDURANCE, week)
    left = free - min(goal, free * context.planning.endurance_share_pct // PERCENT)
    items = {
        component: target.items
        for component, target in context.phase(week).targets.items()
        if component != ENDURANCE
    }
    minutes = {component: _item_minutes(context, component, days) for component in items}
    for percent in range(PERCENT, 0, -1):
        share = percent / PERCENT
        load = (_part(context, name, n, share) * minutes[name] for name, n in items.items())
        if sum(load) <= left:
            return share
    return 0.0


def _ordinary_week(context: Context) -> tuple[float, float]:
    """Minutes and days of training that the middle one of the full weeks offers."""
    overhead = sum(
        max(
            (int(limit.value) for limit in context.limits
             if limit.kind == "floor" and limit.quantity == quantity),
            default=0,
        )
        for quantity in ("warm_up_minutes", "cool_down_minutes")
    )  # fmt: skip
    a_day = context.template.caps.sessions_per_day
    by_week: dict[int, dict[int, list[int]]] = {}
    # What was published in the past says how much was planned, not how much time there is.
    for slot in context.offered:
        if slot.week in context.whole_weeks:
            minutes = max(slot.capacity - overhead, 0)
            by_week.setdefault(slot.week, {}).setdefault(slot.day, []).append(minutes)
    totals = [
        sum(sum(sorted(slots, reverse=True)[:a_day]) for slots in days.values())
        for days in by_week.values()
    ]
    return median(totals or [0]), median([len(days) for days in by_week.values()] or [0])


def _item_minutes(context: Context, component: str, days: float) -> float:
    """Minutes a week of one ordinary item of the component."""
    inside = [a for a in context.catalog.activities.values() if a.component == component]
    doses = [dose for a in inside if (dose := base_dose(context, a)) is not None]
    minutes = median([a.minutes[0] + a.setup_minutes for a in inside] or [0])
    return minutes * min(median([dose.days_per_week[0] for dose in doses] or [0]), days)
