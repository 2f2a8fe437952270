"""With the prescription held the plan may lie at other times, and hold nothing else."""

from __future__ import annotations

from collections import Counter
from functools import cache

from planner.solver.build import build
from planner.solver.effort import WINDOW
from planner.solver.prescription import hold
from planner.solver.read import start
from planner.solver.rolling import rolling
from planner.solver.run import run
from planner.solver.variables import Sum
from tests.support.problems import candidate, days_target, problem, slots

WEEKS = 3
LONGER = WINDOW.part(10)


@cache
def given():
    free = slots(WEEKS, times=(480, 1080))
    return problem(
        free,
        candidate("row", "strength", free, muscles=["lats"], sets=2, per_week=(1, 3)),
        candidate("walk", "endurance", free, units=(2, 6), per_week=(1, 5)),
        targets=(days_target("strength", 2, WEEKS),),
    )


@cache
def first():
    found = rolling(given(), WINDOW)
    assert found is not None
    return found


def amounts(found):
    """Placements and units, by candidate and week."""
    placed, units = Counter(), Counter()
    for one in found.placements:
        placed[one.candidate, one.option.week] += 1
        units[one.candidate, one.option.week] += one.units
    return placed, units


def searched(*, held, wanted):
    """The plan with the least of what is wanted, from the first one on."""
    v = build(given())
    begun = start(v, first().placements, first().paths)
    if held:
        hold(v, begun)
    v.model.minimize(wanted(v))
    found = run(v, LONGER, begun.values).found
    assert found is not None
    return found


def least_done(v):
    return Sum.sum([*v.y.values(), *v.units.values()])


def test_days_and_minutes_of_every_week_stay():
    assert amounts(searched(held=True, wanted=least_done)) == amounts(first())


def test_without_it_they_would_not():
    assert amounts(searched(held=False, wanted=least_done)) != amounts(first())


def test_times_may_change():
    def late(v):
        return Sum.sum([y for (_, slot), y in v.y.items() if v.problem.slots[slot].start < 1080])

    found = searched(held=True, wanted=late)
    assert {p.slot for p in found.placements} != {p.slot for p in first().placements}
    assert amounts(found) == amounts(first())
