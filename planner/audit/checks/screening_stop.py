"""No plan against a stop, and nothing but what is kept while a clearance is missing."""

from __future__ import annotations

from collections.abc import Iterator

from planner.audit.case import Case
from planner.audit.evaluator import Truth
from planner.audit.report import Report, check
from planner.audit.verdicts import CLEARANCE_FIRST
from planner.knowledge.model import Rule

PLAN_SCOPE = "plan"
CLEAR = "clear"
NO_PLAN = ("emergency", "stop_and_seek_clearance")


@check("screening_stop")
def screening_stop(case: Case, report: Report) -> None:
    """The screening is derived anew and the plan respects it.

    Requirement: policies `unanswered_red_flag` and `cleared_decision`. No plan where a rule that
    stops plans holds or is unanswered; the printed decision is the worst of the rules that hold
    (an unknown one counts); while `clearance_before_any` stands, the plan says it is provisional
    and holds only the components that the decision policy keeps, until the week in which the
    clearance is true.
    """
    for rule in case.firings.rules:
        if _stops_plans(rule):
            for bound in case.firings.bindings(rule):
                outcome: Truth = case.firings.outcome(rule, bound, 1)
                state = "holds" if outcome else "is unanswered"
                report.expect(outcome is False, rule.id, f"no plan may be made: {rule.id} {state}")
    decision = max(_decisions(case), key=lambda word: _rank(case, word), default=CLEAR)
    said = case.plan.screening.decision
    report.expect(said == decision, "screening", f"says {said}, the answers give {decision}")
    if decision == CLEARANCE_FIRST:
        is_said = case.plan.screening.provisional
        report.expect(is_said, "screening", "a clearance is missing, yet it is not provisional")
    for placed in case.placed:
        may_stay = case.verdicts.is_cleared(placed.week) or case.verdicts.is_kept(placed.activity)
        report.expect(may_stay, placed.where, "must wait for the medical clearance")


def _stops_plans(rule: Rule) -> bool:
    return any(
        (effect.stop is not None and effect.stop.scope == PLAN_SCOPE)
        or (effect.decide is not None and effect.decide.decision in NO_PLAN)
        for effect in rule.then
    )


def _decisions(case: Case) -> Iterator[str]:
    world = case.firings.world(1)
    cleared = case.catalog.decision_policy.provisional.cleared_decision
    for fired in case.firings.of("decide", 1):
        decision = fired.body.decision
        if decision == CLEARANCE_FIRST and world.criterion(case.verdicts.clearance_of(fired.rule)):
            yield cleared
        else:
            yield decision


def _rank(case: Case, decision: str) -> int:
    return case.catalog.vocabulary["screening_decisions"][decision].rank or 0
