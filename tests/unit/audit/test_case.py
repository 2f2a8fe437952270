from __future__ import annotations

import datetime as dt
from dataclasses import replace
from types import SimpleNamespace

import pytest
from msgspec.structs import replace as changed

from planner.audit.doses import dose_of, endurance_rows
from planner.domain.intake import Away
from tests.support.audits import case_of
from tests.support.mutations.tools import moved, on
from tests.support.people import CATALOG
from tests.support.plan_variants import quitting, stopped
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
