"""What an item waits for stands among the gates, with a check in time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from msgspec.structs import replace as changed

from planner.domain import plan as p
from tests.support.audits import found
from tests.support.mutations.tools import on
from tests.support.plans import Bundle, gate, made_item, made_session, valid

CODE = "gates_listed"
RETEST, GREEN = "retest_discomfort_only", "pain_green_7d"
STRETCH, DAY = "calf_soleus_wall", 15
GATE = gate(RETEST, DAY, STRETCH)


def stretching(
    *gates: p.GateStatus,
    says: str | None = RETEST,
    side: str = "both",
    tried: tuple[str, ...] = (),
) -> Bundle:
    """A calf stretch on one day; the calf was tried on some sides only."""
    base = valid()
    trials = tuple(t for t in base.answers.trials or () if t.muscle != "soleus" or t.side in tried)
    item = changed(made_item(STRETCH, 5, side), conditional=says)
    plan = base.with_plan(sessions=(made_session(3, 1, item),), all_day=(), gates=gates)
    return replace(plan, answers=changed(base.answers, trials=trials))


def wrong(bundle: Bundle) -> list[str]:
    violations = found(bundle, CODE).violations
    assert all(v.where == f"w3-d1 {STRETCH}" for v in violations)
    return [v.text for v in violations]


def missing(*names: str) -> list[str]:
    return [f"{name} is not among the gates" for name in names]


def test_what_the_rules_wait_for_is_listed_whether_the_item_says_so_or_not() -> None:
    for says in (RETEST, None):
        assert wrong(stretching(says=says)) == missing(RETEST)
        assert wrong(stretching(GATE, says=says)) == []


def test_what_the_item_says_is_listed_beside_what_the_rules_wait_for() -> None:
    green = gate(GREEN, DAY, STRETCH)
    assert wrong(stretching(says=GREEN)) == missing(RETEST, GREEN)
    assert wrong(stretching(GATE, says=GREEN)) == missing(GREEN)
    assert wrong(stretching(green, says=GREEN)) == missing(RETEST)
    assert wrong(stretching(green, GATE, says=GREEN)) == []


@pytest.mark.parametrize(
    ("side", "tried", "waits"),
    [
        ("left", ("left",), False),
        ("right", ("left",), True),
        ("both", ("left",), True),
        ("both", ("right",), True),
        ("both", ("left", "right"), False),
    ],
)
def test_each_side_that_is_done_waits_for_itself(side, tried, waits: bool) -> None:
    plan = stretching(says=None, side=side, tried=tried)
    assert wrong(plan) == (missing(RETEST) if waits else [])


@pytest.mark.parametrize(
    ("fields", "texts"),
    [
        ({}, []),
        ({"check_on": on(0)}, []),
        ({"check_on": on(DAY + 1)}, [f"{RETEST} is to be checked on {on(DAY + 1)}"]),
        ({"check_on": None}, [f"{RETEST} is to be checked on None"]),
        ({"status": "pending"}, []),
        ({"status": "met"}, [f"{RETEST} is listed as met"]),
        ({"opens": ("childs_pose",)}, [f"the gate {RETEST} does not name it"]),
        ({"opens": ("childs_pose", STRETCH)}, []),
        (
            {"check_on": None, "status": "met", "opens": ()},
            [
                f"{RETEST} is to be checked on None",
                f"{RETEST} is listed as met",
                f"the gate {RETEST} does not name it",
            ],
        ),
    ],
)
def test_a_gate_is_checked_in_time_and_names_the_item(fields: dict[str, Any], texts) -> None:
    assert wrong(stretching(changed(GATE, **fields))) == texts
