"""Heel lifts by wear day: height, step, target, what fits into a shoe, and hours."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace as changed

from planner.audit.checks.heel_lift import _needs
from tests.support.audits import found
from tests.support.people import CATALOG
from tests.support.plans import Bundle, entry, valid

TOLERATED = "lift_step_tolerated_14d"
FRAGILE = CATALOG.ramps.heel_lift_fragile
NEEDED = f"this height needs {TOLERATED}, and the item must say so"


def lifted(*days: tuple[int, float | None], waits: str | None = TOLERATED, **dose: Any) -> Bundle:
    """A leg 20 mm short; lifts on days of the plan (0 = first), each with its height."""
    lifts = [entry("heel_lift_3mm", day, waits, lift_mm=mm, **dose) for day, mm in days]
    short = valid().having(lli_structural="any").with_facts(lld_mm=20)
    return short.with_plan(all_day=tuple(lifts))


def wrong(bundle: Bundle) -> list[tuple[str, str]]:
    """Day of the plan and words of every violation."""
    violations = found(bundle, "heel_lift").violations
    return [(v.where.partition("-")[0], v.text) for v in violations]


@pytest.mark.parametrize(
    ("wear_day", "most"), [(1, 3.0), (14, 3.0), (15, 4.5), (28, 4.5), (29, 6.0), (42, 6.0)]
)
def test_a_step_lasts_from_its_first_to_its_last_day(wear_day: int, most: float) -> None:
    """3 mm for 14 days, 4.5 mm for 14 more, then 6 mm."""
    day = wear_day - 1
    # On the way to it, so that no lift grows by more than 1.5 mm.
    before = [(0, 3.0), (14, 4.5), (28, 4.5)]
    lower = [(d, mm) for d, mm in before if d < day]
    assert wrong(lifted(*lower, (day, most))) == []
    text = f"{most + 0.25:g} mm on wear day {wear_day}, at most {most:g} mm"
    assert (f"d{day}", text) in wrong(lifted(*lower, (day, most + 0.25)))


def test_wear_days_count_from_the_first_lift_in_the_order_of_their_dates() -> None:
    """Days 10 and 24 of the plan are wear days 1 and 15."""
    assert wrong(lifted((24, 4.5), (10, 3.0))) == []
    early = "4.5 mm on wear day 14, at most 3 mm"
    assert wrong(lifted((23, 4.5), (10, 3.0))) == [("d23", early)]


@pytest.mark.parametrize(("wear_day", "most"), [(1, 2), (2, 4), (7, 14), (8, 16), (9, 16)])
def test_hours_grow_by_two_a_day_to_sixteen(wear_day: int, most: int) -> None:
    day = wear_day - 1
    first = lifted((0, 3.0), hours=1)
    for hours, texts in ((most, []), (most + 1, [f"{most + 1} h on wear day {wear_day}"])):
        worn = first.all_day(entry("heel_lift_3mm", day, lift_mm=3.0, hours=hours))
        assert wrong(worn) == [(f"d{day}", f"{text}, at most {most} h") for text in texts]


@pytest.mark.parametrize(("height", "passes"), [(3.4, True), (3.5, True), (3.6, False)])
def test_a_lift_may_reach_its_target(height: float, passes: bool) -> None:
    """70 percent of 5 mm are 3.5 mm."""
    short = lifted((0, 3.0), (14, height)).with_facts(lld_mm=5)
    beyond = [("d14", f"{height:g} mm, the target is 3.5 mm")]
    assert wrong(short) == ([] if passes else beyond)


@pytest.mark.parametrize("unknown", [None, "about a centimetre"])
def test_nothing_is_compared_with_a_difference_that_nobody_measured(unknown: str | None) -> None:
    assert wrong(lifted((0, 3.0)).with_facts(lld_mm=unknown)) == []


def test_a_lift_without_a_height_says_so_and_the_next_ones_are_looked_at() -> None:
    """What follows grows from nothing."""
    assert wrong(lifted((0, None), (1, 3.5))) == [
        ("d0", "no height given"),
        ("d1", "3.5 mm on wear day 2, at most 3 mm"),
        ("d1", "grows by 3.5 mm, at most 1.5 mm"),
    ]
    assert wrong(lifted((0, 1.5), (1, None), (2, 1.5))) == [("d1", "no height given")]


@pytest.mark.parametrize(("rise", "passes"), [(1.5, True), (1.75, False)])
def test_a_lift_grows_by_one_step(rise: float, passes: bool) -> None:
    grown = wrong(lifted((0, 1.25), (1, 1.25 + rise)))
    assert grown == ([] if passes else [("d1", "grows by 1.75 mm, at most 1.5 mm")])


def test_what_is_in_the_shoe_has_a_limit_and_what_is_on_the_sole_has_none() -> None:
    """6 mm fit into a shoe; from wear day 43 on the rest goes on the sole."""
    to_six = ((0, 3.0), (14, 4.5), (28, 6.0))
    assert wrong(lifted(*to_six)) == []
    assert wrong(lifted(*to_six, (41, 6.5))) == [
        ("d41", "6.5 mm on wear day 42, at most 6 mm"),
        ("d41", "6.5 mm in the shoe, at most 6 mm"),
    ]
    assert wrong(lifted(*to_six, (42, 7.5))) == []


def test_the_smallest_of_the_ramps_counts() -> None:
    """A person of 61 takes the slow steps as well: 1.5 mm at first."""
    old = lifted((0, 3.0)).with_facts(age=61)
    assert ("d0", "3 mm on wear day 1, at most 1.5 mm") in wrong(old)
    assert wrong(lifted((0, 1.5)).with_facts(age=61)) == []


def test_a_higher_step_waits_until_the_last_one_was_tolerated() -> None:
    """It says so as long as nobody knows; the first step waits for nothing."""
    silent = lifted((0, 3.0), (14, 4.5), waits=None)
    assert wrong(silent) == [("d14", NEEDED)]
    felt = {"days_at_current_lift": 14, "device_pain_rise": 2, "device_pain_over_24h": False}
    assert wrong(silent.with_facts(**felt)) == []
    assert wrong(lifted((0, 3.0), (14, 4.5), waits="retest_discomfort_only")) == [("d14", NEEDED)]


@pytest.mark.parametrize(
    ("height", "needs"), [(1.5, "first"), (1.6, "second"), (3.0, "second"), (9.0, "last")]
)
def test_a_height_waits_for_what_the_first_step_that_reaches_it_needs(height, needs) -> None:
    """Above all steps: what the last one needs."""
    names = ("first", "second", "third", "last")
    steps = tuple(changed(step, needs=n) for step, n in zip(FRAGILE.steps, names, strict=True))
    assert _needs(changed(FRAGILE, steps=steps), height) == needs
