"""Rules: words, tree, effects, sources, and the shape of their cases."""

from __future__ import annotations

from planner.knowledge.catalog import Catalog
from planner.knowledge.checks.case import check_case
from planner.knowledge.checks.common import check_cited, check_date
from planner.knowledge.checks.effect import check_effect
from planner.knowledge.checks.tree import check_tree
from planner.knowledge.model import Node, Rule
from planner.knowledge.spot import Spot

_CASES = ("fires", "does_not_fire", "unknown")
_HARD = ("absolute", "strong")
ALWAYS = Node(all=())


def check_rule(rule: Rule, spot: Spot, catalog: Catalog) -> None:
    """One rule, except whether its cases come out as they say (that needs the rule engine)."""
    check_tree(rule.when, spot.at("when"), catalog)
    spot.at("then").need(bool(rule.then), "a rule without effects does nothing")
    for here, effect in zip(spot.each("then", rule.then), rule.then, strict=True):
        check_effect(effect, here, catalog)
    spot.at("severity").known(rule.severity, catalog.vocabulary["severities"], "severity")
    check_cited(rule.evidence, rule.sources, spot, catalog)
    check_date(rule.reviewed_on, spot.at("reviewed_on"))
    for reader in ("patient", "clinician"):
        spot.at("why", reader).need(bool(getattr(rule.why, reader)), "the reason is missing")
    spot.all_known("alternatives", rule.alternatives, catalog.activities, "activity")
    spot.all_known("seed", rule.seed, catalog.seed_statements, "seed statement")
    _check_cases(rule, spot, catalog)


def _check_cases(rule: Rule, spot: Spot, catalog: Catalog) -> None:
    for name, case in rule.cases.items():
        if spot.at("cases", name).known(name, _CASES, "case"):
            check_case(case, spot.at("cases", name), catalog)
    if rule.severity in _HARD:
        spot.need("fires" in rule.cases, f"a rule of severity {rule.severity} needs a fires case")
        silent = rule.when == ALWAYS or "does_not_fire" in rule.cases
        spot.need(silent, f"a rule of severity {rule.severity} needs a does_not_fire case")
