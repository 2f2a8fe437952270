"""Insoles by wear day: no day is skipped, the hours of the day, and the step that it is."""

from __future__ import annotations

import pytest

from tests.support.audits import found, said
from tests.support.plan_variants import revised
from tests.support.plans import Bundle, entry, valid

CODE = "orthotic_hours"
FIRST, SECOND, ALL_DAY, SPORT = (
    "orthotic_day_1_3", "orthotic_day_4_8", "orthotic_all_day", "orthotic_sport",
)  # fmt: skip
SLOW, SLOWER = "orthotic_slow_wk2_4", "orthotic_slow_wk1"


def step_of(wear_day: int) -> str:
    """The activity of a wear day on the usual ramp."""
    steps = ((3, FIRST), (8, SECOND), (14, ALL_DAY))
    return next((name for last, name in steps if wear_day <= last), SPORT)


def worn(*days: tuple[int, str, int | None], base: Bundle | None = None) -> Bundle:
    """Flat feet; insoles on days of the plan (0 = first), with their hours."""
    flat = (base or valid()).having(pes_planus="any")
    return flat.with_plan(all_day=tuple(entry(name, day, hours=h) for day, name, h in days))


def until(wear_day: int, *last: tuple[int, str, int | None], base: Bundle | None = None) -> Bundle:
    """An hour each on the days before a wear day, which is that day of the plan, then more."""
    before = ((day, step_of(day + 1), 1) for day in range(wear_day - 1))
    return worn(*before, *last, base=base)


@pytest.mark.parametrize(
    ("wear_day", "most"),
    [(1, 1), (2, 2), (3, 3), (8, 8), (11, 11), (12, 12), (14, 12), (15, 16), (28, 16), (35, 16)],
)
def test_hours_follow_the_wear_day_and_the_last_ones_last(wear_day: int, most: int) -> None:
    day, name = wear_day - 1, step_of(wear_day)
    assert said(until(wear_day, (day, name, most)), CODE) == []
    beyond = [f"{most + 1} h on wear day {wear_day}, at most {most} h"]
    assert said(until(wear_day, (day, name, most + 1)), CODE) == beyond


def test_hours_are_given() -> None:
    assert said(until(2, (1, FIRST, None)), CODE) == ["None h on wear day 2, at most 2 h"]
    assert said(until(2, (1, FIRST, 0)), CODE) == []


@pytest.mark.parametrize(
    ("wear_day", "name", "fits"),
    [
        (1, FIRST, True),
        (3, FIRST, True),
        (4, FIRST, False),
        (3, SECOND, False),
        (4, SECOND, True),
        (8, SECOND, True),
        (9, SECOND, False),
        (8, ALL_DAY, False),
        (9, ALL_DAY, True),
        (14, ALL_DAY, True),
        (15, ALL_DAY, False),
        (14, SPORT, False),
        (15, SPORT, True),
        (35, SPORT, True),
        # A step of the slow ramp, which this person does not follow.
        (3, SLOWER, False),
    ],
)
def test_every_wear_day_has_its_step(wear_day: int, name: str, fits: bool) -> None:
    texts = said(until(wear_day, (wear_day - 1, name, 1)), CODE)
    assert texts == ([] if fits else [f"is not the step of wear day {wear_day}"])


@pytest.mark.parametrize(
    ("days", "skipped"),
    [
        ((0, 1, 2), {}),
        ((10, 11, 12), {}),
        # The order in which they are listed says nothing.
        ((12, 10, 11), {}),
        ((0, 2), {2: 2}),
        ((0, 3, 4), {2: 3}),
        ((0, 1, 3), {3: 3}),
    ],
)
def test_no_wear_day_is_skipped(days: tuple[int, ...], skipped: dict[int, int]) -> None:
    plan = worn(*((day, FIRST, 1) for day in days))
    assert [(v.where, v.text) for v in found(plan, CODE).violations] == [
        (f"d{day}-{FIRST} {FIRST}", f"wear day {number} does not follow the day before")
        for number, day in skipped.items()
    ]


def test_two_items_on_a_date_are_one_wear_day() -> None:
    twice = worn((0, FIRST, 1), (0, FIRST, 2), (1, FIRST, 2), (2, SECOND, 1))
    assert said(twice, CODE) == [
        "2 h on wear day 1, at most 1 h",
        "is not the step of wear day 3",
    ]


def test_the_smaller_of_two_ramps_counts_and_the_step_is_one_of_either() -> None:
    """Feet that feel little: two hours at most on wear day 4 instead of four."""
    numb = valid().having(peripheral_neuropathy="controlled")
    for name in (SECOND, SLOWER):
        assert said(until(4, (3, name, 2), base=numb), CODE) == []
        beyond = said(until(4, (3, name, 3), base=numb), CODE)
        assert beyond == ["3 h on wear day 4, at most 2 h"]
    for name in (FIRST, ALL_DAY, SLOW):
        texts = said(until(4, (3, name, 2), base=numb), CODE)
        assert texts == ["is not the step of wear day 4"]


def test_without_a_ramp_nothing_is_counted() -> None:
    insoles = valid().with_plan(all_day=(entry(SPORT, 0, hours=16), entry(SPORT, 9, hours=16)))
    assert found(insoles, CODE).looked_at == 0


@pytest.mark.parametrize(
    ("days", "passes"),
    [
        ((14, 15, 16), True),
        # What has to come first lets it wait where the revision begins, on day 16.
        ((14, 15, 18), True),
        ((13, 14, 16), True),
        ((13, 15, 16), False),
        ((15, 16, 18), False),
    ],
)
def test_a_revision_may_wait_where_it_begins(days: tuple[int, ...], passes: bool) -> None:
    texts = said(worn(*((day, FIRST, 1) for day in days), base=revised()), CODE)
    assert len(texts) == (0 if passes else 1)
    assert all(text.endswith("does not follow the day before") for text in texts)


@pytest.mark.parametrize(
    ("day", "name", "fits"),
    [
        # Wear day 9 is the first one of the third step, the day before it the last of the second.
        (9, FIRST, True), (9, SECOND, True), (9, ALL_DAY, True), (9, SPORT, False),
        (8, FIRST, True), (8, SECOND, True), (8, ALL_DAY, False), (8, SPORT, False),
    ],
)  # fmt: skip
def test_a_revision_may_hold_a_step_or_go_back_but_not_ahead(
    day: int, name: str, fits: bool
) -> None:
    texts = said(until(day, (day - 1, name, 1), base=revised()), CODE)
    assert texts == ([] if fits else [f"is not the step of wear day {day}"])
