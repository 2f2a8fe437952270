"""Dates lie in the plan and in their week; times exist and add up."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace as changed

from planner.domain import plan as p
from planner.domain.intake import PlanRequest
from tests.support.audits import found, said
from tests.support.mutations.tools import on
from tests.support.people import START
from tests.support.plans import Bundle, entry, made_item, made_session, of_items, valid

CODE = "dates_wrong"


def with_only(*parts: Any) -> Bundle:
    """A plan with nothing but these sessions or all-day items."""
    days = tuple(part for part in parts if isinstance(part, p.AllDay))
    sessions = tuple(part for part in parts if isinstance(part, p.Session))
    return valid().with_plan(sessions=sessions, all_day=days)


def wrong(*parts: Any) -> list[str]:
    return said(with_only(*parts), CODE)


# Six weeks: days 0 to 41.
@pytest.mark.parametrize(
    ("day", "week", "texts"),
    [
        (0, 1, []),
        (6, 1, []),
        (7, 2, []),
        (41, 6, []),
        (42, 7, [f"{on(42)} is outside the plan"]),
        (-1, 0, [f"{on(-1)} is outside the plan"]),
        (6, 2, [f"{on(6)} lies in week 1, not 2"]),
        (7, 1, [f"{on(7)} lies in week 2, not 1"]),
        (42, 6, [f"{on(42)} is outside the plan", f"{on(42)} lies in week 7, not 6"]),
    ],
)
def test_a_date_lies_in_the_plan_and_in_its_week(day: int, week: int, texts: list[str]) -> None:
    session = changed(made_session(1, 0), date=on(day), week=week)
    assert wrong(session) == texts
    assert wrong(changed(entry("footwear_check", 0), date=on(day), week=week)) == texts


def test_every_place_is_named() -> None:
    session = changed(made_session(1, 0), week=2)
    other = changed(entry("footwear_check", 0), week=2)
    report = found(with_only(session, other), CODE)
    assert [v.where for v in report.violations] == ["w1-d0", "d0-footwear_check"]


@pytest.mark.parametrize(
    ("fields", "texts"),
    [
        ({}, []),
        ({"end": "18:21"}, ["ends at 18:21, its items at 18:20"]),
        ({"end": "18:19"}, ["ends at 18:19, its items at 18:20"]),
        ({"start": "18:01"}, ["ends at 18:20, its items at 18:21"]),
        ({"start": "25:00"}, ["no time of day: 25:00"]),
        ({"end": "soon"}, ["no time of day: soon"]),
        ({"start": "now", "end": "soon"}, ["no time of day: now", "no time of day: soon"]),
        ({"timezone": "Europe/Athens"}, ["timezone is Europe/Athens, not Europe/Berlin"]),
        ({"timezone": "Europe/Paris"}, ["timezone is Europe/Paris, not Europe/Berlin"]),
    ],
)
def test_a_session_ends_when_its_items_end(fields: dict[str, str], texts: list[str]) -> None:
    """Ten minutes of walking between five minutes each of warm-up and cool-down."""
    session = made_session(1, 0, made_item("walk_short", 10, minutes=10))
    assert wrong(changed(session, **fields)) == texts


@pytest.mark.parametrize(
    ("start", "missing"),
    [
        ("01:40", []),
        ("01:50", ["02:00"]),
        ("02:10", ["02:10", "02:20"]),
        ("02:50", ["02:50"]),
        ("03:00", []),
    ],
)
def test_no_time_lies_in_the_gap_of_a_clock_change(start: str, missing: list[str]) -> None:
    """On 28 March 2027 clocks in Berlin go from 02:00 to 03:00; a session of ten minutes."""
    day = 76
    session = changed(made_session(11, 6), start=start)
    assert session.date == on(day)
    plan = with_only(of_items(session, session.items))
    longer = plan.with_intake(plan=PlanRequest(start=START, weeks=12, timezone="Europe/Berlin"))
    assert said(longer, CODE) == [
        f"{on(day)} {clock}:00 does not exist in Europe/Berlin" for clock in missing
    ]


@pytest.mark.parametrize(
    ("takes", "counted", "passes"),
    [(10, 10, True), (11, 10, True), (9, 10, False), (1, None, True), (0, None, False)],
)
def test_an_item_takes_at_least_the_minutes_of_its_dose(takes, counted, passes: bool) -> None:
    session = made_session(1, 0, made_item("walk_short", takes, minutes=counted))
    texts = [f"takes {takes} min, its dose {counted or 0} min"]
    assert wrong(session) == ([] if passes else texts)


@pytest.mark.parametrize(("day", "passes"), [(0, True), (41, True), (-1, False), (42, False)])
def test_a_retest_lies_in_the_plan(day: int, passes: bool) -> None:
    retest = changed(valid().plan.retests[0], date=on(day))
    texts = said(valid().with_plan(retests=(retest,)), CODE)
    assert texts == ([] if passes else [f"{on(day)} is outside the plan"])
