"""Ways to spoil a plan that passes the audit, each with the check that must notice it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

from msgspec.structs import replace as changed

from planner.domain import plan as p
from planner.domain.answers import TrialResult
from planner.domain.intake import Away, Busy, Override, Preferences, Sleep, Suggestion, Window
from tests.support.people import CATALOG, START, tried, without
from tests.support.plans import (
    Bundle,
    bending,
    entry,
    gate,
    heel_lift,
    insoles,
    made_item,
    made_session,
    of_items,
    quitting,
    slimming,
    untested,
    valid,
)


class Mutation(NamedTuple):
    """One way to spoil a plan: the check that must notice, and words it must say."""

    code: str
    description: str
    mutate: Callable[[], Bundle]
    says: str = ""


MUTATIONS: list[Mutation] = []


def spoil(code: str, description: str, mutate: Callable[[], Bundle], says: str = "") -> None:
    """Add a mutation; a violation must say the given words."""
    MUTATIONS.append(Mutation(code, description, mutate, says))


def on(day: int) -> dt.date:
    return START + dt.timedelta(days=day)


def moment(day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime.combine(on(day), dt.time(hour, minute))


def overriding(bundle: Bundle, *overrides: Override) -> Bundle:
    return bundle.with_intake(overrides=overrides)


def moved(bundle: Bundle, key: str, day: int, start: str = "18:00") -> Bundle:
    """A session moved to another day and hour, with week and end put right."""

    def change(session: p.Session) -> p.Session:
        if session.key != key:
            return session
        there = changed(session, date=on(day), week=day // 7 + 1, start=start)
        return of_items(there, there.items)

    return bundle.sessions(change)


def with_session(bundle: Bundle, session: p.Session) -> Bundle:
    return bundle.with_plan(sessions=(*bundle.plan.sessions, session))


def entries(bundle: Bundle, wanted: Callable[[p.AllDay], bool], **fields: Any) -> Bundle:
    """All-day items with some fields changed; `dose` is a part of a dose."""

    def change(entry: p.AllDay) -> p.AllDay:
        if not wanted(entry):
            return entry
        dose = changed(entry.dose, **fields.get("dose", {}))
        return changed(entry, **{**fields, "dose": dose})

    return bundle.with_plan(all_day=tuple(change(e) for e in bundle.plan.all_day))


def without_days(bundle: Bundle, wanted: Callable[[p.AllDay], bool]) -> Bundle:
    return bundle.with_plan(all_day=tuple(e for e in bundle.plan.all_day if not wanted(e)))


def week(bundle: Bundle, number: int, **fields: Any) -> Bundle:
    weeks = (changed(w, **fields) if w.week == number else w for w in bundle.plan.weeks)
    return bundle.with_plan(weeks=tuple(weeks))


def walking(bundle: Bundle, minutes: dict[int, int]) -> Bundle:
    """The walks of some weeks with other minutes."""

    def change(session: p.Session) -> p.Session:
        if session.week not in minutes:
            return session
        longer = minutes[session.week]
        return of_items(
            session,
            [
                changed(i, minutes=longer + 1, dose=changed(i.dose, minutes=longer))
                if i.activity == "walk_short"
                else i
                for i in session.items
            ],
        )

    return bundle.sessions(change)


def swapped(bundle: Bundle, old: str, new: str, weeks: range, **dose: Any) -> Bundle:
    """One activity in place of another in some weeks."""

    def change(session: p.Session) -> p.Session:
        if session.week not in weeks:
            return session
        items = [
            made_item(new, i.minutes, i.side, **dose) if i.activity == old else i
            for i in session.items
        ]
        return of_items(session, items)

    return bundle.sessions(change)


def repeated(bundle: Bundle, name: str, **fields: Any) -> Bundle:
    return bundle.with_plan(
        **{name: tuple(changed(x, **fields) for x in getattr(bundle.plan, name))}
    )


def template(bundle: Bundle, **caps: Any) -> Bundle:
    return replace(
        bundle, template=changed(bundle.template, caps=changed(bundle.template.caps, **caps))
    )


def assumed(**changes: Any) -> Bundle:
    plan = slimming().plan
    assert plan.forecast is not None
    forecast = changed(plan.forecast, assumptions={**plan.forecast.assumptions, **changes})
    return slimming().with_plan(forecast=forecast)


def points(change: Callable[[p.ForecastPoint], p.ForecastPoint]) -> Bundle:
    plan = slimming().plan
    assert plan.forecast is not None
    found = tuple(change(point) for point in plan.forecast.weight_kg)
    return slimming().with_plan(forecast=changed(plan.forecast, weight_kg=found))


def straight(point: p.ForecastPoint) -> p.ForecastPoint:
    value = 88 - 530 * 7 * point.week / 7700
    half = (88 - value) * 0.3
    return changed(point, value=value, low=value - half, high=value + half)


# --- safety of items -------------------------------------------------------------------------
spoil(
    "contraindicated_item",
    "a stretch lies on the back late in pregnancy",
    lambda: valid().with_facts(pregnancy_weeks=30).adding("w3-d1", made_item("dead_bug_slide", 4)),
)
spoil(
    "contraindicated_item",
    "painful trial on one side only",
    lambda: replace(
        valid(),
        answers=tried(
            valid().answers,
            *(
                (
                    t.muscle,
                    t.side,
                    "pain_on_attempt" if (t.muscle, t.side) == ("soleus", "left") else t.outcome,
                )
                for t in valid().answers.trials or ()
            ),
        ),
    ),
)
spoil(
    "contraindicated_item",
    "loaded rotation with osteoporosis",
    lambda: valid().having(osteoporosis="low_fracture_risk"),
)
spoil(
    "contraindicated_item",
    "an unanswered question that a rule needs",
    lambda: replace(
        valid().adding("w3-d0", made_item("cobra_stretch", 4)),
        answers=changed(valid().answers, conditions_unknown=frozenset({"facet_syndrome"})),
    ),
)
spoil(
    "contraindicated_item",
    "walking where a rule puts intervals in its place",
    lambda: valid().having(spinal_stenosis="controlled"),
)
spoil(
    "no_benefit",
    "full range on both sides",
    lambda: replace(
        valid(),
        answers=tried(
            valid().answers, ("soleus", "left", "full_range"), ("soleus", "right", "full_range")
        ),
    ),
)
spoil(
    "no_benefit",
    "full range on one side of an item done on both",
    lambda: replace(
        valid(),
        answers=tried(
            valid().answers,
            ("soleus", "right", "full_range"),
            ("soleus", "left", "discomfort_only"),
        ),
    ),
)
spoil(
    "no_benefit",
    "the item is done on the full side only",
    lambda: replace(
        valid(),
        answers=tried(
            valid().answers, ("soleus", "right", "full_range"), ("soleus", "left", "short")
        ),
    ).item("w3-d1", "calf_soleus_wall", side="right"),
)
spoil(
    "deferred_too_early",
    "a gate that opens in week 3",
    lambda: swapped(valid(), "walk_short", "walk_moderate", range(2, 3), minutes=25),
)
spoil(
    "deferred_too_early",
    "open, but the condition is not printed",
    lambda: swapped(valid(), "walk_short", "walk_moderate", range(5, 6), minutes=30),
)
spoil(
    "deferred_too_early",
    "a condition of something else is printed",
    lambda: swapped(
        valid(), "walk_short", "walk_moderate", range(5, 6), minutes=30, conditional="running_gate"
    ),
)
spoil(
    "deferred_too_early",
    "nothing is pending, yet a condition is printed",
    lambda: valid().item("w3-d1", "calf_soleus_wall", conditional="sciatica_settled"),
)
spoil(
    "deferred_too_early",
    "a hamstring stretch in week 3 of acute sciatica",
    lambda: (
        valid()
        .having(sciatica="acute_irritable")
        .with_facts(leg_pain_max_7d=6)
        .adding("w3-d1", made_item("hamstring_9090_active", 4, "left"))
    ),
)
spoil(
    "deferred_too_early",
    "a criterion that only counts from a later date",
    lambda: replace(
        swapped(
            valid(),
            "walk_short",
            "walk_moderate",
            range(4, 5),
            minutes=30,
            conditional="moderate_gate",
        ),
        answers=changed(
            valid().answers,
            criteria={"moderate_gate": True},
            criteria_from={"moderate_gate": on(35)},
        ),
    ),
    "too early in week 4",
)
spoil("trial_missing", "no trial in the plan", lambda: untested().without("assess_stretch_trials"))
spoil(
    "trial_missing",
    "the trial comes on the day of the stretch",
    lambda: moved(untested(), "w1-d2", 15),
)
spoil(
    "trial_missing",
    "the stretch is not conditional",
    lambda: untested().items(lambda s, i: i.activity == "calf_soleus_wall", conditional=None),
)
spoil(
    "trial_missing",
    "one side was never tried",
    lambda: replace(
        valid(),
        answers=changed(
            valid().answers,
            trials=tuple(
                t for t in valid().answers.trials or () if (t.muscle, t.side) != ("soleus", "left")
            ),
        ),
    ),
)
spoil(
    "trial_missing",
    "the trial was recorded as not tested",
    lambda: replace(
        valid(),
        answers=changed(
            valid().answers,
            trials=(
                TrialResult("soleus", "left", "not_tested"),
                TrialResult("soleus", "right", "short"),
            ),
        ),
    ),
)
spoil(
    "not_indicated",
    "an insole without a finding",
    lambda: valid().all_day(entry("orthotic_day_1_3", 0, hours=1)),
)
spoil(
    "not_indicated",
    "press-ups before the direction is known",
    lambda: valid().adding("w3-d0", made_item("prone_lying", 3)),
)
spoil(
    "not_indicated",
    "a heel lift for a short leg that was not measured",
    lambda: replace(heel_lift(), answers=valid().answers),
)
spoil(
    "equipment_missing",
    "no band at home",
    lambda: (
        valid().with_intake(equipment=("mat",)).adding("w3-d0", made_item("band_row_seated", 4))
    ),
)
spoil(
    "equipment_missing",
    "equipment was not listed at all",
    lambda: (
        valid().with_intake(equipment=None).adding("w3-d0", made_item("arm_ergometer_easy", 11))
    ),
)
spoil(
    "equipment_missing",
    "one of two pieces is missing",
    lambda: (
        valid()
        .with_intake(equipment=("chair",))
        .adding("w3-d0", made_item("seated_trunk_extension_band", 4))
    ),
)
spoil(
    "level_too_high",
    "an item for trained people",
    lambda: valid().adding("w3-d0", made_item("side_bridge_feet", 4, "both")),
)
spoil(
    "level_too_high",
    "the person is weaker than the plan believes",
    lambda: valid().with_facts(can_rise_without_hands=False),
)
spoil(
    "level_too_high",
    "a level is printed that the answers do not give",
    lambda: valid().with_plan(levels={"endurance": "experienced"}),
)
spoil(
    "not_wanted",
    "an activity",
    lambda: valid().with_intake(preferences=Preferences(never=("wall_push_up",))),
)
spoil(
    "not_wanted", "a family", lambda: valid().with_intake(preferences=Preferences(never=("walk",)))
)
spoil(
    "not_wanted",
    "a component",
    lambda: valid().with_intake(preferences=Preferences(never=("strength",))),
)
spoil(
    "unknown_id",
    "no such activity",
    lambda: valid().item("w2-d1", "wall_push_up", activity="magic_move"),
)
spoil(
    "unknown_id",
    "a stretch that says it is mobility",
    lambda: valid().item("w3-d1", "calf_soleus_wall", component="mobility"),
)
spoil(
    "unknown_id", "movements left out", lambda: valid().item("w2-d1", "wall_push_up", movements=())
)
spoil(
    "unknown_id",
    "a class of intensity that is none",
    lambda: valid().item("w2-d1", "wall_push_up", intensity="easy"),
)
spoil(
    "unknown_id",
    "an excluded activity that is none",
    lambda: repeated(valid(), "excluded", activity="magic_move"),
)
spoil(
    "side_wrong",
    "a side where there is none",
    lambda: valid().item("w2-d1", "wall_push_up", side="left"),
)
spoil(
    "side_wrong",
    "no side where there are two",
    lambda: valid().item("w3-d1", "calf_soleus_wall", side=None),
)
spoil(
    "side_wrong",
    "a word that is no side",
    lambda: valid().item("w3-d1", "calf_soleus_wall", side="front"),
)
spoil("screening_stop", "a red flag", lambda: valid().with_facts(saddle_numbness=True))
spoil(
    "screening_stop",
    "a red flag that nobody asked about",
    lambda: replace(valid(), answers=without(valid().answers, "cord_signs")),
)
spoil(
    "screening_stop",
    "another decision than the answers give",
    lambda: valid().with_plan(
        screening=changed(valid().plan.screening, decision="clear_start_light_moderate")
    ),
)
spoil(
    "screening_stop",
    "exercise though a clearance is missing",
    lambda: (
        valid()
        .with_facts(thoracic_pain=True)
        .with_plan(
            screening=changed(
                valid().plan.screening, decision="clearance_before_any", provisional=True
            )
        )
    ),
)
spoil(
    "screening_stop",
    "a clearance is missing and the plan does not say so",
    lambda: (
        valid()
        .with_facts(thoracic_pain=True)
        .with_plan(screening=changed(valid().plan.screening, decision="clearance_before_any"))
    ),
)
spoil(
    "clearance_limits",
    "the limit is left out",
    lambda: valid().with_plan(screening=changed(valid().plan.screening, limits=())),
)
spoil(
    "clearance_limits",
    "a looser limit is printed",
    lambda: valid().with_plan(
        screening=changed(
            valid().plan.screening,
            limits=(changed(valid().plan.screening.limits[0], value="vigorous"),),
        )
    ),
)
spoil(
    "clearance_limits",
    "blood pressure asks for a stricter limit",
    lambda: valid().with_facts(resting_sbp=165),
)

# --- time ------------------------------------------------------------------------------------
spoil("outside_availability", "before the window", lambda: moved(valid(), "w2-d1", 8, "17:30"))
spoil(
    "outside_availability",
    "a busy time",
    lambda: valid().with_intake(busy=(Busy(start=moment(8, 18, 10), end=moment(8, 18, 30)),)),
)
spoil(
    "outside_availability",
    "away",
    lambda: valid().with_intake(away=(Away(start=on(14), end=on(20), kind="travel"),)),
)
spoil(
    "outside_availability",
    "asleep after a night",
    lambda: valid().with_intake(
        sleep=(Sleep(dates=(on(8),), start=dt.time(12), end=dt.time(18, 30)),)
    ),
)
spoil("outside_availability", "after bedtime", lambda: valid().with_intake(bed=dt.time(18, 10)))
spoil("outside_availability", "before waking", lambda: valid().with_intake(wake=dt.time(18, 10)))
spoil(
    "outside_availability",
    "across two windows",
    lambda: valid().with_intake(
        availability=(
            Window(days=tuple(range(7)), dates=(), start=dt.time(17), end=dt.time(18, 10)),
            Window(days=tuple(range(7)), dates=(), start=dt.time(18, 10), end=dt.time(20)),
        )
    ),
)
spoil("overlap", "two sessions at once", lambda: moved(valid(), "w2-d1", 7))
spoil("overlap", "one inside another", lambda: moved(valid(), "w2-d1", 9, "18:10"))
spoil(
    "overlap",
    "one starts a minute early",
    lambda: moved(valid().session("w2-d2", end="18:31"), "w2-d1", 9, "18:30"),
)
spoil(
    "morning_flexion",
    "within an hour of waking",
    lambda: bending().with_intake(wake=dt.time(17, 30)),
)
spoil(
    "morning_flexion", "nobody said when the person wakes", lambda: bending().with_intake(wake=None)
)
spoil(
    "morning_flexion",
    "just up after a day of sleep",
    lambda: bending().with_intake(
        sleep=(Sleep(dates=(on(15),), start=dt.time(9), end=dt.time(17, 45)),)
    ),
)
spoil(
    "morning_flexion",
    "strength after a night shift",
    lambda: (
        valid()
        .having(shift_worker="any")
        .with_intake(sleep=(Sleep(dates=(on(8),), start=dt.time(14), end=dt.time(17)),))
    ),
)
spoil(
    "morning_flexion",
    "hard work just before bed",
    lambda: (
        valid()
        .with_intake(bed=dt.time(19, 15))
        .adding("w4-d1", made_item("cycle_recumbent_hard", 20, minutes=19))
    ),
)
spoil("dates_wrong", "another week", lambda: valid().session("w2-d1", week=3))
spoil("dates_wrong", "after the plan", lambda: valid().session("w6-d5", date=on(50)))
spoil("dates_wrong", "ends too early", lambda: valid().session("w2-d1", end="18:05"))
spoil("dates_wrong", "no time of day", lambda: valid().session("w2-d1", start="25:99"))
spoil(
    "dates_wrong",
    "an hour that the clock change skips",
    lambda: valid().session("w1-d1", date=dt.date(2027, 3, 28), start="02:30", end="03:01"),
    "does not exist",
)
spoil(
    "dates_wrong",
    "an all-day item in another week",
    lambda: entries(valid(), lambda e: e.date == on(9), week=1),
)
spoil("dates_wrong", "a retest after the plan", lambda: repeated(valid(), "retests", date=on(99)))
spoil("duplicate_key", "two sessions with one key", lambda: valid().session("w2-d1", key="w1-d1"))
spoil(
    "duplicate_key",
    "an item twice in a session",
    lambda: valid().adding("w2-d1", made_item("wall_push_up", 4)),
)
spoil(
    "duplicate_key",
    "an all-day item twice on a day",
    lambda: valid().all_day(entry("sitting_break_60", 3)),
)

# --- load ------------------------------------------------------------------------------------
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

# --- structure and calendars -----------------------------------------------------------------
spoil(
    "correction_first",
    "insoles start after the stretch",
    lambda: without_days(
        insoles(), lambda e: "orthotic" in e.activity and e.date <= on(20)
    ).without("footwear_check"),
)
spoil("correction_first", "no correction at all", lambda: valid().having(pes_planus="any"))
spoil(
    "correction_first",
    "the lift comes a day late",
    lambda: without_days(
        heel_lift(), lambda e: "heel_lift" in e.activity and e.date <= on(15)
    ).without("footwear_check"),
)
spoil(
    "required",
    "no strength in week 2",
    lambda: valid().sessions(lambda s: None if s.key in ("w2-d1", "w2-d4") else s),
)
spoil(
    "required",
    "one strength day in the last quarter",
    lambda: valid().sessions(lambda s: None if s.key == "w6-d4" else s),
)
spoil(
    "required",
    "a stretch week without habit or lesson",
    lambda: valid().without("sitting_break_60"),
)
spoil(
    "required",
    "the screening comes second",
    lambda: moved(valid(), "w1-d0", 4),
    "assess_intake_screen",
)
spoil(
    "required",
    "no trial before the first stretch",
    lambda: valid().without("assess_stretch_trials"),
)
spoil(
    "required",
    "no shoe check in week 1",
    lambda: insoles().without("footwear_check"),
    "footwear_check",
)
spoil(
    "required",
    "nothing of it is allowed, and no conflict says so",
    lambda: valid().with_facts(age=70).with_intake(preferences=Preferences(never=("balance",))),
)
spoil(
    "required",
    "a short muscle is not stretched",
    lambda: replace(
        valid(),
        answers=tried(valid().answers, ("soleus", "left", "short"), ("soleus", "right", "short")),
    ).without("calf_soleus_wall"),
)


def hamstrings(first: str, then: str, weeks: tuple[int, int]) -> Bundle:
    base = valid().having(sciatica="settled")
    base = base.adding(f"w{weeks[0]}-d1", made_item(first, 4, "both"))
    return base.adding(f"w{weeks[1]}-d1", made_item(then, 4, "both"))


spoil(
    "order_sequence",
    "the hard one first",
    lambda: hamstrings("hamstring_seated", "hamstring_9090_active", (3, 5)),
)
spoil(
    "order_sequence",
    "in the same week",
    lambda: hamstrings("hamstring_9090_active", "hamstring_doorway", (4, 4)),
)
spoil(
    "order_sequence",
    "running two weeks after brisk walking",
    lambda: swapped(
        swapped(valid(), "walk_short", "walk_brisk", range(3, 5), minutes=30),
        "walk_short",
        "run_walk",
        range(5, 6),
        minutes=30,
    ).with_facts(currently_running=False),
)
spoil(
    "orthotic_hours",
    "an hour more on day 3",
    lambda: entries(
        insoles(), lambda e: e.activity == "orthotic_day_1_3" and e.date == on(2), dose={"hours": 4}
    ),
)
spoil(
    "orthotic_hours",
    "a day is left out",
    lambda: without_days(insoles(), lambda e: "orthotic" in e.activity and e.date == on(5)),
)
spoil(
    "orthotic_hours",
    "no hours given",
    lambda: entries(
        insoles(), lambda e: "orthotic" in e.activity and e.date == on(5), dose={"hours": None}
    ),
)
spoil(
    "orthotic_hours",
    "sport on the second day",
    lambda: insoles().with_plan(
        all_day=tuple(
            entry("orthotic_sport", 1, hours=2)
            if "orthotic" in e.activity and e.date == on(1)
            else e
            for e in insoles().plan.all_day
        )
    ),
)
spoil(
    "orthotic_hours",
    "numb feet need the slow ramp",
    lambda: insoles().having(peripheral_neuropathy="controlled", pes_planus="any"),
)
spoil(
    "heel_lift",
    "6 mm on the first day",
    lambda: entries(
        heel_lift(), lambda e: e.date == on(0) and "heel" in e.activity, dose={"lift_mm": 6.0}
    ),
)
spoil(
    "heel_lift",
    "no height given",
    lambda: entries(
        heel_lift(), lambda e: e.date == on(3) and "heel" in e.activity, dose={"lift_mm": None}
    ),
)
spoil("heel_lift", "above the target", lambda: heel_lift().with_facts(lld_mm=6))
spoil(
    "heel_lift",
    "the step is not conditional",
    lambda: entries(heel_lift(), lambda e: e.activity == "heel_lift_4_5mm", conditional=None),
)
spoil(
    "heel_lift",
    "all day at once",
    lambda: entries(
        heel_lift(), lambda e: e.date == on(0) and "heel" in e.activity, dose={"hours": 16}
    ),
)
spoil(
    "heel_lift",
    "a fragile person starts lower",
    lambda: heel_lift().with_facts(age=63),
    "at most 1.5 mm",
)
spoil(
    "habit_calendar",
    "friends are told after the quit day",
    lambda: entries(quitting(), lambda e: e.activity == "quit_tell_others", date=on(20), week=3),
)
spoil(
    "habit_calendar",
    "the first contact comes too late",
    lambda: entries(quitting(), lambda e: e.activity == "quit_contact_week1", date=on(25), week=4),
)
spoil(
    "habit_calendar",
    "the quit day comes too soon",
    lambda: entries(quitting(), lambda e: e.activity == "quit_day", date=on(10), week=2),
)
spoil(
    "habit_calendar",
    "another day than the person said",
    lambda: quitting().with_facts(quit_date="2027-02-01"),
)
spoil(
    "habit_calendar",
    "a contact after a quit day that is not there",
    lambda: quitting().without("quit_day"),
)

# --- completeness and honesty ----------------------------------------------------------------
spoil("accounting", "a sum of minutes", lambda: week(valid(), 3, minutes={"endurance": 500}))
spoil("accounting", "a number of days", lambda: week(valid(), 3, days={"strength": 4}))
spoil(
    "accounting",
    "an activity that nobody mentions",
    lambda: valid().with_plan(excluded=valid().plan.excluded[1:]),
)
spoil("reasons", "no reason", lambda: valid().item("w3-d1", "calf_soleus_wall", why=()))
spoil(
    "reasons",
    "a reason without text",
    lambda: valid().item("w3-d1", "calf_soleus_wall", why=(p.Because(rule="cr_203", text=" "),)),
)
spoil(
    "reasons",
    "a rule that does not exist",
    lambda: valid().item(
        "w3-d1", "calf_soleus_wall", why=(p.Because(rule="cr_999", text="Because."),)
    ),
)
spoil(
    "reasons",
    "a source that does not exist",
    lambda: valid().item(
        "w3-d1",
        "calf_soleus_wall",
        why=(p.Because(rule="cr_203", text="Because.", sources=("nobody1900",)),),
    ),
)
spoil("reasons", "nothing on how", lambda: valid().item("w3-d1", "calf_soleus_wall", how=()))
spoil("reasons", "left out without a reason", lambda: repeated(valid(), "excluded", text=""))
spoil("gates_listed", "no gate", lambda: untested().with_plan(gates=()))
spoil(
    "gates_listed",
    "checked too late",
    lambda: untested().with_plan(gates=(gate("retest_discomfort_only", 30, "calf_soleus_wall"),)),
)
spoil("gates_listed", "never checked", lambda: repeated(untested(), "gates", check_on=None))
spoil("gates_listed", "listed as met", lambda: repeated(untested(), "gates", status="met"))
spoil(
    "gates_listed",
    "opens something else",
    lambda: untested().with_plan(gates=(gate("retest_discomfort_only", 3, "childs_pose"),)),
)
spoil("retests_listed", "none at all", lambda: valid().with_plan(retests=()))
spoil(
    "retests_listed",
    "one week is missing",
    lambda: valid().with_plan(retests=valid().plan.retests[:-1]),
)
spoil("retests_listed", "does not say what", lambda: repeated(valid(), "retests", what=""))
spoil(
    "retests_listed",
    "unlocks what does not exist",
    lambda: repeated(valid(), "retests", unlocks=("everything",)),
)
spoil(
    "suggestions_answered",
    "dropped silently",
    lambda: valid().with_intake(suggested=(Suggestion(activity="cobra_stretch", by="neighbour"),)),
)
spoil(
    "suggestions_answered",
    "one of two is dropped",
    lambda: valid().with_intake(
        suggested=(
            Suggestion(activity="calf_soleus_wall", by="friend"),
            Suggestion(activity="hamstring_seated", by="friend"),
        )
    ),
)
spoil(
    "suggestions_answered",
    "the answer is empty",
    lambda: (
        valid()
        .with_intake(suggested=(Suggestion(activity="cobra_stretch", by="neighbour"),))
        .with_plan(conflicts=(p.Conflict(text="", between=("cobra_stretch",)),))
    ),
)
spoil(
    "overrides_listed",
    "silent",
    lambda: overriding(valid(), Override(rule="cr_203", by="person", reason="no time")),
)
spoil(
    "overrides_listed",
    "one of two is silent",
    lambda: overriding(
        valid(),
        Override(rule="cr_203", by="person", reason="no time"),
        Override(rule="cr_127", by="podiatrist", reason="declined"),
    ).with_plan(conflicts=(p.Conflict(text="Set aside.", between=("cr_203",)),)),
)
spoil(
    "overrides_listed",
    "named without a word",
    lambda: overriding(valid(), Override(rule="cr_203", by="person", reason="no time")).with_plan(
        conflicts=(p.Conflict(text=" ", between=("cr_203",)),)
    ),
)
spoil(
    "forbidden_words",
    "a promise",
    lambda: valid().with_plan(maintenance=("This will cure your back.",)),
)
spoil(
    "forbidden_words",
    "in capitals, deep inside",
    lambda: valid().item("w3-d1", "calf_soleus_wall", what="GUARANTEED relief"),
)
spoil(
    "forbidden_words",
    "a dose of a medicine",
    lambda: valid().with_plan(warnings=("Take 400 mg before the session.",)),
)
spoil("provenance", "another intake", lambda: valid().with_intake(sha256="9" * 64))
spoil(
    "provenance",
    "another catalog",
    lambda: replace(valid(), catalog=changed(CATALOG, sha256="9" * 64)),
)
spoil(
    "provenance",
    "another template",
    lambda: replace(valid(), template=changed(valid().template, sha256="9" * 64)),
)
spoil(
    "provenance",
    "another start",
    lambda: valid().with_plan(request=changed(valid().plan.request, weeks=12)),
)
spoil("proven_claims", "optimal without proof", lambda: valid().with_plan(status="optimal"))
spoil(
    "proven_claims",
    "proven, but short of the bound",
    lambda: repeated(valid(), "objective", proven=True),
)
spoil("proven_claims", "a bound above the value", lambda: repeated(valid(), "objective", bound=9))
spoil(
    "proven_claims",
    "optimal with nothing to prove",
    lambda: valid().with_plan(status="optimal", objective=()),
)
spoil("plan_format", "another format", lambda: valid().with_plan(format="plan/2"))
spoil("plan_format", "a week is missing", lambda: valid().with_plan(weeks=valid().plan.weeks[:-1]))
spoil("plan_format", "a session without items", lambda: valid().session("w2-d1", items=()))
spoil(
    "plan_format", "a gap between phases", lambda: valid().with_plan(phases=valid().plan.phases[1:])
)
spoil("plan_format", "nothing on how to go on", lambda: valid().with_plan(maintenance=()))
spoil("forecast", "a straight line", lambda: points(straight))
spoil(
    "forecast",
    "a kilogram better than the model",
    lambda: points(lambda q: changed(q, value=q.value - 1)),
)
spoil("forecast", "a narrow band", lambda: points(lambda q: changed(q, low=q.value, high=q.value)))
spoil(
    "forecast", "a deficit above the cap", lambda: assumed(deficit_kcal_per_day=900), "deficit 900"
)
spoil(
    "forecast",
    "less to eat than is safe",
    lambda: assumed(deficit_kcal_per_day=740, pal=1.0),
    "kcal a day to eat",
)
spoil("forecast", "not a goal", lambda: slimming().with_facts(goal_weight_loss=False))
spoil(
    "forecast",
    "not in an eating disorder",
    lambda: slimming().with_facts(eating_disorder_flag=True),
)
spoil("forecast", "not with heart failure", lambda: slimming().having(heart_failure="controlled"))
spoil("forecast", "assumptions left out", lambda: assumed(pal=None))
spoil(
    "forecast",
    "the loss is too fast",
    lambda: points(lambda q: changed(q, value=88 - 1.5 * q.week)),
    "weight_loss_kg_week",
)
