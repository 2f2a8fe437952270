"""No effect of any rule is without consequence: it decides, it is told, or the audit proves it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from planner.audit.checks import all_checks
from planner.domain.answers import Answers
from planner.eligibility import decide
from planner.eligibility.advice import is_told
from planner.knowledge import Catalog
from planner.knowledge.effect import Effect
from planner.knowledge.model import Rule
from planner.rules import fire
from planner.screening import screen
from planner.workflow.proof.person import case_answers, whole_answers
from tests.support.people import CATALOG, intake

CODE = Path(__file__).parents[2] / "planner"
INTAKE = intake(weeks=4)
EFFECTS = [
    pytest.param(rule, effect, id=f"{rule.id}-{number}-{effect.kind}")
    for rule in CATALOG.rules.values()
    for number, effect in enumerate(rule.then)
]
WHAT_IS_DECIDED = (
    "verdicts", "gates", "limits", "requirements", "orders", "after_waking",
    "questions", "disabled", "substitutions", "retests",
)  # fmt: skip


def alone(rule: Rule, *effects: Effect) -> Catalog:
    """The catalog with this rule only, and of the rule these effects only."""
    return replace(CATALOG, rules={rule.id: replace(rule, then=effects)})


# People in whom more acts than in the ordinary person: other levels, a low reading, nothing measured.
PEOPLE: dict[str, dict[str, Any]] = {
    "ordinary": {},
    "deconditioned": {"continuous_walk_minutes": 5, "can_rise_without_hands": False},
    "intermediate": {
        "regular_exerciser": True, "months_regular_exercise": 6, "active_minutes_week": 120,
        "months_resistance_training": 12,
    },
    "experienced": {
        "regular_exerciser": True, "months_regular_exercise": 24, "active_minutes_week": 240,
        "months_resistance_training": 36,
    },
    "low oxygen": {"spo2_pct": 85},
    "case alone": {},
}  # fmt: skip


@cache
def person(rule_id: str, kind: str = "ordinary") -> Answers:
    """Somebody for whom the rule holds: with all questions answered, or with the case alone.

    With the case alone no criterion that waits for a measurement is met.
    """
    case = CATALOG.rules[rule_id].cases["fires"]
    if kind == "case alone":
        return replace(case_answers(case), responses=case_answers(case).responses or ())
    facts = {**PEOPLE[kind], **(case.get("facts") or {})}
    return whole_answers({**case, "facts": facts}, CATALOG, rule_id)


def outcome(catalog: Catalog, rule: Rule, kind: str) -> tuple[Any, Any]:
    """What is decided, and what is told."""
    answers = person(rule.id, kind)
    decided = decide(catalog, INTAKE, answers, INTAKE.plan.weeks)
    screened = screen(catalog, answers)
    fields = tuple(getattr(decided, name) for name in WHAT_IS_DECIDED)
    return (fields, screened.decision, screened.notes, screened.findings), decided.advice


@cache
def without(rule_id: str, kind: str) -> tuple[Any, Any]:
    rule = CATALOG.rules[rule_id]
    return outcome(alone(rule), rule, kind)


def channel(rule: Rule, effect: Effect) -> str:
    firing = next(f for f in fire(rule, person(rule.id), CATALOG) if f.outcome is True)
    if is_told(effect, firing, CATALOG):
        return "told"
    return "assured" if effect.assure is not None else "decides"


@pytest.mark.parametrize(("rule", "effect"), EFFECTS)
def test_effect(rule: Rule, effect: Effect) -> None:
    match channel(rule, effect):
        case "told":
            told = outcome(alone(rule, effect), rule, "ordinary")[1]
            new = [entry for entry in told if entry not in without(rule.id, "ordinary")[1]]
            assert [(entry.rule, entry.effect) for entry in new] == [(rule.id, effect.kind)]
            assert all(entry.text.strip() and entry.why.strip() for entry in new)
        case "assured":
            assert effect.body.check in all_checks()
        case _:
            assert any(
                outcome(alone(rule, effect), rule, kind)[0] != without(rule.id, kind)[0]
                for kind in PEOPLE
            )


# What the knowledge base says no machine could read yet: what became of each.
SETTLED = {
    "pop_shift_worker_3": {"cap": "decides", "exclude": "told", "note": "told"},
    "wl_008_quit_gain": {"monitor": "told", "note": "told"},
    "plan_reason_for_each": {"assure": "assured"},
    "plan_safety_first": {"assure": "assured"},
    "plan_structure_appointment": {"require": "decides", "note": "told"},
    "cr_152": {"cap": "decides"},
    "prg_spread": {"cap": {"consecutive_days_off": "decides", "minutes_per_day": "told"}},
    "prg_met_minutes": {"cap": "decides"},
    "prg_set_growth": {"cap": "decides"},
    "prg_time_budget": {"cap": "decides"},
    "prg_order_of_change": {"order": "told"},
    "prg_side_balance": {"order": "told"},
    "prg_session_order": {"order": "decides"},
}


@pytest.mark.parametrize("name", SETTLED)
def test_what_was_not_readable_is_settled(name: str) -> None:
    rule = CATALOG.rules[name]
    for effect in rule.then:
        wanted = SETTLED[name].get(effect.kind, "decides")
        if isinstance(wanted, dict):
            wanted = wanted[effect.body.quantity]
        assert channel(rule, effect) == wanted, effect


def test_every_assurance_is_a_check_of_the_audit() -> None:
    assert set(CATALOG.vocabulary["assurances"]) <= set(all_checks())


def source(*packages: str) -> str:
    files = [path for name in packages for path in sorted((CODE / name).rglob("*.py"))]
    return "".join(path.read_text(encoding="utf-8") for path in files)


LIMITED = sorted(
    {
        limit.quantity
        for rule in CATALOG.rules.values()
        for effect in rule.then
        if (limit := effect.cap or effect.floor) is not None
    }
)


@pytest.mark.parametrize("quantity", LIMITED)
def test_every_limited_quantity_is_built_audited_or_told(quantity: str) -> None:
    policy = CATALOG.decision_policy
    told = quantity in (*policy.told_quantities, *policy.advised_quantities)
    read = re.search(rf'"{quantity}"', source("eligibility", "problem", "solver", "audit"))
    agreed = re.search(rf'"{quantity}"', source("knowledge/checks"))
    assert told or read or agreed or quantity == "energy_intake_kcal_day"


def set_fields() -> list[Any]:
    """Every field that an effect of the catalog sets, and that decides something."""
    found = {
        (type(effect.body).__name__, name)
        for rule in CATALOG.rules.values()
        for effect in rule.then
        if isinstance(effect.body, msgspec.Struct)
        for name in msgspec.to_builtins(effect.body)
    }
    return sorted(found)


@pytest.mark.parametrize(("kind", "field"), set_fields())
def test_every_field_of_an_effect_is_read(kind: str, field: str) -> None:
    code = source("eligibility", "rules", "screening", "problem", "audit", "knowledge/words")
    name = {"with": "with_"}.get(field, field)
    assert re.search(rf'\.{name}\b|"{name}"', code)
