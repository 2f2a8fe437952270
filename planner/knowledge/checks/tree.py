"""Condition trees: one operator a node, known ids, values that fit."""

from __future__ import annotations

from planner.knowledge.catalog import Catalog
from planner.knowledge.checks.common import PLACEHOLDERS, SIDES
from planner.knowledge.checks.value import check_value
from planner.knowledge.model import Node
from planner.knowledge.spot import Spot
from planner.told import told

_OPERATORS = {
    "all": "all", "any": "any", "not": "not_", "condition": "condition", "fact": "fact",
    "trial": "trial", "response": "response", "criterion": "criterion",
}  # fmt: skip
_COMPARISONS = {
    "equals": "equals", "in": "in_", "at_least": "at_least", "at_most": "at_most",
    "between": "between",
}  # fmt: skip
_QUALIFIERS = {"stage": ("condition",), "side": ("condition", "trial"), "muscle": ("trial",)}
_WORDS_ONLY = ("equals", "in")
_COMPARISONS_OF = {
    "bool": ("equals",),
    "enum": _WORDS_ONLY,
    "list": _WORDS_ONLY,
}


def check_tree(node: Node, spot: Spot, catalog: Catalog) -> None:
    """The node and everything below it."""
    found = [key for key, name in _OPERATORS.items() if getattr(node, name) is not None]
    if len(found) != 1:
        named = ", ".join(found) or "none"
        spot.bad(f"a node needs exactly one of {', '.join(_OPERATORS)}; found: {named}")
        return
    operator = found[0]
    _check_extras(node, operator, spot)
    for key in ("all", "any"):
        for index, below in enumerate(getattr(node, key) or ()):
            check_tree(below, spot.at(key, index), catalog)
    if node.any == ():
        spot.at("any").bad("an empty 'any' is never true; list at least one node")
    if node.not_ is not None:
        check_tree(node.not_, spot.at("not"), catalog)
    if operator in _LEAVES:
        _LEAVES[operator](node, spot, catalog)


def _check_extras(node: Node, operator: str, spot: Spot) -> None:
    for key, operators in _QUALIFIERS.items():
        if getattr(node, key) and operator not in operators:
            spot.at(key).bad(f"'{key}' belongs to {' or '.join(operators)}, not to '{operator}'")
    for key, name in _COMPARISONS.items():
        if getattr(node, name) is not None and operator != "fact":
            spot.at(key).bad(f"'{key}' belongs to a fact, not to '{operator}'")
    spot.at("side").known(node.side, SIDES, "side")


def _check_condition(node: Node, spot: Spot, catalog: Catalog) -> None:
    word = node.condition or ""
    if spot.at("condition").known(word, catalog.conditions, "condition"):
        stages = catalog.conditions[word].stages
        spot.all_known("stage", node.stage, stages, told("stage of {word}", word=word))


def _check_fact(node: Node, spot: Spot, catalog: Catalog) -> None:
    word = node.fact or ""
    if not spot.at("fact").known(word, catalog.facts, "fact"):
        return
    fact = catalog.facts[word]
    used = [key for key, name in _COMPARISONS.items() if getattr(node, name) is not None]
    if len(used) != 1:
        spot.bad(f"a fact needs exactly one of {', '.join(_COMPARISONS)}")
        return
    (key,) = used
    allowed = _COMPARISONS_OF.get(fact.type, tuple(_COMPARISONS))
    if key not in allowed:
        spot.at(key).bad(f"{word} is of type {fact.type}; use {' or '.join(allowed)}")
        return
    given = getattr(node, _COMPARISONS[key])
    if not isinstance(given, tuple):
        check_value(given, fact, spot.at(key), catalog)
        return
    for here, value in zip(spot.each(key, given), given, strict=True):
        check_value(value, fact, here, catalog)
    if key == "between" and given[0] > given[1]:
        spot.at(key).bad("the smaller value comes first")


def _words(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value or ()


def _check_trial(node: Node, spot: Spot, catalog: Catalog) -> None:
    for word in _words(node.trial):
        spot.at("trial").known(word, catalog.vocabulary["trial_outcomes"], "trial outcome")
    muscles = [*catalog.vocabulary["muscles"], *sorted(PLACEHOLDERS)]
    spot.at("muscle").known(node.muscle, muscles, "muscle")


def _check_response(node: Node, spot: Spot, catalog: Catalog) -> None:
    for word in _words(node.response):
        spot.at("response").known(word, catalog.vocabulary["responses"], "response")


def _check_criterion(node: Node, spot: Spot, catalog: Catalog) -> None:
    spot.at("criterion").known(node.criterion, catalog.criteria, "criterion")


_LEAVES = {
    "condition": _check_condition,
    "fact": _check_fact,
    "trial": _check_trial,
    "response": _check_response,
    "criterion": _check_criterion,
}
