"""Wearing calendars: millimetres by fortnight, hours by day."""

from __future__ import annotations

import datetime as dt
import itertools
from functools import cache

import pytest
from msgspec.structs import replace

from planner.domain.intake import Away
from planner.problem.context import Context
from planner.problem.devices import device_entries
from tests.support.contexts import example
from tests.support.people import CATALOG

LIFT = CATALOG.ramps.heel_lift_standard


def with_difference(mm: float) -> Context:
    """The gardener, with another difference of leg length."""
    base = example("short_leg_gardener")
    answers = replace(base.answers, facts={**base.answers.facts, "lld_mm": mm})
    return Context(base.catalog, base.template, base.intake, answers, base.eligibility)


@cache
def heights(mm: float) -> tuple[float, ...]:
    """Height on each day of the calendar, from day 1 of wear on."""
    return tuple(e.dose.lift_mm for e in device_entries(with_difference(mm), 0))


def test_the_lift_of_eleven_millimetres_rises_by_fortnight():
    assert heights(11)[:14] == (3,) * 14
    assert heights(11)[14:28] == (4.5,) * 14
    assert set(heights(11)[28:]) == {6}


def test_the_lift_is_worn_every_day_of_the_plan():
    assert len(heights(11)) == example("short_leg_gardener").weeks * 7


@pytest.mark.parametrize("row", LIFT.table, ids=lambda row: f"{row.lld_mm:g} mm")
def test_the_table_of_the_ramp_up_to_what_fits_into_a_shoe(row):
    found = heights(row.lld_mm)
    for fortnight, height in enumerate(row.by_fortnight[: len(found) // 14]):
        at_most = min(height, row.target_mm, LIFT.max_in_shoe_mm)
        assert all(mm <= at_most for mm in found[fortnight * 14 : fortnight * 14 + 14])


@pytest.mark.parametrize("mm", [5, 6, 7.5, 9, 11, 12, 15, 20])
def test_never_above_the_target_the_shoe_or_one_step(mm):
    found = heights(mm)
    assert found
    assert max(found) <= min(mm * LIFT.target_pct / 100, LIFT.max_in_shoe_mm)
    steps = [after - before for before, after in itertools.pairwise(found)]
    assert all(0 <= step <= LIFT.step_mm for step in steps)


def test_a_small_difference_is_not_treated():
    assert heights(LIFT.treat_from_mm - 0.1) == ()


def test_an_unknown_difference_gives_no_lift():
    base = example("short_leg_gardener")
    facts = {name: value for name, value in base.answers.facts.items() if name != "lld_mm"}
    answers = replace(base.answers, facts=facts)
    context = Context(base.catalog, base.template, base.intake, answers, base.eligibility)
    assert list(device_entries(context, 0)) == []


def test_hours_of_the_first_days_and_steps_to_be_checked():
    entries = list(device_entries(with_difference(11), 0))
    assert [e.dose.hours for e in entries[:9]] == [2, 4, 6, 8, 10, 12, 14, 16, 16]
    assert {e.conditional for e in entries[:14]} == {None}
    assert {e.conditional for e in entries[14:]} == {"lift_step_tolerated_14d"}


def test_the_name_of_the_lift_says_its_height():
    for entry in device_entries(with_difference(11), 0):
        name = {3: "heel_lift_3mm", 4.5: "heel_lift_4_5mm", 6: "heel_lift_6mm"}
        assert entry.activity == name[entry.dose.lift_mm]


def away_on(context: Context, *days: int) -> Context:
    dates = [context.intake.plan.start + dt.timedelta(days=day) for day in days]
    away = tuple(Away(start=date, end=date, kind="travel") for date in dates)
    intake = replace(context.intake, away=away)
    return Context(context.catalog, context.template, intake, context.answers, context.eligibility)


def test_a_device_is_worn_on_days_away_too():
    entries = list(device_entries(away_on(with_difference(11), 3, 4), 0))
    assert [e.day for e in entries[:6]] == [0, 1, 2, 3, 4, 5]
    assert [e.dose.hours for e in entries[:6]] == [2, 4, 6, 8, 10, 12]


def test_insoles_are_worn_longer_day_by_day():
    entries = list(device_entries(example("flat_feet_teacher"), 0))
    by_day = dict(CATALOG.ramps.orthotic_standard.by_day)
    assert entries, "the teacher needs insoles"
    hours = [e.dose.hours for e in entries]
    assert hours[: len(by_day)] == [by_day[day] for day in sorted(by_day)][: len(hours)]
    assert [e.activity for e in entries[:9]] == [
        *["orthotic_day_1_3"] * 3,
        *["orthotic_day_4_8"] * 5,
        "orthotic_all_day",
    ]
    assert len({e.day for e in entries}) == len(entries)


def test_the_calendar_starts_on_the_first_day_asked_for():
    entries = list(device_entries(example("flat_feet_teacher"), 4))
    assert (entries[0].day, entries[0].dose.hours) == (4, 1)
