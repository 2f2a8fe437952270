"""Which levels of a ladder a person has reached."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from planner.audit.reached import _is_lower, _is_same, is_missed, reached
from planner.domain.checkin import SessionReport
from tests.support.audits import case_of
from tests.support.mutations.revised import missing, reported
from tests.support.mutations.tools import swapped
from tests.support.plans import Bundle, valid


def levels(*numbers: int | None) -> list[SimpleNamespace]:
    return [SimpleNamespace(activity=SimpleNamespace(id=f"level_{n}", level=n)) for n in numbers]


@pytest.mark.parametrize(
    ("before", "level", "is_lower", "is_same"),
    [
        ((), 2, False, True),
        ((2,), 2, False, True),
        ((3,), 2, True, False),
        ((1,), 2, False, False),
        # The last one counts.
        ((1, 3), 2, True, False),
        ((3, 1), 2, False, False),
        ((3, 2), 2, False, True),
        ((2, 3), 2, True, False),
        ((None,), 2, False, False),
        ((3,), None, False, False),
    ],
)
def test_beside_what_was_reached_last(before, level, is_lower: bool, is_same: bool) -> None:
    (placed,) = levels(level)
    assert _is_lower(placed, levels(*before)) is is_lower
    assert _is_same(placed, levels(*before)) is is_same


def found(bundle: Bundle, family: str = "squat") -> list[str]:
    return [placed.session.key for placed in reached(case_of(bundle), family)]


def keys(*missed: str) -> Bundle:
    return missing(*missed, base=reported(SessionReport(key="w3-d1", done="full")))


def test_in_a_first_plan_everything_counts() -> None:
    assert len(found(valid())) == 10


@pytest.mark.parametrize(
    ("missed", "gone"),
    [
        ((), set()),
        # What was missed is not reached.
        (("w3-d1",), {"w3-d1"}),
        (("w2-d1",), {"w2-d1"}),
        (("w2-d4", "w3-d1"), {"w2-d4", "w3-d1"}),
        # Where nothing at all was done the family stands where it was planned.
        (("w2-d1", "w2-d4", "w3-d1"), set()),
    ],
)
def test_what_was_missed_on_the_way_up_is_not_reached(missed, gone: set[str]) -> None:
    everything = found(keys())
    assert len(everything) == 10
    assert set(everything) - set(found(keys(*missed))) == gone


@pytest.mark.parametrize(
    ("week", "missed", "gone"),
    [
        # A higher level that was missed is not reached; a lower one is what it fell back to.
        (2, ("w2-d4", "w3-d1"), {"w2-d4"}),
        (2, ("w3-d1",), set()),
        # Nothing was done: it stands on the level that was planned first.
        (2, ("w2-d1", "w2-d4", "w3-d1"), set()),
        (3, ("w2-d1", "w2-d4", "w3-d1"), {"w3-d1"}),
    ],
)
def test_a_higher_level_that_was_missed_is_not_reached(week: int, missed, gone: set[str]) -> None:
    weeks = range(week, week + 1)
    steps = ("sit_to_stand", "mini_squat_counter")
    stepped = swapped(keys(*missed), *steps, weeks, sets=1, rpe=4)
    assert set(found(keys())) - set(found(stepped)) == gone


def test_only_what_was_planned_in_a_session_before_the_revision_can_be_missed() -> None:
    case = case_of(missing("w2-d1", "w5-d1"))
    (gone, *_), days = case.by_activity["sit_to_stand"], case.by_activity["sitting_break_60"]
    assert (gone.session.key, is_missed(case, gone)) == ("w2-d1", True)
    assert not is_missed(case, days[0])
    # A report on what is still to come says nothing of it.
    (later,) = [
        p for p in case.in_sessions
        if p.session.key == "w5-d1" and p.activity.id == "mini_squat_counter"
    ]  # fmt: skip
    assert not is_missed(case, later)
    assert not is_missed(case_of(valid()), gone)
