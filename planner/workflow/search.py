"""From decisions to placements; a wish that found no place is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from planner.domain.answers import Answers
from planner.domain.intake import Intake
from planner.eligibility import Eligibility
from planner.errors import Infeasible
from planner.knowledge import Catalog, Template
from planner.problem.build import Built, build
from planner.problem.context import Context
from planner.problem.model import Problem
from planner.solver.interrupt import Stop
from planner.solver.result import Placement, SolveResult
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

    Raises:
        Infeasible: there is no time for any session.
        KeyboardInterrupt: Ctrl-C before there was a plan to keep.
    """
    built, context = build(catalog, template, intake, answers, eligibility)
    if not built.problem.slots:
        raise Infeasible(catalog.planning.texts["no_time"])
    result = solve(built.problem, effort, progress, stop)
    missed = tuple(missed_wishes(built.problem, result.placements, catalog))
    return replace(built, unmet=(*built.unmet, *missed)), context, result


def missed_wishes(
    problem: Problem, placements: Iterable[Placement], catalog: Catalog
) -> Iterator[str]:
    """What a rule or the template wishes and the plan holds in no week, as `source: sentence`."""
    days: dict[tuple[int, int, str], set[int]] = {}
    for placement in placements:
        slot = problem.slots[placement.slot]
        key = (placement.candidate, slot.week, placement.option.activity)
        days.setdefault(key, set()).add(slot.day)
    met: dict[tuple[str, str], bool] = {}
    for demand in problem.day_demands:
        if demand.weight:
            wish = (demand.id.removeprefix("wish.").partition("#")[0], demand.text)
            held = any(
                c in demand.candidates and week in demand.weeks and activity in demand.activities
                for c, week, activity in days
            )
            met[wish] = met.get(wish, False) or held
    for (source, text), held in met.items():
        if not held:
            told = catalog.planning.texts["wish_dropped"].format(text=text)
            yield f"{source}: {told}"
