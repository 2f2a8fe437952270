"""Quitting: the steps around a quit day on day 14."""

from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec.structs import replace as changed

from tests.support.audits import said
from tests.support.mutations.tools import on
from tests.support.plan_variants import quitting
from tests.support.plans import Bundle

CODE = "habit_calendar"


def shifted(name: str, day: int) -> Bundle:
    """One step on another day."""
    entries = (
        changed(e, date=on(day), week=day // 7 + 1) if e.activity == name else e
        for e in quitting().plan.all_day
    )
    return quitting().with_plan(all_day=tuple(entries))


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        # At most two weeks before and not on the day itself; the plan starts on day 0.
        ("quit_date_set", 0, 13),
        ("quit_tell_others", 7, 13),
        # The first week after it, or the week that begins a week after it.
        ("quit_contact_week1", 15, 21),
        ("quit_contact_month1", 36, 48),
    ],
)
def test_a_step_lies_in_its_weeks(name: str, first: int, last: int) -> None:
    for day in (first, last):
        assert said(shifted(name, day), CODE) == []
    for day in (first - 1, last + 1):
        assert said(shifted(name, day), CODE)


@pytest.mark.parametrize(("day", "passes"), [(13, False), (14, True), (28, True), (29, False)])
def test_the_quit_day_lies_two_to_four_weeks_from_the_start(day: int, passes: bool) -> None:
    texts = said(shifted("quit_day", day), CODE)
    assert any("days from the start, 14 to 28 wanted" in text for text in texts) is not passes


@pytest.mark.parametrize(
    ("facts", "passes"),
    [
        ({}, True),
        ({"ready_to_quit_30d": False}, False),
        ({"cigarettes_per_day": 0}, False),
        ({"cigarettes_per_day": 0, "quit_date": on(14).isoformat()}, True),
    ],
)
def test_a_quit_day_is_set_only_for_who_smokes_and_is_ready(facts, passes: bool) -> None:
    base = quitting()
    bare = changed(base.answers, conditions={})
    texts = said(replace(base, answers=bare).with_facts(**facts), CODE)
    assert any("does not smoke or is not ready" in text for text in texts) is not passes


def test_the_quit_day_is_the_one_answered() -> None:
    answered = quitting().with_facts(quit_date=on(14).isoformat())
    assert not any("not as answered" in text for text in said(answered, CODE))
    other = quitting().with_facts(quit_date=on(15).isoformat())
    assert any("not as answered" in text for text in said(other, CODE))


def test_the_first_contact_comes_within_a_week() -> None:
    assert said(shifted("quit_contact_week1", 21), CODE) == []
    late = said(shifted("quit_contact_week1", 22), CODE)
    assert any("needed within a week of the quit day" in text for text in late)
    on_the_day = said(shifted("quit_contact_week1", 14), CODE)
    assert any("needed within a week of the quit day" in text for text in on_the_day)
