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
from planner.solver.interrupt import Stop
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
    stop: Stop | None = None,
) -> tuple[Built, Context, SolveResult]:
    """The best plan found, the problem that it solves and its context.

    A wish is no rule: where no plan holds all of them, a plan is made without, and it says so.

    Raises:
        Infeasible: there is no time for any session.
        KeyboardInterrupt: Ctrl-C before there was a plan to keep.
    """
    built, context = build(catalog, template, intake, answers, eligibility)
    if not built.problem.slots:
        raise Infeasible(catalog.planning.texts["no_time"])
    result = solve(built.problem, effort, progress, stop)
    if not built.wished or result.placements:
        return built, context, result
    bare, context = build(catalog, template, intake, answers, eligibility, with_wishes=False)
    result = solve(bare.problem, effort, progress, stop)
    dropped = tuple(_dropped(catalog, wish) for wish in built.wished)
    return replace(bare, unmet=(*bare.unmet, *dropped)), context, result


def _dropped(catalog: Catalog, wish: str) -> str:
    name, _, text = wish.partition(": ")
    return f"{name}: {catalog.planning.texts['wish_dropped'].format(text=text)}"
