"""Which pairs of rules contradict each other, and which of them silently."""

import pytest

from planner.workflow.proof.clashes import clashes
from planner.workflow.proof.stances import Stances
from tests.support.people import CATALOG
from tests.support.proofs import (
    ALWAYS,
    OLD,
    VERY_OLD,
    YOUNG,
    catalog_of,
    demand,
    exclude,
    limit,
    prefer,
    rule,
)

STRENGTH = {"component": ["strength"]}
SQUATS = {"activity": ["sit_to_stand"]}


def found(*rules):
    catalog = catalog_of(*rules)
    return [
        (clash.kind, clash.rule, clash.other, clash.silent)
        for clash in clashes(Stances(catalog, catalog.rules.values()))
    ]


def pair(when, then, other_when, other_then, **fields):
    return found(rule("one", when, then), rule("two", other_when, other_then, **fields))


@pytest.mark.parametrize(
    ("when", "then", "other_when", "other_then", "wanted"),
    [
        # favoured or demanded, and closed
        (OLD, prefer(**STRENGTH), OLD, exclude(**STRENGTH),
         [("opened_and_closed", "one", "two", True)]),
        (VERY_OLD, prefer(**STRENGTH), OLD, exclude(any=True),
         [("opened_and_closed", "one", "two", True)]),
        (OLD, prefer(**STRENGTH), VERY_OLD, exclude(any=True),
         [("opened_and_closed", "one", "two", False)]),
        (OLD, prefer(**STRENGTH), YOUNG, exclude(any=True), []),
        (OLD, prefer(**STRENGTH), OLD, exclude(**SQUATS),
         [("partly_closed", "one", "two", False)]),
        (OLD, demand(2), OLD, exclude(**STRENGTH),
         [("demanded_and_closed", "one", "two", True)]),
        (OLD, demand(2, unless_blocked=True), OLD, exclude(**STRENGTH),
         [("demanded_and_closed", "one", "two", False)]),
        (OLD, {"allow": {"target": STRENGTH}}, ALWAYS, exclude(**STRENGTH),
         [("opened_and_closed", "one", "two", True)]),
        (OLD, prefer(**STRENGTH), OLD,
         {"exclude": {"target": STRENGTH, "window": "after_waking", "minutes": 60}},
         [("partly_closed", "one", "two", False)]),
        (OLD, prefer(**STRENGTH), OLD,
         {"exclude": {"target": STRENGTH, "until": "postop_ge_6w"}},
         [("opened_and_closed", "one", "two", False)]),
        (OLD, prefer(**STRENGTH), OLD, exclude(activity=["@provoking"]),
         [("partly_closed", "one", "two", False)]),
        # a cap below a floor
        (OLD, limit("floor", "days_per_week", 3, "days"), OLD,
         limit("cap", "days_per_week", 2, "days"), [("cap_below_floor", "one", "two", True)]),
        (OLD, limit("floor", "days_per_week", 3, "days"), VERY_OLD,
         limit("cap", "days_per_week", 2, "days"), [("cap_below_floor", "one", "two", False)]),
        (OLD, limit("floor", "days_per_week", 2, "days"), OLD,
         limit("cap", "days_per_week", 2, "days"), []),
        (OLD, limit("floor", "days_per_week", 3, "days", window="from_week_5"), OLD,
         limit("cap", "days_per_week", 2, "days", window="week_1"), []),
        (OLD, limit("floor", "days_per_week", 3, "days", window="week_1"), OLD,
         limit("cap", "days_per_week", 2, "days", window="weeks_1_2"),
         [("cap_below_floor", "one", "two", True)]),
        (OLD, limit("floor", "days_per_week", 3, "days"), OLD,
         limit("cap", "days_per_week", 2, "days", window="week_1"),
         [("cap_below_floor", "one", "two", False)]),
        (OLD, limit("floor", "days_per_week", 3, "days", level="novice"), OLD,
         limit("cap", "days_per_week", 2, "days", level="experienced"), []),
        (OLD, limit("floor", "days_per_week", 3, "days", soft=True), OLD,
         limit("cap", "days_per_week", 2, "days"), [("cap_below_floor", "one", "two", False)]),
        # two values
        (OLD, limit("cap", "sets", 2, "count"), VERY_OLD, limit("cap", "sets", 1, "count"),
         [("two_caps", "one", "two", False)]),
        (OLD, limit("floor", "sets", 2, "count"), VERY_OLD, limit("floor", "sets", 1, "count"),
         [("two_floors", "two", "one", False)]),
        (OLD, limit("cap", "intensity_class", "moderate", "class"), VERY_OLD,
         limit("cap", "intensity_class", "light", "class"), [("two_caps", "one", "two", False)]),
        (OLD, limit("cap", "sets", 2, "count"), VERY_OLD, limit("cap", "reps", 1, "reps"), []),
        # days
        (OLD, demand(3), OLD, limit("cap", "days_per_week", 2, "days"),
         [("more_days_than_allowed", "one", "two", True)]),
        (OLD, demand(3, what=SQUATS), VERY_OLD, limit("cap", "days_per_week", 2, "days"),
         [("more_days_than_allowed", "one", "two", False)]),
        (OLD, demand(3), OLD, limit("cap", "days_per_week", 2, "days", target=SQUATS), []),
        # weights, methods, steps, factors
        (OLD, prefer(**STRENGTH), VERY_OLD, {"avoid": {"target": {"any": True}, "weight": 1}},
         [("weighed_both_ways", "one", "two", False)]),
        (OLD, {"set_method": {"target": STRENGTH, "method": "rpe_0_10"}}, VERY_OLD,
         {"set_method": {"target": STRENGTH, "method": "rpe_6_20"}},
         [("two_methods", "one", "two", False)]),
        (OLD, {"progress": {"target": STRENGTH, "change": "step_up", "sessions": 2}}, VERY_OLD,
         {"progress": {"target": STRENGTH, "change": "hold", "sessions": 0}},
         [("two_steps", "one", "two", False)]),
        (OLD, {"scale": {"target": STRENGTH, "quantity": "sets", "factor": 0.9}}, VERY_OLD,
         {"scale": {"target": STRENGTH, "quantity": "sets", "factor": 0.5}},
         [("two_factors", "one", "two", False)]),
        # orders
        (OLD, {"order": {"sequence": ["strength", "endurance", "stretch"]}}, OLD,
         {"order": {"sequence": ["stretch", "strength"]}},
         [("opposite_orders", "one", "two", True)]),
        (OLD, {"order": {"sequence": ["strength", "endurance"]}}, YOUNG,
         {"order": {"sequence": ["endurance", "strength"]}}, []),
        (OLD, {"order": {"first": STRENGTH, "not_after": SQUATS, "relation": "before_or_with"}}, OLD,
         {"order": {"first": SQUATS, "not_after": STRENGTH, "relation": "before_or_with"}},
         [("opposite_orders", "one", "two", True)]),
    ],
)  # fmt: skip
def test_pairs(when, then, other_when, other_then, wanted):
    assert pair(when, then, other_when, other_then) == wanted


def test_a_wish_binds_nobody_silently():
    soft = pair(
        OLD, limit("floor", "days_per_week", 3, "days"), OLD,
        limit("cap", "days_per_week", 2, "days"), severity="preference",
    )  # fmt: skip
    assert soft == [("cap_below_floor", "one", "two", False)]


def test_the_stricter_rule_settles_the_method():
    strict = pair(
        OLD, {"set_method": {"target": STRENGTH, "method": "rpe_6_20"}}, OLD,
        {"set_method": {"target": STRENGTH, "method": "rpe_0_10"}}, severity="absolute",
    )  # fmt: skip
    assert strict == [("two_methods", "one", "two", False)]


def test_one_rule_may_contradict_itself():
    assert found(rule("one", OLD, prefer(**STRENGTH), exclude(any=True))) == [
        ("opened_and_closed", "one", "one", True)
    ]


def test_the_catalog_holds_no_silent_clash_and_names_the_settled_ones():
    whole = clashes(Stances(CATALOG, CATALOG.rules.values()))
    assert [clash for clash in whole if clash.silent] == []
    kinds = {clash.kind for clash in whole}
    assert kinds >= {"demanded_and_closed", "opened_and_closed", "two_caps", "cap_below_floor"}
    pairs = {(clash.kind, clash.rule, clash.other) for clash in whole}
    # Stretches held 30 seconds from 65 on, and 10 seconds at most beside a sciatic nerve.
    assert ("cap_below_floor", "cr_179", "cr_193") in pairs
    assert ("two_methods", "pop_copd_2", "pop_beta_blocker_1") in pairs
