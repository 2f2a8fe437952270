"""The smallest set of demands that clash."""

from __future__ import annotations

from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from msgspec.structs import replace

from planner.solver.conflicts import TIME, Conflict, clashes, smallest_conflict, week_clashes
from tests.support.problems import (
    EVERYTHING,
    best,
    candidate,
    days_demand,
    placements,
    problem,
    slots,
)

FREE = slots()
WORK = candidate("work", "mobility", FREE)
LIFT = candidate("lift", "strength", FREE, per_week=(0, 2))


def conflict(*demands, candidates=(WORK, LIFT), **fields):
    return names(problem(FREE, *candidates, day_demands=demands, **fields))


def names(given):
    """Members of the smallest conflict; nothing where there is none."""
    found = smallest_conflict(given)
    return () if found is None else found.names


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
    assert names(given) == (TIME, "a", "b", "c")


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


def test_days_without_free_time_are_named():
    """What has no variables at all still appears: there is no slot on five of the days."""
    free = slots(days=[1, 4])
    given = problem(
        free,
        candidate("work", "mobility", free),
        day_demands=(days_demand("three", [0], ["work"], at_least=3),),
    )
    assert names(given) == (TIME, "three")


def test_more_time_does_not_help_against_a_dose():
    """Twice a week is the most that the dose allows, so the time is no member."""
    free = slots(days=[1])
    lift = candidate("lift", "strength", free, per_week=(0, 2))
    often = days_demand("often", [0], ["lift"], at_least=3)
    assert names(problem(free, lift, day_demands=(often,))) == ("often",)


def test_the_week_of_the_clash_is_told():
    free = tuple(slot for slot in slots(weeks=3) if slot.week != 1 or slot.day % 7 < 2)
    free = tuple(replace(slot, index=index) for index, slot in enumerate(free))
    work = candidate("work", "mobility", free)
    demand = days_demand("three", [0], ["work"], at_least=3, weeks=(0, 1, 2))
    given = problem(free, work, day_demands=(demand,))
    assert smallest_conflict(given) == Conflict(1, 1, (TIME, "three"))
    assert [week_clashes(given, week) for week in range(3)] == [False, True, False]


def test_a_clash_that_no_week_shows_alone():
    """What has begun goes on: begun in the first week, it cannot be left out of the second."""
    free = slots(weeks=2)
    work = candidate("work", "mobility", free, per_week=(1, 7))
    begin = days_demand("begin", [0], ["work"], at_least=1)
    stop = days_demand("stop", [0], ["work"], at_most=0, weeks=(1,))
    given = problem(free, work, day_demands=(begin, stop))
    assert [week_clashes(given, week) for week in range(2)] == [False, False]
    found = smallest_conflict(given)
    assert found == Conflict(0, 1, ("begin", "stop"))
    assert clashes(given, found)
    assert not clashes(problem(free, work, day_demands=(begin,)), found)


def test_what_was_given_up_clashes_no_more():
    given = problem(FREE, WORK, LIFT, day_demands=(MANY, FEW))
    assert smallest_conflict(given, without=["few"]) is None


ITEMS = ("a", "b", "c")


@st.composite
def requests(draw):
    """Days and minutes given, and what is asked for: floors and caps on three items."""
    days = draw(st.sets(st.integers(0, 6), min_size=1, max_size=4))
    capacity = draw(st.sampled_from([20, 30, 50]))
    asked = []
    for number, name in enumerate(ITEMS):
        least = draw(st.integers(0, 5))
        if least:
            asked.append(days_demand(name, [number], [name], at_least=least))
    if draw(st.booleans()):
        most = draw(st.integers(1, 4))
        asked.append(days_demand("cap", [0], ["a"], at_most=most))
    return sorted(days), capacity, tuple(asked)


def asking(days, capacity, demands):
    free = slots(days=days, capacity=capacity)
    items = [candidate(name, "mobility", free, minutes=10) for name in ITEMS]
    return problem(free, *items, day_demands=tuple(demands))


def can_be(days, capacity, demands, members):
    """A plan exists for the members only; without the time as a member there is plenty of it."""
    kept = [demand for demand in demands if demand.id in members]
    given = (days, capacity) if TIME in members else (range(7), 600)
    return best(asking(*given, kept), placements, *EVERYTHING) is not None


@settings(max_examples=60, deadline=None)
@drawn(requests())
def test_the_set_clashes_and_every_member_is_needed(request):
    days, capacity, demands = request
    found = smallest_conflict(asking(days, capacity, demands))
    everything = (TIME, *(demand.id for demand in demands))
    if found is None:
        assert can_be(days, capacity, demands, everything)
        return
    assert not can_be(days, capacity, demands, found.names)
    for member in found.names:
        rest = [name for name in found.names if name != member]
        assert can_be(days, capacity, demands, rest), member
