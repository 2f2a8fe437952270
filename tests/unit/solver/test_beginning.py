"""What the first weeks cost together never exceeds what they cost in a plan of the whole."""

from __future__ import annotations

from hypothesis import given, settings
from msgspec.structs import replace

from planner.problem.bounds import NewCap
from planner.solver.beginning import beginnings
from planner.solver.effort import Slice
from planner.solver.weekly import week_bounds
from tests.support.invented_weeks import WEEKS, by_week, people
from tests.support.problems import candidate, days_target, problem, slots

WEEKLY = Slice(limit=2.0, linearization=2, shaves=True)
PART = Slice(limit=1.0, linearization=2, bounds=True)


@settings(max_examples=15, deadline=None)
@given(people())
def test_together_never_dearer_than_in_a_plan(whole):
    weeks, costs = week_bounds(whole, range(WEEKS), WEEKLY), by_week(whole)
    found = beginnings(whole, weeks, PART)
    assert [begun.last for begun in found] == [1]
    for begun in found:
        cost = sum(costs[: begun.last + 1])
        assert sum(weeks[week] for week in range(begun.last + 1)) <= begun.bound <= cost


def test_two_weeks_tell_more_than_one_and_one():
    """One thing may begin, and each week asks for another one: alone either can have its own."""
    free = slots(WEEKS)
    items = [candidate(name, name, free) for name in ("strength", "mobility")]
    caps = tuple(NewCap(id="n", week=w, candidates=(0, 1), value=int(w == 0)) for w in range(WEEKS))
    first, second = (days_target(name, 2, WEEKS) for name in ("strength", "mobility"))
    targets = (
        replace(first, ranges=(first.ranges[0], None, None)),
        replace(second, ranges=(None, second.ranges[1], None)),
    )
    whole = problem(free, *items, targets=targets, new_caps=caps)
    weeks = week_bounds(whole, range(WEEKS), WEEKLY)
    assert (weeks[0], weeks[1]) == (0, 0)
    (begun,) = beginnings(whole, weeks, PART)
    assert begun.bound == sum(by_week(whole)) > 0
