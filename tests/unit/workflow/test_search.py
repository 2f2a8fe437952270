"""Wishes are given up where no plan holds them; and it is said."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from planner.errors import Infeasible
from planner.problem.build import Built
from planner.problem.context import Context
from planner.problem.model import Problem
from planner.solver.result import Level, Placement, SolveResult, SolveStatus
from planner.workflow import search
from tests.support.contexts import EVENINGS, context_of
from tests.support.people import CATALOG, having, healthy, intake

WEEKS = 6
NOTHING = SolveResult(status=SolveStatus.INFEASIBLE)
Solver = Callable[..., SolveResult]


def is_wished(problem: Problem) -> bool:
    return any(demand.id.startswith("wish.") for demand in problem.day_demands)


def plan(problem: Problem) -> SolveResult:
    """A result that places the first option of the first candidate."""
    option = next(o for o in problem.candidates[0].paths[0].options if o is not None)
    placed = Placement(candidate=0, option=option, slot=min(option.slots), units=0, sets=0)
    level = Level(name="shortfall", value=900, bound=0, proven=False, scope="joint")
    return SolveResult(status=SolveStatus.FEASIBLE, levels=(level,), placements=(placed,))


def searched(
    monkeypatch: pytest.MonkeyPatch, wished: Solver, bare: Solver
) -> tuple[Built, Context, SolveResult]:
    def solve(problem: Problem, *_: object) -> SolveResult:
        return (wished if is_wished(problem) else bare)(problem)

    monkeypatch.setattr(search, "solve", solve)
    who = having(healthy(), piriformis_syndrome="settling")
    context = context_of(who, intake(WEEKS, availability=EVENINGS))
    parts = (context.template, context.intake, context.answers, context.eligibility)
    return search.searched(CATALOG, *parts, "quick")


def test_a_plan_with_every_wish_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    built, _, result = searched(monkeypatch, plan, lambda problem: NOTHING)
    assert is_wished(built.problem)
    assert result.placements


def test_where_no_plan_holds_them_one_is_made_without(monkeypatch: pytest.MonkeyPatch) -> None:
    built, _, result = searched(monkeypatch, lambda problem: NOTHING, plan)
    assert not is_wished(built.problem)
    assert result.placements
    told = [text for text in built.unmet if text.startswith("piriformis_syndrome: ")]
    assert len(told) == 1
    assert "found no place" in told[0]


def test_what_cannot_be_is_told_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    _, _, result = searched(monkeypatch, lambda problem: NOTHING, lambda problem: NOTHING)
    assert result.status is SolveStatus.INFEASIBLE


def test_without_any_time_there_is_nothing_to_search() -> None:
    context = context_of(healthy(), intake(WEEKS, availability=()))
    parts = (context.template, context.intake, context.answers, context.eligibility)
    with pytest.raises(Infeasible):
        search.searched(CATALOG, *parts, "quick")
