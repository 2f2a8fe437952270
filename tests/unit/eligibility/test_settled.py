"""Of two things of one kind that rules tell the same person, the more careful one is told."""

import pytest

from planner.eligibility.settled import settled
from planner.rules import firings
from tests.support.people import healthy
from tests.support.proofs import ALWAYS, catalog_of, rule

STRENGTH = {"component": ["strength"]}
BALANCE = {"component": ["balance"]}


def told(one, other, **fields):
    catalog = catalog_of(rule("one", ALWAYS, one), rule("two", ALWAYS, other, **fields))
    entries = [(f, effect) for f in firings(catalog, healthy()) for effect in f.effects]
    return [firing.rule.id for firing, _ in settled(entries, catalog)]


def progress(change, **target):
    return {"progress": {"target": target or STRENGTH, "change": change, "sessions": 1}}


def scale(factor, quantity="sets", **fields):
    body = {"target": STRENGTH, "quantity": quantity, **fields}
    return {"scale": {**body, "factor": factor} if factor else body}


def method(name, **target):
    return {"set_method": {"target": target or STRENGTH, "method": name}}


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        (progress("step_up"), progress("hold"), ["two"]),
        (progress("step_back"), progress("hold"), ["one"]),
        (progress("step_up"), progress("step_back", any=True), ["two"]),
        (progress("step_up"), progress("step_up"), ["one", "two"]),
        (progress("step_up"), progress("step_back", **BALANCE), ["one", "two"]),
        (scale(0.9), scale(0.5), ["two"]),
        (scale(0.9), scale(None, factors=[0.95, 0.8]), ["two"]),
        (scale(0.9), scale(0.5, quantity="minutes_per_week"), ["one", "two"]),
        (scale(0.9), scale(0.5, window="week_1"), ["one", "two"]),
        (scale(0.9), scale(0.5, every_weeks=4), ["one", "two"]),
        (method("rpe_0_10"), method("rpe_6_20"), ["two"]),
        (method("rpe_0_10"), method("rpe_6_20", **BALANCE), ["one", "two"]),
        (progress("step_up"), scale(0.5), ["one", "two"]),
        ({"note": "a"}, {"note": "b"}, ["one", "two"]),
    ],
)
def test_what_is_told(one, other, wanted):
    assert told(one, other) == wanted


def test_the_stricter_rule_decides_how_effort_is_judged():
    assert told(method("rpe_6_20"), method("rpe_0_10"), severity="absolute") == ["two"]
    assert told(method("rpe_6_20"), method("rpe_0_10"), severity="preference") == ["one"]
