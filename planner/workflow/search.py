"""From decisions to placements: with every wish, or, where no plan holds them, without."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from planner.domain.answers import Answers
from planner.domain.intake import Intake
from planner.eligibility import Eligibility
from planner.errors import Infeasible
from planner.knowledge import Catalog, Template
from planner.problem.build import Built, build
from planner.problem.context import Context
from planner.problem.demands import source_of
from planner.problem.model import DayDemand, Problem
from planner.solver.result import SolveResult
from planner.solver.solve import solve

Progress = Callable[[str], None]


def searched(
    catalog: Catalog,
    template: Template,
    intake: Intake,
    answers: Answers,
    eligibility: Eligibility,
    effort: str,
    progress: Progress | None = None,
) -> tuple[Built, Context, SolveResult]:
    """The best plan found, the problem that it solves and its context.

    A wish is no rule: where no plan holds all of them, or only a makeshift one does, a plan is
    made without, and it says so.

    Raises:
        Infeasible: there is no time for any session.
    """
    built, context = build(catalog, template, intake, answers, eligibility)
    if not built.problem.slots:
        raise Infeasible(catalog.planning.texts["no_time"])
    result = solve(built.problem, effort, progress)
    if not built.wished or not _is_makeshift(built.problem, result):
        return built, context, result
    bare, context = build(catalog, template, intake, answers, eligibility, with_wishes=False)
    other = solve(bare.problem, effort, progress)
    if result.placements and not _is_better(other, result):
        return built, context, result
    missing = [demand for demand in built.wished if not _is_met(demand, bare.problem, other)]
    text = catalog.planning.texts["wish_dropped"]
    told = (f"{source_of(one)}: {text.format(text=one.text)}" for one in missing)
    return replace(bare, unmet=(*bare.unmet, *dict.fromkeys(told))), context, other


def _is_makeshift(problem: Problem, result: SolveResult) -> bool:
    """No plan, or one that leaves out most of the tests and lessons: the search was in straits."""
    wanted = {index for index, candidate in enumerate(problem.candidates) if candidate.once}
    placed = wanted & {placement.candidate for placement in result.placements}
    return not result.placements or len(placed) < len(wanted - placed)


def _is_better(one: SolveResult, other: SolveResult) -> bool:
    """Both problems weigh the same targets, so their first levels can be compared."""
    return bool(one.placements) and one.levels[0].value < other.levels[0].value


def _is_met(demand: DayDemand, problem: Problem, result: SolveResult) -> bool:
    """The plan holds as many days a week as were wished, wish or no wish."""
    days: dict[int, set[int]] = {}
    for placement in result.placements:
        slot = problem.slots[placement.slot]
        if placement.candidate in demand.candidates:
            days.setdefault(slot.week, set()).add(slot.day)
    return all(len(days.get(week, ())) >= demand.at_least for week in demand.weeks)
