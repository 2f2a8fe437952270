"""Judges of FHIR R4: HL7's JSON schema, and what it leaves out (bindings, cardinality, invariants).

The schema comes with an npm package that `tools/judges.sh` installs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from jsonschema import Draft6Validator

from tests.support.calendar_readers import NODE_MODULES

SCHEMA = NODE_MODULES / "@asymmetrik" / "fhir-json-schema-validator" / "fhir.schema.json"
Json = dict[str, Any]

# Required bindings of R4 4.0.1 that the schema does not hold.
_REQUEST = {"draft", "active", "on-hold", "revoked", "completed", "entered-in-error", "unknown"}
_OBSERVED = {
    *("registered", "preliminary", "final", "amended", "corrected", "cancelled"),
    *("entered-in-error", "unknown"),
}
_PUBLISHED = {"draft", "active", "retired", "unknown"}
STATUS = {
    "CarePlan": _REQUEST,
    "ServiceRequest": _REQUEST,
    "Observation": _OBSERVED,
    "DetectedIssue": _OBSERVED,
    "PlanDefinition": _PUBLISHED,
    "ActivityDefinition": _PUBLISHED,
}
MUST = {
    "CarePlan": ("status", "intent", "subject"),
    "ServiceRequest": ("status", "intent", "subject"),
    "Goal": ("lifecycleStatus", "description", "subject"),
    "Observation": ("status", "code"),
    "DetectedIssue": ("status",),
    "PlanDefinition": ("status",),
    "ActivityDefinition": ("status",),
    "Provenance": ("target", "recorded", "agent"),
    "Bundle": ("type",),
}
DAYS = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}


@cache
def _validator(kind: str) -> Draft6Validator:
    schema = json.loads(SCHEMA.read_text())
    return Draft6Validator({"$ref": f"#/definitions/{kind}", "definitions": schema["definitions"]})


def schema_faults(resource: Json) -> list[str]:
    """What HL7's schema says about a resource; those of a bundle are judged one by one."""
    kind = resource["resourceType"]
    alone = resource
    faults: list[str] = []
    if kind == "Bundle":
        alone = {**resource, "entry": [{"fullUrl": e["fullUrl"]} for e in resource["entry"]]}
        faults = [fault for e in resource["entry"] for fault in schema_faults(e["resource"])]
    found = _validator(kind).iter_errors(alone)
    return [*(f"{kind}: {each.message[:200]}" for each in found), *faults]


def rule_faults(resource: Json) -> list[str]:
    """What the schema cannot say about one resource."""
    kind = resource["resourceType"]
    faults = [f"{kind} has no {name}" for name in MUST.get(kind, ()) if name not in resource]
    if kind in STATUS and resource.get("status") not in STATUS[kind]:
        faults.append(f"{kind}.status {resource.get('status')}")
    for activity in resource.get("activity", ()):
        if "detail" in activity and "reference" in activity:
            faults.append("cpl-3")
    for target in resource.get("target", ()):
        if any(name.startswith("detail") for name in target) and "measure" not in target:
            faults.append("gol-1")
    for part in _parts(resource):
        faults += _timing(part.get("repeat", {}))
        faults += ["per-1"] if _backwards(part) else []
        faults += [f"empty {name}" for name, value in part.items() if value in ("", [], {}, None)]
    return faults


def _timing(repeat: Json) -> Iterator[str]:
    if "duration" in repeat and "durationUnit" not in repeat:
        yield "tim-1"
    if "period" in repeat and "periodUnit" not in repeat:
        yield "tim-2"
    if "timeOfDay" in repeat and "when" in repeat:
        yield "tim-10"
    yield from (f"dayOfWeek {day}" for day in repeat.get("dayOfWeek", ()) if day not in DAYS)


def _backwards(part: Json) -> bool:
    """A period that ends before it starts; both in one offset or both dates."""
    period = part.get("occurrencePeriod") or part.get("period")
    return isinstance(period, dict) and period["start"][:19] > period["end"][:19]


def _parts(value: object) -> Iterator[Json]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _parts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _parts(inner)


def dangling(bundle: Json) -> set[str]:
    """References and canonical links that lead nowhere within the bundle."""
    there = {entry["fullUrl"] for entry in bundle["entry"]}
    named = {part["reference"] for part in _parts(bundle) if isinstance(part.get("reference"), str)}
    for part in _parts(bundle):
        named.update(part.get("instantiatesCanonical", ()))
        named.update(part[key] for key in ("definitionCanonical",) if key in part)
    return named - there
