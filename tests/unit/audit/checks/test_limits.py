"""Each number and date of the audit: the plan at its limit passes, one step beyond fails."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

import pytest
from msgspec.structs import replace as changed

from planner.domain import plan as p
from planner.domain.intake import Away, Busy, Sleep
from tests.support.audits import said
from tests.support.mutations.growth import every_day
from tests.support.mutations.tools import (
    entries,
    moment,
    moved,
    on,
    swapped,
    template,
    walking,
    with_session,
)
from tests.support.plan_variants import (
    away_a_week,
    bending,
    full_stomach,
    heel_lift,
    insoles,
    untested,
    weak,
)
from tests.support.plans import Bundle, made_item, made_session, of_items, valid


class Limit(NamedTuple):
    """A check, a way to make a plan from a number, the last one that passes, the next one."""

    code: str
    about: str
    plan: Callable[[int], Bundle]
    passes: int
    fails: int
    says: str


def clock(minutes: int) -> str:
    """Time of day after so many minutes past 18:00."""
    return f"{18 + minutes // 60:02}:{minutes % 60:02}"


def easy_days(minutes: int, rpe: int = 3) -> Bundle:
    return every_day(made_item("walk_short", minutes + 1, minutes=minutes, rpe=rpe))


def eaten_at(minutes: int) -> Bundle:
    return full_stomach().items(
        lambda s, i: i.activity == "curl_up_brace",
        precautions=(f"Not in the {minutes} minutes after a meal.",),
    )


def woken(minutes: int) -> Bundle:
    """The person rises so many minutes before the first item that bends."""
    first = next(s for s in bending().plan.sessions if s.key == "w3-d1")
    before = 0
    for item in first.items:
        if item.activity == "childs_pose":
            break
        before += item.minutes
    start = dt.datetime.combine(first.date, dt.time(18)) + dt.timedelta(minutes=before)
    return bending().with_intake(wake=(start - dt.timedelta(minutes=minutes)).time())


def after_the_shift(minutes: int) -> Bundle:
    """Sleep after a night shift begins so many minutes before the first strength item."""
    starts = dt.datetime.combine(on(8), dt.time(18, 5)) - dt.timedelta(minutes=minutes)
    sleep = Sleep(dates=(on(8),), start=starts.time(), end=dt.time(17))
    return valid().having(shift_worker="any").with_intake(sleep=(sleep,))


def before_bed(minutes: int) -> Bundle:
    """A hard ride that ends so many minutes before bed."""
    hard = valid().adding("w4-d1", made_item("cycle_recumbent_hard", 20, minutes=19))
    bed = dt.datetime.combine(on(22), dt.time(18, 40)) + dt.timedelta(minutes=minutes)
    return hard.with_intake(bed=bed.time())


def stretched(minutes: int) -> Bundle:
    """A week of 100 minutes, so many of them stretches."""
    walk = made_session(6, 5, made_item("walk_short", 90 - minutes))
    stretch = made_item("calf_soleus_wall", minutes, "both")
    rest = tuple(s for s in valid().plan.sessions if s.week != 6)
    both = of_items(walk, (*walk.items[:-1], stretch, walk.items[-1]))
    return valid().with_plan(sessions=(*rest, both))


def diabetic(day: int) -> Bundle:
    """With diabetes, the walk of the first day of week 2 on another day; the last was on day 5."""
    two_a_day = template(valid().having(diabetes_type2="controlled"), sessions_per_day=2)
    return moved(two_a_day, "w2-d0", day)


def tried_on(day: int) -> Bundle:
    return moved(untested(), "w1-d2", day)


def stretch_after(days: int) -> Bundle:
    """One stretch, so many days after the trial of the third day."""
    lone = made_session(1, 2 + days, made_item("calf_soleus_wall", 5, "both"))
    waiting = changed(lone.items[1], conditional="retest_discomfort_only")
    base = untested().without("calf_soleus_wall")
    return with_session(base, of_items(lone, (lone.items[0], waiting, lone.items[2])))


def worn(hours: int) -> Bundle:
    return entries(
        insoles(), lambda e: e.date == on(4) and bool(e.dose.hours), dose={"hours": hours}
    )


def lift_hours(hours: int) -> Bundle:
    return entries(heel_lift(), lambda e: e.key == "d2-heel_lift_3mm", dose={"hours": hours})


def lift_on(day: int) -> Bundle:
    """The second step of the lift on a day of the plan."""
    return entries(
        heel_lift(),
        lambda e: e.key == f"d{day}-heel_lift_3mm" or e.key == f"d{day}-heel_lift_4_5mm",
        dose={"lift_mm": 4.5, "hours": 16},
    )


def back_with(minutes: int) -> Bundle:
    """So many minutes of endurance in the week after a week away."""
    week = walking(away_a_week(), {5: 25})
    return week.dosed("w5-d5", "walk_short", minutes=minutes - 50)


def bed_at(minutes: int) -> Bundle:
    return valid().with_intake(bed=dt.time.fromisoformat(clock(minutes)))


def waking_at(minutes: int) -> Bundle:
    return valid().with_intake(wake=dt.time.fromisoformat(clock(minutes)))


def busy_until(minutes: int) -> Bundle:
    end = moment(8, 18) + dt.timedelta(minutes=minutes)
    return valid().with_intake(busy=(Busy(start=moment(8, 17), end=end),))


def busy_from(minutes: int) -> Bundle:
    start = moment(8, 18) + dt.timedelta(minutes=minutes)
    return valid().with_intake(busy=(Busy(start=start, end=moment(8, 21)),))


def away_on(day: int) -> Bundle:
    return valid().with_intake(away=(Away(start=on(day), end=on(day), kind="travel"),))


def retested_on(day: int) -> Bundle:
    return valid().with_plan(retests=(changed(valid().plan.retests[0], date=on(day)),))


def walk_takes(minutes: int) -> Bundle:
    """An item of 30 minutes of walking that takes so long."""

    def change(session: p.Session) -> p.Session:
        items = (
            changed(i, minutes=minutes) if i.activity == "walk_short" else i for i in session.items
        )
        return of_items(session, items) if session.key == "w3-d0" else session

    return valid().sessions(change)


def next_session_at(minutes: int) -> Bundle:
    """A session so long after the start of another one, which takes 20 minutes."""
    late = changed(
        made_session(2, 1, made_item("walk_short", 11, minutes=10)),
        start=clock(minutes),
        key="late",
    )
    return with_session(valid(), of_items(late, late.items))


def checked_on(day: int) -> Bundle:
    (gate,) = untested().plan.gates
    return untested().with_plan(gates=(changed(gate, check_on=on(day)),))


def noted(reserve: int) -> Bundle:
    """A load note in the first two weeks."""
    return valid().dosed("w2-d1", "wall_push_up", load_note=f"Stop with {reserve} in reserve.")


def noted_later(reserve: int) -> Bundle:
    return valid().dosed("w5-d1", "counter_push_up", load_note=f"Stop with {reserve} in reserve.")


def walking_on(days: int) -> Bundle:
    """Endurance on so many days of week 5."""
    keys = ("w5-d0", "w5-d2", "w5-d5")[days:]
    return valid().sessions(lambda s: None if s.key in keys else s)


def lifting_on(days: int) -> Bundle:
    keys = ("w5-d1", "w5-d4")[days:]
    return valid().sessions(lambda s: None if s.key in keys else s)


def pushing_from(week: int) -> Bundle:
    """The second push-up from a week on; the first one stands in week 2."""
    return swapped(valid(), "wall_push_up", "counter_push_up", range(week, 5))


def walks_shown(minutes: int) -> Bundle:
    longer = swapped(valid(), "walk_short", "walk_easy", range(1, 7))
    return longer.with_facts(continuous_walk_minutes=minutes)


LIMITS = (
    Limit("told_limits", "reserve at first", noted, 4, 3, "at least 4 in reserve"),
    Limit("told_limits", "reserve later", noted_later, 1, 0, "at least 1 in reserve"),
    Limit("required", "two days of walks", walking_on, 2, 1, "on 1 days, at least 2 needed"),
    Limit("required", "two days of strength", lifting_on, 2, 1, "on 1 days, at least 2 needed"),
    Limit("ladder", "two weeks from the first one on", pushing_from, 4, 3, "was kept 1 weeks"),
    Limit("ladder", "ten minutes shown", walks_shown, 10, 9, "starts at level 3"),
    Limit("gates_listed", "on the day", checked_on, 15, 16, "is to be checked on"),
    Limit("overlap", "right after", next_session_at, 20, 19, "starts before w2-d1 ends"),
    Limit(
        "outside_availability",
        "from 18:00 on",
        lambda m: moved(valid(), "w2-d1", 8, clock(m)),
        0,
        -1,
        "not inside one free time",
    ),
    Limit(
        "outside_availability",
        "until 19:15",
        lambda m: moved(valid(), "w2-d1", 8, clock(m)),
        55,
        56,
        "not inside one free time",
    ),
    Limit("outside_availability", "busy before", busy_until, 0, 1, "overlaps a busy time"),
    Limit("outside_availability", "busy after", busy_from, 20, 19, "overlaps a busy time"),
    Limit("outside_availability", "bed", bed_at, 49, 48, "the person sleeps then"),
    Limit("outside_availability", "waking", waking_at, 0, 1, "the person sleeps then"),
    Limit("outside_availability", "away the day after", away_on, 10, 9, "the person is away"),
    Limit("outside_availability", "away the day before", away_on, 10, 11, "the person is away"),
    Limit("dates_wrong", "the last day", retested_on, 41, 42, "is outside the plan"),
    Limit("dates_wrong", "the first day", retested_on, 0, -1, "is outside the plan"),
    Limit(
        "dates_wrong",
        "a session on the last day",
        lambda day: moved(valid(), "w6-d5", day),
        41,
        42,
        "is outside the plan",
    ),
    Limit("dates_wrong", "an item and its dose", walk_takes, 30, 29, "takes 29 min, its dose 30"),
    Limit("muscle_rest", "48 hours", lambda m: moved(valid(), "w2-d4", 10, clock(m)), 0, -1, "h"),
    Limit("rest_day", "an easy walk", easy_days, 20, 21, "0 rest days"),
    Limit("rest_day", "a light walk", lambda rpe: easy_days(20, rpe), 3, 4, "0 rest days"),
    Limit(
        "weekly_ramp",
        "the first week",
        lambda m: valid().dosed("w1-d1", "walk_short", minutes=m),
        50,
        51,
        "91 endurance min in the first week, at most 90",
    ),
    Limit(
        "weekly_ramp",
        "a rise of 20 minutes",
        lambda m: valid().dosed("w2-d5", "walk_short", minutes=m),
        30,
        31,
        "81 endurance min after 60, at most 80",
    ),
    Limit(
        "longest_session",
        "five minutes more",
        lambda m: valid().dosed("w2-d5", "walk_short", minutes=m),
        25,
        26,
        "26 min at once after 20, at most 25",
    ),
    Limit(
        "met_minutes_rise",
        "100 more",
        lambda m: valid().dosed("w2-d5", "walk_short", minutes=m),
        43,
        44,
        "at most 280",
    ),
    Limit(
        "set_growth",
        "one set more",
        lambda sets: valid().dosed("w3-d1", "wall_push_up", sets=sets),
        2,
        3,
        "4 sets after 2, at most 3",
    ),
    Limit(
        "session_length",
        "50 minutes",
        lambda m: valid().item("w3-d0", "walk_short", minutes=m),
        32,
        33,
        "51 min, at most 50",
    ),
    Limit(
        "session_length",
        "the cap of the template",
        lambda m: template(valid(), session_minutes=m),
        49,
        48,
        "49 min, at most 48",
    ),
    Limit(
        "items_per_session",
        "the cap of the template",
        lambda most: template(valid(), items_per_session=most),
        3,
        2,
        "3 exercises, at most 2",
    ),
    Limit("stretch_share", "two fifths", stretched, 40, 41, "41 of 100 min, at most 40 %"),
    Limit("after_meal", "two hours", eaten_at, 120, 119, "to wait 120 min"),
    Limit("morning_flexion", "an hour after waking", woken, 60, 59, "59.0 min after waking"),
    Limit("morning_flexion", "eight hours", after_the_shift, 480, 479, "less than 480 min"),
    Limit("morning_flexion", "an hour before sleep", before_bed, 60, 59, "ends 59.0 min before"),
    Limit(
        "warm_up_cool_down",
        "five minutes of warm-up",
        lambda m: valid().item("w4-d0", "wu_easy_walk", minutes=m),
        5,
        4,
        "warm_up of 4 min, 5 min needed",
    ),
    Limit(
        "warm_up_cool_down",
        "five minutes of cool-down",
        lambda m: valid().item("w4-d0", "cd_easy_walk", minutes=m),
        5,
        4,
        "cool_down of 4 min, 5 min needed",
    ),
    Limit(
        "weekly_caps",
        "a bout with obesity",
        lambda m: walking(valid().having(obesity_class2="any"), dict.fromkeys(range(1, 7), m)),
        20,
        21,
        "minutes_per_bout 21, at most 20",
    ),
    Limit(
        "weekly_caps",
        "a day of a sedentary person",
        lambda m: walking(valid().having(sedentary="any"), {1: m}),
        15,
        16,
        "minutes_per_day 16, at most 15",
    ),
    Limit("weekly_caps", "two days off", diabetic, 8, 9, "3 days off in a row, at most 2"),
    Limit("orthotic_hours", "wear day five", worn, 5, 6, "6 h on wear day 5, at most 5 h"),
    Limit("heel_lift", "hours of day three", lift_hours, 6, 7, "7 h on wear day 3, at most 6 h"),
    Limit("heel_lift", "the second step", lift_on, 14, 13, "4.5 mm on wear day 14, at most 3 mm"),
    Limit(
        "heel_lift",
        "70 percent of the difference",
        lambda tenths: heel_lift().with_facts(lld_mm=tenths / 10),
        65,
        64,
        "the target is",
    ),
    Limit("trial_missing", "a day before", tried_on, 14, 15, "no trial of soleus"),
    Limit("trial_missing", "a day between", stretch_after, 1, 0, "last trial is None days old"),
    Limit("absence", "85 percent", back_with, 76, 77, "77 endurance min after 90"),
    Limit(
        "absence",
        "a set less",
        lambda sets: away_a_week().dosed("w5-d1", "mini_squat_counter", sets=sets),
        1,
        2,
        "2 sets after days away, at most 1",
    ),
    Limit("floors", "an hour a week", lambda m: walking(weak(), {4: m}), 20, 19, "57 min"),
    Limit(
        "dose",
        "sets",
        lambda n: valid().dosed("w3-d1", "wall_push_up", sets=n),
        2,
        3,
        "sets 3, at most 2",
    ),
    Limit(
        "dose",
        "repetitions",
        lambda n: valid().dosed("w3-d1", "wall_push_up", reps=n),
        10,
        11,
        "reps 11, at most 10",
    ),
    Limit(
        "dose",
        "rest",
        lambda s: valid().dosed("w3-d1", "wall_push_up", rest_s=s),
        90,
        89,
        "rest 89 s, at least 90 s",
    ),
    Limit(
        "dose",
        "hold",
        lambda s: valid().dosed("w3-d1", "calf_soleus_wall", hold_s=s),
        30,
        31,
        "hold_s 31, at most 30",
    ),
    Limit(
        "dose",
        "a longer hold from 65 years on",
        lambda s: valid().with_facts(age=66).dosed("w3-d1", "calf_soleus_wall", hold_s=s),
        60,
        61,
        "hold_s 61, at most 60",
    ),
    Limit("dose", "a walk", lambda m: walking(valid(), {6: m}), 30, 31, "minutes 31, at most 30"),
    Limit(
        "dose",
        "effort",
        lambda rpe: valid().dosed("w3-d1", "wall_push_up", rpe=rpe),
        5,
        6,
        "effort 6, at most 5",
    ),
    Limit(
        "dose",
        "warm-up",
        lambda m: valid().dosed("w3-d1", "wu_easy_walk", minutes=m),
        10,
        11,
        "minutes 11, at most 10",
    ),
    Limit(
        "intensity",
        "a phase of the template",
        lambda rpe: swapped(valid(), "wall_push_up", "wall_push_up", range(2, 3), rpe=rpe),
        4,
        5,
        "effort 5, at most 4 (control)",
    ),
    Limit(
        "ladder",
        "two weeks on a level",
        lambda week: swapped(valid(), "sit_to_stand", "mini_squat_counter", range(week, 4)),
        4,
        3,
        "was kept 1 weeks, 2 needed",
    ),
)


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: f"{limit.code}: {limit.about}")
def test_a_plan_at_the_limit_passes_and_one_step_beyond_fails(limit: Limit) -> None:
    beyond = said(limit.plan(limit.fails), limit.code)
    assert any(limit.says in text for text in beyond), beyond
    assert said(limit.plan(limit.passes), limit.code) == []
