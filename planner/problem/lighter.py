"""Planned lighter weeks: a share of the minutes or sets of the weeks before."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.units import PERCENT
from planner.knowledge.model import Scale
from planner.problem.bounds import Lighter
from planner.problem.bouts import ENDURANCE
from planner.problem.context import Context
from planner.rules import truth


def lighter_weeks(context: Context, least: tuple[int, ...]) -> tuple[Lighter, ...]:
    """What rules scale every few weeks, one entry for each component and week.

    Weeks are those of the plan, whatever weekday it starts on. Of two shares the smaller holds.

    Args:
        context: what is known.
        least: endurance minutes that floors ask for, by week: no week gets lighter than that.
    """
    found: dict[tuple[str, int], Lighter] = {}
    for scale in _periodic(context):
        weeks = (w for w in range(context.weeks) if not (w + 1) % (scale.every_weeks or 1))
        for week in weeks:
            if scale.not_last_week and week + 1 == context.weeks:
                continue
            for component in scale.target.component:
                is_minutes = component == ENDURANCE
                entry = Lighter(
                    component=component,
                    week=week,
                    pct=round((scale.factor or 1) * PERCENT),
                    least=least[week] // context.planning.minutes_grid if is_minutes else 0,
                    weight=context.planning.beyond_weight,
                )
                known = found.get((component, week), entry)
                found[component, week] = min(known, entry, key=lambda one: one.pct)
    return tuple(found.values())


def _periodic(context: Context) -> Iterator[Scale]:
    """Scales of rules in force that come back every few weeks."""
    for rule in context.catalog.rules.values():
        scales = [e.scale for e in rule.then if e.scale is not None and e.scale.every_weeks]
        in_force = scales and rule.id not in context.set_aside
        if in_force and truth(rule.when, context.answers, context.catalog) is True:
            yield from scales
