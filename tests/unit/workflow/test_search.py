"""Wishes are given up where no plan, or only a makeshift one, holds them; and it is said."""

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


def plan(problem: Problem, value: int, *, with_tests: bool) -> SolveResult:
    """A result that places one option of each test and lesson, or of one exercise only."""
    placements = []
    for index, candidate in enumerate(problem.candidates):
        option = next(o for o in candidate.paths[0].options if o is not None)
        if candidate.once == with_tests:
            placements.append(
                Placement(candidate=index, option=option, slot=min(option.slots), units=0, sets=0)
            )
    level = Level(name="shortfall", value=value, bound=0, proven=False, scope="joint")
    return SolveResult(status=SolveStatus.FEASIBLE, levels=(level,), placements=tuple(placements))


def searched(
    monkeypatch: pytest.MonkeyPatch, wished: Solver, bare: Solver
) -> tuple[Built, Context, SolveResult]:
    def solve(problem: Problem, effort: str, progress: object) -> SolveResult:
        return (wished if is_wished(problem) else bare)(problem)

    monkeypatch.setattr(search, "solve", solve)
    who = having(healthy(), piriformis_syndrome="settling")
    context = context_of(who, intake(WEEKS, availability=EVENINGS))
    parts = (context.template, context.intake, context.answers, context.eligibility)
    return search.searched(CATALOG, *parts, "quick")


def test_a_plan_with_every_wish_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    good = lambda problem: plan(problem, 900, with_tests=True)  # noqa: E731
    built, _, result = searched(monkeypatch, good, lambda problem: NOTHING)
    assert is_wished(built.problem)
    assert result.placements


def test_where_no_plan_holds_them_one_is_made_without(monkeypatch: pytest.MonkeyPatch) -> None:
    good = lambda problem: plan(problem, 900, with_tests=True)  # noqa: E731
    built, _, result = searched(monkeypatch, lambda problem: NOTHING, good)
    assert not is_wished(built.problem)
    assert result.placements
    told = [text for text in built.unmet if text.startswith("piriformis_syndrome: ")]
    assert len(told) == 1
    assert "found no place" in told[0]


@pytest.mark.parametrize(("value", "is_taken"), [(500, False), (100, True)])
def test_a_makeshift_plan_gives_way_to_a_better_one(
    monkeypatch: pytest.MonkeyPatch, value: int, is_taken: bool
) -> None:
    makeshift = lambda problem: plan(problem, value, with_tests=False)  # noqa: E731
    good = lambda problem: plan(problem, 300, with_tests=True)  # noqa: E731
    built, _, _ = searched(monkeypatch, makeshift, good)
    assert is_wished(built.problem) is is_taken


def test_what_cannot_be_is_told_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    _, _, result = searched(monkeypatch, lambda problem: NOTHING, lambda problem: NOTHING)
    assert result.status is SolveStatus.INFEASIBLE


def test_without_any_time_there_is_nothing_to_search() -> None:
    context = context_of(healthy(), intake(WEEKS, availability=()))
    parts = (context.template, context.intake, context.answers, context.eligibility)
    with pytest.raises(Infeasible):
        search.searched(CATALOG, *parts, "quick")
