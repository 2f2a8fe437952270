"""Endurance minutes of a first week, and how far each later week may rise."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.audits import found
from tests.support.joins import joined, sessions_of
from tests.support.plans import Bundle, made_item, valid

CODE = "weekly_ramp"


def walked(minutes: int, rpe: int = 3) -> Any:
    return made_item("walk_short", minutes, minutes=minutes, rpe=rpe)


def walking(*minutes: int, rpe: int = 3) -> Bundle:
    """A novice of 40 who walks so long in week 1, 2 and so on; 0 = not at all."""
    days = ((7 * week, walked(m, rpe)) for week, m in enumerate(minutes) if m)
    return valid().with_plan(sessions=sessions_of(*days), all_day=())


def wrong(bundle: Bundle) -> list[tuple[str, str]]:
    return [(v.where, v.text) for v in found(bundle, CODE).violations]


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        ((90,), []),
        ((91,), [("week 1", "91 endurance min in the first week, at most 90 (prg_week1_novice)")]),
        # The first week with endurance is the first one, and nothing else is in it.
        ((0, 90), []),
        (
            (0, 91),
            [("week 2", "91 endurance min in the first week, at most 90 (prg_week1_novice)")],
        ),
        ((0, 0, 90, 110), []),
        # 20 minutes more up to 99, 15 percent more from 100 on, 10 percent from 200 on.
        ((60, 80, 99, 119), []),
        ((60, 81), [("week 2", "81 endurance min after 60, at most 80 (prg_ramp_18_64)")]),
        ((90, 100, 115), []),
        (
            (90, 100, 116),
            [("week 3", "116 endurance min after 100, at most 115 (prg_ramp_18_64_100)")],
        ),
        (
            (90, 110, 127),
            [("week 3", "127 endurance min after 110, at most 126.5 (prg_ramp_18_64_100)")],
        ),
        # The best of four weeks is risen from; a week off is one of them.
        ((60, 0, 0, 0, 80), []),
        ((60, 0, 0, 0, 81), [
            ("week 5", "81 endurance min after 60, at most 80 (prg_ramp_18_64)"),
        ]),
        ((60, 20, 20, 20, 20, 41), [
            ("week 6", "41 endurance min after 20, at most 40 (prg_ramp_18_64)"),
        ]),
        ((), []),
    ],
)  # fmt: skip
def test_minutes_grow_in_small_steps_from_a_small_start(minutes, expected) -> None:
    assert wrong(walking(*minutes)) == expected


def test_a_vigorous_minute_counts_twice() -> None:
    """45 of them are 90 minutes; at an effort of 6 one is a minute."""
    assert wrong(walking(90, rpe=6)) == wrong(walking(45, rpe=7)) == []
    text = "92 endurance min in the first week, at most 90 (prg_week1_novice)"
    assert wrong(walking(46, rpe=7)) == [("week 1", text)]


def test_all_endurance_of_a_week_is_taken_together_and_nothing_else() -> None:
    days = [(day, walked(31)) for day in (0, 2, 6)]
    other = [(day, made_item("dead_bug_slide", 30)) for day in (1, 3)]
    text = "93 endurance min in the first week, at most 90 (prg_week1_novice)"
    plan = valid().with_plan(sessions=sessions_of(*days, *other), all_day=())
    assert wrong(plan) == [("week 1", text)]


@pytest.mark.parametrize(("missed", "passes"), [((), True), ((7,), False)])
def test_minutes_that_were_missed_are_not_risen_from(missed: tuple[int, ...], passes) -> None:
    """40 minutes in week 1, 60 in week 2; the revision begins in week 3."""
    plan = joined((0, walked(40)), (7, walked(60)), (16, walked(80)), missed=missed)
    text = "80 endurance min after 40, at most 60 (prg_ramp_18_64)"
    assert wrong(plan) == ([] if passes else [("week 3", text)])


def test_without_endurance_nothing_is_looked_at() -> None:
    assert found(walking(), CODE).looked_at == 0
