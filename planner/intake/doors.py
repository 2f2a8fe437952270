"""Every way in which an intake answers a fact, and which of them counts.

The most specific counts: a field of a condition, then the fact itself, then a checklist. Two of
the first kind that differ contradict each other; a fact that differs from a "none of these" beats
it, and that is said.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import NamedTuple

from planner.documents import KeyPath, dotted
from planner.domain.intake import ConditionRecord, FactValue, Intake, ScreenedGroup
from planner.domain.units import DAYS_PER_WEEK, MONTHS_PER_YEAR
from planner.intake.checklists import groups_of, ticks
from planner.knowledge.catalog import Catalog
from planner.knowledge.derivation import ConditionField
from planner.knowledge.messages import messages_of

_ONSET = "onset_date"
# Values of an enum that say that there is nothing, or nothing known.
_NOTHING = ("none", "unknown")


class Door(IntEnum):
    """Ways to answer a fact, the most specific first."""

    CONDITION = 0
    FACT = 1
    TICKED = 2
    NONE_OF_THESE = 3


class Claim(NamedTuple):
    """One answer to one fact and where it stands in the intake."""

    fact: str
    value: FactValue
    door: Door
    path: KeyPath


class Clash(NamedTuple):
    """Two answers to one fact that cannot both hold; the second one is the less specific."""

    kept: Claim
    other: Claim


def claims(intake: Intake, catalog: Catalog, on: dt.date) -> list[Claim]:
    """Every answer in the intake, in the order of the doors.

    Args:
        intake: read, not yet resolved.
        catalog: says which field of a condition and which checklist answers which fact.
        on: the day for which ages of dates are counted.
    """
    found = [*_from_conditions(intake, catalog, on), *_from_facts(intake, catalog, on)]
    for name, screened in intake.screened.items():
        found += _from_checklist(name, screened, catalog)
    return sorted(found, key=lambda claim: claim.door)


def settle(
    found: Iterable[Claim], catalog: Catalog
) -> tuple[dict[str, Claim], list[Clash], list[str]]:
    """Answers that count, the clashes between doors, and what the reader should be told."""
    kept: dict[str, Claim] = {}
    clashes: list[Clash] = []
    notices: list[str] = []
    for claim in found:
        first = kept.setdefault(claim.fact, claim)
        if _same(first.value, claim.value):
            continue
        if claim.door is Door.NONE_OF_THESE:
            words = {"fact": said(claim.fact, catalog), "place": dotted(claim.path)}
            messages = messages_of(catalog)
            notices.append(messages.say("doubt.used", used=dotted(first.path), **words))
        else:
            clashes.append(Clash(first, claim))
    return kept, clashes, notices


def said(fact: str, catalog: Catalog) -> str:
    """A fact for whoever reads the plan: its question, and the key for who looks it up."""
    return f'"{catalog.facts[fact].ask}" ({fact})'


def _same(one: FactValue, other: FactValue) -> bool:
    if isinstance(one, tuple) and isinstance(other, tuple):
        return set(one) == set(other)
    return one == other


def _from_conditions(intake: Intake, catalog: Catalog, on: dt.date) -> Iterator[Claim]:
    onset: list[Claim] = []
    for index, record in enumerate(intake.conditions):
        path: KeyPath = ("conditions", index)
        for key, value in record.details.items():
            if key in catalog.facts:
                yield Claim(key, value, Door.CONDITION, (*path, key))
        for field in catalog.derivations.condition_fields:
            if record.id in field.conditions and field.field not in catalog.facts:
                for claim in _from_field(record, field, path, on):
                    if claim.fact == _ONSET:
                        onset.append(claim)
                    else:
                        yield claim
    if onset:
        # Several sore places: the youngest spell is the one that the rules must respect.
        yield max(onset, key=lambda claim: str(claim.value))


def _from_field(
    record: ConditionRecord, field: ConditionField, path: KeyPath, on: dt.date
) -> Iterator[Claim]:
    place = (*path, field.field)
    if field.field == "since":
        if record.since is not None and field.fact is not None:
            weeks = (on - record.since).days // DAYS_PER_WEEK
            age = weeks if field.convert == "weeks_since" else record.since.isoformat()
            yield Claim(field.fact, age, Door.CONDITION, place)
        return
    value = record.side if field.field == "side" else record.details.get(field.field)
    if value is None:
        return
    if field.by_value:
        for fact, answer in field.by_value[str(value).lower()].items():
            yield Claim(fact, answer, Door.CONDITION, place)
    elif field.by_side:
        for side, fact in field.by_side.items():
            if record.side in (side, "both") and (field.field != "side" or value == side):
                yield Claim(fact, value, Door.CONDITION, place)
    elif field.fact is not None:
        yield Claim(field.fact, value, Door.CONDITION, place)


def _from_facts(intake: Intake, catalog: Catalog, on: dt.date) -> Iterator[Claim]:
    for fact, answer in intake.facts.items():
        yield Claim(fact, answer, Door.FACT, ("facts", fact))
    start = intake.plan.start.isoformat()
    yield Claim("plan_start", start, Door.FACT, ("plan", "start"))
    if intake.wake is not None:
        yield Claim("wake_time", intake.wake.isoformat("minutes"), Door.FACT, ("wake",))
    if intake.equipment is not None:
        yield Claim("equipment_available", intake.equipment, Door.FACT, ("equipment",))
    for index, goal in enumerate(intake.goals):
        for fact, answer in catalog.goals[goal.id].facts.items():
            yield Claim(fact, answer, Door.FACT, ("goals", index))
    for index, suggestion in enumerate(intake.suggested):
        stretch = catalog.activities[suggestion.activity].component == "stretch"
        if stretch and suggestion.by in catalog.derivations.clinician_roles:
            path: KeyPath = ("suggested", index)
            yield Claim("stretch_suggested_by_clinician", True, Door.FACT, path)
    if intake.clearance:
        index, latest = max(enumerate(intake.clearance), key=lambda entry: entry[1].date)
        path = ("clearance", index)
        yield Claim("medical_clearance", latest.scope, Door.FACT, (*path, "scope"))
        months = whole_months(latest.date, on)
        yield Claim("medical_clearance_age_months", months, Door.FACT, (*path, "date"))


def whole_months(start: dt.date, end: dt.date) -> int:
    """Whole calendar months between two dates."""
    months = (end.year - start.year) * MONTHS_PER_YEAR + end.month - start.month
    return months - (end.day < start.day)


def _from_checklist(name: str, screened: ScreenedGroup, catalog: Catalog) -> Iterator[Claim]:
    path: KeyPath = ("screened", name)
    for group in groups_of(name, catalog):
        ticked = ticks(group, screened.positive, catalog)
        for fact in group.facts:
            none = group.none_means.get(fact)
            none = tuple(none) if isinstance(none, list) else none
            values = ticked.get(fact)
            if values is None:
                # A tick says that something of the group is there, not how much of it: scores and
                # lists of that group are asked one by one, only the others are answered.
                plain = isinstance(none, bool) or none in _NOTHING
                if none is not None and (plain or not ticked):
                    yield Claim(fact, none, Door.NONE_OF_THESE, path)
            elif catalog.facts[fact].type == "bool":
                yield Claim(fact, none is not True, Door.TICKED, (*path, "positive"))
            elif values:
                yield Claim(fact, values, Door.TICKED, (*path, "positive"))
