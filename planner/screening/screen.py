"""Red flags and pre-participation clearance from the catalog's rules; the strictest decides."""

from __future__ import annotations

from planner.domain.answers import Answers
from planner.knowledge import Catalog
from planner.rules import Firing, firings, truth
from planner.screening.result import (
    STOPS_PLAN,
    Referral,
    ScreeningFinding,
    ScreeningResult,
    Undecided,
)

BEFORE_ANY = "clearance_before_any"


def screen(catalog: Catalog, answers: Answers) -> ScreeningResult:
    """Screening of one person; overrides never reach it."""
    fired = firings(catalog, answers)
    sure = [firing for firing in fired if firing.outcome is True]
    rank = {name: term.rank or 0 for name, term in catalog.vocabulary["screening_decisions"].items()}
    decided = [(rank[name], name, firing) for firing in sure for name in _decisions(firing)]
    open_any = [
        (level, name, firing)
        for level, name, firing in decided
        if not (name == BEFORE_ANY and _is_cleared(firing, answers, catalog))
    ]
    decision = max(open_any, key=lambda entry: entry[0])[1] if open_any else _mildest(rank)
    was_cleared = len(open_any) < len(decided) and decision != BEFORE_ANY
    undecided = _undecided(fired)
    return ScreeningResult(
        decision=decision,
        provisional=decision == BEFORE_ANY or bool(undecided),
        findings=_findings(sure, was_cleared),
        referrals=_referrals(sure, catalog),
        undecided=undecided,
        cleared_by="medical_clearance" if was_cleared else None,
        notes=_session_notes(sure),
    )


def _decisions(firing: Firing) -> list[str]:
    return [effect.decide.decision for effect in firing.rule.then if effect.decide is not None]


def _stops_plan(firing: Firing) -> bool:
    stops = any(e.stop is not None and e.stop.scope == "plan" for e in firing.rule.then)
    return stops or not STOPS_PLAN.isdisjoint(_decisions(firing))


def _mildest(rank: dict[str, int]) -> str:
    return min(rank, key=lambda name: rank[name])


def _is_cleared(firing: Firing, answers: Answers, catalog: Catalog) -> bool:
    """Policy cleared_decision: the criterion of the rule's own gate is met."""
    gates = [effect.gate for effect in firing.rule.then if effect.gate is not None]
    return bool(gates) and all(truth(g.open_when, answers, catalog) is True for g in gates)


def _undecided(fired: tuple[Firing, ...]) -> tuple[Undecided, ...]:
    return tuple(
        Undecided(rule=firing.rule.id, facts=firing.unknown)
        for firing in fired
        if firing.outcome is None and _stops_plan(firing)
    )


def _findings(sure: list[Firing], was_cleared: bool) -> tuple[ScreeningFinding, ...]:
    found = []
    for firing in sure:
        kinds = {effect.kind for effect in firing.rule.then}
        if kinds & {"decide", "stop"} and not (was_cleared and BEFORE_ANY in _decisions(firing)):
            rule = firing.rule
            found.append(ScreeningFinding(rule=rule.id, text=rule.why.patient, says=rule.says))
    return tuple(dict.fromkeys(found))


def _referrals(sure: list[Firing], catalog: Catalog) -> tuple[Referral, ...]:
    rank = {name: term.rank or 0 for name, term in catalog.vocabulary["urgencies"].items()}
    found = {
        (effect.refer.urgency, effect.refer.text): Referral(
            rule=firing.rule.id, urgency=effect.refer.urgency, text=effect.refer.text
        )
        for firing in sure
        for effect in firing.rule.then
        if effect.refer is not None
    }
    return tuple(sorted(found.values(), key=lambda referral: -rank[referral.urgency]))


def _session_notes(sure: list[Firing]) -> tuple[str, ...]:
    texts = [
        effect.stop.text
        for firing in sure
        for effect in firing.rule.then
        if effect.stop is not None and effect.stop.scope == "session"
    ]
    return tuple(dict.fromkeys(texts))


def referral_text(result: ScreeningResult) -> str:
    """Text of `referral.txt`: what to do first, then why; no diagnosis."""
    lines: list[str] = []
    for referral in result.referrals:
        lines.append(f"[{referral.urgency.replace('_', ' ')}] {referral.text}")
    if result.findings:
        lines += ["", "What led to this:"]
        lines += [f"- {finding.text} ({finding.rule})" for finding in result.findings]
    lines += ["", "No exercise programme was made. Show this page to the clinician you see."]
    return "\n".join(lines) + "\n"
