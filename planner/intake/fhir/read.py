"""A whole bundle to the content of an intake draft."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from planner.documents import dotted
from planner.errors import BadInput
from planner.intake.fhir.bundle import Bundle, Entry, open_bundle
from planner.intake.fhir.conditions import Recorded
from planner.intake.fhir.elements import Condition, Observation, Patient
from planner.intake.fhir.newest import Found, settle
from planner.intake.fhir.notes import Left, Taken
from planner.intake.fhir.observations import Observed
from planner.intake.fhir.scope import Scope
from planner.intake.fhir.values import NotTaken, checked
from planner.intake.fhir.when import When, measured_at, when, whole_years
from planner.knowledge.catalog import Catalog
from planner.knowledge.codes import Codes
from planner.told import told

AGE, SEX = "age", "sex"


class FromRecord(Struct, frozen=True, kw_only=True):
    """What a bundle gives.

    Attributes:
        assessed_on: day as of which the record is read; None where it holds no date at all.
        is_day_given: somebody said the day; otherwise it is the newest date of the bundle.
        facts, conditions, screened: parts of the draft.
        taken, left: where each part came from; everything else, with the reason.
    """

    assessed_on: dt.date | None
    is_day_given: bool
    facts: dict[str, Any]
    conditions: list[dict[str, Any]]
    screened: dict[str, Any]
    taken: tuple[Taken, ...]
    left: tuple[Left, ...]


def read_bundle(
    path: Path | str, catalog: Catalog, codes: Codes, on: dt.date | None = None
) -> FromRecord:
    """Read a FHIR R4 Bundle of one person; nothing is guessed, and nothing is dropped unsaid.

    Args:
        path: a JSON file; `-` is standard input.
        catalog: facts and conditions.
        codes: what codes of other systems mean.
        on: day of the assessment; None for the newest date of the bundle.

    Raises:
        BadInput: it is no bundle, or one of several people.
    """
    bundle = open_bundle(path)
    _refuse_many(bundle)
    scope = Scope(bundle, catalog, codes, on or _newest_day(bundle))
    observed, recorded = Observed(scope), Recorded(scope)
    for place in bundle.empty:
        scope.left.append(Left(resource="", path=place, why="empty"))
    for entry in bundle.entries:
        match entry.read:
            case Patient():
                _patient(entry, entry.read, observed, scope)
            case Observation():
                observed.take(entry, entry.read)
            case Condition():
                recorded.take(entry, entry.read)
            case _:
                scope.leave(entry, "kind")
    settled = settle(observed.found, observed.factors, scope)
    facts = {found.fact: _noted(found, scope) for found in settled}
    conditions = recorded.settle()
    ticked = {found.fact: _ticked(found, scope) for found in settle(observed.checklists, {}, scope)}
    return FromRecord(
        assessed_on=scope.on,
        is_day_given=on is not None,
        facts={fact: facts[fact] for fact in catalog.facts if fact in facts},
        conditions=conditions,
        screened=ticked,
        taken=tuple(scope.taken),
        left=tuple(scope.left),
    )


def _refuse_many(bundle: Bundle) -> None:
    patients = [entry for entry in bundle.entries if entry.kind == "Patient"]
    if len(patients) > 1:
        text = told(
            "an intake is of one person; {place} is a Patient already",
            place=dotted(patients[0].path),
        )
        raise BadInput([bundle.document.problem(entry.path, text) for entry in patients[1:]])


def _newest_day(bundle: Bundle) -> dt.date | None:
    stamp = when(bundle.timestamp)
    days = [found.day for found in ([stamp] if stamp else _moments(bundle))]
    return max(days, default=None)


def _moments(bundle: Bundle) -> Iterator[When]:
    for entry in bundle.entries:
        if isinstance(entry.read, Observation):
            found = measured_at(entry.read)
        elif isinstance(entry.read, Condition):
            recorded = entry.raw.get("recordedDate")
            found = when(recorded if isinstance(recorded, str) else entry.read.onset_date_time)
        else:
            continue
        if found is not None:
            yield found


def _noted(found: Found, scope: Scope) -> Any:  # noqa: ANN401
    day = found.when.day.isoformat() if found.when is not None else None
    scope.taken.append(
        Taken(
            what=found.fact,
            value=found.value,
            resource=found.entry.name,
            path=found.entry.place(*found.steps),
            date=day,
            check=found.check,
        )
    )
    return found.value


def _ticked(found: Found, scope: Scope) -> dict[str, Any]:
    """A checklist as an intake holds it; one without a day was not taken."""
    day = found.when.day.isoformat() if found.when is not None else None
    return {"date": day, "positive": _noted(found, scope)}


def _patient(entry: Entry, patient: Patient, observed: Observed, scope: Scope) -> None:
    if scope.is_changed(entry, patient):
        return
    scope.leave_rest(entry, patient)
    if patient.birth_date is not None:
        _age(entry, patient.birth_date, observed, scope)
    if patient.gender is not None:
        _sex(entry, patient.gender, observed, scope)


def _age(entry: Entry, birth_date: str, observed: Observed, scope: Scope) -> None:
    born = when(birth_date)
    if born is None or not born.is_one_day:
        scope.leave(entry, "date", "birthDate", asks=(AGE,))
    elif scope.on is None:
        scope.leave(entry, "undated", "birthDate", asks=(AGE,))
    else:
        years = whole_years(born.day, scope.on)
        _add(entry, "birthDate", AGE, years, _day(scope.on), observed, scope)


def _sex(entry: Entry, gender: str, observed: Observed, scope: Scope) -> None:
    held = scope.codes.observations
    values = [v for answers in held.answers for v in answers.values if v.fact == SEX]
    for value in values:
        if any((name.system, name.code) == ("gender", gender) for name in value.codes):
            _add(entry, "gender", SEX, value.value, None, observed, scope, check="gender")
            return
    scope.leave(entry, "answer", "gender", asks=(SEX,))


def _day(day: dt.date) -> When | None:
    return when(day.isoformat())


def _add(
    entry: Entry,
    step: str,
    fact: str,
    value: Any,  # noqa: ANN401
    moment: When | None,
    observed: Observed,
    scope: Scope,
    check: str | None = None,
) -> None:
    try:
        value = checked(value, scope.catalog.facts[fact], scope, step)
    except NotTaken as reason:
        scope.leave(entry, reason.why, step, asks=(fact,))
        return
    found = Found(fact=fact, value=value, entry=entry, steps=(step,), when=moment, check=check)
    observed.found.setdefault(fact, []).append(found)
