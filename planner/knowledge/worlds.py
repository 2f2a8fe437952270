"""What must be so for a tree to hold: enough to see that it never can, or never with another.

A tree becomes a list of worlds, one for each way in which it can hold. A world says for some
questions which answers are left. What cannot be said so (which of several trials, a list that
holds one of several words) leaves every answer open: two trees may then look as if they could
hold together although they cannot, never the other way round.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product

from planner.knowledge.base import Node
from planner.knowledge.catalog import Catalog
from planner.knowledge.model import Fact

# A closed range of numbers.
Span = tuple[float, float]
# Answers that are left: words (or yes and no), or ranges of numbers.
Left = frozenset[bool | str] | tuple[Span, ...]
# A question is a fact, a condition, a stage ...: its kind and id.
Question = tuple[str, str]
World = Mapping[Question, Left]
Worlds = tuple[World, ...]

ANYTHING: Worlds = ({},)
NOTHING: Worlds = ()
YES_NO = frozenset((True, False))
# More ways than this are not told apart: they become one world in which everything is open.
MOST_WORLDS = 400
# Smallest step between two answers of a fact of type number.
STEP = 1e-6
TESTED = "@tested"
# How a condition may be there, and the stage of one that is recorded without any.
RECORDED, DERIVED, ABSENT, NOT_RECORDED = "recorded", "derived", "absent", "not recorded"


def worlds(node: Node, catalog: Catalog) -> Worlds:
    """Every way in which the tree can hold; empty where it never can."""
    return _Reader(catalog).read(node, True)


def can_hold(node: Node, catalog: Catalog) -> bool:
    """Whether some answers make the tree true."""
    return bool(worlds(node, catalog))


def can_both_hold(one: Worlds, other: Worlds) -> bool:
    """Whether one person may be in a world of each."""
    return any(_meet(here, there) is not None for here, there in product(one, other))


def follows(node: Node, from_: Node, catalog: Catalog) -> bool:
    """Whether the tree surely holds wherever `from_` holds."""
    return node == from_ or not can_hold(Node(all=(from_, Node(not_=node))), catalog)


class _Reader:
    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    def read(self, node: Node, holds: bool) -> Worlds:
        """Worlds in which the node is true, or (`holds` false) in which it is false."""
        if node.not_ is not None:
            return self.read(node.not_, not holds)
        parts = node.all if node.all is not None else node.any
        if parts is None:
            return self._leaf(node, holds)
        read = [self.read(part, holds) for part in parts]
        # A false `all` is an `any` of false parts, and the other way round.
        return _every(read) if (node.all is not None) is holds else _either(read)

    def _leaf(self, node: Node, holds: bool) -> Worlds:
        if node.fact is not None:
            return self._fact(node, self.catalog.facts[node.fact], holds)
        if node.criterion is not None:
            own: Worlds = ({("criterion", node.criterion): frozenset((holds,))},)
            return _every([own, self.read(self.catalog.criteria[node.criterion].test, holds)])
        if node.condition is not None:
            return self._condition(node, node.condition, holds)
        if node.trial is not None:
            return self._trial(node, node.trial, holds)
        return ANYTHING

    def _condition(self, node: Node, name: str, holds: bool) -> Worlds:
        there = self._there(name)
        if holds:
            return _every([there, self._in_stage(node, name)]) if node.stage else there
        absent = self._absent(name)
        if node.side is not None:
            return ANYTHING
        if not node.stage:
            return absent
        stages = frozenset(self.catalog.conditions[name].stages) - frozenset(node.stage)
        elsewhere: World = {("stage", name): stages | {NOT_RECORDED}}
        return _either([absent, _every([there, (elsewhere,)])])

    def _there(self, name: str) -> Worlds:
        """The condition is recorded, or follows from answers."""
        recorded: World = {("condition", name): frozenset((RECORDED,))}
        derived = self.catalog.conditions[name].derived_when
        if derived is None:
            return (recorded,)
        follows: World = {("condition", name): frozenset((DERIVED,))}
        return _either([(recorded,), _every([(follows,), self.read(derived, True)])])

    def _absent(self, name: str) -> Worlds:
        absent: World = {("condition", name): frozenset((ABSENT,))}
        derived = self.catalog.conditions[name].derived_when
        return (absent,) if derived is None else _every([(absent,), self.read(derived, False)])

    def _in_stage(self, node: Node, name: str) -> Worlds:
        """The stage is recorded, or follows from answers."""
        recorded: World = {("stage", name): frozenset(node.stage)}
        unrecorded: Worlds = ({("stage", name): frozenset((NOT_RECORDED,))},)
        tests = self.catalog.conditions[name].stage_when
        read = [self.read(tests[stage], True) for stage in node.stage if stage in tests]
        return _either([(recorded,), *(_every([unrecorded, each]) for each in read)])

    def _trial(self, node: Node, outcome: str | tuple[str, ...], holds: bool) -> Worlds:
        if node.muscle != TESTED:
            return ANYTHING
        named = frozenset((outcome,) if isinstance(outcome, str) else outcome)
        every = frozenset(self.catalog.vocabulary["trial_outcomes"])
        return ({("trial", TESTED): named if holds else every - named},)

    def _fact(self, node: Node, fact: Fact, holds: bool) -> Worlds:
        if fact.type == "list":
            return _listed(node, fact.id, holds)
        left = _words(node, fact, self.catalog) if _by_words(node) else _spans(node)
        if not holds:
            left = _others(left, fact, self.catalog)
        left = _inside(left, fact)
        return ({("fact", fact.id): left},) if left else NOTHING


def _by_words(node: Node) -> bool:
    values = (node.equals,) if node.equals is not None else node.in_ or ()
    return bool(values) and all(isinstance(value, bool | str) for value in values)


def _listed(node: Node, fact: str, holds: bool) -> Worlds:
    """A list holds one of the words: each word is a question of its own."""
    values = (node.equals,) if node.equals is not None else node.in_ or ()
    worlds: list[Worlds] = [
        ({("fact", f"{fact}:{value}"): frozenset((holds,))},) for value in values
    ]
    return _either(worlds) if holds else _every(worlds)


def _words(node: Node, fact: Fact, catalog: Catalog) -> Left:
    values = (node.equals,) if node.equals is not None else node.in_ or ()
    return frozenset(value for value in values if isinstance(value, bool | str))


def _spans(node: Node) -> tuple[Span, ...]:
    if node.at_least is not None:
        return ((node.at_least, float("inf")),)
    if node.at_most is not None:
        return ((float("-inf"), node.at_most),)
    if node.between is not None:
        return (node.between,)
    values = (node.equals,) if node.equals is not None else node.in_ or ()
    return tuple((float(value), float(value)) for value in values)


def _others(left: Left, fact: Fact, catalog: Catalog) -> Left:
    """The answers that are not among these."""
    if isinstance(left, frozenset):
        values = fact.values
        if fact.values_from is not None:
            values = tuple(catalog.vocabulary[fact.values_from.removeprefix("vocabulary.")])
        return (YES_NO if fact.type == "bool" else frozenset(values)) - left
    step = 1 if fact.type == "int" else STEP
    found: list[Span] = []
    low = float("-inf")
    for first, last in sorted(left):
        found.append((low, first - step))
        low = last + step
    return (*found, (low, float("inf")))


def _inside(left: Left, fact: Fact) -> Left:
    """Only what the range of the fact allows."""
    if isinstance(left, frozenset):
        return left
    low, high = fact.range or (float("-inf"), float("inf"))
    cut = ((max(first, low), min(last, high)) for first, last in left)
    return tuple((first, last) for first, last in cut if first <= last)


def _either(read: Iterable[Worlds]) -> Worlds:
    found = tuple(world for each in read for world in each)
    return found if len(found) <= MOST_WORLDS else ANYTHING


def _every(read: Iterable[Worlds]) -> Worlds:
    found: Worlds = ANYTHING
    for each in read:
        met = (_meet(here, there) for here, there in product(found, each))
        found = tuple(world for world in met if world is not None)
        if len(found) > MOST_WORLDS:
            found = ANYTHING
    return found


def _meet(one: World, other: World) -> World | None:
    """Both at once; None where no answer to some question is left."""
    smaller, larger = (one, other) if len(one) <= len(other) else (other, one)
    found = dict(larger)
    for question, left in smaller.items():
        if question in found:
            both = _common(left, found[question])
            if not both:
                return None
            found[question] = both
        else:
            found[question] = left
    return found


def _common(one: Left, other: Left) -> Left:
    if isinstance(one, frozenset) and isinstance(other, frozenset):
        return one & other
    if isinstance(one, tuple) and isinstance(other, tuple):
        cut = ((max(a, c), min(b, d)) for (a, b), (c, d) in product(one, other))
        return tuple((first, last) for first, last in cut if first <= last)
    raise TypeError("a question is answered with a word here and with a number there")
