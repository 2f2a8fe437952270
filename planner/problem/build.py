"""Everything known about one person to a complete, checked planning problem."""

from __future__ import annotations

from msgspec import Struct

from planner.domain.answers import Answers
from planner.domain.intake import Intake
from planner.domain.units import PERCENT
from planner.domain.verdict import Reason
from planner.eligibility import Eligibility
from planner.knowledge import Catalog
from planner.knowledge.template import Template
from planner.problem import demands
from planner.problem.allday import all_day
from planner.problem.context import Context
from planner.problem.floors import minutes_floors, most_asked, weekly_least
from planner.problem.frequencies import REST_DAYS
from planner.problem.limits import highest_floor, lowest_cap
from planner.problem.model import Beaten, Burden, Problem, Rest
from planner.problem.pool import pool
from planner.problem.ramp import endurance, set_growth
from planner.problem.reach import weekly_reach
from planner.problem.returns import returns
from planner.problem.targets import coverage, targets


class Built(Struct, frozen=True, kw_only=True):
    """The problem, what it was made from, and what it leaves out."""

    problem: Problem
    left_out: dict[str, Reason]
    unmet: tuple[str, ...]
    beaten: tuple[Beaten, ...] = ()


def build(
    catalog: Catalog,
    template: Template,
    intake: Intake,
    answers: Answers,
    eligibility: Eligibility,
) -> tuple[Built, Context]:
    """The planning problem of one person, and the context that the plan is written from."""
    context = Context(catalog, template, intake, answers, eligibility)
    chosen = pool(context)
    entries = all_day(context)
    index = demands.Index(chosen.candidates, entries)
    days, unmet, rare = demands.day_demands(context, index)
    floors, beaten = minutes_floors(context, index, weekly_reach(context))
    least = weekly_least(context, floors)
    wanted = targets(context, {candidate.component for candidate in chosen.candidates}, least)
    goals = [r.goal for t in wanted for r in t.ranges if r is not None and r.unit == "minutes"]
    problem = Problem(
        weeks=context.weeks,
        grid=context.planning.minutes_grid,
        full_weeks=context.full_weeks,
        slots=context.slots,
        candidates=chosen.candidates,
        all_day=entries,
        targets=wanted,
        day_demands=days,
        minutes_floors=floors,
        gaps=demands.gaps(context, index),
        first_demands=demands.first_demands(context, index),
        new_caps=demands.new_caps(context, index),
        session_caps=demands.session_caps(context, index),
        items_at_once=_items_at_once(context),
        families_at_once=template.caps.families_at_once + _needed(context, "stretch"),
        steps_per_week=_steps(context),
        step_caps=demands.step_caps(context, index),
        varieties=demands.varieties(context),
        minutes_caps=demands.minutes_caps(context, index),
        sessions_per_day=template.caps.sessions_per_day,
        warm_up_minutes=highest_floor(context, "warm_up_minutes", hard_only=False),
        cool_down_minutes=highest_floor(context, "cool_down_minutes", hard_only=False),
        stretch_share_pct=lowest_cap(context, "stretch_share_pct", PERCENT),
        rest=_rest(context),
        endurance=endurance(context, max([*goals, most_asked(floors)])),
        set_growth=set_growth(context),
        coverage=coverage(context),
        burden=Burden(
            per_item=template.burden.per_item,
            per_unpreferred_session=template.burden.per_unpreferred_session,
            per_session=template.burden.per_session,
        ),
        once_weight=context.planning.once_weight,
        sequences=demands.sequences(context, index),
        returns=returns(context),
    )
    return (
        Built(problem=problem, left_out=chosen.left_out, unmet=unmet, beaten=rare + beaten),
        context,
    )


def _items_at_once(context: Context) -> dict[str, tuple[int, ...]]:
    components = context.planning.session_components
    found: dict[str, tuple[int, ...]] = {}
    for component in components:
        caps = [context.phase(week).targets.get(component) for week in range(context.weeks)]
        if any(cap is not None for cap in caps):
            # A phase without a target of its own keeps what the phase before had.
            most = max(cap.items for cap in caps if cap is not None)
            needed = _needed(context, component)
            found[component] = tuple(
                max(cap.items if cap is not None else most, needed) for cap in caps
            )
    return found


def _needed(context: Context, component: str) -> int:
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


def _steps(context: Context) -> tuple[int, ...]:
    """Families that may step up in each week: the cap over all families, none in a quit week."""
    found = [context.planning.ladder_steps_per_week] * context.weeks
    for limit in context.limits:
        if limit.quantity != "ladder_steps_per_week" or not limit.hard:
            continue
        if limit.body.across_families or not limit.value:
            for week in limit.weeks:
                found[week - 1] = min(found[week - 1], int(limit.value))
    return tuple(found)


def _rest(context: Context) -> Rest:
    return Rest(
        muscle_hours=highest_floor(context, "rest_hours_same_muscle"),
        days_in_seven=highest_floor(context, REST_DAYS),
        easy_units=context.planning.easy_day_minutes // context.planning.minutes_grid,
    )
