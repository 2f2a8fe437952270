"""What the check-ins decided binds from the first day of the revision (day 16) on."""

from __future__ import annotations

import pytest

from tests.support.audits import found
from tests.support.mutations.revised import ruled
from tests.support.mutations.tools import swapped
from tests.support.plan_variants import revised
from tests.support.plans import Bundle, made_item

CODE = "decisions_obeyed"


def places(bundle: Bundle) -> list[str]:
    return [v.where.split()[0].rstrip(":") for v in found(bundle, CODE).violations]


def test_what_is_stopped_is_stopped_from_the_first_day_on() -> None:
    days = ["w3-d2", "w4-d0", "w4-d2", "w5-d0", "w5-d2", "w6-d0", "w6-d2"]
    assert places(ruled("stop", "thoracic_open_book")) == days
    assert places(ruled("refer", "thoracic_open_book")) == days


@pytest.mark.parametrize(
    ("meant", "done", "binds"),
    [
        (None, "left", True),
        ("both", "left", True),
        ("left", "left", True),
        ("right", "left", False),
        ("right", "both", True),
    ],
)
def test_a_stop_binds_the_side_that_was_meant(meant, done, binds: bool) -> None:
    own = revised().adding("w5-d1", made_item("side_bridge_wall", 4, done))
    found = places(ruled("stop", "side_bridge_wall", side=meant, bundle=own))
    assert found == (["w5-d1"] if binds else [])


def test_a_stop_on_a_side_binds_what_has_no_side() -> None:
    assert places(ruled("stop", "walk_short", side="left"))


def up(first: int) -> Bundle:
    """The wall push-up is a level higher from a week on."""
    weeks = range(first, 7)
    return swapped(revised(), "wall_push_up", "counter_push_up", weeks, sets=1, rpe=4)


@pytest.mark.parametrize(
    ("sessions", "held"),
    [
        # A week at least: days 16 to 22; the next one is that of week 4 on day 22.
        (0, ["w3-d4", "w4-d1"]),
        (1, ["w3-d4", "w4-d1"]),
        # Two weeks: up to day 29.
        (2, ["w3-d4", "w4-d1", "w4-d4", "w5-d1"]),
    ],
)
def test_what_is_held_stays_on_its_level_as_long(sessions: int, held: list[str]) -> None:
    found = places(ruled("hold", "wall_push_up", bundle=up(3), sessions=sessions))
    assert found == held


def test_what_was_done_higher_is_held_there() -> None:
    """The counter push-up was done in week 2."""
    done = swapped(revised(), "wall_push_up", "counter_push_up", range(2, 7), sets=1, rpe=4)
    assert places(ruled("hold", "wall_push_up", bundle=done)) == []


@pytest.mark.parametrize(
    ("first", "wrong"),
    [
        (4, []),
        # Only the first time that it comes again counts.
        (3, ["w3-d4"]),
    ],
)
def test_a_step_back_comes_first(first: int, wrong: list[str]) -> None:
    bundle = ruled("step_back", "counter_push_up", bundle=up(first), to_activity="wall_push_up")
    assert places(bundle) == wrong
