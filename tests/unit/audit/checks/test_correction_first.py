"""What corrects the structure comes before or with the first stretch."""

from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec.structs import replace as changed

from planner.audit.checks.correction_first import is_correction
from planner.knowledge.model import Require, Target
from tests.support.audits import said
from tests.support.joins import sessions_of
from tests.support.mutations.tools import on
from tests.support.people import CATALOG
from tests.support.plans import Bundle, entry, valid

CODE = "correction_first"
ORDERING, REQUIRING = "cr_137", "cr_133"
STRETCH = Target(component=("stretch",))


def require(**fields) -> Require:
    (found,) = [e.require for e in CATALOG.rules[REQUIRING].then if e.require]
    return changed(found, **fields)


@pytest.mark.parametrize(
    ("fields", "passes"),
    [
        ({}, True),
        ({"of": STRETCH, "days_before": None}, True),
        ({"of": STRETCH, "days_before": 1}, False),
        ({"of": STRETCH, "days_before": 0}, False),
        ({"of": None}, False),
        ({"of": Target(activity=("childs_pose",))}, False),
        ({"of": Target(any=True), "days_before": None}, False),
    ],
)
def test_a_correction_is_about_a_whole_component_and_no_days_before(fields, passes) -> None:
    assert is_correction(require(**fields)) is passes


def short_leg(lift: int | None, stretch: int | None, rule: str) -> Bundle:
    """A short leg: the first lift and the first stretch on some days, judged by one rule only."""
    base = valid().having(lli_structural="any")
    rules = {
        name: own for name, own in CATALOG.rules.items()
        if name == rule or not any(e.kind in ("order", "require") for e in own.then)
    }  # fmt: skip
    stretches = () if stretch is None else ((stretch, "calf_soleus_wall"), (40, "childs_pose"))
    lifts = () if lift is None else (entry("heel_lift_3mm", lift), entry("heel_lift_3mm", 39))
    plan = base.with_plan(sessions=sessions_of(*stretches, (0, "wall_push_up")), all_day=lifts)
    return replace(plan, catalog=changed(CATALOG, rules=rules))


@pytest.mark.parametrize("rule", [ORDERING, REQUIRING])
@pytest.mark.parametrize(
    ("lift", "stretch", "passes"),
    [
        (8, 9, True),
        (9, 9, True),
        (10, 9, False),
        (None, 9, False),
        (9, None, True),
        (None, None, True),
    ],
)
def test_a_lift_comes_with_the_first_stretch_at_the_latest(rule, lift, stretch, passes) -> None:
    first = None if lift is None else on(lift)
    then = None if stretch is None else on(stretch)
    text = f"comes on {then}, its correction on {first} ({rule})"
    assert said(short_leg(lift, stretch, rule), CODE) == ([] if passes else [text])
