"""MET-minutes of a week, compared with the best of the four weeks before."""

from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec.structs import replace as changed

from tests.support.audits import found
from tests.support.joins import joined, sessions_of
from tests.support.people import CATALOG
from tests.support.plans import Bundle, made_item, valid

CODE = "met_minutes_rise"
# Short walks take 3 MET, slow ones 2.8, tai chi 3.3, easy cycling 4.


def done(name: str, minutes: int):
    return made_item(name, minutes, minutes=minutes)


def moving(*weeks: tuple[tuple[str, int], ...]) -> Bundle:
    """Items of week 1, 2 and so on, each on a day of its own."""
    days = (
        (7 * week + day, done(*item))
        for week, items in enumerate(weeks)
        for day, item in enumerate(items)
    )
    return valid().with_plan(sessions=sessions_of(*days), all_day=())


def walking(*minutes: int) -> Bundle:
    return moving(*((("walk_short", m),) if m else () for m in minutes))


def wrong(bundle: Bundle) -> list[tuple[str, str]]:
    return [(v.where, v.text) for v in found(bundle, CODE).violations]


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        # 100 more: from 60 to 160, from 180 to 280 (93 minutes are 279).
        ((20, 53), []),
        ((20, 54), [("week 2", "162 MET-minutes after 60, at most 160")]),
        ((60, 93), []),
        ((60, 94), [("week 2", "282 MET-minutes after 180, at most 280")]),
        # 35 percent more where that is more than 100: from 300 to 405.
        ((100, 135), []),
        ((100, 136), [("week 2", "408 MET-minutes after 300, at most 405")]),
        # Nothing to compare with, and the best of four weeks.
        ((0, 200), []),
        ((100, 10, 10, 10, 135), []),
        ((100, 10, 10, 10, 10, 44), [("week 6", "132 MET-minutes after 30, at most 130")]),
        ((60, 0, 94), [("week 3", "282 MET-minutes after 180, at most 280")]),
    ],
)
def test_met_minutes_rise_by_100_or_by_35_percent(minutes, expected) -> None:
    assert wrong(walking(*minutes)) == expected


def test_all_endurance_counts_by_its_own_met() -> None:
    """160 after 60: 30 minutes of tai chi and 15 of cycling are 99 + 60 = 159, 16 are 163."""
    first = (("walk_short", 20),)
    assert wrong(moving(first, (("tai_chi_flow", 30), ("cycle_upright_easy", 15)))) == []
    beyond = moving(first, (("tai_chi_flow", 30), ("cycle_upright_easy", 16)))
    assert wrong(beyond) == [("week 2", "163 MET-minutes after 60, at most 160")]


def test_both_are_rounded_to_a_tenth() -> None:
    """107 x 2.8 = 299.6, 35 percent more are 404.46; 5 x 3.3 + 97 x 4 = 404.5.

    28 x 3.3 + 17 x 4 = 160.4, which is more than 160.
    """
    then = (("tai_chi_flow", 5), ("cycle_upright_easy", 97))
    assert wrong(moving((("walk_slow", 107),), then)) == []
    beyond = moving((("walk_short", 20),), (("tai_chi_flow", 28), ("cycle_upright_easy", 17)))
    assert wrong(beyond) == [("week 2", "160.4 MET-minutes after 60, at most 160")]


@pytest.mark.parametrize(("missed", "passes"), [((), True), ((7,), False)])
def test_what_was_missed_is_not_risen_from(missed: tuple[int, ...], passes: bool) -> None:
    plan = joined(*((d, done("walk_short", m)) for d, m in ((0, 20), (7, 50), (16, 80))),
                  missed=missed)  # fmt: skip
    text = "240 MET-minutes after 60, at most 160"
    assert wrong(plan) == ([] if passes else [("week 3", text)])


def test_without_a_rule_they_may_leap() -> None:
    rules = {name: rule for name, rule in CATALOG.rules.items() if name != "prg_met_minutes"}
    plan = replace(walking(20, 200), catalog=changed(CATALOG, rules=rules))
    assert found(plan, CODE).looked_at == 0
