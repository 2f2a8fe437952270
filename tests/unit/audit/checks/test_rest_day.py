"""A day of rest in any seven days, and which days are days of rest."""

from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec.structs import replace as changed

from planner.domain import plan as p
from tests.support.audits import said
from tests.support.mutations.tools import on
from tests.support.people import CATALOG
from tests.support.plans import WEEKS, Bundle, made_item, made_session, valid

CODE = "rest_day"
DAYS = 7 * WEEKS
STRENGTH = made_item("wall_push_up", 5)


def doing(*items: p.Item, but: tuple[int, ...] = ()) -> Bundle:
    """The same session on every day but some."""
    days = [day for day in range(DAYS) if day not in but]
    return valid().with_plan(sessions=tuple(made_session(d // 7 + 1, d % 7, *items) for d in days))


@pytest.mark.parametrize(
    ("rests", "without"),
    [
        ((6, 13, 20, 27, 34, 41), []),
        ((0, 7, 14, 21, 28, 35), []),
        # The last seven days begin on day 35, the first ones on day 0.
        ((6, 13, 20, 27, 34), [35]),
        ((7, 14, 21, 28, 35), [0]),
        ((6, 13, 20, 28, 35), [21]),
        # Two in one week do not stand for one in the next.
        ((6, 7, 15, 22, 29, 36), [8]),
    ],
)
def test_any_seven_days_hold_a_day_of_rest(rests: tuple[int, ...], without: list[int]) -> None:
    assert said(doing(STRENGTH, but=rests), CODE) == [
        f"0 rest days in the seven days from {on(day)}, 1 needed" for day in without
    ]


@pytest.mark.parametrize(
    ("items", "rest"),
    [
        ((), True),
        ((made_item("dead_bug_slide", 30),), True),
        ((STRENGTH,), False),
        # 20 minutes of light endurance and less are easy, in one item or in two.
        ((made_item("walk_short", 20, minutes=20, rpe=3),), True),
        ((made_item("walk_short", 21, minutes=21, rpe=3),), False),
        ((made_item("walk_short", 10, minutes=10, rpe=3),) * 2, True),
        ((made_item("walk_short", 11, minutes=11, rpe=3),) * 2, False),
        ((made_item("walk_short", 20, minutes=20, rpe=1),), True),
        ((made_item("walk_short", 5, minutes=5, rpe=4),), False),
        ((made_item("walk_short", 5, minutes=5, rpe=3), STRENGTH), False),
        # Minutes of other things do not count.
        (
            (
                made_item("walk_short", 20, minutes=20, rpe=3),
                made_item("edu_traffic_light", 10),
                made_item("dead_bug_slide", 4),
            ),
            True,
        ),
    ],
)
def test_a_day_of_rest_holds_no_strength_and_easy_endurance_only(items, rest: bool) -> None:
    assert (said(doing(*items), CODE) == []) is rest


def test_an_intensity_that_is_none_is_not_light() -> None:
    walk = changed(made_item("walk_short", 5, minutes=5, rpe=1), intensity="somehow")
    assert said(doing(walk), CODE)


def test_without_a_rule_no_rest_is_asked_for() -> None:
    rules = {name: rule for name, rule in CATALOG.rules.items() if name != "prg_rest_day"}
    assert said(replace(doing(STRENGTH), catalog=changed(CATALOG, rules=rules)), CODE) == []
