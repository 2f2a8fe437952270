"""How far endurance can grow, worked out by hand from the rules on growth."""

from __future__ import annotations

import datetime as dt
from dataclasses import FrozenInstanceError, replace
from types import SimpleNamespace

import pytest
from msgspec.structs import replace as changed

from planner.audit.endurance import Mode
from planner.audit.reach import (
    _held,
    _in_cut_week,
    _longest,
    _sessions,
    kinds_at_once,
    longest_bout,
    reach_beside,
    up_to_grid,
    weekly_reach,
)
from planner.domain.intake import Busy, Window
from planner.knowledge.model import Target
from tests.support.audits import case_of
from tests.support.mutations.floors import SHORT
from tests.support.mutations.revised import missing, with_past
from tests.support.mutations.tools import moment, on, swapped, template
from tests.support.people import CATALOG
from tests.support.plan_variants import away_a_week, revised, weak
from tests.support.plans import EVENINGS, Bundle, valid

OLD = valid().with_facts(age=76)
UNTRAINED = valid().with_facts(continuous_walk_minutes=5, active_minutes_week=0)
HEAVY = valid().having(obesity_class2="any")
SORE = valid().having(fibromyalgia="any")


@pytest.mark.parametrize(
    ("bundle", "minutes"),
    [
        # 90 at most; then 20 more, or 15 percent; week 4 is lighter and no measure for week 5.
        (valid(), [90, 110, 125, 140, 140, 160]),
        # 10 percent a week from 100 minutes on.
        (weak(), [90, 110, 120, 130, 130, 140]),
        # 10 minutes a week from 75 years on.
        (OLD, [90, 100, 110, 120, 120, 130]),
        # Nothing while away, then 85 percent of week 3, then from week 3 on.
        (away_a_week(), [90, 110, 125, 0, 105, 140]),
        # 15 minutes at once, on six days, then on seven.
        (UNTRAINED, [60, 80, 90, 90, 105, 105]),
        (SORE, [90, 90, 90, 90, 90, 90]),
    ],
)
def test_the_minutes_that_a_week_can_hold(bundle: Bundle, minutes: list[float]) -> None:
    assert [reach.minutes for reach in weekly_reach(case_of(bundle)).values()] == minutes


@pytest.mark.parametrize(
    ("bundle", "longest"),
    [
        (valid(), [30, 30, 30, 30, 30, 30]),
        (HEAVY, [20, 20, 25, 30, 30, 30]),
        (SORE, [15, 15, 20, 25, 30, 30]),
        (UNTRAINED, [15, 15, 15, 15, 15, 15]),
    ],
)
def test_the_longest_bout_grows_five_minutes_a_week(bundle: Bundle, longest: list[float]) -> None:
    assert [reach.longest for reach in weekly_reach(case_of(bundle)).values()] == longest


def test_free_times_bound_a_week() -> None:
    """Twenty minutes on two days hold ten minutes of endurance each, between the two ends."""
    short = case_of(valid().with_intake(availability=SHORT))
    assert [reach.minutes for reach in weekly_reach(short).values()] == [20] * 6
    days = Window(days=(0, 3), dates=(), start=EVENINGS.start, end=EVENINGS.end, preferred=True)
    two = case_of(valid().with_intake(availability=(days,)))
    assert [reach.minutes for reach in weekly_reach(two).values()] == [60] * 6


def test_only_what_is_named_counts() -> None:
    case = case_of(valid())
    none = weekly_reach(case, frozenset())
    assert {(reach.minutes, reach.longest, reach.modes) for reach in none.values()} == {(0, 0, ())}
    walk = weekly_reach(case, frozenset(("walk_short",)))
    assert {mode.activity.id for reach in walk.values() for mode in reach.modes} == {"walk_short"}


def test_a_bout_fits_between_the_ends_of_a_session_on_a_grid_of_five() -> None:
    (walk,) = weekly_reach(case_of(valid()), frozenset(("walk_short",)))[1].modes
    case = case_of(valid())
    lengths = (14, 15, 19, 20, 29, 30, 99)
    bouts = [longest_bout(case, (walk,), 30, walk.extra + length) for length in lengths]
    assert bouts == [0, 15, 15, 20, 25, 30, 30]
    assert longest_bout(case, (walk,), 20, walk.extra + 99) == 20


def test_a_day_of_rest_holds_light_endurance_only() -> None:
    trained = valid().with_facts(
        regular_exerciser=True,
        months_regular_exercise=30,
        active_minutes_week=250,
        continuous_walk_minutes=90,
    )
    slow = weekly_reach(case_of(trained), frozenset(("walk_slow",)))
    assert [reach.minutes for reach in slow.values()] == [6 * 20] * 6
    easy = weekly_reach(case_of(UNTRAINED))
    assert easy[6].minutes == 7 * 15


def mode(**fields: object) -> Mode:
    """A walk of 10 to 30 minutes, on six days a week, ten minutes of ends around it."""
    made = {"least": 10, "most": 30, "extra": 10, "days": 6, "is_light": False, **fields}
    return Mode(activity=CATALOG.activities["walk_short"], **made)


def held(days: list[list[float]], *kinds: Mode, week: int = 1, longest: float = 30) -> float:
    """Minutes of endurance that sessions of some lengths hold, by the days of a week."""
    dated = {on(day): lengths for day, lengths in enumerate(days)}
    return _held(case_of(valid()), week, kinds or (mode(),), longest, dated)


@pytest.mark.parametrize(
    ("days", "minutes"),
    [
        # Ten minutes of a session are its ends.
        ([[40]], 30),
        ([[39]], 25),
        ([[20]], 10),
        ([[19]], 0),
        # The longest session of a day, and no other.
        ([[25, 40]], 30),
        ([[40]] * 3, 90),
        # One day of seven rests: the shortest.
        ([[40]] * 6 + [[30]], 180),
        ([[20]] + [[40]] * 6, 180),
        ([], 0),
    ],
)
def test_each_day_holds_one_bout_and_one_day_rests(days, minutes: float) -> None:
    assert held(days) == minutes


def test_a_day_of_rest_holds_twenty_easy_minutes_of_a_kind_done_daily() -> None:
    week = [[40]] * 7
    assert held(week, mode(days=7)) == 6 * 30
    assert held(week, mode(days=7, is_light=True)) == 6 * 30 + 20
    assert held(week, mode(days=7), mode(is_light=True)) == 6 * 30 + 20
    assert held(week, mode(days=6, is_light=True)) == 6 * 30
    short = [[25]] * 7
    assert held(short, mode(days=7, is_light=True)) == 7 * 15


def test_without_a_rule_of_rest_every_day_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    case = case_of(valid())
    monkeypatch.setattr(case.firings, "limits", lambda *_: [])
    seven = {on(day): [40.0] for day in range(7)}
    assert _held(case, 1, (mode(days=7),), 30, seven) == 210


def test_two_kinds_at_once_lie_on_more_days_than_one() -> None:
    """The template runs one kind in weeks 1 to 4 and two from week 5 on."""
    assert held([[40]] * 6, mode(days=2), week=1) == 60
    assert held([[40]] * 6, mode(days=2), week=5) == 120
    assert held([[40]] * 6, mode(days=2), mode(days=3), week=1) == 90
    assert _held(case_of(valid()), 1, (), 30, {on(0): [40]}) == 0


def test_a_phase_without_endurance_runs_as_many_kinds_as_the_others() -> None:
    first, *others = valid().template.phases
    bare = {name: target for name, target in first.targets.items() if name != "endurance"}
    without = changed(valid().template, phases=(changed(first, targets=bare), *others))
    assert kinds_at_once(case_of(valid()), 1) == 1
    assert kinds_at_once(case_of(replace(valid(), template=without)), 1) == 2


@pytest.mark.parametrize(("minutes", "steps"), [(0, 0), (1, 5), (5, 5), (6, 10), (12.5, 15)])
def test_up_to_the_grid_is_never_shorter(minutes: float, steps: float) -> None:
    assert up_to_grid(case_of(valid()), minutes) == steps


def free(days: tuple[int, ...], start: int, end: int) -> Window:
    return Window(
        days=(), dates=tuple(on(day) for day in days), start=dt.time(start), end=dt.time(end),
        preferred=True,
    )  # fmt: skip


def test_sessions_of_a_week_are_those_of_its_seven_days() -> None:
    """A free hour holds a session of 50 minutes at most; a free half an hour one of 30."""
    long, short = free((6, 7, 13, 14), 18, 19), free((7,), 8, 9)
    busy = (Busy(start=moment(7, 8), end=moment(7, 8, 30)),)
    case = case_of(valid().with_intake(availability=(long, short), busy=busy))
    assert _sessions(case, 2) == {on(7): [30, 50], on(13): [50]}
    assert _sessions(case, 1) == {on(6): [50]}
    assert _sessions(case, 4) == {}


def test_a_revision_has_only_the_days_from_its_first_on() -> None:
    """It begins on day 16, in the middle of week 3."""
    case = case_of(revised())
    assert sorted(_sessions(case, 3)) == [on(day) for day in range(16, 21)]
    assert sorted(_sessions(case, 2)) == []
    assert sorted(_sessions(case, 4)) == [on(day) for day in range(21, 28)]


@pytest.mark.parametrize(
    ("days", "beside", "minutes"),
    [
        # Each of two sessions of 50 minutes holds a bout of 30, between ends of ten minutes.
        ((0, 1), 0, 60),
        ((0, 1), 10, 60),
        ((0, 1), 15, 55),
        ((0, 1), 20, 50),
        # A bike needs a minute more; five minutes of it are the shortest bout.
        ((0, 1), 34, 35),
        ((0, 1), 35, 30),
        ((0, 1), 50, 30),
        ((0, 1), 51, 0),
        # More days than endurance may take: one of them costs nothing.
        ((0, 1, 2, 3, 4, 5, 6), 50, 90),
    ],
)
def test_something_else_lies_where_it_costs_endurance_least(days, beside, minutes) -> None:
    case = case_of(valid().with_intake(availability=(free(days, 18, 19),)))
    assert reach_beside(case, 1, beside) == minutes


def test_a_second_session_of_a_day_takes_something_else_where_the_template_has_two() -> None:
    hours = (free((0,), 8, 9), free((0,), 18, 19))
    one = valid().with_intake(availability=hours)
    two = template(one, sessions_per_day=2)
    assert [reach_beside(case_of(bundle), 1, 50) for bundle in (one, two)] == [0, 30]
    # The first hour is busy but for 30 minutes: 31 go into the other session, as with one a day.
    busy = (Busy(start=moment(0, 8, 30), end=moment(0, 9)),)
    shorter = [bundle.with_intake(busy=busy) for bundle in (one, two)]
    assert [reach_beside(case_of(bundle), 1, 20) for bundle in shorter] == [20, 30]
    assert [reach_beside(case_of(bundle), 1, 30) for bundle in shorter] == [10, 30]
    assert [reach_beside(case_of(bundle), 1, 31) for bundle in shorter] == [5, 5]


@pytest.mark.parametrize(
    ("before", "longest"), [([], 30), ([0], 30), ([10], 15), ([10, 20, 15], 25), ([30], 30)]
)
def test_the_longest_bout_is_five_minutes_more_than_before(before, longest: float) -> None:
    """The walks of a novice start at 30 minutes at most, which is also the most of a bout."""
    assert _longest(case_of(valid()), 2, (mode(),), before) == longest
    assert _longest(case_of(valid()), 2, (mode(most=22),), before) == min(longest, 20)
    assert _longest(case_of(valid()), 2, (), before) == 0


def test_a_bound_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        weekly_reach(case_of(valid()))[1].minutes = 1


@pytest.mark.parametrize(
    ("bundle", "minutes"),
    [
        # Done as planned; 20 more than in week 2; week 4 is lighter and no measure for week 5.
        (revised(), [60, 75, 95, 115, 115, 130]),
        # The 30 minutes missed of the week that the revision cuts are gone.
        (missing("w3-d0"), [60, 75, 65, 95, 95, 115]),
        (missing("w2-d0"), [60, 50, 80, 100, 100, 115]),
        # Nothing was done: 20 minutes, of which what was planned has taken the room.
        (missing(*(s.key for s in revised().plan.sessions)), [0, 0, 0, 20, 30, 50]),
        # From the first day of week 4, and nobody was asked yet.
        (with_past(day=on(21), check_ins=()), [60, 75, 90, 110, 110, 125]),
    ],
)
def test_a_revision_goes_on_from_what_was_done(bundle: Bundle, minutes: list[float]) -> None:
    assert [reach.minutes for reach in weekly_reach(case_of(bundle)).values()] == minutes


@pytest.mark.parametrize(
    ("missed", "most", "least", "minutes"),
    [
        # 30 minutes were planned for the days gone by.
        ((), 90, 12, 90),
        ((), 45, 12, 45),
        # The shortest bout is 12 minutes, of the grid 15.
        ((), 44, 12, 30),
        ((), 45, 16, 30),
        (("w3-d0",), 45, 12, 15),
        (("w3-d0",), 44, 12, 0),
    ],
)
def test_the_rest_of_a_cut_week_takes_what_is_left_of_it(missed, most, least, minutes) -> None:
    case = case_of(missing(*missed))
    assert case.join is not None
    assert _in_cut_week(case, case.join, most, (mode(least=least),)) == minutes


def test_in_a_cut_week_nothing_of_a_new_kind_begins() -> None:
    case = case_of(revised())
    assert case.join is not None
    bike = replace(mode(), activity=CATALOG.activities["cycle_upright_easy"])
    assert _in_cut_week(case, case.join, 90, (bike,)) == 30
    assert _in_cut_week(case, case.join, 90, (bike, mode())) == 90
    # Of the plan to come it counts as little as what is nowhere.
    later = case_of(swapped(revised(), "walk_short", "cycle_upright_easy", range(5, 7)))
    assert later.join is not None
    assert _in_cut_week(later, later.join, 90, (bike,)) == 30


@pytest.mark.parametrize(
    ("rises", "longest"), [([], 15), ([15], 25), ([15, 10], 20), ([12], 20), ([4], 10)]
)
def test_the_longest_bout_rises_as_the_smallest_cap_says(
    rises: list[int], longest: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From ten minutes on, in steps of five; a cap of one minute holds in no week of the plan."""
    case = case_of(valid())
    made = [cap_of(1, "week_9"), *(cap_of(value, None) for value in rises)]
    monkeypatch.setattr(case.firings, "limits", lambda kind, quantity, week: made)
    assert _longest(case, 2, (mode(),), [10]) == longest


def cap_of(value: float, window: str | None) -> SimpleNamespace:
    target = Target(component=("endurance",))
    body = SimpleNamespace(value=value, window=window, levels=(), level=None, target=target)
    return SimpleNamespace(body=body)


def test_a_step_in_intensity_is_no_bound() -> None:
    """Minutes may not rise with it, but nobody has to step."""
    step = swapped(valid(), "walk_short", "walk_moderate", range(3, 7), minutes=30)
    assert weekly_reach(case_of(step))[3].minutes == weekly_reach(case_of(valid()))[3].minutes


def test_a_bout_that_was_missed_is_none_to_go_on_from() -> None:
    case = case_of(missing("w2-d0", "w2-d2", "w2-d5"))
    assert [weekly_reach(case)[week].longest for week in (1, 2, 3)] == [20, 0, 25]


def test_the_best_of_four_weeks_counts() -> None:
    """Week 1 was done, and nothing of weeks 2 to 4; the revision begins with week 5."""
    gone = [s.key for s in valid().plan.sessions if s.week in (2, 3, 4)]
    case = case_of(missing(*gone, base=with_past(day=on(28))))
    found = weekly_reach(case)
    assert [found[week].minutes for week in case.weeks] == [60, 0, 0, 0, 80, 100]
    assert [found[week].longest for week in (4, 5, 6)] == [0, 25, 30]
