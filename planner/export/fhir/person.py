"""The person as the intake has them: Conditions, and an Observation for each answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from planner.domain.coded import CHECKLIST, CONDITION, FACT, FIELD, SIDE, STAGE, TICK, VALUE, Coded
from planner.domain.intake import ConditionRecord, FactValue
from planner.export.fhir.frame import UCUM, Frame, Resource
from planner.export.fhir.record import ChecklistTerm, FactTerm, HealthRecord

CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical"
GENDERS = ("female", "male")


def concept(words: str, *codings: Coded) -> Resource:
    """A CodeableConcept: always words, and codes where there are any."""
    codes = [{"system": each.system, "code": each.code} for each in codings]
    return {"coding": codes, "text": words} if codes else {"text": words}


def gender(record: HealthRecord | None) -> str | None:
    """Gender of the Patient, where the intake says a sex that FHIR has a word for."""
    sex = record.intake.facts.get("sex") if record is not None else None
    return str(sex) if sex in GENDERS else None


def conditions(frame: Frame, record: HealthRecord) -> Iterator[Resource]:
    """Every finding that the intake records."""
    for number, found in enumerate(record.intake.conditions):
        term = record.conditions[found.id]
        coded = term.codings.get(found.side)
        yield frame.new(
            "Condition",
            f"{number}/{found.id}",
            extension=list(_fields(found)),
            clinicalStatus=concept("active", Coded(CLINICAL, "active")),
            code=concept(term.text, Coded(CONDITION, found.id), *([coded] if coded else [])),
            bodySite=_coded(frame, SIDE, found.side),
            subject=frame.to("Patient"),
            onsetDateTime=found.since.isoformat() if found.since else None,
            recordedDate=record.intake.assessed_on.isoformat(),
            stage=[{"summary": each} for each in _coded(frame, STAGE, found.stage)],
        )


def _coded(frame: Frame, system: str, word: str | None) -> list[Resource]:
    return [concept(frame.messages.word(word), Coded(system, word))] if word else []


def _fields(found: ConditionRecord) -> Iterator[Resource]:
    """Further fields of a record, which FHIR has no place for."""
    for name, value in found.details.items():
        for each in value if isinstance(value, tuple) else (value,):
            kind = "valueString"
            if isinstance(each, bool):
                kind = "valueBoolean"
            elif isinstance(each, int | float):
                kind = "valueDecimal"
            yield {"url": FIELD + name, kind: each}


def answers(frame: Frame, record: HealthRecord) -> Iterator[Resource]:
    """Every answer of the intake, then every checklist."""
    day = record.intake.assessed_on
    yield from facts(frame, record, record.intake.facts, day, "intake")
    for name, screened in record.intake.screened.items():
        term = record.checklists[name]
        yield _observation(
            frame,
            f"checklist/{name}",
            concept(term.text, Coded(CHECKLIST, name)),
            screened.date,
            component=list(_ticks(term, screened.positive)),
        )


def facts(
    frame: Frame, record: HealthRecord, given: Mapping[str, FactValue], day: dt.date, key: str
) -> Iterator[Resource]:
    """An Observation for each fact, of one day; `key` sets those of different days apart."""
    for name, value in given.items():
        term = record.facts[name]
        yield _observation(
            frame,
            f"{key}/{name}",
            concept(term.text, Coded(FACT, name), *term.codings),
            day,
            bodySite=concept(term.site_text, term.site) if term.site else None,
            **_value(term, value),
        )


def _observation(
    frame: Frame,
    key: str,
    code: Resource,
    day: dt.date,
    **fields: Any,  # noqa: ANN401
) -> Resource:
    return frame.new(
        "Observation",
        key,
        status="final",
        code=code,
        subject=frame.to("Patient"),
        effectiveDateTime=day.isoformat(),
        **fields,
    )


def _value(term: FactTerm, value: FactValue) -> Resource:
    """The element that holds a value."""
    if isinstance(value, bool):
        return {"valueBoolean": value}
    if isinstance(value, tuple):
        return {"component": list(_components(VALUE, term.words, value))}
    if isinstance(value, int | float):
        return _number(term, value)
    if term.kind == "enum":
        return {"valueCodeableConcept": concept(term.words[value], Coded(VALUE, value))}
    return {"valueString": value}


def _number(term: FactTerm, value: float) -> Resource:
    if term.unit is not None:
        unit = {"unit": term.unit, "system": UCUM, "code": term.unit}
        return {"valueQuantity": {"value": value, **unit}}
    return (
        {"valueInteger": value} if isinstance(value, int) else {"valueQuantity": {"value": value}}
    )


def _ticks(term: ChecklistTerm, positive: tuple[str, ...]) -> Iterator[Resource]:
    return _components(TICK, term.words, positive)


def _components(system: str, words: Mapping[str, str], said: tuple[str, ...]) -> Iterator[Resource]:
    """A claim for each word of a list, also for those that do not hold."""
    for word, words_of in words.items():
        code = concept(words_of, Coded(system, word))
        yield {"code": code, "valueBoolean": word in said}
