"""Amounts that caps bind, counted from the items of a week, and where the caps bind."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace as changed

from planner.audit.checks.weekly_caps import AMOUNTS, _in_a_row, _most_of_a_session
from planner.audit.placed import Placed
from planner.domain.intake import Away
from planner.domain.plan import Session
from planner.knowledge.model import Target
from tests.support.audits import case_of, found
from tests.support.capping import RULE, limited
from tests.support.joins import sessions_of
from tests.support.mutations.tools import on, template
from tests.support.plan_variants import insoles
from tests.support.plans import Bundle, made_item, made_session, valid

CODE = "weekly_caps"
ENDURANCE = Target(component=("endurance",))


def placed(*sessions: Session) -> list[Placed]:
    """What stands between warm-up and cool-down."""
    keyed = tuple(changed(session, key=f"s{n}") for n, session in enumerate(sessions))
    items = case_of(valid().with_plan(sessions=keyed)).in_sessions
    return [p for p in items if p.activity.component not in ("warm_up", "cool_down")]


def walk(day: int, *minutes: int, week: int = 2) -> Session:
    return made_session(week, day, *(made_item("walk_short", m, minutes=m) for m in minutes))


# 17 minutes in two bouts and 6 more on one day, 16 at once on the next.
of_each_quantity = pytest.mark.parametrize(
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


@of_each_quantity
def test_each_quantity_counts_what_its_name_says(quantity: str, amount: int) -> None:
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


# The same in week 3.
LATE = changed(walk(5, 6, week=3), key="late")
BASE = template(
    valid().with_plan(sessions=(walk(5, 10, 7, week=3), LATE, walk(6, 16, week=3)), all_day=()),
    sessions_per_day=2,
)


def capped(*caps: dict[str, Any], base: Bundle = BASE) -> list[tuple[str, str]]:
    full = [{"target": ENDURANCE, **cap} for cap in caps]
    violations = found(limited(base, "cap", *full), CODE).violations
    # Walks of the plan are longer and more often than the usual rules like.
    return [(v.where, v.text) for v in violations if RULE in v.text]


@of_each_quantity
def test_an_amount_may_reach_its_cap(quantity: str, amount: int) -> None:
    for value in (amount, amount + 1):
        assert capped({"quantity": quantity, "value": value}) == []
    text = f"{quantity} {amount}, at most {amount - 1} ({RULE})"
    assert capped({"quantity": quantity, "value": amount - 1}) == [("week 3", text)]


TWO_DAYS = {"quantity": "days_per_week", "value": 1}
WRONG = [("week 3", f"days_per_week 2, at most 1 ({RULE})")]


@pytest.mark.parametrize(
    ("fields", "binds"),
    [
        ({}, True),
        ({"window": "weeks_1_2"}, False),
        ({"window": "from_week_3"}, True),
        ({"level": "novice"}, True),
        ({"level": "experienced"}, False),
        ({"soft": True}, False),
        ({"target": Target(component=("strength",))}, False),
        ({"target": Target(any=True)}, True),
    ],
)
def test_a_cap_binds_its_target_in_its_window_for_its_level(fields, binds: bool) -> None:
    assert capped({**TWO_DAYS, **fields}) == (WRONG if binds else [])


@pytest.mark.parametrize(
    "first",
    [
        # Given as a formula only.
        {"quantity": "days_per_week", "value": None},
        {"quantity": "days_per_week", "value": 1, "window": "week_1"},
        {"quantity": "days_per_week", "value": 1, "level": "experienced"},
        {"quantity": "days_per_week", "value": 7},
    ],
)
def test_a_cap_that_does_not_bind_hides_no_other(first: dict[str, Any]) -> None:
    assert capped(first, TWO_DAYS) == WRONG


def test_minutes_of_the_first_week_are_judged_elsewhere() -> None:
    week = {"quantity": "minutes_per_week", "value": 1}
    early = BASE.with_plan(sessions=sessions_of((0, made_item("walk_short", 9, minutes=9))))
    assert capped({**week, "window": "week_1"}, base=early) == []
    text = f"minutes_per_week 9, at most 1 ({RULE})"
    assert capped({**week, "window": "weeks_1_2"}, base=early) == [("week 1", text)]
    both = capped({**week, "window": "week_1"}, week, base=early)
    assert both == [("week 1", text)]
    for other, amount in (("minutes_per_day", 9), ("sessions_per_week", 1)):
        cap = {"quantity": other, "value": 0, "window": "week_1"}
        text = f"{other} {amount}, at most 0 ({RULE})"
        assert capped(cap, base=early) == [("week 1", text)]


@pytest.mark.parametrize(
    ("days", "is_set", "wrong"),
    [((14, 15), True, True), ((14, 16), True, False), ((14, 15), False, False),
     ((20, 21), True, False)],
)  # fmt: skip
def test_days_may_have_to_lie_apart(days, is_set: bool, wrong: bool) -> None:
    """In a week; the next one is looked at by itself."""
    plan = BASE.with_plan(sessions=sessions_of(*((day, "walk_short") for day in days)))
    cap = {"quantity": "days_per_week", "value": 7, "non_consecutive": is_set}
    assert capped(cap, base=plan) == ([("week 3", f"two days in a row ({RULE})")] if wrong else [])


def doing(*days: tuple[int, str], base: Bundle | None = None) -> list[tuple[str, str]]:
    plan = (base or valid()).with_plan(sessions=sessions_of(*days), all_day=())
    return [(v.where, v.text) for v in found(plan, CODE).violations]


PUSH, SQUAT = "wall_push_up", "mini_squat_counter"


@pytest.mark.parametrize(("times", "passes"), [(3, True), (4, False)])
def test_a_dose_says_on_how_many_days_of_a_week(times: int, passes: bool) -> None:
    """Strength on two or three days; days of the next week and other activities count apart."""
    days = [(14 + day, PUSH) for day in range(times)]
    other = [(14 + day, SQUAT) for day in range(4, 7)]
    expected = [("week 3 wall_push_up", "on 4 days, at most 3")]
    assert doing(*days, *other, (21, PUSH)) == ([] if passes else expected)


def test_two_items_on_a_day_are_one_day() -> None:
    twice = made_session(3, 0, made_item(PUSH, 5), made_item(PUSH, 5))
    days = sessions_of((15, PUSH), (16, PUSH))
    plan = valid().with_plan(sessions=(twice, *days), all_day=())
    assert found(plan, CODE).violations == []


def test_what_has_no_dose_for_the_person_is_not_counted_and_hides_nothing() -> None:
    """Superman is for people who are trained."""
    days = range(14, 19)
    both = [(day, "superman") for day in days] + [(day + 21, PUSH) for day in days]
    assert doing(*both) == [("week 6 wall_push_up", "on 5 days, at most 3")]
    together = tuple(made_session(3, d, made_item("superman", 5), made_item(PUSH, 5))
                     for d in range(4))  # fmt: skip
    plan = valid().with_plan(sessions=together, all_day=())
    assert [v.where for v in found(plan, CODE).violations] == ["week 3 wall_push_up"]


def resting(*days: int, away: tuple[int, ...] = ()) -> list[tuple[str, str]]:
    """With diabetes: walks on some days, and at most two days off in a row."""
    gone = tuple(Away(start=on(day), end=on(day), kind="travel") for day in away)
    base = valid().having(diabetes_type2="controlled").with_intake(away=gone)
    return [v for v in doing(*((day, "walk_short") for day in days), base=base) if "off" in v[1]]


@pytest.mark.parametrize(
    ("days", "away", "off"),
    [
        ((0, 1), (), {}),
        ((0, 3), (), {}),
        ((0, 4), (), {0: 3}),
        ((0, 4, 7, 12), (), {0: 3, 7: 4}),
        ((4, 0), (), {0: 3}),
        # Days away are not days off.
        ((0, 4), (1,), {}),
        ((0, 4), (3,), {}),
        ((0, 4), (0, 4), {0: 3}),
        ((0, 5), (2,), {0: 3}),
        # Nothing is asked before the first day and after the last one.
        ((20,), (), {}),
    ],
)
def test_days_off_in_a_row_are_counted_without_days_away(days, away, off) -> None:
    assert resting(*days, away=away) == [
        (f"after {on(day)}", f"{number} days off in a row, at most 2 (pop_t2d_2)")
        for day, number in off.items()
    ]


def test_days_off_are_those_of_the_target() -> None:
    base = valid().having(diabetes_type2="controlled")
    days = [(0, "walk_short"), (2, PUSH), (4, "walk_short")]
    assert [text for _, text in doing(*days, base=base)] == [
        "3 days off in a row, at most 2 (pop_t2d_2)"
    ]
    early = {"quantity": "consecutive_days_off", "value": 0, "window": "weeks_1_2"}
    assert [where for where, _ in capped(early)] == []
    far = BASE.with_plan(sessions=sessions_of((14, "walk_short"), (16, "walk_short")))
    assert [where for where, _ in capped(early, base=far)] == [f"after {on(14)}"]
    assert capped({**early, "level": "experienced"}, base=far) == []


@pytest.mark.parametrize(("most", "passes"), [(1, False), (2, True), (3, True)])
def test_the_template_says_how_many_sessions_a_day_has(most: int, passes: bool) -> None:
    violations = found(template(BASE, sessions_per_day=most), CODE).violations
    texts = [(v.where, v.text) for v in violations if "sessions," in v.text]
    wrong = (f"{on(19)}", "2 sessions, at most 1 (general_low_back)")
    assert texts == ([] if passes else [wrong])


@pytest.mark.parametrize(
    ("fields", "binds"),
    [
        ({"value": 16}, True),
        ({"value": 17}, False),
        ({"value": 18}, False),
        ({"value": 16, "target": Target(any=True)}, False),
        ({"value": 16, "target": Target(component=("strength",))}, False),
        ({"value": 16, "window": "week_1"}, False),
        ({"value": 16, "level": "experienced"}, False),
    ],
)
def test_minutes_of_a_target_in_a_session_stay_below_their_cap(fields, binds: bool) -> None:
    """17 minutes of walking, between warm-up and cool-down."""
    wrong = [("week 3", f"17 min in a session, at most 16 ({RULE})")]
    assert capped({"quantity": "minutes_per_session", **fields}) == (wrong if binds else [])
