"""What rules ask the person to keep in mind stands in the plan."""

from __future__ import annotations

from collections.abc import Iterator

from planner.audit.case import Case
from planner.audit.firings import Fired
from planner.audit.report import Report, check

LIMITS = ("cap", "floor")
# One of several rules is told: the stricter one takes the place of the others.
ONE_OF_SEVERAL = ("progress", "scale", "set_method")
CERTAIN = ("refer", "stop", *ONE_OF_SEVERAL)
REFER, STOP, ITEM = "refer", "stop", "item"
CLEARANCE_FIRST = "clearance_before_any"


@check("advice_complete")
def advice_complete(case: Case, report: Report) -> None:
    """Every effect of a hard rule that no calendar can hold is told under its rule, in words.

    Requirement: decision_policy.advised_quantities and advised_formulas (caps and floors that are
    told), `monitor`, `allow`, `refer`, `stop` of an item, and `disable` of a feature that nothing
    else assures. Referrals, stops and ways to step up are told where the rule holds for certain; a
    referral is over when the rule's clearance was given. Of rules that answer one question (how to
    step up, how much of a dose, how to judge effort) one at least is told. Advice names a rule or a
    condition of the catalog, and says why.
    """
    told = {(entry.rule, entry.effect) for entry in case.plan.advice}
    kinds = {entry.effect for entry in case.plan.advice}
    for fired in _asked(case):
        found = (fired.rule, fired.kind) in told
        if fired.kind in ONE_OF_SEVERAL:
            found = fired.kind in kinds
        report.expect(found, fired.rule, f"asks for {fired.kind}, and the advice does not say so")
    for entry in case.plan.advice:
        is_known = entry.rule in case.catalog.rules or entry.rule in case.catalog.conditions
        report.expect(is_known, "advice", f"{entry.rule} is no rule and no condition")
        has_words = bool(entry.text.strip() and entry.why.strip())
        report.expect(has_words, "advice", f"{entry.rule}: nothing is said, or not why")


def _asked(case: Case) -> Iterator[Fired]:
    """Effects in force in the first week that the person has to be told."""
    for kind in ("monitor", "allow", "disable", *CERTAIN, *LIMITS):
        for fired in case.firings.of(kind, 1):
            is_sure = fired.is_certain or kind not in CERTAIN
            is_over = kind == REFER and _is_over(case, fired.rule)
            if is_sure and not is_over and _is_told(case, fired):
                yield fired


def _is_over(case: Case, rule: str) -> bool:
    """The rule asks for a clearance before any exercise, and it was given."""
    asked = {e.decide.decision for e in case.catalog.rules[rule].then if e.decide is not None}
    return CLEARANCE_FIRST in asked and bool(
        case.firings.world(1).criterion(case.verdicts.clearance_of(rule))
    )


def _is_told(case: Case, fired: Fired) -> bool:
    policy, body = case.catalog.decision_policy, fired.body
    if fired.kind in LIMITS:
        formula = body.value_formula
        by_formula = formula is not None and formula.operator in policy.advised_formulas
        return body.quantity in policy.advised_quantities or by_formula
    if fired.kind == STOP:
        return bool(body.scope == ITEM)
    if fired.kind == "disable":
        return case.catalog.vocabulary["features"][body.feature].assured_by is None
    return True
