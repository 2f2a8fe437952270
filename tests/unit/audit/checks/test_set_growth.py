"""Sets of a muscle in a week, compared with the best of the four weeks before it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec.structs import replace as changed

from tests.support.audits import found, said
from tests.support.joins import joined, sessions_of
from tests.support.people import CATALOG
from tests.support.plans import Bundle, made_item, valid

CODE = "set_growth"
PUSH, STAND = "counter_push_up", "sit_to_stand"  # pectorals; quadriceps and gluteus maximus


def lifting(*weeks: tuple[int, str, int]) -> Bundle:
    """Weeks (1 = first) with one item each, and its sets."""
    days = ((7 * (week - 1), made_item(name, 5, sets=sets)) for week, name, sets in weeks)
    return valid().with_plan(sessions=sessions_of(*days), all_day=())


def pushing(*sets: int) -> list[tuple[str, str]]:
    """What is wrong with so many sets of push-ups in week 1, 2 and so on; 0 = none at all."""
    plan = lifting(*((week, PUSH, n) for week, n in enumerate(sets, start=1) if n))
    return [(v.where, v.text) for v in found(plan, CODE).violations]


@pytest.mark.parametrize(
    ("sets", "wrong"),
    [
        ((2, 3), []),
        ((2, 4), [("week 2", "pectorals: 4 sets after 2, at most 3")]),
        # A quarter more, where that is more than one set: 10 after 8, 6.25 after 5.
        ((8, 10), []),
        ((8, 11), [("week 2", "pectorals: 11 sets after 8, at most 10")]),
        ((5, 6), []),
        ((5, 7), [("week 2", "pectorals: 7 sets after 5, at most 6.25")]),
        # The best of four weeks counts, not the last one, nor one five weeks ago.
        ((4, 1, 1, 1, 5), []),
        ((4, 1, 1, 1, 1, 5), [("week 6", "pectorals: 5 sets after 1, at most 2")]),
        # A muscle that had none in four weeks begins anew.
        ((4, 0, 0, 0, 9), [("week 5", "pectorals: 9 sets after 4, at most 5")]),
        ((4, 0, 0, 0, 0, 9), []),
        ((0, 0, 9), []),
        # Less is always fine.
        ((4, 2, 1), []),
        ((1, 3, 5), [
            ("week 2", "pectorals: 3 sets after 1, at most 2"),
            ("week 3", "pectorals: 5 sets after 3, at most 4"),
        ]),
    ],
)  # fmt: skip
def test_sets_of_a_muscle_grow_slowly(sets: tuple[int, ...], wrong) -> None:
    assert pushing(*sets) == wrong


def test_every_muscle_is_compared_with_itself() -> None:
    assert said(lifting((1, PUSH, 2), (2, STAND, 4), (3, STAND, 6)), CODE) == [
        "quadriceps: 6 sets after 4, at most 5",
        "gluteus_maximus: 6 sets after 4, at most 5",
    ]


@pytest.mark.parametrize(("missed", "passes"), [((), True), ((7,), False)])
def test_sets_that_were_missed_are_not_grown_from(missed: tuple[int, ...], passes: bool) -> None:
    """Two sets in week 1, three in week 2; the revision begins in week 3."""
    items = [(day, made_item(PUSH, 5, sets=sets)) for day, sets in ((0, 2), (7, 3), (16, 4))]
    texts = said(joined(*items, missed=missed), CODE)
    assert texts == ([] if passes else ["pectorals: 4 sets after 2, at most 3"])


def test_without_a_rule_sets_may_leap() -> None:
    rules = {name: rule for name, rule in CATALOG.rules.items() if name != "prg_set_growth"}
    plan = replace(lifting((1, PUSH, 1), (2, PUSH, 9)), catalog=changed(CATALOG, rules=rules))
    assert found(plan, CODE).looked_at == 0
