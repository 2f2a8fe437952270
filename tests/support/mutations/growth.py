"""Load that grows too fast or rests too little."""

from __future__ import annotations

from planner.domain import plan as p
from tests.support.mutations.tools import (
    moved,
    on,
    spoil,
    swapped,
    walking,
    with_session,
)
from tests.support.plan_variants import quitting
from tests.support.plans import Bundle, made_item, made_session, valid

spoil("muscle_rest", "two days in a row", lambda: moved(valid(), "w2-d4", 9, "19:00"))
spoil("muscle_rest", "one hour short", lambda: moved(valid(), "w2-d4", 10, "17:00"), "47 h")
spoil(
    "muscle_rest",
    "the last day of a week and the first of the next",
    lambda: moved(moved(valid(), "w2-d4", 13), "w3-d1", 14),
)
spoil("muscle_rest", "twice on one day", lambda: moved(valid(), "w2-d4", 8, "19:00"))


def every_day(*items: p.Item) -> Bundle:
    base = valid()
    taken = {session.date for session in base.plan.sessions}
    for day in range(7):
        if on(day) not in taken:
            base = with_session(base, made_session(1, day, *items))
    return base


spoil("rest_day", "walking every day", lambda: every_day(made_item("walk_short", 21)))
spoil(
    "rest_day",
    "strength on the free days",
    lambda: every_day(made_item("wall_push_up", 4, sets=1, rpe=4)),
)
spoil(
    "rest_day",
    "easy walks, but too long",
    lambda: every_day(made_item("walk_short", 31, minutes=30, rpe=3)),
)
spoil(
    "rest_day",
    "seven days across two weeks",
    lambda: (
        moved(moved(moved(valid(), "w1-d0", 4), "w1-d2", 6), "w2-d0", 7)
        .adding("w1-d0", made_item("walk_short", 16, minutes=15))
        .adding("w1-d2", made_item("walk_short", 16, minutes=15))
    ),
)
spoil("weekly_ramp", "too much in the first week", lambda: walking(valid(), {1: 35}))
spoil("weekly_ramp", "25 minutes more in a week", lambda: walking(valid(), {2: 29}))
spoil("weekly_ramp", "more in the quit week", lambda: walking(quitting(), {3: 30}))
spoil(
    "weekly_ramp",
    "a step in intensity and more minutes at once",
    lambda: swapped(valid(), "walk_short", "walk_moderate", range(3, 7), minutes=30),
)
spoil(
    "weekly_ramp",
    "the first week starts late and too high",
    lambda: (
        valid()
        .sessions(lambda s: None if s.week == 1 else s)
        .with_facts(active_minutes_week=0, continuous_walk_minutes=5)
    ),
)
spoil("longest_session", "ten minutes more", lambda: walking(valid(), {2: 30}))
spoil("longest_session", "six minutes more after 75", lambda: valid().with_facts(age=76))
spoil(
    "longest_session",
    "two items in one session",
    lambda: valid().adding("w3-d0", made_item("seated_cardio", 11)),
)
spoil(
    "met_minutes_rise",
    "a harder sport for the same minutes",
    lambda: swapped(valid(), "walk_short", "stairs_general", range(2, 3), minutes=25),
)
spoil(
    "met_minutes_rise",
    "the jump comes later",
    lambda: swapped(valid(), "walk_short", "row_ergometer", range(5, 6), minutes=30),
)
spoil("met_minutes_rise", "three times the minutes", lambda: walking(valid(), {4: 60}))
spoil(
    "set_growth",
    "from two sets to four",
    lambda: valid().items(
        lambda s, i: s.week == 3 and i.component == "strength",
        dose=made_item("sit_to_stand", 4, sets=2).dose,
    ),
)
spoil(
    "set_growth",
    "another exercise for the same muscle",
    lambda: valid().adding("w3-d1", made_item("band_chest_press", 4, sets=2)),
)
spoil(
    "set_growth",
    "a third day of strength",
    lambda: valid().adding("w4-d2", made_item("mini_squat_counter", 4, sets=2)),
)


spoil(
    "one_variable",
    "longer walks on more days",
    lambda: with_session(valid(), made_session(2, 6, made_item("walk_short", 26, minutes=25))),
    "days, minutes rise at once",
)
spoil(
    "one_variable",
    "longer and harder walks",
    lambda: valid().items(
        lambda s, i: s.week >= 2 and i.activity == "walk_short",
        dose=made_item("walk_short", 26, minutes=25, rpe=5).dose,
    ),
    "effort, minutes rise at once",
)
spoil(
    "one_variable",
    "another sport and more minutes",
    lambda: swapped(valid(), "walk_short", "cycle_upright_easy", range(2, 3), minutes=25),
    "minutes, mode or load rise at once",
)
spoil(
    "one_variable",
    "a third day of strength in the week of a step",
    lambda: valid().adding("w4-d5", made_item("mini_squat_counter", 4, sets=1, rpe=4)),
    "days, mode or load rise at once",
)
spoil(
    "one_variable",
    "more effort in the week of a step",
    lambda: valid().items(
        lambda s, i: s.week >= 4 and i.component == "strength",
        dose=made_item("sit_to_stand", 5, sets=1, rpe=5).dose,
    ),
    "effort, mode or load rise at once",
)
spoil(
    "one_variable",
    "two ladders of strength in one week",
    lambda: swapped(valid(), "wall_push_up", "counter_push_up", range(4, 5)),
    "steps of push_up, squat, at most 1",
)
