"""The health record of a plan's person, in the words and codes of the catalog."""

from __future__ import annotations

from pathlib import Path

from planner.domain.checkin import CheckIn
from planner.domain.coded import ICD10CM, LOINC, Coded
from planner.domain.intake import Intake
from planner.export.fhir.record import ChecklistTerm, ConditionTerm, FactTerm, HealthRecord
from planner.intake.checklists import groups_of, positive_words
from planner.intake.facts import allowed_values
from planner.knowledge import Catalog
from planner.knowledge.codes import Codes, load_codes
from planner.knowledge.messages import messages_of
from planner.knowledge.model import Condition, Fact
from planner.workflow.asking.checklist import choice_text
from planner.workflow.asking.question import choices_of
from planner.workflow.questions import question_text


def health_record(
    intake: Intake, check_ins: tuple[CheckIn, ...], catalog: Catalog, directory: Path | None
) -> HealthRecord:
    """What a record system is told of the person.

    Args:
        intake: that the plan was made from.
        check_ins: those that count, by day.
        catalog: names and questions.
        directory: folder of the catalog; None for the project's own.
    """
    codes = load_codes(directory, catalog)
    named = {*intake.facts, *(fact for each in check_ins for fact in each.facts)}
    recorded = {record.id for record in intake.conditions}
    return HealthRecord(
        intake=intake,
        check_ins=check_ins,
        facts={name: _fact(catalog.facts[name], codes, catalog) for name in named},
        conditions={name: _condition(catalog.conditions[name], codes) for name in recorded},
        checklists={name: _checklist(name, catalog) for name in intake.screened},
        score=_score(codes),
        duration=Coded(codes.uri(LOINC), codes.observations.duration.code),
    )


def _fact(fact: Fact, codes: Codes, catalog: Catalog) -> FactTerm:
    reading = next((each for each in codes.observations.readings if each.fact == fact.id), None)
    code = reading.codes[0] if reading is not None else None
    site = reading.sites[0] if reading is not None and reading.sites else None
    words: dict[str, str] = {}
    if fact.type in ("enum", "list"):
        words = dict(zip(allowed_values(fact, catalog), choices_of(fact, catalog), strict=True))
    return FactTerm(
        text=question_text(fact),
        kind=fact.type,
        codings=(Coded(codes.uri(code.system), code.code),) if code is not None else (),
        unit=next((unit.code for unit in codes.units if unit.unit == fact.unit), None),
        site=Coded(codes.uri(site.system), site.code) if site is not None else None,
        site_text=site.title if site is not None else "",
        words=words,
    )


def _condition(condition: Condition, codes: Codes) -> ConditionTerm:
    """A code only where there is one for the side: several would say more than is known."""
    by_side: dict[str | None, list[str]] = {}
    for entry in codes.conditions.icd10cm:
        if entry.condition == condition.id and not entry.below:
            by_side.setdefault(entry.side, []).append(entry.code)
    uri = codes.uri(ICD10CM)
    single = {side: Coded(uri, found[0]) for side, found in by_side.items() if len(found) == 1}
    return ConditionTerm(text=condition.name, codings=single)


def _checklist(name: str, catalog: Catalog) -> ChecklistTerm:
    groups = groups_of(name, catalog)
    messages = messages_of(catalog)
    words = {}
    for word in positive_words(name, catalog):
        group = next((each for each in groups if word in each.facts), groups[0])
        words[word] = choice_text(word, group, catalog) or messages.word(word)
    return ChecklistTerm("; ".join(group.title for group in groups), words)


def _score(codes: Codes) -> Coded | None:
    """Code of a pain score, as a reading of the back has it; here without a place."""
    readings = (each for each in codes.observations.readings if each.sites)
    return next((Coded(codes.uri(r.codes[0].system), r.codes[0].code) for r in readings), None)
