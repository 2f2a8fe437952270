"""Answers that tell the trees of a rule from their mutants: values on and beside each threshold."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import combinations, islice, product
from typing import Any

from planner.knowledge.model import Node, Rule
from planner.rules import truth
from planner.workflow.proof.cases import WANTED
from planner.workflow.proof.person import case_answers
from tests.mutation.mutants import TREE_KINDS, Mutant, beside, mutants
from tests.support.people import CATALOG

# A few answers of a person, as a case holds them.
Fragment = dict[str, Any]
PLACEHOLDER = "@"
# Beyond every number that a fact without a range may have.
FAR = 10**8
# Mixtures of answers that are tried where those near the rule's own cases tell nothing apart.
MOST = 1500
MOST_TRIPLES = 20_000


def edges(rule: Rule) -> list[dict[str, Any]]:
    """Few answers that tell the trees of the rule from the mutants that its own cases let pass."""
    found = []
    left = [m for m in mutants(rule) if m.kind in TREE_KINDS and not is_seen_by_own_cases(m)]
    for gate in sorted({m.gate for m in left}, key=lambda g: -1 if g is None else g):
        found += _told_apart(rule, gate, [m for m in left if m.gate == gate])
    return found


def is_seen_by_own_cases(mutant: Mutant) -> bool:
    """A case that stands in the rule itself comes out otherwise."""
    if mutant.rule is None or mutant.kind not in TREE_KINDS or mutant.gate is not None:
        return False
    when = mutant.rule.when
    return any(
        truth(when, case_answers(case), CATALOG, resolve=False) is not WANTED[name]
        for name, case in mutant.of.cases.items()
    )


def tree(rule: Rule, gate: int | None) -> Node:
    """The tree of the rule, or of a gate among its effects."""
    if gate is None:
        return rule.when
    body = rule.then[gate].gate
    assert body is not None
    return body.open_when


def _told_apart(rule: Rule, gate: int | None, left: list[Mutant]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for case in _candidates(rule, gate):
        if not left:
            break
        answers = case_answers(case)
        says = truth(tree(rule, gate), answers, CATALOG, resolve=False)
        noticed = [
            m
            for m in left
            if m.rule is not None
            and truth(tree(m.rule, gate), answers, CATALOG, resolve=False) is not says
        ]
        if noticed:
            left = [m for m in left if m not in noticed]
            found.append({"holds": says, **({} if gate is None else {"gate": gate}), **case})
    return found


def _candidates(rule: Rule, gate: int | None) -> Iterator[Fragment]:
    """Answers near the rule's own cases first, then mixtures of all that its tree reads."""
    options = options_of(tree(rule, gate))
    starts = [*(rule.cases.values() if gate is None else ()), {}]
    yield from starts
    for count in (1, 2):
        for start in starts:
            yield from _changed(start, options, count)
    chance = random.Random(rule.id)
    for _ in range(MOST):
        case: Fragment = {}
        for key in options:
            case = merged(case, chance.choice(options[key]))
        yield case
    for start in starts:
        yield from islice(_changed(start, options, 3), MOST_TRIPLES)


def _changed(start: Fragment, options: dict[str, list[Fragment]], count: int) -> Iterator[Fragment]:
    """The answers with `count` questions answered otherwise."""
    for keys in combinations(options, count):
        for chosen in product(*(options[key] for key in keys)):
            case = start
            for option in chosen:
                case = merged(case, option)
            yield case


def merged(case: Fragment, more: Fragment) -> Fragment:
    found = dict(case)
    for name, value in more.items():
        found[name] = {**found.get(name, {}), **value} if isinstance(value, dict) else value
    return found


def _leaves(node: Node) -> Iterator[Node]:
    parts = (*(node.all or ()), *(node.any or ()), *((node.not_,) if node.not_ else ()))
    for part in parts:
        yield from _leaves(part)
    if not parts and node.all is None and node.any is None:
        yield node


def options_of(node: Node) -> dict[str, list[Fragment]]:
    found: dict[str, list[Fragment]] = {}
    for leaf in _leaves(node):
        key, options = _answers(leaf)
        own = found.setdefault(key, [])
        own += [option for option in options if option not in own]
    trials = [o for key, own in found.items() if key == "trials" for o in own]
    if trials:
        found["trials"] = trials
    return found


def _answers(leaf: Node) -> tuple[str, list[Fragment]]:
    if leaf.fact is not None:
        return leaf.fact, [{"facts": {leaf.fact: value}} for value in _values(leaf, leaf.fact)]
    if leaf.condition is not None:
        condition = CATALOG.conditions[leaf.condition]
        # The last stage may be recorded as well, and the condition may be absent.
        stages = [*leaf.stage, *(s for s in condition.stages if s not in leaf.stage)]
        sides = ("left", "right", "both") if leaf.side not in (None, "any") else (None,)
        records = [
            {"stage": stage, **({"side": side} if side else {})}
            for stage in stages or ["any"]
            for side in sides
        ]
        return leaf.condition, [{"conditions": {leaf.condition: record}} for record in records]
    if leaf.criterion is not None:
        return leaf.criterion, [{"criteria": {leaf.criterion: met}} for met in (True, False)]
    if leaf.trial is not None:
        outcomes = [leaf.trial] if isinstance(leaf.trial, str) else [*leaf.trial]
        others = [w for w in CATALOG.vocabulary["trial_outcomes"] if w not in outcomes]
        named = leaf.muscle if leaf.muscle and PLACEHOLDER not in leaf.muscle else "soleus"
        side = leaf.side if leaf.side in ("left", "right") else "left"
        return "trials", [
            {"trials": [{"muscle": named, "side": side, "outcome": word}]}
            for word in (*outcomes, *others)
        ] + [{"trials": []}]
    words = [leaf.response] if isinstance(leaf.response, str) else [*(leaf.response or ())]
    other = [w for w in CATALOG.vocabulary["responses"] if w not in words][:1]
    return "responses", [{"responses": [{"response": w}]} for w in (*words, *other)] + [
        {"responses": []}
    ]


def _values(leaf: Node, name: str) -> list[Any]:
    fact = CATALOG.facts[name]
    numbers = [*(leaf.between or ()), leaf.at_least, leaf.at_most]
    numbers += [leaf.equals] if isinstance(leaf.equals, int | float) else []
    found: list[Any] = []
    for number in numbers:
        if number is not None and not isinstance(number, bool):
            below, above = beside(number)
            found += [number, below, above]
    least, most = fact.range or (-FAR, FAR)
    found = [value for value in found if least <= value <= most]
    if fact.type == "bool":
        found = [True, False]
    words = [*(leaf.in_ or ()), *([leaf.equals] if isinstance(leaf.equals, str) else [])]
    if words:
        others = [word for word in fact.values if word not in words][:1] or ["another_word"]
        found = [*words, *others]
    return [[word] for word in found] + [[]] if fact.type == "list" else found
