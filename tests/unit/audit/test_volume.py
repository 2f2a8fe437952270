from __future__ import annotations

import pytest
from msgspec.structs import replace

from planner.audit.case import Case
from planner.audit.doses import dose_rows
from planner.audit.volume import (
    endurance_minutes,
    first_endurance_week,
    longest_session,
    met_minutes,
    muscle_sets,
    previous_weeks,
    reference,
)
from tests.support.plans import Bundle, valid


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
    answers = replace(bundle.answers, facts=facts)
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
