"""The intake as it reads after check-ins: the newest answer counts, nothing known is forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from planner.domain.checkin import CheckIn
from planner.domain.intake import CriterionMet, FactValue, Intake, ScreenedGroup
from planner.intake.checkin.read import RED_FLAGS
from planner.intake.checklists import groups_of, ticks
from planner.knowledge.catalog import Catalog

SESSION = "session"
SYMPTOMS = "session_symptoms"


def with_check_ins(
    intake: Intake,
    check_ins: Iterable[CheckIn],
    catalog: Catalog,
    log_facts: Mapping[str, FactValue] | None = None,
) -> Intake:
    """The intake brought up to date.

    A safety sign that was once ticked stays until an answer under `facts` takes it back: "none of
    these" this week says nothing about an answer of an earlier week. Answers about a single
    session (asked before and after it) count for their own check-in only.

    Args:
        intake: as assessed.
        check_ins: those that count, oldest first.
        catalog: checklists and facts.
        log_facts: what the log says on the day (adherence, absence, ...).
    """
    given = tuple(check_ins)
    facts = dict(intake.facts)
    screened = dict(intake.screened)
    passing = _passing(catalog)
    for check_in in given:
        facts = {name: value for name, value in facts.items() if name not in passing}
        if check_in.red_flags is not None:
            screened[RED_FLAGS] = ScreenedGroup(date=check_in.date, positive=check_in.red_flags)
            facts |= _ticked(check_in.red_flags, facts, catalog)
        facts |= check_in.facts | _symptoms(check_in)
    return replace(
        intake,
        facts=facts | dict(log_facts or {}),
        screened=screened,
        stretch_trials=(*intake.stretch_trials, *(t for c in given for t in c.stretch_trials)),
        criteria=_latest(intake.criteria, given),
    )


def _passing(catalog: Catalog) -> frozenset[str]:
    """Facts that hold for a day, not for the weeks to come."""
    groups = catalog.screening_groups.values()
    return frozenset(fact for group in groups if group.ask_at == SESSION for fact in group.facts)


def _ticked(
    positive: tuple[str, ...], known: Mapping[str, FactValue], catalog: Catalog
) -> dict[str, FactValue]:
    """Ticks as facts, so that they count before what the intake said; a list keeps its values."""
    found: dict[str, FactValue] = {}
    for group in groups_of(RED_FLAGS, catalog):
        for fact, chosen in ticks(group, positive, catalog).items():
            if catalog.facts[fact].type == "bool":
                found[fact] = group.none_means.get(fact) is not True
            elif catalog.facts[fact].type == "list":
                before = known.get(fact)
                kept = before if isinstance(before, tuple) else ()
                found[fact] = tuple(dict.fromkeys((*kept, *chosen)))
    return found


def _symptoms(check_in: CheckIn) -> dict[str, FactValue]:
    named = [symptom for session in check_in.sessions for symptom in session.symptoms]
    return {SYMPTOMS: tuple(dict.fromkeys(named))} if named else {}


def _latest(before: tuple[CriterionMet, ...], given: Iterable[CheckIn]) -> tuple[CriterionMet, ...]:
    """The newest measurement of each criterion, in the order in which they first came."""
    found = {entry.id: entry for entry in before}
    for check_in in given:
        for entry in check_in.criteria:
            found[entry.id] = entry
    return tuple(found.values())
