"""What is asked for on one side is met on that side only."""

from __future__ import annotations

from planner.domain.verdict import Status, Verdict
from planner.eligibility.limits import Requirement
from planner.eligibility.sides import on_own_side
from planner.knowledge.model import Require, Target


def requirement(side, *what):
    body = Require(what=Target(activity=what), relation="per_week")
    return Requirement(
        rule="r", what=frozenset(what), side=side, relation="per_week", of=None, min_days=2,
        max_days=None, weeks=(1,), match=None, non_consecutive=False, days_before=None,
        when_present=None, hard=True, is_whole_component=False, text="", body=body,
    )  # fmt: skip


def verdict(name, side, status):
    opens = 1 if status is Status.ELIGIBLE else None
    return Verdict(activity=name, side=side, status=status, opens_week=opens, reasons=())


VERDICTS = {
    ("a", "left"): verdict("a", "left", Status.EXCLUDED),
    ("a", "right"): verdict("a", "right", Status.ELIGIBLE),
    ("b", None): verdict("b", None, Status.ELIGIBLE),
}


def test_what_the_side_closes_does_not_count():
    (left,) = on_own_side((requirement("left", "a", "b"),), VERDICTS)
    assert left.what == {"b"}
    (right,) = on_own_side((requirement("right", "a", "b"),), VERDICTS)
    assert right.what == {"a", "b"}


def test_what_nothing_is_left_of_asks_for_nothing():
    assert on_own_side((requirement("left", "a"),), VERDICTS) == ()


def test_a_requirement_of_no_side_stays_as_it_is_and_two_sides_are_one_demand():
    both = (requirement("right", "a"), requirement(None, "a"))
    assert [one.what for one in on_own_side(both, VERDICTS)] == [frozenset("a")]
