"""Amounts that caps bind, counted from the items of a week."""

from __future__ import annotations

import pytest
from msgspec.structs import replace as changed

from planner.audit.checks.weekly_caps import AMOUNTS, _in_a_row, _most_of_a_session
from planner.audit.placed import Placed
from planner.domain.plan import Session
from tests.support.audits import case_of
from tests.support.plan_variants import insoles
from tests.support.plans import made_item, made_session, valid


def placed(*sessions: Session) -> list[Placed]:
    """What stands between warm-up and cool-down."""
    keyed = tuple(changed(session, key=f"s{n}") for n, session in enumerate(sessions))
    items = case_of(valid().with_plan(sessions=keyed)).in_sessions
    return [p for p in items if p.activity.component not in ("warm_up", "cool_down")]


def walk(day: int, *minutes: int) -> Session:
    return made_session(2, day, *(made_item("walk_short", m, minutes=m) for m in minutes))


@pytest.mark.parametrize(
    ("quantity", "amount"),
    [
        ("minutes_per_week", 39),
        ("minutes_per_day", 23),
        ("barefoot_minutes_per_day", 23),
        ("minutes_per_bout", 16),
        ("unbroken_minutes", 16),
        ("days_per_week", 2),
        ("sessions_per_week", 3),
        ("sessions_per_day", 3),
        ("sets_per_day", 3),
    ],
)
def test_each_quantity_counts_what_its_name_says(quantity: str, amount: int) -> None:
    """17 minutes in two bouts and 6 more on one day, 16 at once on the next."""
    assert AMOUNTS[quantity](placed(walk(5, 10, 7), walk(5, 6), walk(6, 16))) == amount
    assert AMOUNTS[quantity]([]) == 0


def test_minutes_of_a_session_are_taken_together_session_by_session() -> None:
    assert _most_of_a_session(placed(walk(5, 10, 7), walk(5, 6), walk(6, 16))) == 17
    assert _most_of_a_session([]) == 0


def test_sides_and_activities_are_counted_each_for_itself() -> None:
    left, right = (made_item("calf_soleus_wall", 5, side, sets=2) for side in ("left", "right"))
    push = made_item("wall_push_up", 5, sets=3)
    items = placed(made_session(2, 5, left, left, right, push))
    assert AMOUNTS["sessions_per_day"](items) == 2
    assert AMOUNTS["sets_per_day"](items) == 4


def test_an_item_done_several_times_a_day_counts_so_often() -> None:
    often = placed(made_session(2, 5, made_item("wall_push_up", 5, sets=2, times_per_day=3)))
    assert AMOUNTS["sessions_per_day"](often) == 3
    assert AMOUNTS["sets_per_day"](often) == 6


def test_what_stands_outside_sessions_is_in_no_session_and_no_bout() -> None:
    loose = [p for p in case_of(insoles()).placed if p.session is None]
    assert loose
    assert AMOUNTS["sessions_per_week"](loose) == 0
    assert AMOUNTS["minutes_per_bout"](loose) == 0
    assert _most_of_a_session(loose) == 0


@pytest.mark.parametrize(("day", "in_a_row"), [(5, False), (6, True), (7, False)])
def test_two_days_in_a_row_are_one_day_apart(day: int, in_a_row: bool) -> None:
    assert _in_a_row(placed(walk(5, 10), walk(day, 10))) is in_a_row
