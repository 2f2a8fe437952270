"""Health records of invented people, as FHIR R4 resources."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

Json = dict[str, Any]
LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"
ICD = "http://hl7.org/fhir/sid/icd-10-cm"
UCUM = "http://unitsofmeasure.org"
CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical"
VERIFIED = "http://terminology.hl7.org/CodeSystem/condition-ver-status"
DAY = "2026-12-01"


def concept(system: str, *codes: str) -> Json:
    return {"coding": [{"system": system, "code": code} for code in codes]}


def quantity(value: float, unit: str) -> Json:
    return {"value": value, "system": UCUM, "code": unit}


def patient(**fields: Any) -> Json:
    return {"resourceType": "Patient", "id": "p", "birthDate": "1980-06-15", **fields}


def condition(code: str | None, /, *, clinical: str | None = "active", **fields: Any) -> Json:
    found: Json = {"resourceType": "Condition", "subject": {"reference": "Patient/p"}, **fields}
    if code is not None:
        found["code"] = concept(ICD, code)
    if clinical is not None:
        found["clinicalStatus"] = concept(CLINICAL, clinical)
    return found


def observation(
    code: str, /, value: Json | None = None, *, on: str | None = DAY, **fields: Any
) -> Json:
    found: Json = {
        "resourceType": "Observation",
        "status": "final",
        "code": concept(LOINC, code),
        "subject": {"reference": "Patient/p"},
        **fields,
    }
    if value is not None:
        found["valueQuantity"] = value
    if on is not None:
        found["effectiveDateTime"] = on
    return found


def bundle(*resources: Json, **fields: Any) -> Json:
    entries = [{"resource": resource} for resource in resources]
    return {"resourceType": "Bundle", "type": "collection", **fields, "entry": entries}


def written(content: object, folder: Path, name: str = "record.json") -> Path:
    file = folder / name
    file.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return file
