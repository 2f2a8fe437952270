"""Three-valued truth of condition trees: True, False, or None where an answer is missing.

Kleene's strong logic: `all` is False as soon as one part is False, `any` is True as soon as one
part is True, and what then depends on an unknown part is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.answers import Answers, RecordedCondition
from planner.domain.intake import FactValue
from planner.knowledge import Catalog
from planner.knowledge.model import Node

Truth = bool | None
IGNORE = "ignore"
BOTH = "both"


def negate(value: Truth) -> Truth:
    """Not; unknown stays unknown."""
    return None if value is None else not value


def conjunction(values: Iterable[Truth]) -> Truth:
    """All of them."""
    unknown = False
    for value in values:
        if value is False:
            return False
        unknown = unknown or value is None
    return None if unknown else True


def disjunction(values: Iterable[Truth]) -> Truth:
    """Any of them."""
    unknown = False
    for value in values:
        if value is True:
            return True
        unknown = unknown or value is None
    return None if unknown else False


def truth(node: Node, answers: Answers, catalog: Catalog, *, resolve: bool = True) -> Truth:
    """Truth of a tree for these answers.

    Args:
        node: the tree.
        answers: what is known.
        catalog: conditions, criteria and facts that leaves refer to.
        resolve: a leaf on a missing fact that the catalog marks `ignore` counts as false
            (policy `unknown_in_rules`); without it every missing fact is unknown.
    """
    return _Reader(answers, catalog, resolve).read(node)


class _Reader:
    def __init__(self, answers: Answers, catalog: Catalog, resolve: bool) -> None:
        self.answers = answers
        self.catalog = catalog
        self.resolve = resolve

    def read(self, node: Node) -> Truth:
        if node.fact is not None:
            return self._fact(node, node.fact)
        if node.all is not None:
            return conjunction(self.read(part) for part in node.all)
        if node.any is not None:
            return disjunction(self.read(part) for part in node.any)
        if node.not_ is not None:
            return negate(self.read(node.not_))
        if node.condition is not None:
            return self._condition(node, node.condition)
        if node.criterion is not None:
            return self.criterion(node.criterion)
        if node.trial is not None:
            return self._trial(node, node.trial)
        if node.response is not None:
            return self._response(node.response)
        raise ValueError("a condition tree needs one of the closed operators")

    def _fact(self, node: Node, fact: str) -> Truth:
        value = self.answers.facts.get(fact)
        if value is None:
            ignored = self.catalog.facts[fact].unknown == IGNORE
            return False if self.resolve and ignored else None
        return compare(node, value)

    def criterion(self, name: str) -> Truth:
        measured = self.answers.criteria.get(name)
        if measured is not None:
            return measured
        return self.read(self.catalog.criteria[name].test)

    def _condition(self, node: Node, name: str) -> Truth:
        record = self.answers.conditions.get(name)
        if record is None:
            if name in self.answers.conditions_unknown:
                return None
            derived = self.catalog.conditions[name].derived_when
            holds = self.read(derived) if derived is not None else False
            if holds is not True or not node.stage:
                return holds
            return disjunction(self._stage(name, stage) for stage in node.stage)
        return conjunction([self._in_stage(node, name, record), self._on_side(node, record)])

    def _in_stage(self, node: Node, name: str, record: RecordedCondition) -> Truth:
        if not node.stage:
            return True
        if record.stage is not None:
            return record.stage in node.stage
        return disjunction(self._stage(name, stage) for stage in node.stage)

    def _on_side(self, node: Node, record: RecordedCondition) -> Truth:
        if node.side in (None, "any"):
            return True
        return None if record.side is None else record.side in (node.side, BOTH)

    def _stage(self, name: str, stage: str) -> Truth:
        test = self.catalog.conditions[name].stage_when.get(stage)
        return None if test is None else self.read(test)

    def _trial(self, node: Node, outcome: str | tuple[str, ...]) -> Truth:
        if self.answers.trials is None:
            return None
        wanted = (outcome,) if isinstance(outcome, str) else outcome
        return any(
            trial.outcome in wanted
            and _is(node.muscle, trial.muscle)
            and _is(node.side, trial.side)
            for trial in self.answers.trials
        )

    def _response(self, response: str | tuple[str, ...]) -> Truth:
        if self.answers.responses is None:
            return None
        wanted = (response,) if isinstance(response, str) else response
        return any(record.response in wanted for record in self.answers.responses)


def _is(wanted: str | None, actual: str) -> bool:
    return wanted is None or wanted.startswith("@") or actual in (wanted, BOTH)


def compare(node: Node, value: FactValue) -> bool:
    """A known value against the node's operator; for lists, `equals` and `in` ask if it holds."""
    if node.equals is not None:
        return node.equals in value if isinstance(value, tuple | list) else value == node.equals
    if node.in_ is not None:
        if isinstance(value, tuple | list):
            return any(word in value for word in node.in_)
        return value in node.in_
    if node.at_least is not None:
        return value >= node.at_least  # type: ignore[operator]
    if node.at_most is not None:
        return value <= node.at_most  # type: ignore[operator]
    if node.between is not None:
        return node.between[0] <= value <= node.between[1]  # type: ignore[operator]
    raise ValueError(f"fact {node.fact} is compared with nothing")


def unknown_facts(node: Node, answers: Answers, catalog: Catalog) -> tuple[str, ...]:
    """Facts and recorded conditions that keep the tree from being decided, in tree order."""
    found: dict[str, None] = {}
    _collect(node, _Reader(answers, catalog, resolve=True), found, frozenset())
    return tuple(found)


def _collect(node: Node, reader: _Reader, found: dict[str, None], seen: frozenset[str]) -> None:
    if reader.read(node) is not None:
        return
    if node.fact is not None:
        found.setdefault(node.fact)
    for part in (*(node.all or ()), *(node.any or ()), *((node.not_,) if node.not_ else ())):
        _collect(part, reader, found, seen)
    catalog = reader.catalog
    if node.criterion is not None and node.criterion not in seen:
        _collect(catalog.criteria[node.criterion].test, reader, found, seen | {node.criterion})
    if node.condition is not None:
        condition = catalog.conditions[node.condition]
        trees = [condition.stage_when[s] for s in node.stage if s in condition.stage_when]
        if condition.derived_when is not None:
            trees.append(condition.derived_when)
        for tree in trees:
            _collect(tree, reader, found, seen)
