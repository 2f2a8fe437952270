"""Sessions and weeks that hold too much."""

from __future__ import annotations

from tests.support.mutations.tools import (
    moved,
    spoil,
    swapped,
    template,
    walking,
    week,
    with_session,
)
from tests.support.plan_variants import quitting
from tests.support.plans import entry, made_item, made_session, of_items, valid

spoil(
    "weekly_caps",
    "more days than the dose allows",
    lambda: with_session(
        with_session(valid(), made_session(2, 6, made_item("sit_to_stand", 4, sets=1))),
        made_session(2, 2, made_item("sit_to_stand", 4, sets=1)),
    ),
    "on 4 days, at most 3",
)
spoil(
    "weekly_caps",
    "a long bout in the first weeks of class 2 obesity",
    lambda: valid().having(obesity_class2="any"),
)
spoil(
    "weekly_caps",
    "walks of 20 minutes in the first week of a sedentary person",
    lambda: valid().having(sedentary="any"),
)
spoil(
    "weekly_caps",
    "three days off with diabetes",
    lambda: (
        valid()
        .having(diabetes_type2="controlled")
        .sessions(lambda s: None if s.key in ("w2-d0", "w2-d2") else s)
    ),
)
spoil("weekly_caps", "two sessions on one day", lambda: moved(valid(), "w2-d1", 7, "18:50"))
spoil(
    "weekly_caps",
    "a third strength session in week 2",
    lambda: valid().adding("w2-d2", made_item("wall_push_up", 4, sets=1)),
)
spoil(
    "session_length",
    "too long for a novice",
    lambda: valid().adding("w3-d0", made_item("edu_flare_plan", 15)),
)
spoil(
    "session_length",
    "too long for a deconditioned person",
    lambda: valid().with_facts(continuous_walk_minutes=5),
)
spoil("session_length", "the template asks for less", lambda: template(valid(), session_minutes=30))
spoil(
    "items_per_session", "the template allows two", lambda: template(valid(), items_per_session=2)
)
spoil(
    "items_per_session",
    "an older person with five exercises",
    lambda: (
        valid()
        .with_facts(age=66)
        .adding("w2-d0", made_item("weight_shift", 4))
        .adding("w2-d0", made_item("side_walk", 4))
    ),
)
spoil(
    "items_per_session",
    "three strength items in acute sciatica",
    lambda: (
        valid().having(sciatica="acute_irritable").adding("w2-d1", made_item("band_row_seated", 4))
    ),
)
spoil(
    "new_items",
    "three new exercises in week 2",
    lambda: valid().adding("w2-d1", made_item("band_row_seated", 4)),
)
spoil(
    "new_items",
    "two new habits in week 3",
    lambda: valid().all_day(entry("sleep_window_7h", 15), entry("if_then_plan", 16)),
    "sleep_window_7h; at most 1",
)
spoil(
    "new_items",
    "seven new things in week 1",
    lambda: (
        valid()
        .adding("w1-d0", made_item("weight_shift", 3))
        .adding("w1-d0", made_item("side_walk", 3))
        .adding("w1-d0", made_item("plank_wall", 3))
        .adding("w1-d0", made_item("glute_set", 3))
    ),
)
spoil("new_items", "a new item that is not listed", lambda: week(valid(), 3, new_items=()))
spoil(
    "new_items", "an old item listed as new", lambda: week(valid(), 4, new_items=("sit_to_stand",))
)
spoil(
    "new_items",
    "a habit in the quit week",
    lambda: quitting().all_day(entry("sleep_window_7h", 15)),
    "at most 0",
)
spoil(
    "ladder",
    "two levels in one week",
    lambda: valid().adding("w4-d0", made_item("sit_to_stand", 4)),
)
spoil(
    "ladder",
    "a level is jumped",
    lambda: swapped(valid(), "mini_squat_counter", "goblet_box_squat", range(4, 7)),
)
spoil(
    "ladder",
    "down again",
    lambda: swapped(valid(), "mini_squat_counter", "sit_to_stand", range(6, 7)),
)
spoil(
    "ladder",
    "after one week only",
    lambda: swapped(valid(), "sit_to_stand", "mini_squat_counter", range(3, 4)),
)
spoil(
    "ladder",
    "starts above the level of the person",
    lambda: swapped(valid(), "dead_bug_slide", "dead_bug_full", range(1, 7)),
)
spoil(
    "ladder",
    "starts with longer walks than were shown",
    lambda: swapped(valid(), "walk_short", "walk_easy", range(1, 7)).with_facts(
        continuous_walk_minutes=9
    ),
    "the first open level for this person is 1",
)
spoil(
    "ladder",
    "a step while a rule holds everything",
    lambda: valid().with_facts(inflammatory_features_count=4),
)
spoil(
    "ladder",
    "three families step in one week",
    lambda: swapped(
        swapped(valid(), "wall_push_up", "counter_push_up", range(4, 5)),
        "dead_bug_slide",
        "dead_bug_march",
        range(4, 7),
    ),
    "at most 2",
)
spoil(
    "ladder",
    "two ladders step onto loaded bending with a healing disc",
    lambda: (
        valid()
        .having(lumbar_disc_herniation="settled")
        .adding("w3-d0", made_item("curl_up_brace", 4))
        .adding("w3-d1", made_item("seated_trunk_extension_band", 4))
        .adding("w5-d0", made_item("curl_up_mcgill", 4))
        .adding("w5-d1", made_item("back_extension_45", 4))
    ),
    "steps of mcgill_curl_up, back_extensor; at most 1 (cr_029)",
)
spoil(
    "stretch_share",
    "stretches take most of the week",
    lambda: valid().items(lambda s, i: i.component == "stretch", minutes=80),
)
spoil(
    "stretch_share",
    "stretches alone",
    lambda: valid().sessions(
        lambda s: of_items(s, [i for i in s.items if i.component == "stretch"])
    ),
)
spoil(
    "stretch_share",
    "one long stretching session",
    lambda: with_session(valid(), made_session(6, 6, made_item("calf_soleus_wall", 130, "both"))),
)
spoil(
    "intensity",
    "harder than the screening allows",
    lambda: valid().item(
        "w6-d5",
        "walk_short",
        intensity="vigorous",
        dose=made_item("walk_short", 31, rpe=7, minutes=30).dose,
    ),
)
spoil(
    "intensity",
    "class and effort disagree",
    lambda: valid().item("w6-d5", "walk_short", intensity="very_light"),
)
spoil(
    "intensity",
    "harder than the phase of the template",
    lambda: valid().dosed("w2-d1", "wall_push_up", rpe=5),
)
spoil("intensity", "harder than blood pressure allows", lambda: valid().with_facts(resting_sbp=165))
spoil(
    "intensity",
    "effort 6 to 20 on the scale 0 to 10",
    lambda: (
        valid()
        .having(heart_failure="controlled")
        .items(
            lambda s, i: i.activity == "walk_short",
            dose=made_item("walk_short", 21, rpe=7).dose,
            intensity="vigorous",
        )
    ),
    "effort 7, at most 6 (pop_heart_failure_2)",
)
spoil(
    "intensity",
    "more than a tenth of the minutes vigorous",
    lambda: valid().items(
        lambda s, i: s.week == 6 and i.activity == "walk_short", intensity="vigorous"
    ),
    "min vigorous, at most 10 %",
)
spoil(
    "dose",
    "a stretch shorter than an older person needs",
    lambda: valid().with_facts(age=66).dosed("w3-d1", "calf_soleus_wall", hold_s=10),
    "at least 30",
)
spoil("dose", "more sets", lambda: valid().dosed("w6-d1", "mini_squat_counter", sets=5))
spoil("dose", "longer hold", lambda: valid().dosed("w3-d1", "calf_soleus_wall", hold_s=60))
spoil("dose", "less rest", lambda: valid().dosed("w2-d1", "wall_push_up", rest_s=5))
spoil("dose", "two sets in the first weeks", lambda: valid().dosed("w2-d1", "wall_push_up", sets=2))
spoil("dose", "longer than the activity", lambda: walking(valid(), {6: 45}))
spoil(
    "dose", "half of the dose with fibromyalgia", lambda: valid().having(fibromyalgia="any"), "50 %"
)
spoil(
    "dose",
    "too heavy",
    lambda: (
        valid()
        .having(diabetic_retinopathy="controlled")
        .dosed("w6-d1", "mini_squat_counter", pct_1rm=80)
    ),
)
spoil(
    "warm_up_cool_down",
    "no warm-up",
    lambda: valid().sessions(lambda s: of_items(s, s.items[1:]) if s.key == "w2-d0" else s),
)
spoil(
    "warm_up_cool_down",
    "no cool-down",
    lambda: valid().sessions(lambda s: of_items(s, s.items[:-1]) if s.key == "w3-d0" else s),
)
spoil(
    "warm_up_cool_down",
    "shorter than a lung disease asks for",
    lambda: valid().having(copd="controlled"),
)
spoil(
    "warm_up_cool_down",
    "in the middle",
    lambda: valid().sessions(
        lambda s: of_items(s, (s.items[1], s.items[0], *s.items[2:])) if s.key == "w3-d0" else s
    ),
)
spoil(
    "session_order",
    "warm-up last",
    lambda: valid().sessions(
        lambda s: of_items(s, (*s.items[1:], s.items[0])) if s.key == "w3-d1" else s
    ),
)
spoil(
    "session_order",
    "strength after stretching",
    lambda: valid().sessions(
        lambda s: (
            of_items(s, (s.items[0], s.items[3], s.items[1], s.items[2], s.items[4]))
            if s.key == "w3-d1"
            else s
        )
    ),
)
spoil("session_order", "numbered wrongly", lambda: valid().item("w3-d1", "sit_to_stand", order=7))
spoil(
    "session_order",
    "a stretch alone and cold",
    lambda: valid().sessions(
        lambda s: (
            of_items(s, tuple(i for i in s.items if i.component == "stretch"))
            if s.key == "w3-d1"
            else s
        )
    ),
)
