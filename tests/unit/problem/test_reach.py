"""What endurance can come to: caps, ramp, dose row and free times, week by week."""

from __future__ import annotations

import datetime as dt

import pytest
from msgspec.structs import replace

from planner.domain.intake import Away
from planner.problem.reach import AVAILABILITY, reach_beside, weekly_reach
from tests.support.contexts import EVENINGS, changed, context_of, window
from tests.support.people import CATALOG, START, all_tried, healthy, intake

WEEKS = 8
PERSON = all_tried(healthy())


def reach(answers=PERSON, *, weeks=WEEKS, availability=EVENINGS, **fields):
    who = intake(weeks, availability=availability, **fields)
    return weekly_reach(context_of(answers, who, weeks=weeks))


def minutes(*args, **fields):
    return [found.minutes for found in reach(*args, **fields)]


def test_an_ordinary_week_grows_as_the_ramp_allows_and_keeps_its_lighter_week():
    found = reach()
    # 90 is the cap of week 1; the fourth week is lighter, so the fifth may be as the fourth.
    assert [r.minutes for r in found] == [90, 110, 125, 140, 140, 160, 180, 180]
    assert found[0].limits == ("prg_week1_novice",)
    assert found[1].limits == ("prg_ramp_18_64",)
    assert found[2].limits == ("prg_ramp_18_64_100",)
    assert found[-1].limits == ("endurance_novice_age_18_49",)


@pytest.mark.parametrize(("length", "held"), [(59, 180), (40, 180), (39, 150), (25, 90), (20, 60)])
def test_no_longer_than_the_free_times_beside_warm_up_and_cool_down(length, held):
    free = (window(*range(7), start="18:00", end=f"18:{length}"),)
    found = reach(all_tried(healthy(active_minutes_week=300)), availability=free)
    assert found[0].minutes == held
    if held < 180:
        assert found[0].limits == (AVAILABILITY,)


def test_one_bout_a_day_however_many_free_times():
    regular = all_tried(healthy(active_minutes_week=300))
    one = (window(0, 2, 4, start="18:00", end="19:00"),)
    two = (*one, window(0, 2, 4, start="07:00", end="08:00"))
    assert minutes(regular, availability=one) == minutes(regular, availability=two)
    assert minutes(regular, availability=one)[0] == 90


def test_nothing_is_reached_in_a_week_without_time():
    busy_week = tuple(
        window(start="18:00", end="19:00", dates=(START + dt.timedelta(days=day),))
        for day in (0, 1, 2, 14, 15, 16)
    )
    assert minutes(weeks=3, availability=busy_week) == [90, 0, 90]


def test_after_days_away_the_share_of_the_week_before():
    gone = Away(
        start=START + dt.timedelta(days=14), end=START + dt.timedelta(days=27), kind="travel"
    )
    found = reach(away=(gone,))
    assert [r.minutes for r in found][:2] == [90, 110]
    # Of 110 minutes: a half, then 70, 80 and 90 percent, in steps of five.
    assert [r.minutes for r in found][4:] == [55, 75, 85, 95]
    assert found[4].limits == ("prg_absence_14_27",)


def test_what_the_template_leaves_out_is_no_way_to_reach_anything():
    context = context_of(PERSON, intake(2, availability=EVENINGS), weeks=2)
    kinds = {mode.family for mode in weekly_reach(context)[0].modes}
    phases = tuple(replace(p, leave_out=tuple(kinds)) for p in context.template.phases)
    without = changed(context, template=replace(context.template, phases=phases))
    assert [found.minutes for found in weekly_reach(without)] == [0, 0]


def test_the_lighter_week_is_the_one_of_the_rule():
    (scale,) = [effect.scale for effect in CATALOG.rules["prg_deload_endurance"].then]
    assert CATALOG.planning.lighter_week_pct == scale.factor * 100
    assert CATALOG.planning.deload_every_weeks == scale.every_weeks


@pytest.mark.parametrize(
    ("days", "length", "minutes", "left"),
    [
        # Sessions last 50 minutes at most: 50 - 22 less warm-up and cool-down of 10 hold 15.
        (range(5), 59, 22, 4 * 30 + 15),
        (range(5), 59, 51, 0),
        # A day more than is trained on: nothing is lost.
        (range(7), 59, 40, 180),
        # Nothing fits beside it.
        (range(3), 40, 30, 2 * 30),
    ],
)
def test_what_a_trial_session_leaves(days, length, minutes, left):
    free = (window(*days, start="18:00", end=f"18:{length}"),)
    person = all_tried(healthy(active_minutes_week=300))
    context = context_of(person, intake(WEEKS, availability=free), weeks=WEEKS)
    first = weekly_reach(context)[0]
    assert reach_beside(context, 0, first, minutes) == left


def test_a_trial_in_another_session_of_the_day_costs_nothing_where_two_are_allowed():
    times = (window(0, 2, 4, start="18:00", end="18:40"), window(0, start="07:00", end="07:30"))
    person = all_tried(healthy(active_minutes_week=300))
    context = context_of(person, intake(WEEKS, availability=times), weeks=WEEKS)
    first = weekly_reach(context)[0]
    assert reach_beside(context, 0, first, 22) == 60 + 5
    caps = replace(context.template.caps, sessions_per_day=2)
    context.template = replace(context.template, caps=caps)
    assert reach_beside(context, 0, first, 22) == first.minutes == 90
