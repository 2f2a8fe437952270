"""How many different items may be active at the same time, by component and in all."""

from __future__ import annotations

from planner.problem.context import Context


def items_at_once(context: Context) -> dict[str, tuple[int, ...]]:
    """Most families of a component by week, for the components that the template plans."""
    found: dict[str, tuple[int, ...]] = {}
    for component in context.planning.session_components:
        caps = [context.phase(week).targets.get(component) for week in range(context.weeks)]
        if any(cap is not None for cap in caps):
            # A phase without a target of its own keeps what the phase before had.
            most = max(cap.items for cap in caps if cap is not None)
            least = needed(context, component)
            found[component] = tuple(
                max(cap.items if cap is not None else most, least) for cap in caps
            )
    return found


def families_at_once(context: Context) -> int:
    """Most families over all components; stretches of short muscles come on top."""
    return context.template.caps.families_at_once + needed(context, "stretch")


def needed(context: Context, component: str) -> int:
    """How many different items of the component the rules require: more than that is a choice."""
    activities = context.catalog.activities
    wanted = {
        requirement.what
        for requirement in context.requirements
        if requirement.hard
        and requirement.relation == "per_week"
        and not requirement.is_whole_component
        and {activities[name].component for name in requirement.what} == {component}
    }
    return len(wanted)
