"""Ways through a ladder: start, dwell, one step at a time, ends at phases."""

from __future__ import annotations

import itertools

import pytest

from planner.problem.paths import Ladder, Path, paths, single_week
from tests.support.contexts import context_of
from tests.support.people import CATALOG, healthy

WEEKS = 12
CONTEXT = context_of(healthy(), weeks=WEEKS)
RANK = {name: term.rank for name, term in CATALOG.vocabulary["levels"].items()}


def ladder(family: str) -> Ladder:
    return Ladder(CONTEXT, list(CATALOG.families[family].levels))


def rungs(path: Path) -> list[str | None]:
    return [option.activity if option else None for option in path.options]


FAMILIES = [
    family.id
    for family in CATALOG.families.values()
    if CATALOG.activities[family.levels[0].activity].component
    in ("strength", "motor_control", "balance", "mobility", "endurance")
    and not CONTEXT.is_all_day(CATALOG.activities[family.levels[0].activity])
]
FOUND = {family: paths(ladder(family), [0, 2]) for family in FAMILIES}
WITH_STEPS = {f: found for f, found in FOUND.items() if any(path.steps for path in found)}


def test_some_families_step():
    assert len(WITH_STEPS) > 10


@pytest.mark.parametrize("family", WITH_STEPS)
def test_one_step_at_a_time_and_never_back(family):
    order = [level.activity for level in CATALOG.families[family].levels]
    for path in FOUND[family]:
        places = [order.index(name) for name in rungs(path) if name]
        jumps = [after - before for before, after in itertools.pairwise(places)]
        assert set(jumps) <= {0, 1}


@pytest.mark.parametrize("family", WITH_STEPS)
def test_a_level_is_held_for_its_fewest_weeks(family):
    steps = ladder(family)
    order = [level.activity for level in CATALOG.families[family].levels]
    for path in FOUND[family]:
        changes = [path.start, *path.steps]
        for since, until in itertools.pairwise(changes):
            held = order.index(rungs(path)[since] or rungs(path)[since + 1])
            assert until - since >= steps.dwell(held) >= CONTEXT.template.caps.dwell_weeks


@pytest.mark.parametrize("family", FAMILIES)
def test_nothing_before_the_start_and_every_option_is_of_its_week(family):
    for path in FOUND[family]:
        assert set(rungs(path)[: path.start]) <= {None}
        assert path.options[path.start] is not None
        assert len(path.options) == WEEKS
        assert all(o.week == week for week, o in enumerate(path.options) if o is not None)


@pytest.mark.parametrize("family", FAMILIES)
def test_steps_name_the_weeks_in_which_the_level_changes(family):
    for path in FOUND[family]:
        names = rungs(path)
        changed = {
            week
            for week in range(path.start + 1, WEEKS)
            if names[week] and names[week - 1] and names[week] != names[week - 1]
        }
        assert changed <= set(path.steps)


@pytest.mark.parametrize("family", FAMILIES)
def test_paths_are_different_and_end_only_at_phases(family):
    found = FOUND[family]
    assert len({(path.start, *rungs(path)) for path in found}) == len(found)
    ends = {phase.weeks[1] for phase in CONTEXT.template.phases} | {WEEKS}
    dwell = CONTEXT.template.caps.dwell_weeks
    for path in found:
        last = max(week for week, name in enumerate(rungs(path)) if name) + 1
        whole = [
            p for p in found if p.start == path.start and rungs(p)[:last] == rungs(path)[:last]
        ]
        assert last in ends or all(rungs(p)[last:] == rungs(path)[last:] for p in whole)
        if last in ends and last < WEEKS:
            assert last - path.start >= dwell


@pytest.mark.parametrize("family", FAMILIES)
def test_the_first_level_is_not_above_the_person(family):
    steps = ladder(family)
    own = RANK[CONTEXT.levels.get(steps.activities[0].component, min(RANK, key=RANK.get))]
    for path in FOUND[family]:
        first = CATALOG.activities[path.options[path.start].activity]
        assert RANK[first.min_level] <= own


def start_of(family: str, context, named: frozenset[str] = frozenset()) -> str:
    steps = Ladder(context, list(CATALOG.families[family].levels), named)
    return steps.activities[steps.start_level(0)].id


def test_who_walks_ten_minutes_already_starts_above_that_level():
    able = context_of(healthy(continuous_walk_minutes=10), weeks=4)
    assert start_of("walk", able) == "walk_easy"
    slow = context_of(healthy(continuous_walk_minutes=9), weeks=4)
    assert start_of("walk", slow) == "walk_short"


def test_a_level_that_a_finding_names_comes_first_but_never_a_higher_one():
    able = context_of(healthy(continuous_walk_minutes=30), weeks=4)
    assert start_of("walk", able, frozenset(["walk_short"])) == "walk_short"
    assert start_of("walk", able, frozenset(["walk_brisk"])) == start_of("walk", able)


def test_a_plan_that_goes_on_ends_its_ladders_with_the_phases_that_are_left():
    context = context_of(healthy(plan_week=9), weeks=8)
    assert {context.phase(week).id for week in range(8)} == {"total_fitness"}
    steps = Ladder(context, list(CATALOG.families["squat"].levels))
    lasts = {
        max(week for week, option in enumerate(path.options) if option is not None)
        for path in paths(steps, [0])
    }
    assert lasts == {3, 7}


def test_single_week():
    lesson = Ladder(CONTEXT, [CATALOG.activities["pain_education"]])
    path = single_week(lesson, 3)
    assert [week for week, name in enumerate(rungs(path)) if name] == [3]
    assert path.steps == ()


def test_a_closed_activity_has_no_path():
    closed = context_of(healthy(sex="male"), weeks=4)
    name = next(
        activity
        for (activity, side), verdict in closed.eligibility.verdicts.items()
        if side is None and verdict.opens_week is None
    )
    one = Ladder(closed, [CATALOG.activities[name]])
    assert paths(one, [0, 1]) == ()
    assert single_week(one, 0) is None
