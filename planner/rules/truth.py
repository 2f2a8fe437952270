"""Three-valued truth of condition trees: True, False, or None where an answer is missing.

Kleene's strong logic: `all` is False as soon as one part is False, `any` is True as soon as one
part is True, and what then depends on an unknown part is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.domain.answers import Answers, RecordedCondition
from planner.domain.intake import FactValue
from planner.knowledge import Catalog
from planner.knowledge.model import Node

Truth = bool | None
IGNORE = "ignore"
BOTH = "both"
TRIALS, RESPONSES = "stretch_trials", "responses"


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
            return self._in_one_of(name, node.stage)
        return conjunction([self._in_stage(node, name, record), self._on_side(node, record)])

    def _in_stage(self, node: Node, name: str, record: RecordedCondition) -> Truth:
        if not node.stage:
            return True
        if record.stage is not None:
            return record.stage in node.stage
        return self._in_one_of(name, node.stage)

    def _on_side(self, node: Node, record: RecordedCondition) -> Truth:
        if node.side in (None, "any"):
            return True
        return None if record.side is None else record.side in (node.side, BOTH)

    def _in_one_of(self, name: str, stages: tuple[str, ...]) -> Truth:
        """By the tests of the stages; where the answers deny every stage, none is known."""
        every = self.catalog.conditions[name].stages
        if every and all(self._stage(name, stage) is False for stage in every):
            return None
        return disjunction(self._stage(name, stage) for stage in stages)

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
        return _number(node, value) >= node.at_least
    if node.at_most is not None:
        return _number(node, value) <= node.at_most
    if node.between is not None:
        return node.between[0] <= _number(node, value) <= node.between[1]
    raise ValueError(f"fact {node.fact} is compared with nothing")


def _number(node: Node, value: FactValue) -> int | float:
    """The value as a number; the catalog's own check lets no other fact be compared so."""
    if not isinstance(value, int | float):
        raise TypeError(f"fact {node.fact} is compared with a number but holds none")
    return value


def unknown_facts(node: Node, answers: Answers, catalog: Catalog) -> tuple[str, ...]:
    """What keeps the tree from being decided, in tree order, each once.

    Facts; where none lies below it, the condition whose presence, stage or side is missing;
    `stretch_trials` and `responses` where those were not asked for.
    """
    return tuple(dict.fromkeys(_missing(node, _Reader(answers, catalog, resolve=True))))


def _missing(node: Node, reader: _Reader) -> Iterator[str]:
    if reader.read(node) is not None:
        return
    for part in (*(node.all or ()), *(node.any or ()), *((node.not_,) if node.not_ else ())):
        yield from _missing(part, reader)
    if node.fact is not None:
        yield node.fact
    if node.criterion is not None:
        yield from _missing(reader.catalog.criteria[node.criterion].test, reader)
    if node.condition is not None:
        yield from _missing_in_condition(node.condition, node.stage, reader)
    if node.trial is not None:
        yield TRIALS
    if node.response is not None:
        yield RESPONSES


def _missing_in_condition(name: str, stages: tuple[str, ...], reader: _Reader) -> Iterator[str]:
    condition = reader.catalog.conditions[name]
    trees = [condition.stage_when[stage] for stage in stages if stage in condition.stage_when]
    if name not in reader.answers.conditions and condition.derived_when is not None:
        trees.append(condition.derived_when)
    yield from [fact for tree in trees for fact in _missing(tree, reader)] or [name]
