"""What a catalog holds, and what a clinician should look at in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from planner.knowledge.catalog import Catalog
from planner.knowledge.checks.target import hits_nothing
from planner.knowledge.model import Condition, Node, Rule
from planner.knowledge.records import all_records, place

_TARGETED = ("exclude", "defer", "gate", "avoid", "prefer")
_CLOSED_LIST_ENTRIES = "vocabulary"


class Summary(Struct, frozen=True):
    """Result of `catalog check`.

    Attributes:
        sha256: digest of the catalog.
        counts: kind of record to how many there are.
        rules_by_severity, rules_by_evidence: how many rules carry each word.
        warnings: what is allowed but looks unintended, each with `file:line`.
    """

    sha256: str
    counts: dict[str, int]
    rules_by_severity: dict[str, int]
    rules_by_evidence: dict[str, int]
    warnings: tuple[str, ...]


def summarise(catalog: Catalog) -> Summary:
    """Counts and warnings of a catalog that has passed its checks."""
    counts: Counter[str] = Counter()
    for kind, _, _ in all_records(catalog):
        counts[_CLOSED_LIST_ENTRIES if kind in catalog.vocabulary else kind] += 1
    rules = catalog.rules.values()
    warnings = (*_idle_targets(catalog), *_unread_facts(catalog))
    return Summary(
        sha256=catalog.sha256,
        counts=dict(counts),
        rules_by_severity=dict(Counter(rule.severity for rule in rules)),
        rules_by_evidence=dict(Counter(rule.evidence for rule in rules)),
        warnings=warnings,
    )


def _idle_targets(catalog: Catalog) -> Iterator[str]:
    for rule in catalog.rules.values():
        for effect in rule.then:
            if effect.kind in _TARGETED and hits_nothing(effect.body.target, catalog):
                where = place(catalog, "rule", rule.id)
                yield f"{where}: rule {rule.id}: {effect.kind} touches no activity"


def facts_read(node: Node) -> Iterator[str]:
    """Facts that a tree reads."""
    if node.fact is not None:
        yield node.fact
    for below in (*(node.all or ()), *(node.any or ()), *((node.not_,) if node.not_ else ())):
        yield from facts_read(below)


def _trees(catalog: Catalog) -> Iterator[Node]:
    yield from (rule.when for rule in catalog.rules.values())
    yield from (criterion.test for criterion in catalog.criteria.values())
    for condition in catalog.conditions.values():
        yield from _trees_of(condition)
    for rule in catalog.rules.values():
        yield from _gates(rule)
    for each in catalog.derivations.derivations:
        yield from (choice.when for choice in each.choices)
    for component in catalog.dosing.level_assignment.components:
        yield from (test.when for test in component.levels)


def _trees_of(condition: Condition) -> Iterator[Node]:
    yield from condition.stage_when.values()
    if condition.derived_when is not None:
        yield condition.derived_when


def _gates(rule: Rule) -> Iterator[Node]:
    yield from (effect.gate.open_when for effect in rule.then if effect.gate is not None)


def _unread_facts(catalog: Catalog) -> Iterator[str]:
    read = {fact for tree in _trees(catalog) for fact in facts_read(tree)}
    read.update(fact for each in catalog.derivations.derivations for fact in each.facts)
    read.update(fact for rule in catalog.rules.values() for fact in _facts_of_effects(rule))
    for fact in catalog.facts:
        if fact not in read:
            yield f"{place(catalog, 'fact', fact)}: no rule reads fact {fact}"


def _facts_of_effects(rule: Rule) -> Iterator[str]:
    """Facts that a rule asks for, or works a limit out of."""
    for effect in rule.then:
        limit = effect.cap or effect.floor
        if effect.ask is not None:
            yield effect.ask.fact
        if limit is not None and limit.value_formula is not None:
            yield from (term.fact for term in limit.value_formula.first_known or ())
