from __future__ import annotations

import datetime as dt
from dataclasses import replace
from types import SimpleNamespace

import pytest
from msgspec.structs import replace as changed

from planner.audit.doses import dose_of, endurance_rows
from planner.domain.intake import Away
from planner.knowledge.model import Target
from tests.support.audits import case_of
from tests.support.mutations.revised import ruled, with_past
from tests.support.mutations.tools import moved, on
from tests.support.people import CATALOG
from tests.support.plan_variants import quitting, revised, stopped
from tests.support.plans import Bundle, entry, valid


@pytest.mark.parametrize(
    ("day", "week"), [(-8, -1), (-7, 0), (-1, 0), (0, 1), (6, 1), (7, 2), (41, 6), (42, 7)]
)
def test_a_week_has_seven_days(day: int, week: int) -> None:
    case = case_of(valid())
    assert case.week_of(on(day)) == week
    assert (on(day) - case.first_day(week)).days in range(7)


def test_the_dates_of_a_plan() -> None:
    case = case_of(valid())
    assert (case.dates[0], case.dates[-1], len(case.dates)) == (on(0), on(41), 42)
    assert (case.start, case.end, list(case.weeks)) == (on(0), on(41), [1, 2, 3, 4, 5, 6])


def test_a_day_away_makes_a_week_less_than_full() -> None:
    away = (Away(start=on(13), end=on(14), kind="travel"),)
    case = case_of(valid().with_intake(away=away))
    assert [case.is_away(on(day)) for day in range(12, 16)] == [False, True, True, False]
    assert case.full_weeks == (1, 4, 5, 6)


def test_items_outside_the_plan_count_in_its_first_and_last_week() -> None:
    case = case_of(moved(moved(valid(), "w1-d1", -3), "w6-d5", 50))
    weeks = {p.session.key: p.week for p in case.in_sessions if p.session is not None}
    assert (weeks["w1-d1"], weeks["w6-d5"]) == (1, 6)


def test_items_run_one_after_the_other() -> None:
    case = case_of(valid())
    items = [p for p in case.in_sessions if p.session is not None and p.session.key == "w3-d1"]
    assert [(f"{p.starts:%H:%M}", f"{p.ends:%H:%M}") for p in items] == [
        ("18:00", "18:05"),
        ("18:05", "18:10"),
        ("18:10", "18:15"),
        ("18:15", "18:20"),
        ("18:20", "18:25"),
    ]
    assert [p.sides for p in items if p.activity.id == "calf_soleus_wall"] == [("left", "right")]
    assert [p.sides for p in items if p.activity.id == "sit_to_stand"] == [(None,)]
    one = case_of(valid().item("w3-d1", "calf_soleus_wall", side="left"))
    (left,) = [p for p in one.by_activity["calf_soleus_wall"] if p.date == on(15)]
    assert left.sides == ("left",)


def test_first_dates_and_weeks() -> None:
    case = case_of(valid())
    assert case.first_dates["sit_to_stand"] == on(8)
    assert case.first_dates["mini_squat_counter"] == on(22)
    assert case.first_weeks["squat"] == 2
    late = replace(valid(), plan=changed(valid().plan, sessions=valid().plan.sessions[::-1]))
    assert case_of(late).first_dates == case.first_dates
    assert case_of(late).first_weeks == case.first_weeks


@pytest.mark.parametrize(
    ("bundle", "day", "week"),
    [
        (valid(), None, None),
        (quitting(), 14, 3),
        (stopped(), -10, -1),
        # What stands in the plan counts, not what was answered.
        (quitting().with_facts(quit_date=on(20).isoformat()), 14, 3),
        (valid().with_facts(quit_date="soon"), None, None),
    ],
)
def test_the_quit_day_is_the_one_placed_or_else_answered(
    bundle: Bundle, day: int | None, week: int | None
) -> None:
    case = case_of(bundle)
    assert case.quit_day == (None if day is None else on(day))
    assert case.quit_week == week
    assert case.quit_day_activities == ("quit_day",)


@pytest.mark.parametrize(("fact", "week"), [(1, 3), (2, 4), (5, 7), (0, 3), ("late", 3)])
def test_a_later_plan_goes_on_with_the_programme(fact: object, week: int) -> None:
    assert case_of(valid().with_facts(plan_week=fact)).programme_week(3) == week


def test_a_phase_holds_its_last_week() -> None:
    case = case_of(valid())
    for phase in case.template.phases:
        assert [case.phase(week).id for week in phase.weeks] == [phase.id, phase.id]
    assert case.phase(999).id == case.template.phases[-1].id


def test_a_word_that_is_no_class_stands_above_all() -> None:
    case = case_of(valid())
    ranks = [case.class_rank(name) for name in CATALOG.intensity_classes]
    assert case.class_rank("sleepy") > max(ranks)
    assert case.class_rank("light") < case.class_rank("moderate")


def test_a_limit_of_a_level_binds_people_of_that_level() -> None:
    """The cap on a session of a novice does not bind the deconditioned, and the other way."""

    def caps(bundle: Bundle) -> set[str]:
        case = case_of(bundle)
        limits = case.firings.limits("cap", "minutes_per_session", 2)
        return {f.rule for f in limits if f.body.target.any and case.applies(f, 2)}

    assert caps(valid()) == {"prg_session_cap_novice"}
    untrained = valid().with_facts(continuous_walk_minutes=5, active_minutes_week=0)
    assert caps(untrained) == {"prg_session_cap_deconditioned"}


def test_the_dose_is_that_of_the_level_or_the_next_lower_one() -> None:
    case = case_of(valid())
    squat = CATALOG.activities["sit_to_stand"]
    assert dose_of(case, squat) == squat.dose["novice"]
    few = changed(squat, dose={k: v for k, v in squat.dose.items() if k != "novice"})
    assert dose_of(case, few) == squat.dose["deconditioned"]
    assert dose_of(case, CATALOG.activities["deadlift_kettlebell"]) is None
    wall = CATALOG.activities["wu_easy_walk"]
    assert "any_level" not in wall.dose or dose_of(case, wall) == wall.dose["any_level"]


@pytest.mark.parametrize(
    ("age", "bands"),
    [
        (49, ["age_18_49"]),
        (50, ["age_50_64"]),
        (64, ["age_50_64"]),
        (65, ["age_65_74"]),
        (74, ["age_65_74"]),
        (75, ["age_75_plus"]),
        (None, ["age_18_49", "age_50_64", "age_65_74", "age_75_plus"]),
    ],
)
def test_dose_rows_follow_the_age(age: int | None, bands: list[str]) -> None:
    case = case_of(valid().with_facts(age=age))
    assert sorted(row.age_band for row in endurance_rows(case)) == bands
    assert {row.level for row in endurance_rows(case)} == {"novice"}


def test_all_day_items_have_no_time() -> None:
    case = case_of(valid().all_day(entry("if_then_plan", 3)))
    (item,) = case.by_activity["if_then_plan"]
    assert (item.starts, item.ends, item.session) == (None, None, None)
    assert item not in case.in_sessions
    assert isinstance(item.date, dt.date)


def test_a_limit_of_the_first_week_of_an_item_ends_with_that_week(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = case_of(valid())
    # Put together anew: the words of a catalog that was read are no constants of the code.
    window = "_".join(["first", "week", "of", "item"])
    body = SimpleNamespace(quantity="sets", soft=False, window=window)
    monkeypatch.setattr(case.firings, "touching", lambda *_: (SimpleNamespace(body=body),))
    monkeypatch.setattr(type(case), "applies", lambda *_: True)
    bound = {p.week for p in case.by_activity["wall_push_up"] if list(case.caps("sets", p))}
    assert bound == {min(p.week for p in case.by_activity["wall_push_up"])}


@pytest.mark.parametrize(
    ("facts", "sets"),
    [
        ({"ready_to_quit_30d": True, "smoker": True, "cigarettes_per_day": 9}, True),
        ({"ready_to_quit_30d": False, "smoker": True, "cigarettes_per_day": 9}, False),
        ({"ready_to_quit_30d": None, "smoker": True, "cigarettes_per_day": 9}, False),
        ({"ready_to_quit_30d": True, "smoker": False, "cigarettes_per_day": 0}, False),
        (
            {"ready_to_quit_30d": True, "smoker": True, "cigarettes_per_day": 9,
             "quit_date": "2027-02-01"},
            False,
        ),
    ],
)  # fmt: skip
def test_the_plan_sets_a_quit_day_for_smokers_who_are_ready_and_named_none(facts, sets) -> None:
    assert case_of(valid().with_facts(**facts)).sets_quit_day is sets


def test_weeks_count_to_a_quit_day_that_was_named_or_that_the_plan_sets() -> None:
    def weeks_to_quit(bundle: Bundle) -> object:
        return case_of(bundle).firings.world(1).facts.get("weeks_to_quit_day")

    assert weeks_to_quit(quitting()) == -2
    assert weeks_to_quit(valid().with_facts(quit_date=on(7).isoformat())) == -1
    # A quit day in the plan of who never asked for one counts for nothing.
    assert weeks_to_quit(valid().all_day(entry("quit_day", 14))) is None
    assert weeks_to_quit(valid()) is None


def test_the_last_quit_day_of_the_plan_counts() -> None:
    assert case_of(quitting().all_day(entry("quit_day", 30))).quit_day == on(30)


def test_the_deficit_is_told_to_who_wants_to_lose_weight() -> None:
    name = "energy_deficit_kcal_day"
    told = CATALOG.decision_policy.told_quantities
    for goal, is_told in ((True, True), (False, False), (None, False)):
        found = case_of(valid().with_facts(goal_weight_loss=goal)).told_quantities
        assert found == (frozenset(told) if is_told else frozenset(told) - {name})


def test_a_week_that_a_revision_cuts_is_not_full() -> None:
    assert case_of(revised()).full_weeks == (1, 2, 4, 5, 6)
    assert case_of(with_past(day=on(14))).full_weeks == (1, 2, 3, 4, 5, 6)


def test_decisions_that_close_an_item_stop_it() -> None:
    """Held is not stopped, and what is no item of the catalog cannot be."""
    assert case_of(revised()).verdicts.stopped == {("bird_dog_leg", None)}
    more = ruled("refer", "calf_soleus_wall", bundle=ruled("stop", "unknown"), side="left")
    stops = {("bird_dog_leg", None), ("calf_soleus_wall", "left")}
    assert case_of(more).verdicts.stopped == stops
    assert case_of(valid()).verdicts.stopped == frozenset()


def test_what_is_not_in_the_catalog_takes_its_time_and_is_left_out() -> None:
    strange = valid().item("w3-d1", "sit_to_stand", activity="nobody_knows")
    case = case_of(strange.all_day(changed(entry("if_then_plan", 3), activity="nobody_knows")))
    items = [p for p in case.in_sessions if p.session is not None and p.session.key == "w3-d1"]
    assert [f"{p.starts:%H:%M}" for p in items] == ["18:00", "18:10", "18:15", "18:20"]
    assert "nobody_knows" not in case.by_activity
    timeless = case_of(valid().session("w3-d1", start="soon"))
    assert {
        (p.starts, p.ends) for p in timeless.in_sessions if p.session and p.session.key == "w3-d1"
    } == {(None, None)}


UNTRAINED = {"continuous_walk_minutes": 5, "active_minutes_week": 0}


@pytest.mark.parametrize(
    ("levels", "level", "component", "facts", "binds"),
    [
        ((), None, (), {}, True),
        ((), "novice", (), {}, True),
        ((), "deconditioned", (), {}, False),
        (("deconditioned", "novice"), None, (), {}, True),
        (("deconditioned", "experienced"), None, (), {}, False),
        (("deconditioned",), "novice", (), {}, True),
        # Of the whole person the lower of endurance and strength counts.
        ((), "deconditioned", (), UNTRAINED, True),
        ((), "deconditioned", ("endurance",), UNTRAINED, True),
        ((), "deconditioned", ("strength",), UNTRAINED, False),
        ((), "novice", ("strength", "endurance"), UNTRAINED, True),
    ],
)
def test_a_limit_is_read_against_the_level_of_its_component(
    levels, level, component, facts, binds: bool
) -> None:
    case = case_of(valid().with_facts(**facts))
    target = Target(component=component)
    body = SimpleNamespace(levels=levels, level=level, target=target, window=None)
    assert case.applies(SimpleNamespace(body=body), 1) is binds


@pytest.mark.parametrize(
    ("window", "weeks"),
    [
        (None, [1, 2, 3, 4, 5, 6]),
        ("weeks_1_2", [1, 2]),
        ("from_week_5", [5, 6]),
        ("quit_week", [3]),
        # Six weeks have a last quarter of one.
        ("last_quarter", [6]),
        # Of which item is not known here: any week may be its first.
        ("first_week_of_item", [1, 2, 3, 4, 5, 6]),
        ("after_waking", []),
    ],
)
def test_a_limit_holds_in_the_weeks_of_its_window(window: str | None, weeks: list[int]) -> None:
    body = SimpleNamespace(levels=(), level=None, target=Target(any=True), window=window)
    case = case_of(quitting())
    assert [week for week in case.weeks if case.applies(SimpleNamespace(body=body), week)] == weeks


def test_only_hard_limits_on_the_quantity_bind_an_item(monkeypatch: pytest.MonkeyPatch) -> None:
    case = case_of(valid())
    (first, *_) = case.by_activity["wall_push_up"]
    whole = {"levels": (), "level": None, "target": Target(any=True), "window": None}

    def bound(**body: object) -> int:
        # Put together anew: the words of a catalog that was read are no constants of the code.
        body["quantity"] = "".join([*str(body["quantity"])])
        made = SimpleNamespace(body=SimpleNamespace(**{**whole, "soft": False, **body}))
        monkeypatch.setattr(case.firings, "touching", lambda *_: (made,))
        assert list(case.caps("sets", first)) == list(case.floors("sets", first))
        return len(list(case.caps("sets", first)))

    assert bound(quantity="sets") == 1
    assert bound(quantity="reps") == 0
    assert bound(quantity="sets", soft=True) == 0
    assert bound(quantity="sets", window="week_1") == 0
    assert bound(quantity="sets", level="experienced") == 0


def test_caps_and_floors_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    case = case_of(valid())
    (first, *_) = case.by_activity["wall_push_up"]
    asked: list[tuple[str, int]] = []
    monkeypatch.setattr(
        case.firings, "touching", lambda _, kind, week: asked.append((kind, week)) or ()
    )
    assert [*case.caps("sets", first), *case.floors("sets", first)] == []
    assert asked == [("cap", 2), ("floor", 2)]


def test_only_what_is_done_side_by_side_has_sides() -> None:
    known = {activity.id: activity.laterality for activity in CATALOG.activities.values()}
    case = case_of(valid())
    found = {known[p.activity.id]: p.sides for p in case.placed if p.item.side != "left"}
    assert found.pop("each_side") == ("left", "right")
    assert set(found.values()) == {(None,)}
    assert "n_a" in found


def test_levels_and_told_limits_are_read_of_the_first_week(monkeypatch: pytest.MonkeyPatch) -> None:
    case, asked = case_of(valid()), []
    world = case.firings.world
    monkeypatch.setattr(case.firings, "world", lambda week: asked.append(week) or world(week))
    assert case.levels["endurance"] == "novice"
    assert "sleep_hours" in case.told_quantities
    assert asked == [1, 1]


@pytest.mark.parametrize(
    ("done", "phases"),
    [
        (None, ["screen_and_correct", "control", "control", "control", "build", "build"]),
        (1, ["screen_and_correct", "control", "control", "control", "build", "build"]),
        # Who goes on in the fifth week of a programme begins with its third phase.
        (5, ["build"] * 4 + ["total_fitness"] * 2),
        (40, ["total_fitness"] * 6),
    ],
)
def test_phases_are_those_of_the_programme(done: int | None, phases: list[str]) -> None:
    bundle = valid() if done is None else valid().with_facts(plan_week=done)
    case = case_of(bundle)
    assert [case.phase(week).id for week in case.weeks] == phases
