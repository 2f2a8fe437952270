"""Quitting: the steps around a quit day on day 14."""

from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec.structs import replace as changed

from tests.support.audits import said
from tests.support.mutations.tools import on
from tests.support.plan_variants import quitting, revised, stopped
from tests.support.plans import Bundle, entry, valid

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


def answered(day: int, *steps: tuple[str, int]) -> list[str]:
    """What is said of steps on given days, with the quit day answered and not in the plan."""
    bundle = valid().all_day(*(entry(name, on_day) for name, on_day in steps))
    return said(bundle.with_facts(quit_date=on(day).isoformat()), CODE)


@pytest.mark.parametrize(("day", "inside"), [(-1, False), (0, True), (41, True), (42, False)])
def test_a_quit_day_inside_the_plan_stands_in_it(day: int, inside: bool) -> None:
    texts = answered(day, ("quit_contact_week1", 5))
    assert ("follows a quit day that is not in the plan" in texts) is inside


def test_what_comes_before_the_quit_day_or_on_it_does_not_follow_it() -> None:
    for step in (("quit_tell_others", 38), ("craving_walk", 41)):
        assert answered(41, step) == []


def test_the_first_day_of_the_plan_is_that_of_its_first_item() -> None:
    late = valid().sessions(lambda s: s if s.week > 1 else None)
    late = late.with_plan(all_day=(entry("quit_contact_week1", 12),))
    for day, inside in ((6, False), (7, True)):
        texts = said(late.with_facts(quit_date=on(day).isoformat()), CODE)
        assert ("follows a quit day that is not in the plan" in texts) is inside


@pytest.mark.parametrize("name", ["quit_ask_assess", "quit_advise"])
def test_asking_and_advising_come_before_the_quit_day_however_early(name: str) -> None:
    for day, passes in ((0, True), (13, True), (14, False), (20, False)):
        texts = said(quitting().without(name).all_day(entry(name, day)), CODE)
        assert (texts == []) is passes
    # Somebody who quit before the plan may be asked again.
    assert said(stopped().all_day(entry(name, 3)), CODE) == []


def test_somebody_who_quits_on_the_first_day_is_not_asked_again_after_it() -> None:
    assert answered(0, ("quit_advise", 3)) == [
        f"on {on(3)}, the quit day is {on(0)} (step of week -4)"
    ]


def test_steps_that_recur_go_on_and_those_against_craving_have_no_day() -> None:
    for day, passes in ((21, False), (22, True), (28, True), (41, True)):
        bundle = quitting().without("quit_contact_weeks_2_3")
        texts = said(bundle.all_day(entry("quit_contact_weeks_2_3", day)), CODE)
        assert (texts == []) is passes
    for day in (0, 13, 14, 30):
        assert said(quitting().all_day(entry("craving_walk", day)), CODE) == []


@pytest.mark.parametrize(("day", "needed"), [(34, True), (35, False)])
def test_a_contact_is_needed_if_the_plan_lasts_as_long(day: int, needed: bool) -> None:
    texts = answered(day, ("quit_day", day))
    wrong = f"needed within a week of the quit day {on(day)}"
    assert texts == ([wrong] if needed else [])


def test_there_is_one_quit_day() -> None:
    assert "2 quit days" in said(quitting().all_day(entry("quit_day", 15)), CODE)


@pytest.mark.parametrize(
    ("days", "quit_on", "passes"),
    [
        # Revised from day 16 on. A quit day of before that failed; another one is set.
        ((3, 20), 20, True),
        ((15, 16), 16, True),
        ((17, 20), 20, False),
        # All lie before the revision: the one answered last counts.
        ((3, 15), 15, True),
        ((3, 15), None, False),
    ],
)
def test_a_quit_day_that_failed_before_a_revision_stands(days, quit_on, passes: bool) -> None:
    bundle = revised().all_day(*(entry("quit_day", day) for day in days))
    if quit_on is not None:
        bundle = bundle.with_facts(quit_date=on(quit_on).isoformat())
    assert ("2 quit days" not in said(bundle, CODE)) is passes


@pytest.mark.parametrize(("day", "passes"), [(27, True), (28, False)])
def test_a_contact_of_the_first_week_lies_within_two_weeks(day: int, passes: bool) -> None:
    """Another one came in time."""
    again = quitting().all_day(entry("quit_contact_week1", day))
    assert (said(again, CODE) == []) is passes


@pytest.mark.parametrize(
    ("days", "answer", "texts"),
    [
        # An attempt before the revision of day 16 and the next one after it.
        ((10, 20), None, []),
        ((10, 20), 20, []),
        ((15, 16), None, []),
        # Two after it are one too many.
        ((16, 20), None, ["2 quit days"]),
        # None after it: what stood before it is the quit day, if it is the one answered.
        ((14,), 14, []),
        ((10, 14), 14, []),
        ((10, 14), None, ["2 quit days"]),
        ((10,), 14, []),
    ],
)
def test_a_failed_attempt_stands_and_the_next_one_is_the_quit_day(days, answer, texts) -> None:
    bundle = revised().having(smoker="any").all_day(*(entry("quit_day", day) for day in days))
    bundle = bundle.with_facts(ready_to_quit_30d=True, cigarettes_per_day=10)
    if answer is not None:
        bundle = bundle.with_facts(quit_date=on(answer).isoformat())
    found = said(bundle, CODE)
    assert [text for text in found if "quit days" in text or "not as answered" in text] == texts
