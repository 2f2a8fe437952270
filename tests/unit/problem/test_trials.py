"""Trials of stretches are repeated before the last one expires, and only where they must be."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.domain.intake import Away
from planner.problem.build import build
from planner.problem.floors import PER_WEEK
from planner.problem.returns import in_weeks_with_time
from planner.problem.trials import valid_days, with_repeats
from tests.support.contexts import EVENINGS, context_of, window
from tests.support.people import CATALOG, START, all_tried, having, healthy, intake

TRIAL = CATALOG.stretch_tests["trial_activity"]
VALID = CATALOG.stretch_tests["valid_days"]


def context(weeks, *away):
    gone = tuple(
        Away(
            start=START + dt.timedelta(days=first),
            end=START + dt.timedelta(days=first + days - 1),
            kind="travel",
        )
        for first, days in away
    )
    who = intake(weeks, availability=EVENINGS, away=gone)
    return context_of(all_tried(healthy(), "short"), who, weeks=weeks)


@pytest.mark.parametrize(
    ("weeks", "away", "expected"),
    [
        (12, (), (1, 4, 8, 12)),
        (6, (), (1, 4, 8, 12)),
        (12, ((0, 7),), (2, 4, 8, 12)),
        (24, (), (1, 4, 8, 12, 17, 22)),
        (16, ((49, 35),), (1, 4, 13)),
    ],
)
def test_weeks_of_the_template_and_what_lies_between(weeks, away, expected):
    given = context(weeks, *away)
    once = in_weeks_with_time(given, {TRIAL: (1, 4, 8, 12)})
    assert with_repeats(given, once)[TRIAL] == expected


def test_nothing_is_repeated_where_the_template_tries_nothing():
    assert with_repeats(context(12), {"edu_flare_plan": (3,)}) == {"edu_flare_plan": (3,)}


@pytest.mark.parametrize("weeks", [6, 12, 20, 30])
def test_a_stretch_of_any_day_has_a_valid_trial_in_reach(weeks):
    found = with_repeats(context(weeks), {TRIAL: (1,)})[TRIAL]
    for day in range(7, weeks * 7):
        earlier = [week for week in found if 7 * week <= day]
        assert any(day - 7 * (week - 1) <= VALID for week in earlier), day


def test_only_trials_have_a_date_of_expiry():
    found = context(6)
    assert valid_days(found, frozenset([TRIAL])) == VALID
    assert valid_days(found, frozenset(["assess_intake_screen"])) is None


def test_a_trial_that_a_stretch_cannot_do_without_is_a_demand():
    """Short muscles are stretched every week: without the trial of week 4 week 8 has none."""
    found = context(12)
    problem = build(CATALOG, found.template, found.intake, found.answers, found.eligibility)[
        0
    ].problem
    weeks = {
        week + 1
        for demand in problem.day_demands
        if demand.activities == {TRIAL}
        for week in demand.weeks
    }
    assert weeks == {4, 8}
    first = [d for d in problem.first_demands if d.what_activities == {TRIAL}]
    assert first
    assert {demand.valid_days for demand in first} == {VALID}


def test_a_floor_yields_to_the_trial_of_its_week():
    """The trial is safety: a floor that fills the week without it asks for less in that week."""
    who = intake(20, availability=(window(0, 1, 3, 4, start="18:00", end="18:45"),))
    short = having(all_tried(healthy(active_minutes_week=200), "short"), obesity_class1=None)
    found = context_of(short, who, weeks=20)
    built = build(CATALOG, found.template, found.intake, found.answers, found.eligibility)[0]
    (floor,) = [f for f in built.problem.minutes_floors if f.id == f"cr_142:{PER_WEEK}"]
    least = {span.week + 1: span.minutes for span in floor.spans}
    # Four bouts of thirty minutes; beside a trial of 22 minutes one of them is ten.
    assert [least[week] for week in (16, 17, 18)] == [120, 100, 120]
    (beaten,) = [b for b in built.beaten if b.rule == "cr_142" and b.unit != "days"]
    assert dict(beaten.possible)[17] == 100
