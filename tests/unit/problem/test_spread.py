"""Days a week that a template wants a component to keep to, or wants apart: a wish, never a must."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from planner.problem.build import build
from planner.workflow.search import missed_wishes
from tests.support.contexts import EVENINGS, context_of
from tests.support.people import CATALOG, having, healthy, intake

WEEKS = 4


def built(**phase: Any) -> Any:
    context = context_of(
        having(healthy(), nslbp_chronic="chronic_gt_12w"), intake(WEEKS, availability=EVENINGS)
    )
    first, second, *others = context.template.phases
    template = replace(context.template, phases=(first, replace(second, **phase), *others))
    given = (context.intake, context.answers, context.eligibility)
    return build(CATALOG, template, *given)[0].problem


def spread(problem: Any) -> list[Any]:
    return [d for d in problem.day_demands if d.weight and not d.at_least]


def test_a_template_that_says_nothing_wants_nothing() -> None:
    assert spread(built()) == []


def test_days_are_capped_and_kept_apart_in_the_weeks_of_the_phase() -> None:
    (demand,) = spread(built(most_days={"strength": 2}, days_apart=("strength",)))
    assert (demand.at_most, demand.non_consecutive, demand.weeks) == (2, True, (1, 2, 3))
    assert demand.weight == CATALOG.planning.wish_weight


def test_days_apart_alone_set_no_number() -> None:
    (demand,) = spread(built(days_apart=("strength",)))
    assert (demand.at_most, demand.non_consecutive) == (7, True)


def test_a_component_without_candidates_wants_nothing() -> None:
    assert spread(built(most_days={"posture": 1})) == []


def test_nothing_of_it_in_the_plan_is_no_wish_that_was_dropped() -> None:
    problem = built(most_days={"strength": 2})
    only = replace(problem, day_demands=tuple(spread(problem)))
    assert list(missed_wishes(only, (), CATALOG)) == []
