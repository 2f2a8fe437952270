"""People of cases: the few answers of a case, alone or completed to a whole intake."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from planner.documents import Document
from planner.domain.answers import Answers, RecordedCondition, ResponseRecord, TrialResult
from planner.intake import read_document, resolve_answers
from planner.intake.read import FORMAT
from planner.intake.resolve import sides_of
from planner.knowledge import Catalog
from planner.rules import reads

Case = Mapping[str, Any]


def case_answers(case: Case) -> Answers:
    """The answers of a case and nothing else; trials and responses it does not name are unknown."""
    responses = case.get("responses")
    return Answers(
        facts={name: _frozen(value) for name, value in (case.get("facts") or {}).items()},
        conditions={
            name: RecordedCondition(stage=record.get("stage"), side=record.get("side"))
            for name, record in (case.get("conditions") or {}).items()
        },
        conditions_unknown=frozenset(case.get("conditions_unknown") or ()),
        trials=_trials(case.get("trials")),
        responses=None if responses is None else _responses(responses),
        criteria=dict(case.get("criteria") or {}),
    )


def whole_answers(case: Case, catalog: Catalog, file: str) -> Answers:
    """The case completed to an intake of somebody who answered everything, read and resolved.

    Responses to exercise come from check-ins, not from an intake; they are added as the case
    names them.

    Raises:
        BadInput: no intake can hold these answers together.
    """
    intake = read_document(Document(whole_intake(case, catalog), file, {}), catalog)
    answers = resolve_answers(intake, catalog)
    return replace(answers, responses=_responses(case.get("responses") or ()))


def whole_intake(case: Case, catalog: Catalog) -> dict[str, Any]:
    """The case as `intake/1`: an ordinary person's answers around those of the case."""
    ordinary = catalog.ordinary_answers
    day = ordinary.assessed_on
    given = {name: value for name, value in (case.get("facts") or {}).items() if value is not None}
    left_out = _left_out(given, catalog)
    facts = {name: value for name, value in ordinary.facts.items() if name not in left_out}
    return {
        "format": FORMAT,
        "id": "case",
        "assessed_on": day,
        "plan": {"start": day, "weeks": 1, "timezone": "UTC"},
        "facts": {**facts, **given},
        "conditions": [
            {"id": name, **{key: value for key, value in (record or {}).items() if value}}
            for name, record in (case.get("conditions") or {}).items()
        ],
        "stretch_trials": [{"date": day, **trial} for trial in case.get("trials") or ()],
        "criteria": [
            {"id": name, **({"met_on": day} if met else {"met": False})}
            for name, met in (case.get("criteria") or {}).items()
        ],
        "screened": {group: {"date": day, "positive": []} for group in catalog.screening_groups},
        "availability": [{"dates": [day], "from": "09:00", "to": "10:00"}],
    }


def _left_out(given: Mapping[str, Any], catalog: Catalog) -> frozenset[str]:
    """Ordinary answers from which something else would follow than the case says outright."""
    rows = [row for row in catalog.derivations.derivations if row.must_agree and row.fact in given]
    behind = [frozenset(row.facts) for row in rows]
    behind += [reads(choice.when, catalog) for row in rows for choice in row.choices]
    return frozenset[str]().union(*behind)


def _trials(entries: list[dict[str, str]] | None) -> tuple[TrialResult, ...] | None:
    if entries is None:
        return None
    return tuple(
        TrialResult(muscle=entry["muscle"], side=side, outcome=entry["outcome"])
        for entry in entries
        for side in sides_of(entry["side"])
    )


def _responses(entries: Any) -> tuple[ResponseRecord, ...]:  # noqa: ANN401 - plain data of a case
    return tuple(ResponseRecord(entry["response"], entry.get("activity")) for entry in entries)


def _frozen(value: Any) -> Any:  # noqa: ANN401 - plain data of a case
    return tuple(value) if isinstance(value, list) else value
