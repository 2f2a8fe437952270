"""From decisions to placements; a wish that found no place is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from planner.domain.answers import Answers
from planner.domain.intake import Intake
from planner.domain.past import Past
from planner.eligibility import Eligibility
from planner.errors import Infeasible
from planner.knowledge import Catalog, Template
from planner.problem.build import Built, build
from planner.problem.context import Context
from planner.problem.demands import source_of
from planner.problem.model import Problem
from planner.solver.interrupt import Stop
from planner.solver.progress import Progress
from planner.solver.result import Placement, SolveResult
from planner.solver.solve import solve
from planner.workflow.infeasible import no_time
from planner.workflow.ways_out import Person


def searched(
    catalog: Catalog,
    template: Template,
    intake: Intake,
    answers: Answers,
    eligibility: Eligibility,
    effort: str,
    progress: Progress | None = None,
    stop: Stop | None = None,
    past: Past | None = None,
    *,
    changes_first: bool = False,
) -> tuple[Built, Context, SolveResult]:
    """The best plan found, the problem that it solves and its context.

    Raises:
        Infeasible: there is no time for any session.
        KeyboardInterrupt: Ctrl-C before there was a plan to keep.
    """
    built, context = build(catalog, template, intake, answers, eligibility, past)
    if not built.problem.slots:
        raise Infeasible(no_time(Person(catalog, template, intake, answers, eligibility, past)))
    result = solve(built.problem, effort, progress, stop, changes_first=changes_first)
    missed = tuple(missed_wishes(built.problem, result.placements, catalog))
    return replace(built, unmet=(*built.unmet, *missed)), context, result


def missed_wishes(
    problem: Problem, placements: Iterable[Placement], catalog: Catalog
) -> Iterator[str]:
    """What a rule, a finding or the template wishes and the plan holds in no week."""
    placed = {(p.candidate, problem.slots[p.slot].week) for p in placements}
    met: dict[tuple[str, str], bool] = {}
    for demand in problem.day_demands:
        if demand.weight and demand.at_least:
            wish = (source_of(demand), demand.text)
            held = any((c, week) in placed for c in demand.candidates for week in demand.weeks)
            met[wish] = met.get(wish, False) or held
    for (source, text), held in met.items():
        if not held:
            yield f"{source}: {catalog.planning.texts['wish_dropped'].format(text=text)}"
