"""Published programmes: each is planned, passes the audit, and differs only where it says so."""

from __future__ import annotations

import datetime as dt

import pytest
from msgspec.structs import replace

from planner.domain.plan import Plan
from planner.knowledge import Template
from planner.knowledge.template import MEASURES, Published
from tests.support.plans import valid
from tools.published_programmes import (
    HEAD,
    MEASURED,
    NEW,
    PAGE,
    START,
    differs,
    in_words,
    measured,
    people,
    planned,
    programme,
    published,
)

TEMPLATES = {template.id: template for template in published()}
# In the time zone of the people.
CLOCKS_CHANGE = dt.date(2027, 3, 28)
# Weeks of the plan made by hand: what each measure finds in the third and the fourth.
BY_HAND = {
    "days": (("strength",), (2, 2)),
    "days_in_a_row": (("motor_control", "strength"), (3, 3)),
    "sessions": (("endurance",), (3, 3)),
    "exercises": (("strength", "motor_control"), (3, 3)),
    "exercises_a_day": (("strength", "motor_control"), (1, 2)),
    "sets": (("strength",), (1, 1)),
    "reps": (("motor_control",), (10, 10)),
    "rest_s": (("motor_control",), (45, 45)),
    "effort_rpe_6_20": (("endurance",), (12, 13)),
    "work_minutes": (("strength",), (10, 10)),
    "warm_up_minutes": ((), (5, 5)),
    "slow_down_minutes": ((), (5, 10)),
    "lessons": ((), (0, 0)),
    "step_goal_days": ((), (0, 0)),
    "weeks": ((), (6, 6)),
}


# Days after the people of the page: two weekdays for each template, in turn through the week.
LATER = [
    (name, 42 + (2 * place + more) % 7) for place, name in enumerate(TEMPLATES) for more in (0, 1)
]


def asked(measure: str, components: tuple[str, ...] = (), **fields: object) -> Published:
    told = Published(asks="", source="", measure=measure, components=components)
    return replace(told, **fields)


def keeps_to_what_is_asked(plan: Plan, template: Template) -> None:
    assert plan.audit is not None
    assert plan.audit.violations == ()
    held = [told for told in template.published if told.measure and told.plans is None]
    assert not [told.asks for told in held if differs(measured(plan, told), told)]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "later"), LATER)
def test_so_they_do_from_other_weekdays_on_and_while_clocks_change(name: str, later: int) -> None:
    template = TEMPLATES[name]
    plan = planned(template, NEW, later)
    assert plan.request.start == START + dt.timedelta(days=later)
    assert plan.sessions[0].date < CLOCKS_CHANGE < plan.sessions[-1].date
    keeps_to_what_is_asked(plan, template)


def test_together_they_begin_on_every_weekday() -> None:
    assert {later % 7 for _, later in LATER} == set(range(7))


@pytest.mark.slow
@pytest.mark.parametrize("name", TEMPLATES)
def test_plans_pass_the_audit_and_keep_to_what_is_asked_or_say_why(name: str) -> None:
    template = TEMPLATES[name]
    plans = {who: planned(template, who) for who in people(template)}
    for plan in plans.values():
        keeps_to_what_is_asked(plan, template)
    fresh = programme(template, plans)
    assert fresh in PAGE.read_text("utf-8"), "run: python tools/published_programmes.py"


def test_the_page_is_about_these_programmes_and_nothing_else() -> None:
    text = PAGE.read_text("utf-8")
    assert text.startswith(HEAD)
    titles = [line for line in text.splitlines() if line.startswith("## ")]
    assert titles == [f"## {template.name}" for template in TEMPLATES.values()]


def test_what_is_not_measured_is_explained() -> None:
    for template in TEMPLATES.values():
        assert {told.source for told in template.published} <= set(template.sources)
        for told in template.published:
            assert told.measure is not None or told.plans is not None, told.asks


def test_every_measure_can_be_taken() -> None:
    assert set(MEASURED) == set(MEASURES) == set(BY_HAND)


@pytest.mark.parametrize("measure", BY_HAND)
def test_a_measure_finds_what_the_plan_holds(measure: str) -> None:
    components, expected = BY_HAND[measure]
    assert measured(valid().plan, asked(measure, components))[3] == expected


def test_only_what_trains_the_muscle_counts() -> None:
    quads = asked("exercises", ("strength",), muscles=("quadriceps",))
    assert measured(valid().plan, quads)[3] == (1, 1)


def test_only_the_weeks_that_it_is_about_count() -> None:
    assert set(measured(valid().plan, asked("days", ("strength",), weeks=(2, 3)))) == {2, 3}


@pytest.mark.parametrize(
    ("values", "low", "high", "outside"),
    [
        ({1: (3, 3)}, 3, 3, False),
        ({1: (3, 3), 2: (2, 3)}, 3, 3, True),
        ({1: (3, 4)}, 3, None, False),
        ({1: (3, 4)}, None, 3, True),
        ({}, None, 3, True),
    ],
)
def test_a_week_outside_of_what_is_asked_differs(
    values: dict[int, tuple[int, int]], low: int | None, high: int | None, outside: bool
) -> None:
    assert differs(values, asked("days", low=low, high=high)) is outside


def test_weeks_are_told_with_the_commonest_first() -> None:
    values = {1: (2, 2), 2: (2, 2), 3: (3, 3), 4: (3, 3), 5: (3, 3), 6: (1, 4)}
    assert in_words(values) == "3; 2 in weeks 1 to 2; 1 to 4 in week 6"
    assert in_words({week: (week, week) for week in range(1, 9)}) == "1 to 8, from week to week"
    assert in_words({}) == "none"
