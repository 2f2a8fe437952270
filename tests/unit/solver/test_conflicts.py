"""The smallest set of demands that clash."""

from __future__ import annotations

from planner.solver.conflicts import smallest_conflict
from tests.support.problems import candidate, days_demand, problem, slots

FREE = slots()
WORK = candidate("work", "mobility", FREE)
LIFT = candidate("lift", "strength", FREE, per_week=(0, 2))


def conflict(*demands, candidates=(WORK, LIFT), **fields):
    return smallest_conflict(problem(FREE, *candidates, day_demands=demands, **fields))


HARMLESS = (
    days_demand("lift_once", [1], ["lift"], at_least=1),
    days_demand("work_some", [0], ["work"], at_least=1, at_most=6),
)
MANY = days_demand("many", [0], ["work"], at_least=5)
FEW = days_demand("few", [0], ["work"], at_most=3)


def test_the_planted_pair_is_named_and_nothing_else():
    assert conflict(HARMLESS[0], MANY, HARMLESS[1], FEW) == ("many", "few")


def test_a_demand_that_clashes_with_the_rules_alone():
    impossible = days_demand("lift_often", [1], ["lift"], at_least=3)
    assert conflict(*HARMLESS, impossible) == ("lift_often",)


def test_no_clash_no_names():
    assert conflict(*HARMLESS, MANY) == ()


def test_three_that_clash_only_together():
    free = slots(capacity=20)
    items = [candidate(n, "mobility", free, minutes=20, per_week=(0, 7)) for n in "abc"]
    demands = [days_demand(n, [i], [n], at_least=3) for i, n in enumerate("abc")]
    given = problem(free, *items, day_demands=tuple(demands))
    assert smallest_conflict(given) == ("a", "b", "c")


def test_every_member_is_needed():
    one, two = MANY, FEW
    assert conflict(one) == conflict(two) == ()
    assert conflict(one, two) == ("many", "few")


def test_of_two_conflicts_one_is_named():
    other = days_demand("lift_often", [1], ["lift"], at_least=3)
    found = conflict(MANY, FEW, other)
    assert found in (("lift_often",), ("many", "few"))


def test_days_apart_are_part_of_the_demand():
    """Five days a week that do not follow each other cannot be; giving the demand up helps."""
    apart = days_demand("apart", [0], ["work"], at_least=5, non_consecutive=True)
    assert conflict(*HARMLESS, apart) == ("apart",)


def test_a_demand_given_up_frees_its_days_apart_too():
    apart = days_demand("apart", [0], ["work"], non_consecutive=True)
    assert set(conflict(apart, MANY)) == {"apart", "many"}
