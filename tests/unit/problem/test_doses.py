"""Doses: the catalog's row, lowered by every limit in force, and the minutes that they take."""

from __future__ import annotations

import math

import pytest
from msgspec.structs import replace

from planner.domain.plan import ItemDose
from planner.domain.verdict import Status
from planner.eligibility import ActiveLimit
from planner.knowledge.model import Limit, Target
from planner.knowledge.template import DoseRange
from planner.problem.doses import all_day_dose, base_dose, dose, item_minutes, rpe_bound
from tests.support.contexts import changed, context_of
from tests.support.people import CATALOG, all_tried, healthy

STRENGTH = CATALOG.activities["bridge_two_leg"]
STRETCH = CATALOG.activities["hip_flexor_half_kneel"]


def limited(activity, *limits, weeks=(1, 2), **fields):
    """A healthy person's context with these limits alone: (kind, quantity, value)."""
    context = context_of(all_tried(healthy()), weeks=2)
    active = tuple(
        ActiveLimit(
            kind=kind,
            quantity=quantity,
            value=value,
            unit="",
            activities=frozenset([activity.id]),
            weeks=weeks,
            hard=fields.get("hard", True),
            rule="test",
            text="",
            body=Limit(target=Target(), quantity=quantity, value=value, unit="",
                       window=fields.get("window")),
        )
        for kind, quantity, value in limits
    )  # fmt: skip
    context.eligibility = replace(context.eligibility, limits=active)
    return context


def given(activity, *limits, week=0, is_first=False, **fields):
    return dose(limited(activity, *limits, **fields), activity, week, is_first=is_first)


def test_without_limits_the_dose_is_the_row():
    context = limited(STRENGTH)
    row = base_dose(context, STRENGTH)
    found = given(STRENGTH)
    assert (found.sets, found.reps, found.hold_s) == (row.sets, row.reps, row.hold_s)


@pytest.mark.parametrize(
    ("activity", "quantity", "field"),
    [
        (STRENGTH, "sets", "sets"),
        (STRENGTH, "reps", "reps"),
        (STRENGTH, "effort_rpe_0_10", "rpe"),
        (STRETCH, "hold_s", "hold_s"),
    ],
)
def test_a_cap_lowers_and_never_raises(activity, quantity, field):
    own = getattr(given(activity), field)
    assert own > 1
    assert getattr(given(activity, ("cap", quantity, own - 1)), field) == own - 1
    assert getattr(given(activity, ("cap", quantity, own + 5)), field) == own


def test_a_floor_never_raises_above_the_catalog_and_the_lowest_of_two_caps_counts():
    own = given(STRENGTH).reps
    assert given(STRENGTH, ("floor", "reps", own + 3)).reps == own
    caps = [("cap", "reps", own - 1), ("cap", "reps", own - 2)]
    assert given(STRENGTH, *caps).reps == given(STRENGTH, *caps[::-1]).reps == own - 2


@pytest.mark.parametrize("order", [1, -1])
def test_a_cap_beats_a_floor(order):
    own = given(STRENGTH).reps
    both = [("floor", "reps", own - 1), ("cap", "reps", own - 3)]
    assert given(STRENGTH, *both[::order]).reps == own - 3


def test_older_people_hold_a_stretch_as_long_as_the_catalog_gives_for_them():
    longest = STRETCH.hold_s_age_65[-1]
    assert longest > given(STRETCH).hold_s
    assert given(STRETCH, ("floor", "hold_s", longest)).hold_s == longest
    assert given(STRETCH, ("floor", "hold_s", longest + 30)).hold_s == longest


def test_a_soft_limit_or_one_of_another_week_changes_nothing():
    own = given(STRENGTH).reps
    assert given(STRENGTH, ("cap", "reps", 1), hard=False).reps == own
    assert given(STRENGTH, ("cap", "reps", 1), weeks=(2,)).reps == own
    assert given(STRENGTH, ("cap", "reps", 1), weeks=(2,), week=1).reps == 1


def test_a_limit_of_the_first_week_of_an_item_ends_with_it():
    cap = ("cap", "hold_s", 10)
    assert given(STRETCH, cap, is_first=True, window="first_week_of_item").hold_s == 10
    assert given(STRETCH, cap, window="first_week_of_item").hold_s > 10


def test_a_share_of_the_dose_leaves_one_set():
    assert given(STRENGTH, ("cap", "dose_pct", 1)).sets == 1


@pytest.mark.parametrize("percent", [10, 25, 50, 75, 100])
@pytest.mark.parametrize("activity", [STRENGTH, STRETCH], ids=lambda a: a.id)
def test_a_share_of_the_dose_is_a_share_of_sets_repetitions_and_hold(activity, percent):
    def whole(item):
        return math.prod(n for n in (item.sets, item.reps, item.hold_s) if n)

    full = whole(given(activity))
    found = whole(given(activity, ("cap", "dose_pct", percent)))
    assert 0 < found <= math.ceil(full * percent / 100)


def test_a_share_of_the_dose_is_no_matter_of_lessons():
    lesson = CATALOG.activities["assess_intake_screen"]
    assert given(lesson, ("cap", "dose_pct", 50)).minutes == given(lesson).minutes


def ranged(activity, *limits, **numbers):
    """The dose under a template that has a range of doses for the component."""
    context = limited(activity, *limits)
    doses = {activity.component: DoseRange(**numbers)}
    phases = tuple(replace(phase, doses=doses) for phase in context.template.phases)
    eased = changed(context, template=replace(context.template, phases=phases))
    return dose(eased, activity, 0, is_first=False)


@pytest.mark.parametrize(
    ("activity", "field"),
    [(STRENGTH, "sets"), (STRENGTH, "reps"), (STRETCH, "hold_s"), (STRETCH, "reps")],
)
def test_a_template_lowers_a_dose_and_never_raises_it(activity, field):
    own = given(activity)
    number = getattr(own, field)
    assert ranged(activity, **{f"{field}_at_most": number - 1}) == replace(
        own, **{field: number - 1}
    )
    assert ranged(activity, **{f"{field}_at_most": number + 1}) == own
    assert ranged(activity) == own


def test_a_template_lengthens_a_rest_and_never_shortens_it():
    own = given(STRENGTH)
    longer = ranged(STRENGTH, rest_s_at_least=own.rest_s + 30)
    assert longer == replace(own, rest_s=own.rest_s + 30)
    assert ranged(STRENGTH, rest_s_at_least=own.rest_s - 30) == own
    slow = ranged(STRENGTH, rest_s_at_least=own.rest_s + 120)
    context = limited(STRENGTH)
    assert item_minutes(context, STRENGTH, slow, 1) == item_minutes(context, STRENGTH, own, 1) + 2


def test_what_has_no_sets_gets_none_from_a_template():
    lesson = CATALOG.activities["assess_intake_screen"]
    assert ranged(lesson, sets_at_most=1, rest_s_at_least=30) == given(lesson)


def test_a_rule_goes_before_a_template():
    own = given(STRETCH).hold_s
    longer = ranged(STRETCH, ("floor", "hold_s", own), hold_s_at_most=own - 5)
    assert longer.hold_s == own
    assert ranged(STRETCH, ("cap", "hold_s", own - 9), hold_s_at_most=own - 5).hold_s == own - 9


def test_a_hold_cap_gives_no_hold_to_what_has_none():
    moving = CATALOG.activities["bridge_two_leg"]
    context = limited(moving, ("cap", "hold_s", 10))
    if base_dose(context, moving).hold_s in (None, 0):
        assert not dose(context, moving, 0, is_first=False).hold_s


def test_a_load_cap_is_told():
    assert given(STRENGTH).pct_1rm is None
    assert given(STRENGTH, ("cap", "load_pct_1rm", 70), ("cap", "load_pct_1rm", 60)).pct_1rm == 60


@pytest.mark.parametrize("kind", ["cap", "floor"])
def test_an_intensity_class_bounds_effort(kind):
    context = limited(STRENGTH, (kind, "intensity_class", "light"))
    light = CATALOG.intensity_classes["light"].rpe_0_10[1]
    bound = rpe_bound(context, context.limits[0])
    assert bound == (light if kind == "cap" else None)


@pytest.mark.parametrize("value", range(7, 20))
def test_an_effort_on_the_long_scale_is_never_read_as_a_harder_class(value):
    context = limited(STRENGTH, ("cap", "effort_rpe_6_20", value))
    bound = rpe_bound(context, context.limits[0])
    reached = next(c for c in CATALOG.intensity_classes.values() if bound <= c.rpe_0_10[1])
    assert reached.rpe_6_20[0] <= value


def test_a_row_of_a_lower_level_serves_and_one_of_a_higher_never():
    context = context_of(healthy(), weeks=2)
    rank = {name: term.rank for name, term in CATALOG.vocabulary["levels"].items()}
    for activity in CATALOG.activities.values():
        if "any_level" in activity.dose:
            continue
        own = rank[context.levels.get(activity.component, min(rank, key=rank.get))]
        row = base_dose(context, activity)
        allowed = {level for level in activity.dose if rank[level] <= own}
        assert (row is None) is not bool(allowed), activity.id
        assert row is None or row in [activity.dose[level] for level in allowed]


def minutes(activity, sides=1, **fields):
    return item_minutes(limited(activity), activity, ItemDose(**fields), sides)


def test_minutes_are_work_rests_and_setting_up():
    tempo = CATALOG.timing.seconds_per_repetition["strength"]
    least, setup = STRENGTH.minutes[0], STRENGTH.setup_minutes
    work = 4 * 15 * tempo + 3 * 60
    assert minutes(STRENGTH, sets=4, reps=15, rest_s=60) == max(-(-work // 60), least) + setup
    assert minutes(STRENGTH, sets=1, reps=1) == least + setup


def test_a_held_stretch_counts_its_hold_and_the_other_side():
    change = CATALOG.timing.seconds_to_change_side
    one = minutes(STRETCH, sets=4, reps=2, hold_s=60) - STRETCH.setup_minutes
    both = minutes(STRETCH, sides=2, sets=4, reps=2, hold_s=60) - STRETCH.setup_minutes
    assert one == 8
    assert both == -(-(2 * 480 + change) // 60)


def test_each_side_rests_between_its_sets():
    """Rests are counted once for both sides: one side rests while the other works."""
    one = minutes(STRENGTH, sets=3, reps=20, rest_s=120)
    both = minutes(STRENGTH, sides=2, sets=3, reps=20, rest_s=120)
    assert both > one


def test_without_sets_the_minutes_of_the_dose_or_the_activity_count():
    lesson = CATALOG.activities["pain_education"]
    assert minutes(lesson, minutes=33) == 33 + lesson.setup_minutes
    assert minutes(lesson) == lesson.minutes[0] + lesson.setup_minutes


def test_every_activity_that_is_open_has_whole_minutes():
    context = context_of(all_tried(healthy()), weeks=2)
    checked = 0
    for (name, _), verdict in context.eligibility.verdicts.items():
        activity = CATALOG.activities[name]
        item = dose(context, activity, 0, is_first=True)
        if verdict.status in (Status.ELIGIBLE, Status.PRECAUTION) and item is not None:
            least = activity.minutes[0] + activity.setup_minutes
            assert item_minutes(context, activity, item, 1) >= min(least, item.minutes or least)
            checked += 1
    assert checked > 100


def test_more_repetitions_are_left_in_the_first_weeks():
    """prg_first_two_weeks: four in reserve, whatever the level allows later."""
    context = context_of(healthy(), weeks=4)
    squat = CATALOG.activities["box_squat"]
    notes = [dose(context, squat, week, is_first=week == 0).load_note for week in range(4)]
    assert notes[0] == notes[1] == "Stop while 4 good repetitions are left."
    assert notes[2] == "Stop while 2 to 4 good repetitions are left."


@pytest.mark.parametrize(
    ("name", "minutes"),
    # Steps are walked: their minutes count against caps on walking.
    [("sleep_window_7h", None), ("relaxation_10", 5), ("step_goal_1", 5)],
)
def test_a_habit_that_takes_no_time_of_its_own_has_no_minutes(name, minutes):
    habit = CATALOG.activities[name]
    context = limited(habit)
    assert base_dose(context, habit).minutes
    assert all_day_dose(context, habit, 0).minutes == minutes
