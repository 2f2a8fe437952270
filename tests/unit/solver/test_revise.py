"""A revision of a tiny plan: what is past stands, and little of the rest changes."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from planner.domain.plan import TargetRange
from planner.problem.bounds import DayDemand, Target
from planner.problem.model import (
    Candidate,
    ChangeWeights,
    PastPlacement,
    Path,
    Problem,
    Published,
    Revision,
    Slot,
)
from planner.solver.revise import any_revision
from planner.solver.solve import solve
from tests.support.problems import EVENING, MORNING, candidate, option, problem, slots

ITEM, LEVEL, TIME, DOSE = 10, 4, 3, 1


def published(group: str, day: int, start: int = MORNING, units: int = 0) -> Published:
    return Published(group=group, activity=group, day=day, start=start, units=units, sets=0)


def revised(
    base: Problem,
    *coming: Published,
    first_day: int,
    past: tuple[PastPlacement, ...] = (),
    missed: tuple[str, ...] = (),
    tolerance: int = 0,
) -> Problem:
    weights = ChangeWeights(item=ITEM, level=LEVEL, time=TIME, dose=DOSE, tolerance=tolerance)
    revision = Revision(
        first_day=first_day, past=past, published=coming, weights=weights, missed=missed
    )
    return replace(base, revision=revision)


def days(goal: int, weight: int = 20) -> Target:
    """A target of the second week."""
    wanted = TargetRange(unit="days", min=0, goal=goal)
    return Target(
        component="mobility", weight=weight, ranges=(None, wanted), items=(0, 0), item_weight=0
    )


def placed(given: Problem, **options: Any) -> set[tuple[str, int, int]]:
    result = solve(given, "quick", **options)
    names = given.candidates
    return {
        (names[p.candidate].group, given.slots[p.slot].day, given.slots[p.slot].start)
        for p in result.placements
    }


def points(given: Problem, **options: Any) -> dict[str, int]:
    return {level.name: level.value for level in solve(given, "quick", **options).levels}


def coming_book(free: tuple[Slot, ...]) -> Candidate:
    """Something that was begun before and may go on in the second week."""
    made = candidate("book", "mobility", free, rungs=[[None, "book"]], per_week=(0, 7))
    return replace(made, continues=True)


FREE = slots(2, times=(MORNING, EVENING))
BOOK = coming_book(FREE)


def test_the_published_days_stay_where_nothing_has_changed() -> None:
    base = problem(FREE, BOOK, targets=(days(2),))
    coming = [published("book", day) for day in (7, 9)]
    given = revised(base, *coming, first_day=7)
    assert placed(given) == {("book", 7, MORNING), ("book", 9, MORNING)}
    assert points(given)["changes"] == 0


def test_a_day_without_time_moves_its_item_as_one_change() -> None:
    free = slots(2, days=(1, 2, 3))
    base = problem(free, coming_book(free), targets=(days(2),))
    given = revised(base, published("book", 7), published("book", 9), first_day=7)
    assert points(given)["changes"] == ITEM


def test_another_time_of_the_day_is_a_smaller_change() -> None:
    free = slots(2, times=(EVENING,))
    base = problem(free, coming_book(free), targets=(days(1),))
    given = revised(base, published("book", 7), first_day=7)
    assert placed(given) == {("book", 7, EVENING)}
    assert points(given)["changes"] == TIME


def test_nothing_is_placed_before_the_first_day() -> None:
    base = problem(FREE, BOOK, targets=(days(7),))
    assert {day for _, day, _ in placed(revised(base, first_day=10))} == {10, 11, 12, 13}


def test_fewer_changes_may_cost_the_tolerance_and_no_more() -> None:
    base = problem(FREE, BOOK, targets=(days(3),))
    coming = [published("book", 7)]
    tight = points(revised(base, *coming, first_day=7))
    loose = points(revised(base, *coming, first_day=7, tolerance=40))
    assert (tight["shortfall"], tight["changes"]) == (0, 2 * ITEM)
    assert (loose["shortfall"], loose["changes"]) == (40, 0)


def test_changes_first_changes_nothing_that_may_stay() -> None:
    base = problem(FREE, BOOK, targets=(days(3),))
    given = revised(base, published("book", 7), first_day=7)
    assert points(given, changes_first=True) == {"changes": 0, "shortfall": 40, "burden": 2}


def test_both_ends_of_the_trade_off_are_told() -> None:
    base = problem(FREE, BOOK, targets=(days(3),))
    result = solve(revised(base, published("book", 7), first_day=7, tolerance=20), "standard")
    ends = {end.first: (end.changes, end.shortfall) for end in result.ends}
    assert ends == {"changes": (0, 40), "shortfall": (2 * ITEM, 0)}
    assert result.ends[0].proven
    assert points(revised(base, published("book", 7), first_day=7, tolerance=20)) == {
        "shortfall": 20, "changes": ITEM, "burden": 3,
    }  # fmt: skip


def gone(name: str, day: int, free: Any) -> tuple[Candidate, int]:
    """A past candidate that was placed on one day, and the index of its slot."""
    slot = next(slot for slot in free if slot.day == day)
    week = slot.week
    made = option(name, week, (), (), units=(0, 10), per_week=(1, 1), minutes=0)
    options = tuple(made if w == week else None for w in range(2))
    way = Path(start=week, options=options)
    record = candidate(name, "endurance", free, units=(1, 10))
    return replace(record, id=f"{name}@past", paths=(way,), is_past=True), slot.index


def test_what_was_missed_is_not_made_up_for_in_the_same_week() -> None:
    walk = replace(
        candidate(
            "walk", "endurance", FREE, rungs=[[None, "walk"]], units=(1, 10), minutes=0,
            per_week=(0, 7),
        ),
        continues=True,
    )  # fmt: skip
    past, slot = gone("walk", 7, FREE)
    wanted = TargetRange(unit="minutes", min=0, goal=150)
    target = Target(
        component="endurance", weight=1, ranges=(None, wanted), items=(0, 0), item_weight=0
    )
    done = PastPlacement(
        candidate=1, slot=slot, units=4, sets=0, is_done=False, units_done=0, sets_done=0
    )
    given = revised(
        problem(FREE, walk, past, targets=(target,)), published("walk", 9, units=4), first_day=8,
        past=(done,), missed=("walk",),
    )  # fmt: skip
    result = solve(given, "quick")
    assert [(given.slots[p.slot].day, p.units) for p in result.placements] == [(9, 4)]


def test_a_rise_counts_from_what_was_done() -> None:
    walk = replace(
        candidate(
            "walk", "endurance", FREE, rungs=[[None, "walk"]], units=(1, 10), minutes=0,
            per_week=(0, 7),
        ),
        continues=True,
    )  # fmt: skip
    past, slot = gone("walk", 3, FREE)
    wanted = TargetRange(unit="minutes", min=0, goal=150)
    target = Target(
        component="endurance", weight=1, ranges=(None, wanted), items=(0, 0), item_weight=0
    )
    base = problem(FREE, walk, past, targets=(target,))
    ramp = tuple(units + 1 for units in range(31))
    base = replace(base, endurance=replace(base.endurance, ramp=ramp, most=(30, 30)))

    def units(done: int) -> int:
        placement = PastPlacement(
            candidate=1, slot=slot, units=8, sets=0, is_done=done > 0, units_done=done, sets_done=0
        )
        result = solve(revised(base, first_day=7, past=(placement,)), "quick")
        return sum(p.units for p in result.placements)

    assert [units(8), units(5)] == [9, 6]


def test_a_limit_that_the_past_has_passed_binds_no_more_than_it_can() -> None:
    past, slot = gone("walk", 7, FREE)
    walk = replace(
        candidate("walk", "endurance", FREE, rungs=[[None, "walk"]], units=(1, 10), minutes=0),
        continues=True,
    )
    base = problem(FREE, walk, past)
    base = replace(base, endurance=replace(base.endurance, most=(30, 2)))
    done = PastPlacement(
        candidate=1, slot=slot, units=6, sets=0, is_done=True, units_done=6, sets_done=0
    )
    result = solve(revised(base, published("walk", 9, units=3), first_day=8, past=(done,)), "quick")
    assert result.status.value in ("optimal", "feasible")


def test_any_revision_keeps_the_past_and_what_must_be() -> None:
    """Ways out of a clash are tried so: is there any revision at all?"""
    base = problem(FREE, BOOK, targets=(days(2),))
    given = revised(base, published("book", 7), first_day=7)
    found = any_revision(given, 3.0)
    assert found is not None
    must = DayDemand(
        id="book:per_week", text="every day and one more", candidates=(0,),
        activities=frozenset(["book"]), weeks=(1,), at_least=8, at_most=8,
        non_consecutive=False, done=(frozenset(), frozenset()),
    )  # fmt: skip
    clash = revised(replace(base, day_demands=(must,)), published("book", 7), first_day=7)
    assert any_revision(clash, 3.0) is None
