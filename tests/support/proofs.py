"""Catalogs with made-up rules, to see what the proof says of them."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec.structs import replace

from planner.knowledge import Catalog
from planner.knowledge.model import Rule
from tests.support.people import CATALOG

ALWAYS: dict[str, Any] = {"all": []}
OLD: dict[str, Any] = {"fact": "age", "at_least": 65}
VERY_OLD: dict[str, Any] = {"fact": "age", "at_least": 75}
YOUNG: dict[str, Any] = {"fact": "age", "at_most": 40}


def rule(name: str, when: dict[str, Any], *then: dict[str, Any], **fields: Any) -> Rule:
    base = {
        "id": name,
        "says": name,
        "when": when,
        "then": list(then),
        "why": {"patient": "because", "clinician": "because"},
        "severity": "strong",
        "evidence": "policy",
        "sources": [{"id": "project_policy"}],
        "seed": [],
        "reviewed_on": "2026-11-23",
    }
    return msgspec.convert({**base, **fields}, Rule)


def catalog_of(*rules: Rule) -> Catalog:
    return replace(CATALOG, rules={each.id: each for each in rules})


def exclude(**target: Any) -> dict[str, Any]:
    return {"exclude": {"target": target}}


def prefer(**target: Any) -> dict[str, Any]:
    return {"prefer": {"target": target, "weight": 1}}


def limit(kind: str, quantity: str, value: float | str, unit: str, **fields: Any) -> dict[str, Any]:
    target = fields.pop("target", {"component": ["strength"]})
    body = {"quantity": quantity, "value": value, "unit": unit, "target": target, **fields}
    return {kind: body}


def demand(days: int, **fields: Any) -> dict[str, Any]:
    what = fields.pop("what", {"component": ["strength"]})
    return {"require": {"what": what, "relation": "per_week", "min_days": days, **fields}}
