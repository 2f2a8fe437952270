"""Amounts of training in a week, as planned and as done."""

from __future__ import annotations

import dataclasses
from types import SimpleNamespace

import pytest
from msgspec.structs import replace as changed

from planner.audit import volume as module
from planner.audit.case import Case
from planner.audit.doses import dose_rows
from planner.audit.volume import (
    dates_of,
    endurance_minutes,
    first_endurance_week,
    is_vigorous,
    longest_session,
    met_minutes,
    muscle_sets,
    previous_weeks,
    reference,
)
from tests.support.audits import case_of
from tests.support.mutations.revised import missing
from tests.support.mutations.tools import on, with_session
from tests.support.people import CATALOG
from tests.support.plan_variants import revised
from tests.support.plans import Bundle, made_item, made_session, valid


def case(bundle: Bundle) -> Case:
    return Case(bundle.plan, bundle.intake, bundle.answers, bundle.catalog, bundle.template)


def test_amounts_of_the_plan_made_by_hand() -> None:
    found = case(valid())
    assert [endurance_minutes(found, week) for week in found.weeks] == [60, 75, 90, 90, 90, 90]
    assert [longest_session(found, week) for week in found.weeks] == [20, 25, 30, 30, 30, 30]
    assert met_minutes(found, 1) == pytest.approx(180)
    assert muscle_sets(found, 2)["quadriceps"] == 2
    assert muscle_sets(found, 4)["quadriceps"] == 3
    assert first_endurance_week(found) == 1


def test_a_vigorous_minute_counts_twice() -> None:
    hard = valid().items(lambda s, i: i.activity == "walk_short", intensity="vigorous")
    assert endurance_minutes(case(hard), 1) == 120


def test_the_reference_is_the_best_of_four_weeks() -> None:
    found = case(valid())
    assert list(previous_weeks(found, 6)) == [2, 3, 4, 5]
    assert list(previous_weeks(found, 1)) == []
    assert reference(found, 2, endurance_minutes) == 60
    assert reference(found, 1, endurance_minutes) == 0


def without_age(bundle: Bundle) -> Case:
    facts = {name: value for name, value in bundle.answers.facts.items() if name != "age"}
    answers = changed(bundle.answers, facts=facts)
    return Case(bundle.plan, bundle.intake, answers, bundle.catalog, bundle.template)


def test_the_dose_row_fits_level_and_age() -> None:
    rows = dose_rows(case(valid()), "endurance")
    assert [(row.level, row.age_band) for row in rows] == [("novice", "age_18_49")]


def test_of_an_unknown_age_the_rows_of_every_age_count() -> None:
    rows = dose_rows(without_age(valid()), "endurance")
    assert {row.level for row in rows} == {"novice"}
    assert len({row.age_band for row in rows}) == len(rows) > 1
    hard = valid().items(lambda s, i: i.activity == "walk_short", intensity="vigorous")
    assert endurance_minutes(without_age(hard), 1) == 120


@pytest.mark.parametrize(
    ("intensity", "hard"), [("light", False), ("moderate", False), ("vigorous", True), ("?", True)]
)
def test_vigorous_is_what_is_as_hard_or_harder(intensity: str, hard: bool) -> None:
    found = case(valid().items(lambda s, i: True, intensity=intensity))
    assert is_vigorous(found, found.in_sessions[0]) is hard


def test_the_longest_session_adds_up_what_lies_in_it() -> None:
    twice = valid().adding("w2-d5", made_item("walk_short", 11, minutes=10))
    assert longest_session(case(twice), 2) == 35
    apart = with_session(valid(), made_session(2, 6, made_item("walk_short", 11, minutes=10)))
    assert longest_session(case(apart), 2) == 25
    assert longest_session(case(valid().without("walk_short")), 2) == 0
    assert first_endurance_week(case(valid().without("walk_short"))) is None


def test_sides_of_one_item_are_no_more_sets_and_sessions_are() -> None:
    """Of two items of one activity in a session the one with more sets counts."""
    sides = made_session(2, 1, *(made_item("sit_to_stand", 5, sets=sets) for sets in (1, 2, 1)))
    alone = valid().with_plan(sessions=(sides,))
    assert muscle_sets(case(alone), 2)["quadriceps"] == 2
    later = made_session(2, 4, made_item("sit_to_stand", 5, sets=None))
    assert muscle_sets(case(with_session(alone, later)), 2)["quadriceps"] == 3
    assert muscle_sets(case(alone), 3) == {}


def test_what_was_missed_before_a_revision_was_not_done() -> None:
    """Strength of the second day of week 3 was missed; what comes later counts as planned."""
    found = case_of(revised())
    planned, done = (muscle_sets(found, 3, done=done)["quadriceps"] for done in (False, True))
    assert (planned, done) == (2, 1)
    assert endurance_minutes(found, 3, done=True) == endurance_minutes(found, 3) == 90
    without_past = case(revised())
    assert muscle_sets(without_past, 3, done=True)["quadriceps"] == 2


@pytest.mark.parametrize(
    ("volumes", "minutes"),
    [
        ([], 60),
        ([{}], 60),
        ([{"vigorous_equivalence": 2}], 120),
        # The most careful of several rows counts.
        ([{"vigorous_equivalence": 2}, {}, {"vigorous_equivalence": 3}], 180),
    ],
)
def test_a_vigorous_minute_counts_as_the_rows_say(
    volumes: list[dict[str, int]], minutes: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [SimpleNamespace(weekly_volume=volume) for volume in volumes]
    monkeypatch.setattr(module, "endurance_rows", lambda _: rows)
    hard = valid().items(lambda s, i: i.activity == "walk_short", intensity="vigorous")
    assert endurance_minutes(case(hard), 1) == minutes
    assert endurance_minutes(case(valid()), 1) == 60


def test_energy_is_that_of_the_activity_for_its_minutes() -> None:
    """Twenty minutes of a walk are 60; of another kind the energy is not known."""
    one = valid().sessions(lambda s: s if s.key == "w1-d1" else None)
    assert met_minutes(case(one), 1) == pytest.approx(60)
    assert met_minutes(case(one), 2) == 0
    walk = changed(CATALOG.activities["walk_short"], met=None)
    unknown = changed(CATALOG, activities={**CATALOG.activities, "walk_short": walk})
    assert met_minutes(case(dataclasses.replace(one, catalog=unknown)), 1) == 0


@pytest.mark.parametrize(
    ("week", "before"), [(1, []), (2, [1]), (4, [1, 2, 3]), (5, [1, 2, 3, 4]), (6, [2, 3, 4, 5])]
)
def test_a_week_is_compared_with_the_four_before(week: int, before: list[int]) -> None:
    assert list(previous_weeks(case(valid()), week)) == before


def test_what_was_not_done_is_no_reference() -> None:
    """The walks of week 2 were missed; of week 3, which the revision cuts, only one is past."""
    found = case_of(missing("w2-d0", "w2-d2", "w2-d5", "w3-d0"))
    assert reference(found, 3, endurance_minutes) == 60
    assert reference(found, 4, endurance_minutes) == 60
    assert [endurance_minutes(found, week, done=True) for week in (1, 2, 3, 4)] == [60, 0, 60, 90]
    assert [endurance_minutes(found, week) for week in (1, 2, 3, 4)] == [60, 75, 90, 90]
    assert [longest_session(found, week, done=True) for week in (1, 2, 3)] == [20, 0, 30]
    assert [met_minutes(found, week, done=True) for week in (1, 2, 3)] == [180, 0, 180]


def test_the_first_week_with_endurance() -> None:
    late = valid().sessions(lambda s: s if s.week > 1 else None)
    assert first_endurance_week(case(late)) == 2


def test_dates_stand_once_and_in_order() -> None:
    items = [SimpleNamespace(date=on(day)) for day in (3, 1, 3, 2)]
    assert dates_of(items) == [on(1), on(2), on(3)]
