"""Facts, conditions, criteria and plan biases: what is known about a person."""

from __future__ import annotations

from planner.knowledge.catalog import Catalog
from planner.knowledge.checks.common import check_cited
from planner.knowledge.checks.target import check_target
from planner.knowledge.checks.tree import check_tree
from planner.knowledge.checks.value import fact_values
from planner.knowledge.model import Condition, Criterion, Fact
from planner.knowledge.policy import PlanBias
from planner.knowledge.spot import Spot

TYPES = ("bool", "int", "number", "enum", "list", "date")
_ANSWERED_BY = ("patient", "clinician", "derived")
_UNKNOWN = ("blocks", "assume_worst", "ignore")


def check_fact(fact: Fact, spot: Spot, catalog: Catalog) -> None:
    """One fact."""
    spot.at("type").known(fact.type, TYPES, "type")
    spot.at("unit").known(fact.unit, catalog.vocabulary["units"], "unit")
    spot.at("answered_by").known(fact.answered_by, _ANSWERED_BY, "answered_by")
    spot.at("unknown").known(fact.unknown, _UNKNOWN, "word for unknown")
    spot.at("ask").need(bool(fact.ask.strip()), "the question is missing")
    if fact.type in ("enum", "list"):
        spot.need(bool(fact_values(fact, catalog)), f"a fact of type {fact.type} needs values")
    if fact.range is not None:
        spot.at("range").need(fact.range[0] < fact.range[1], "the smaller value comes first")


def check_condition(condition: Condition, spot: Spot, catalog: Catalog) -> None:
    """One condition."""
    words = catalog.vocabulary
    spot.at("kind").known(condition.kind, words["condition_kinds"], "kind")
    spot.all_known("stages", condition.stages, words["condition_stages"], "stage")
    check_cited(condition.evidence, condition.sources, spot, catalog)
    spot.at("questions").need(bool(condition.questions), "name at least one question")
    for stage, tree in condition.stage_when.items():
        here = spot.at("stage_when", stage)
        here.known(stage, condition.stages, "stage")
        check_tree(tree, here, catalog)
    if condition.derived_when is not None:
        check_tree(condition.derived_when, spot.at("derived_when"), catalog)
    for key in ("plan_bias", "plan_requires"):
        spot.all_known(key, getattr(condition, key), catalog.plan_biases, "plan bias")


def check_criterion(criterion: Criterion, spot: Spot, catalog: Catalog) -> None:
    """One criterion."""
    check_tree(criterion.test, spot.at("test"), catalog)
    check_cited(criterion.evidence, criterion.sources, spot, catalog)
    week = criterion.earliest_week_if_unmeasured
    here = spot.at("earliest_week_if_unmeasured")
    here.need(week is None or week >= 1, "plan weeks count from 1")


def check_bias(bias: PlanBias, spot: Spot, catalog: Catalog) -> None:
    """One plan bias."""
    for here, target in zip(spot.each("targets", bias.targets), bias.targets, strict=True):
        check_target(target, here, catalog)
    spot.all_known("prints", bias.prints, catalog.rules, "rule")
    spot.at("in_plan").need(
        bool(bias.targets) or not bias.in_plan, "name targets of what is in the plan"
    )
    here = spot.at("only_if_criterion")
    here.known(bias.only_if_criterion, catalog.criteria, "criterion")
