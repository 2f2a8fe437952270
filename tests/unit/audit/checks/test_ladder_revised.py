"""Ladders over the join of a revision, on day 16: what was missed, taken back or closed."""

from __future__ import annotations

import pytest

from tests.support.audits import found
from tests.support.joins import joined
from tests.support.mutations.revised import ruled
from tests.support.plan_variants import revised
from tests.support.plans import Bundle

CODE = "ladder"
HIGH, STAND, SQUAT, BOX = "sit_to_stand_high", "sit_to_stand", "mini_squat_counter", "box_squat"
WALL, COUNTER = "wall_push_up", "counter_push_up"
SLIDE, MARCH = "dead_bug_slide", "dead_bug_march"


def wrong(bundle: Bundle) -> list[tuple[str, str]]:
    return [(v.where, v.text) for v in found(bundle, CODE).violations]


DOWN = ("week 3 squat", "from level 3 to level 2")


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        # Steps of the past were judged with the plan that published them.
        (((0, HIGH), (14, SQUAT), (16, SQUAT)), []),
        (((0, HIGH), (16, SQUAT)), [("week 3 squat", "from level 1 to level 3")]),
        # The level of history counts from the week in which it came.
        (
            ((0, STAND), (14, SQUAT), (21, BOX)),
            [("week 4 squat", "level 3 was kept 1 weeks, 2 needed")],
        ),
        (((0, STAND), (14, SQUAT), (28, BOX)), []),
        # So it does inside the week that the revision cuts.
        (
            ((7, STAND), (14, STAND), (16, SQUAT)),
            [("week 3 squat", "level 2 was kept 1 weeks, 2 needed")],
        ),
        (((0, STAND), (14, STAND), (16, SQUAT)), []),
        # Two levels in what is left of a week are one too many; history stays as it was.
        (((14, HIGH), (15, STAND), (16, STAND)), []),
        (((0, STAND), (16, STAND), (17, SQUAT)),
         [("week 3 squat", "levels [2, 3] in one week")]),
    ],
)  # fmt: skip
def test_what_is_history_is_climbed_from_and_not_judged_again(items, expected) -> None:
    assert wrong(joined(*items)) == expected


THREE = ((0, STAND), (1, WALL), (2, SLIDE))


@pytest.mark.parametrize(
    ("steps", "counted"),
    [
        (((14, SQUAT), (16, COUNTER)), None),
        (((14, SQUAT), (15, COUNTER), (16, MARCH)), "dead_bug, squat, push_up"),
        (((16, SQUAT), (17, COUNTER), (18, MARCH)), "dead_bug, squat, push_up"),
        (((7, SQUAT), (8, COUNTER), (16, MARCH)), None),
    ],
)
def test_steps_of_history_count_in_the_week_that_is_cut(steps, counted: str | None) -> None:
    text = ("week 3", f"steps of {counted}; at most 2 (prg_ladder_step)")
    assert wrong(joined(*THREE, *steps)) == ([] if counted is None else [text])


@pytest.mark.parametrize(
    ("items", "missed", "kept"),
    [
        (((0, STAND), (7, STAND), (16, SQUAT)), (), 2),
        (((0, STAND), (7, STAND), (16, SQUAT)), (7,), 1),
        # Something of the week was done.
        (((0, STAND), (7, STAND), (8, STAND), (16, SQUAT)), (7,), 2),
        (((0, STAND), (7, STAND), (8, STAND), (16, SQUAT)), (8,), 2),
        (((0, STAND), (7, STAND), (8, STAND), (16, SQUAT)), (7, 8), 1),
        # Two such weeks count twice; one before the level was reached does not.
        (((0, STAND), (7, STAND), (14, STAND), (28, SQUAT)), (7,), 3),
        (((0, STAND), (7, STAND), (28, SQUAT)), (0,), 3),
        # Nothing at all was done since the first week.
        (((0, STAND), (7, STAND), (21, SQUAT)), (0, 7), 1),
        # Another level or another ladder was missed.
        (((0, STAND), (7, WALL), (16, SQUAT)), (7,), 2),
        # The week that the revision cuts goes on after it.
        (((0, STAND), (7, STAND), (14, STAND), (21, SQUAT)), (7, 14), 2),
    ],
)
def test_a_week_in_which_nothing_was_done_is_not_kept(items, missed, kept: int) -> None:
    week = items[-1][0] // 7 + 1
    text = (f"week {week} squat", f"level 2 was kept {kept} weeks, 2 needed")
    assert wrong(joined(*items, missed=missed)) == ([] if kept >= 2 else [text])


@pytest.mark.parametrize(
    ("hurt", "before", "level", "passes"),
    [
        # One level below what hurt, or higher.
        (SQUAT, SQUAT, STAND, True),
        (SQUAT, SQUAT, HIGH, False),
        (BOX, BOX, SQUAT, True),
        (BOX, BOX, STAND, False),
        (STAND, STAND, HIGH, True),
        # The plan had gone on to a higher level than the one that hurt.
        (STAND, SQUAT, HIGH, True),
        (SQUAT, BOX, STAND, True),
        (SQUAT, BOX, HIGH, False),
        # Whether that is low enough is judged by another check.
        (STAND, SQUAT, STAND, True),
        # It had gone down below that one already.
        (BOX, SQUAT, STAND, True),
        (BOX, SQUAT, HIGH, False),
        # The decision is about another ladder.
        (WALL, SQUAT, STAND, False),
    ],
)
def test_a_decision_takes_a_ladder_down_to_one_below_what_hurt(hurt, before, level, passes) -> None:
    base = ruled("step_back", hurt)
    texts = [text for _, text in wrong(joined((0, before), (16, level), base=base))]
    down = [text for text in texts if text.startswith("from level")]
    assert (down == []) is passes


@pytest.mark.parametrize("change", ["hold", "note"])
def test_another_decision_takes_no_ladder_down(change: str) -> None:
    plan = joined((0, SQUAT), (16, STAND), base=ruled(change, SQUAT))
    assert wrong(plan) == [DOWN]


@pytest.mark.parametrize(
    ("items", "passes"),
    [
        (((0, SQUAT), (28, STAND)), True),
        (((14, SQUAT), (16, STAND)), True),
        (((16, SQUAT), (28, STAND)), True),
        (((21, SQUAT), (35, STAND)), False),
    ],
)
def test_a_decision_counts_where_the_revision_begins(items, passes: bool) -> None:
    """In week 3; a later step down is another one."""
    texts = [text for _, text in wrong(joined(*items, base=ruled("step_back", SQUAT)))]
    assert texts == ([] if passes else ["from level 3 to level 2"])


def test_a_level_that_was_taken_back_is_kept_anew() -> None:
    base = ruled("step_back", SQUAT)
    again = joined((0, SQUAT), (16, STAND), (21, SQUAT), base=base)
    assert wrong(again) == [("week 4 squat", "level 2 was kept 1 weeks, 2 needed")]
    assert wrong(joined((0, SQUAT), (16, STAND), (28, SQUAT), base=base)) == []


@pytest.mark.parametrize(
    ("closed", "before", "level", "passes"),
    [
        ((), SQUAT, STAND, False),
        ((SQUAT,), SQUAT, STAND, True),
        ((SQUAT,), SQUAT, HIGH, False),
        # What was stopped closes the levels above it too.
        ((STAND,), SQUAT, HIGH, True),
        ((BOX, SQUAT), BOX, STAND, True),
        ((BOX, SQUAT), BOX, HIGH, False),
        # What lies above the old level is not on the way.
        ((BOX,), SQUAT, STAND, False),
    ],
)
def test_closed_levels_are_passed_over_on_the_way_down(closed, before, level, passes) -> None:
    base = revised()
    for name in closed:
        base = ruled("stop", name, base)
    texts = [text for _, text in wrong(joined((0, before), (16, level), base=base))]
    assert ([text for text in texts if text.startswith("from level")] == []) is passes


def test_a_level_below_what_hurt_may_be_closed_as_well() -> None:
    """What hurt is level 3, level 2 is closed: level 1 it is."""
    base = ruled("stop", STAND, ruled("step_back", SQUAT))
    texts = [text for _, text in wrong(joined((0, SQUAT), (16, HIGH), base=base))]
    assert texts == []


def test_who_does_the_minutes_of_two_levels_begins_at_the_second_where_the_third_is_closed() -> (
    None
):
    """Walks of ten minutes without a rest are shown; easy walks were stopped."""
    base = ruled("stop", "walk_easy")
    assert wrong(joined((16, "walk_slow"), base=base)) == []
    text = "starts at level 3, the first open level for this person is 2"
    assert wrong(joined((16, "walk_easy"), base=base)) == [("week 3 walk", text)]
