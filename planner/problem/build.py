"""Everything known about one person to a complete, checked planning problem."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from planner.domain.answers import Answers
from planner.domain.intake import Intake
from planner.domain.past import Past
from planner.domain.units import PERCENT
from planner.domain.verdict import Reason
from planner.eligibility import Eligibility
from planner.knowledge import Catalog
from planner.knowledge.template import Template
from planner.problem import demands
from planner.problem.allday import all_day
from planner.problem.bounds import Beaten, Burden, Rest
from planner.problem.context import Context
from planner.problem.floors import minutes_floors, most_asked, weekly_least
from planner.problem.frequencies import REST_DAYS
from planner.problem.items import families_at_once, items_at_once
from planner.problem.lighter import lighter_weeks
from planner.problem.limits import ends_minutes, highest_floor, lowest_cap
from planner.problem.model import Problem
from planner.problem.pool import pool
from planner.problem.ramp import endurance, set_growth
from planner.problem.reach import weekly_reach
from planner.problem.returns import returns
from planner.problem.revision import revision
from planner.problem.rulings import with_rulings
from planner.problem.targets import coverage, targets
from planner.problem.trials import trial_minutes


class Built(Struct, frozen=True, kw_only=True):
    """The problem, what it leaves out, and what could not be asked for, as `source: sentence`."""

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
    past: Past | None = None,
) -> tuple[Built, Context]:
    """The planning problem of one person, and the context that the plan is written from."""
    if past is not None:
        eligibility = with_rulings(eligibility, past, catalog)
    context = Context(catalog, template, intake, answers, eligibility, past)
    entries = all_day(context)
    chosen = pool(context, entries)
    granted = chosen.granted
    index = demands.Index(chosen.candidates, entries)
    days, unmet, rare = demands.day_demands(context, index)
    wishes = demands.wish_demands(context, index, granted.wishes)
    days += (*wishes, *demands.least_days(context, index, granted.components))
    days += demands.spread(context, index)
    trials = trial_minutes(context, days, chosen.candidates)
    floors, beaten = minutes_floors(context, index, weekly_reach(context), trials)
    at_once = items_at_once(context)
    components = {candidate.component for candidate in chosen.candidates}
    least = weekly_least(context, floors)
    wanted = tuple(
        replace(target, items=_within(target.items, at_once.get(target.component)))
        for target in targets(context, components, least)
    )
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
        items_at_once=at_once,
        families_at_once=families_at_once(context),
        steps_per_week=_steps(context),
        step_caps=demands.step_caps(context, index),
        varieties=demands.varieties(context),
        minutes_caps=demands.minutes_caps(context, index),
        sessions_per_day=template.caps.sessions_per_day,
        warm_up_minutes=ends_minutes(context, "warm_up_minutes", template.warm_up),
        cool_down_minutes=ends_minutes(context, "cool_down_minutes", template.cool_down),
        stretch_share_pct=lowest_cap(context, "stretch_share_pct", PERCENT),
        warms_for_stretch=context.planning.warms_for_stretch,
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
        lighter=lighter_weeks(context, least),
        balances=demands.balances(context, index, granted.wishes),
        reserved=demands.reserved(context, index, granted.wishes),
        returns=returns(context),
        revision=revision(context, chosen.candidates),
    )
    return (
        Built(problem=problem, left_out=chosen.left_out, unmet=unmet, beaten=rare + beaten),
        context,
    )


def _within(items: tuple[int, ...], caps: tuple[int, ...] | None) -> tuple[int, ...]:
    """No more items wanted than may be active."""
    return items if caps is None else tuple(map(min, items, caps))


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
