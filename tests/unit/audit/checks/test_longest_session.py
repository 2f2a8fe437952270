"""The longest endurance session of a week, compared with those of the four weeks before."""

from __future__ import annotations

import pytest
from msgspec.structs import replace as changed

from tests.support.audits import found
from tests.support.joins import joined, sessions_of
from tests.support.plans import Bundle, made_item, made_session, valid

CODE = "longest_session"


def walked(minutes: int):
    return made_item("walk_short", minutes, minutes=minutes)


def walking(*minutes: int, base: Bundle | None = None) -> Bundle:
    """One walk in week 1, 2 and so on; 0 = none."""
    days = ((7 * week, walked(m)) for week, m in enumerate(minutes) if m)
    return (base or valid()).with_plan(sessions=sessions_of(*days), all_day=())


def wrong(bundle: Bundle) -> list[tuple[str, str]]:
    return [(v.where, v.text) for v in found(bundle, CODE).violations]


def text(minutes: int, ref: int, most: int, rule: str = "prg_longest_session") -> str:
    return f"{minutes} min at once after {ref}, at most {most} ({rule})"


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        ((20, 25, 30), []),
        ((20, 26), [("week 2", text(26, 20, 25))]),
        ((20, 25, 31), [("week 3", text(31, 25, 30))]),
        # What comes first is compared with nothing, and so is what comes after four weeks off.
        ((60,), []),
        ((0, 60), []),
        ((20, 0, 0, 0, 26), [("week 5", text(26, 20, 25))]),
        ((20, 0, 0, 0, 0, 60), []),
        ((30, 10, 10, 10, 35), []),
        ((30, 10, 10, 10, 10, 16), [("week 6", text(16, 10, 15))]),
        # A week of rest does not hide the weeks after it.
        ((20, 0, 40), [("week 3", text(40, 20, 25))]),
    ],
)
def test_the_longest_session_grows_by_five_minutes(minutes, expected) -> None:
    assert wrong(walking(*minutes)) == expected


def test_from_75_years_on_it_grows_by_three_minutes() -> None:
    old = valid().with_facts(age=75)
    assert wrong(walking(20, 23, base=old)) == []
    rule = "prg_longest_session_75"
    assert wrong(walking(20, 24, base=old)) == [("week 2", text(24, 20, 23, rule))]


@pytest.mark.parametrize(("second", "passes"), [(10, True), (11, False)])
def test_endurance_of_a_session_is_taken_together_and_said_once(second: int, passes) -> None:
    first = made_session(1, 0, walked(10), walked(10), made_item("dead_bug_slide", 30))
    then = made_session(2, 0, walked(15), walked(second))
    other = made_session(2, 2, walked(20))
    plan = valid().with_plan(sessions=(first, other, then), all_day=())
    assert wrong(plan) == ([] if passes else [("week 2", text(26, 20, 25))])
    # In two sessions of one day each counts by itself.
    apart = (changed(made_session(2, 0, walked(m)), key=f"s{m}") for m in (15, second))
    assert wrong(valid().with_plan(sessions=(first, *apart), all_day=())) == []


@pytest.mark.parametrize(("missed", "passes"), [((), True), ((7,), False)])
def test_what_was_missed_is_not_grown_from(missed: tuple[int, ...], passes: bool) -> None:
    plan = joined((0, walked(20)), (7, walked(25)), (16, walked(30)), missed=missed)
    assert wrong(plan) == ([] if passes else [("week 3", text(30, 20, 25))])
