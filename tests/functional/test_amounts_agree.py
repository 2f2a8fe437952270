"""The search and the audit count the same amounts of training in the same plan.

Both bind growth by what a week held. If one counted a minute twice where the other counts it once,
plans that are right would be refused, or plans that grow too fast would pass the search.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import pytest

from planner.audit.case import Case
from planner.audit.ramp import start_caps
from planner.audit.volume import endurance_minutes, longest_session, met_minutes, muscle_sets
from planner.domain.units import TENTHS_PER_UNIT
from planner.problem.build import build
from planner.problem.model import Problem
from planner.problem.ramp import week_caps
from planner.screening import screen
from planner.solver.effort import EFFORTS
from planner.solver.objectives import LEVELS
from planner.solver.result import Level, Placement, SolveResult, SolveStatus
from planner.solver.rolling import rolling
from planner.workflow.writing.plan import write
from tests.support.contexts import example
from tests.support.people import CATALOG

# Walks and cycling, ladders with levels that differ in energy cost, days away, two a day.
EXAMPLES = ("extension_responder", "shift_worker", "imperial_runner")


class Both(NamedTuple):
    """One plan: as placed by the search, and as the audit reads it."""

    problem: Problem
    placements: tuple[Placement, ...]
    case: Case

    def placed(self, week: int) -> list[Placement]:
        return [p for p in self.placements if p.option.week == week]


@cache
def both(name: str) -> Both:
    context = example(name)
    built, own = build(CATALOG, context.template, context.intake, context.answers,
                       context.eligibility)  # fmt: skip
    found = rolling(built.problem, EFFORTS["quick"].window)
    assert found is not None
    levels = tuple(
        Level(name=level, value=0, bound=0, proven=False, scope="given") for level, _ in LEVELS
    )
    result = SolveResult(
        status=SolveStatus.FEASIBLE, levels=levels, placements=found.placements, paths=found.paths
    )
    plan = write(own, built, result, screen(CATALOG, context.answers))
    case = Case(plan, context.intake, context.answers, CATALOG, context.template)
    return Both(built.problem, found.placements, case)


@pytest.mark.parametrize("name", EXAMPLES)
def test_endurance_minutes_the_longest_bout_and_their_energy(name: str) -> None:
    problem, _, case = both(name)
    total = 0.0
    for week in range(problem.weeks):
        placed = [p for p in both(name).placed(week) if p.units]
        minutes = [p.units * problem.grid for p in placed]
        assert endurance_minutes(case, week + 1) == sum(minutes), week
        assert longest_session(case, week + 1) == max(minutes, default=0), week
        energy = [p.option.met * p.units * problem.grid / TENTHS_PER_UNIT for p in placed]
        assert met_minutes(case, week + 1) == pytest.approx(sum(energy)), week
        total += sum(minutes)
    assert total


@pytest.mark.parametrize("name", EXAMPLES)
def test_weekly_sets_of_each_muscle(name: str) -> None:
    problem, _, case = both(name)
    for week in range(problem.weeks):
        found: dict[str, int] = {}
        for placement in both(name).placed(week):
            for muscle in placement.option.muscles:
                found[muscle] = found.get(muscle, 0) + placement.sets
        assert muscle_sets(case, week + 1) == found, week


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_a_person_does_already_is_read_alike(name: str) -> None:
    """Minutes a week before the programme raise the first week's cap: once, by both."""
    case = both(name).case
    assert sorted(week_caps(example(name), 0)) == sorted(
        (int(most), rule) for most, rule in start_caps(case, 1)
    )


def test_no_endurance_that_can_be_planned_is_vigorous() -> None:
    """The audit counts a vigorous minute twice, the search every minute once."""
    calm = max(
        c.rpe_0_10[-1] for c in CATALOG.intensity_classes.values()
        if c.rank < CATALOG.intensity_classes["vigorous"].rank
    )  # fmt: skip
    efforts = {
        (activity.id, level): row.rpe
        for activity in CATALOG.activities.values()
        if activity.component == "endurance"
        for level, row in activity.dose.items()
        if row.rpe is not None
    }
    assert efforts
    assert {key: rpe for key, rpe in efforts.items() if rpe > calm} == {}
    capped = [
        effect.cap
        for effect in CATALOG.rules["prg_moderate_to_vigorous"].then
        if effect.cap is not None and effect.cap.quantity == "vigorous_share_pct"
    ]
    assert [cap.soft for cap in capped] == [False]
