"""Laws between finished plans: a week later, in the mirror, with more time."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from random import Random
from typing import Any, NamedTuple

import msgspec
import pytest
from msgspec.structs import replace
from ortools.sat.python import cp_model

from planner.audit import audit
from planner.documents import Document
from planner.domain.answers import Answers
from planner.domain.intake import Intake
from planner.domain.plan import Plan
from planner.eligibility import decide
from planner.errors import BadInput, Infeasible
from planner.intake import read_document, resolve_answers
from planner.knowledge import Template, load_template
from planner.problem.build import build
from planner.screening import screen
from planner.solver import constraints
from planner.solver.objectives import shortfall
from planner.solver.variables import Variables
from planner.workflow.search import searched
from planner.workflow.writing.plan import write
from tests.generative.moved import later, mirrored
from tests.generative.people import made, the_catalog

Content = dict[str, Any]
PLANS = 8
IMPOSSIBLE = float("inf")


class Person(NamedTuple):
    intake: Intake
    answers: Answers
    template: Template


def person(content: Content) -> Person:
    intake = read_document(Document(content, "made", {}), the_catalog())
    template = load_template(str(intake.plan.template), the_catalog())
    return Person(intake, resolve_answers(intake, the_catalog()), template)


def plan_of(content: Content) -> Plan | None:
    """The plan, not audited; None where none may be made or none is found."""
    one = person(content)
    screening = screen(the_catalog(), one.answers)
    if screening.stops_plan or screening.undecided:
        return None
    eligibility = decide(the_catalog(), one.intake, one.answers, one.intake.plan.weeks)
    try:
        built, context, result = searched(
            the_catalog(), one.template, one.intake, one.answers, eligibility, "quick"
        )
    except Infeasible:
        return None
    return write(context, built, result, screening) if result.placements else None


def contents(weeks: int) -> Iterator[Content]:
    """Random people, their plans cut short; those whom the reader refuses left out."""
    for seed in range(1000):
        content = made(Random(f"law:{seed}"))
        content["plan"]["weeks"] = weeks
        try:
            person(content)
            # A clock that goes forward in a window a week later is another intake, rightly; ages
            # in whole months round with the calendar.
            person(later(content))
        except BadInput:
            continue
        if not content.get("clearance"):
            yield content


@cache
def finished() -> tuple[tuple[Content, Plan], ...]:
    found: list[tuple[Content, Plan]] = []
    for content in contents(weeks=3):
        if len(found) % 2:
            content |= one_sided(content)
        plan = plan_of(content)
        if plan is not None:
            found.append((content, plan))
        if len(found) == PLANS:
            break
    return tuple(found)


def one_sided(content: Content) -> Content:
    """What makes a plan with stretches of the left only: on the right each one hurt."""
    stretches = [a for a in the_catalog().activities.values() if a.component == "stretch"]
    outcomes = {"left": "discomfort_only", "right": "pain_before_stretch"}
    trials = [
        {"muscle": muscle, "side": side, "outcome": outcome, "date": content["assessed_on"]}
        for muscle in sorted({m for stretch in stretches for m in stretch.muscles.stretched})
        for side, outcome in outcomes.items()
    ]
    return {
        "stretch_trials": trials,
        "conditions": [],
        "equipment": list(the_catalog().vocabulary["equipment"]),
        "preferences": {"like": ["stretch"]},
        "plan": {**content["plan"], "template": "general_low_back"},
    }


def violations(plan: Plan, content: Content) -> list[str]:
    """What the audit says of a plan as the answer to another intake, whose hash it bears."""
    one = person(content)
    made_from = replace(plan.made_from, intake=one.intake.sha256)
    given = replace(plan, made_from=made_from)
    result = audit(given, one.intake, one.answers, the_catalog(), one.template)
    return [f"{v.code}: {v.where}: {v.text}" for v in result.violations]


def plain(plan: Plan) -> Any:
    return json.loads(msgspec.json.encode(plan))


def moved(plan: Plan, change: Any) -> Plan:
    return msgspec.convert(change(plain(plan)), Plan)


@pytest.mark.parametrize("number", range(PLANS))
def test_a_plan_moved_by_a_week_is_a_plan_for_the_person_moved_by_a_week(number: int) -> None:
    content, plan = finished()[number]
    assert violations(plan, content) == []
    assert violations(moved(plan, later), later(content)) == []
    assert violations(moved(plan, later), content)


@pytest.mark.parametrize("number", range(PLANS))
def test_a_plan_in_the_mirror_is_a_plan_for_the_person_in_the_mirror(number: int) -> None:
    content, plan = finished()[number]
    assert violations(moved(plan, mirrored), mirrored(content)) == []


def test_some_of_these_plans_have_a_side() -> None:
    """Else the law of the mirror would say nothing."""
    sided = [(content, plan) for content, plan in finished() if moved(plan, mirrored) != plan]
    items = [item for _, plan in sided for session in plan.sessions for item in session.items]
    assert any(item.side == "left" for item in items)
    assert any(violations(moved(plan, mirrored), content) for content, plan in sided)


@pytest.mark.parametrize("number", range(0, PLANS, 3))
def test_the_search_a_week_later_finds_the_same_plan(number: int) -> None:
    content, plan = finished()[number]
    again = plan_of(later(content))
    assert again is not None
    # The id and the hash of the intake name the start; everything else has only moved.
    one, other = plain(again), later(plain(plan))
    for made_again in (one, other):
        del made_again["plan_id"], made_again["made_from"]["intake"]
    assert one == other


class Least(NamedTuple):
    """The proven least shortfall (infinite where no plan is possible), and what it falls short of."""

    shortfall: float
    wishes: tuple[Any, ...]


def least(content: Content) -> Least:
    one = person(content)
    eligibility = decide(the_catalog(), one.intake, one.answers, one.intake.plan.weeks)
    built, _ = build(the_catalog(), one.template, one.intake, one.answers, eligibility)
    problem = built.problem
    soft = tuple(d for d in problem.day_demands if d.weight)
    wishes = (problem.targets, problem.coverage, soft, [c.id for c in problem.candidates])
    if not problem.slots:
        return Least(IMPOSSIBLE, wishes)
    v = Variables(problem)
    for family in constraints.FAMILIES:
        family.add(v)
    constraints.DEMANDS.add(v)
    v.model.minimize(shortfall.build(v))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.max_deterministic_time = 20
    status = solver.solve(v.model)
    assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE), solver.status_name(status)
    found = round(solver.objective_value) if status == cp_model.OPTIMAL else IMPOSSIBLE
    return Least(found, wishes)


def with_less_and_less_time(content: Content) -> Iterator[Content]:
    """The person with every day, then with fewer and fewer of the same free times."""
    for days in (7, 5, 3, 2, 1):
        less = copy.deepcopy(content)
        names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        # In the order of a week's spread, so that each step keeps days apart.
        kept = [names[place] for place in (0, 3, 5, 1, 6, 2, 4)][:days]
        less["availability"] = [{"days": kept, "from": "17:30", "to": "18:30"}]
        less["facts"]["minutes_available_week"] = 240
        for key in ("busy", "away"):
            less.pop(key, None)
        yield less


def with_shorter_and_shorter_times(content: Content) -> Iterator[Content]:
    for end in ("18:45", "18:20", "18:05", "17:50"):
        less = next(with_less_and_less_time(content))
        less["availability"][0]["to"] = end
        yield less


@pytest.mark.parametrize("shrink", [with_less_and_less_time, with_shorter_and_shorter_times])
def test_more_time_never_raises_the_least_shortfall(shrink: Any) -> None:
    """On plans of one week, where the least shortfall is proven in every case.

    Who has more time is also asked for more (goals, items at once), so two shortfalls are compared
    only where they fall short of the same; that more time makes no plan impossible holds always.
    """
    pairs = [
        (more, less)
        for _, content in zip(range(10), contents(weeks=1), strict=False)
        for more, less in combinations([least(one) for one in shrink(content)], 2)
    ]
    assert not [1 for more, less in pairs if more.shortfall == IMPOSSIBLE > less.shortfall]
    alike = [(a.shortfall, b.shortfall) for a, b in pairs if a.wishes == b.wishes]
    assert [pair for pair in alike if pair[0] > pair[1]] == []
    # A law about equal numbers would say little.
    assert len([1 for more, less in alike if more < less]) >= 5
