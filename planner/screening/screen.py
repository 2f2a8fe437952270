"""Red flags and pre-participation clearance from the catalog's rules; the strictest decides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from planner.domain.answers import Answers
from planner.knowledge import Catalog
from planner.knowledge.messages import messages_of
from planner.rules import BEFORE_ANY, Firing, firings, reads, uncleared
from planner.screening.limits import told_limits
from planner.screening.result import (
    STOPS_PLAN,
    Referral,
    ScreeningFinding,
    ScreeningResult,
    Undecided,
)

EMERGENCY, SEEK_CLEARANCE = "emergency", "stop_and_seek_clearance"
MEDICAL_CLEARANCE = "medical_clearance"


def screen(catalog: Catalog, answers: Answers, start: dt.date | None = None) -> ScreeningResult:
    """Screening of one person; overrides never reach it.

    An unanswered red flag is listed and never decides. Every other unanswered decision counts
    as made (policy `unknown_in_rules`): the plan is then provisional until it is answered. A
    clearance that is dated up to the first day of the plan (`start`) is there in time.
    """
    fired = firings(catalog, answers)
    flags = tuple(firing for firing in fired if _stops_plan(firing))
    undecided = tuple(firing for firing in flags if firing.outcome is None)
    waiting = uncleared(fired, answers, catalog, start)
    cleared = tuple(f for f in fired if BEFORE_ANY in _decisions(f) and f not in waiting)
    counted = [firing for firing in fired if firing not in undecided]
    decision = _strictest(catalog, counted, cleared)
    sure = [firing for firing in fired if firing.outcome is True and firing not in cleared]
    questions = tuple(
        firing for firing in waiting if firing.outcome is None and firing not in flags
    )
    return ScreeningResult(
        decision=decision,
        provisional=decision == BEFORE_ANY or bool(undecided or questions),
        findings=_findings(sure, catalog, answers),
        referrals=_referrals(sure, catalog),
        undecided=_questions(undecided),
        open_questions=_questions(questions),
        cleared_by=MEDICAL_CLEARANCE if cleared and not waiting else None,
        notes=_session_notes(sure),
        limits=told_limits(catalog, answers, fired),
        keeps=_kept(sure),
    )


def _decisions(firing: Firing) -> list[str]:
    return [effect.decide.decision for effect in firing.effects if effect.decide is not None]


def _plan_stop(firing: Firing) -> bool:
    return any(e.stop is not None and e.stop.scope == "plan" for e in firing.effects)


def _stops_plan(firing: Firing) -> bool:
    return _plan_stop(firing) or not STOPS_PLAN.isdisjoint(_decisions(firing))


def _strictest(catalog: Catalog, counted: Iterable[Firing], cleared: Iterable[Firing]) -> str:
    """Highest-ranked decision; a cleared one counts as the milder one of the policy."""
    rank = {
        name: term.rank or 0 for name, term in catalog.vocabulary["screening_decisions"].items()
    }
    instead = catalog.decision_policy.provisional.cleared_decision
    found = [min(rank, key=lambda name: rank[name])]
    for firing in counted:
        names = _decisions(firing)
        if _plan_stop(firing) and STOPS_PLAN.isdisjoint(names):
            names = [*names, _decision_of_stop(firing, catalog)]
        is_cleared = firing in cleared
        found += [instead if is_cleared and name == BEFORE_ANY else name for name in names]
    return max(found, key=lambda name: rank[name])


def _decision_of_stop(firing: Firing, catalog: Catalog) -> str:
    """Decision of a rule that stops the plan and names none: by the urgency of its referral."""
    urgencies = catalog.vocabulary["urgencies"]
    worst = max(urgencies, key=lambda name: urgencies[name].rank or 0)
    named = {effect.refer.urgency for effect in firing.effects if effect.refer is not None}
    return EMERGENCY if worst in named else SEEK_CLEARANCE


def _questions(unknown: Iterable[Firing]) -> tuple[Undecided, ...]:
    return tuple(Undecided(rule=firing.rule.id, facts=firing.unknown) for firing in unknown)


def _findings(
    sure: Iterable[Firing], catalog: Catalog, answers: Answers
) -> tuple[ScreeningFinding, ...]:
    found = [
        ScreeningFinding(
            rule=firing.rule.id,
            text=firing.rule.why.patient,
            says=firing.rule.says,
            stops=_stops_plan(firing),
            answers=_answers(firing, catalog, answers),
        )
        for firing in sure
        if {effect.kind for effect in firing.effects} & {"decide", "stop"}
    ]
    return tuple(dict.fromkeys(found))


def _answers(firing: Firing, catalog: Catalog, answers: Answers) -> tuple[str, ...]:
    """Questions that a rule that stops reads, with the answers that can have made it hold."""
    if not _stops_plan(firing):
        return ()
    told = []
    messages = messages_of(catalog)
    read = reads(firing.rule.when, catalog)
    for fact in (fact for fact in catalog.facts if fact in read):
        value = answers.facts.get(fact)
        if value in (None, False, ()) or fact in answers.derived:
            continue
        given = value if isinstance(value, tuple) else ("yes" if value is True else value,)
        words = ", ".join(messages.word(str(word)) for word in given)
        told.append(f"{catalog.facts[fact].ask} {words}")
    return tuple(told)


def _referrals(sure: Iterable[Firing], catalog: Catalog) -> tuple[Referral, ...]:
    rank = {name: term.rank or 0 for name, term in catalog.vocabulary["urgencies"].items()}
    found: dict[tuple[str, str], Referral] = {}
    for firing in sure:
        for effect in firing.effects:
            if effect.refer is not None:
                refer = effect.refer
                referral = Referral(rule=firing.rule.id, urgency=refer.urgency, text=refer.text)
                found.setdefault((refer.urgency, refer.text), referral)
    return tuple(sorted(found.values(), key=lambda referral: -rank[referral.urgency]))


def _kept(sure: Iterable[Firing]) -> tuple[str, ...]:
    """What every rule that stops the plan keeps, in the words of the first of them."""
    stops = [
        effect.stop.keeps
        for firing in sure
        for effect in firing.effects
        if effect.stop is not None and effect.stop.scope == "plan"
    ]
    first = stops[0] if stops else ()
    return tuple(word for word in first if all(word in keeps for keeps in stops))


def _session_notes(sure: Iterable[Firing]) -> tuple[str, ...]:
    texts = [
        effect.stop.text
        for firing in sure
        for effect in firing.effects
        if effect.stop is not None and effect.stop.scope == "session"
    ]
    return tuple(dict.fromkeys(texts))
