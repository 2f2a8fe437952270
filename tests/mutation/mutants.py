"""Faults that a slip could put into a rule of the catalog, one small fault a mutant.

Kinds of trees (`when`, and what a gate waits for): a comparison turned round, `all` for `any`, a
branch or a word lost, a threshold one step off. Kinds of effects: one lost, a number one step off,
a target without one of its words, a milder one in its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace

from planner.knowledge.base import Target
from planner.knowledge.model import Effect, Node, Rule, Weigh
from tests.support.people import CATALOG

DROP = "rule dropped"
FLIP, SWAP, BRANCH, WORD, EDGE = (
    "comparison turned round",
    "all and any exchanged",
    "branch of the tree lost",
    "word of a leaf lost",
    "threshold moved one step",
)
LOST, NUMBER, TARGET, MILDER, SEVERITY = (
    "one of several effects lost",
    "number of an effect moved one step",
    "target loses a word",
    "milder effect, window or urgency",
    "severity lowered",
)
TREE_KINDS = (FLIP, SWAP, BRANCH, WORD, EDGE)
KINDS = (DROP, *TREE_KINDS, LOST, NUMBER, TARGET, MILDER, SEVERITY)
SEVERITIES = ("absolute", "strong", "caution", "preference")
# The window that is inside another one, or a shorter part of it.
SHORTER = {
    "always": "from_week_2",
    "weeks_1_2": "week_1",
    "weeks_1_8": "weeks_1_2",
    "weeks_1_12": "weeks_1_8",
    "from_week_2": "from_week_3",
    "from_week_3": "from_week_5",
}
PLAIN = (bool, int, float, str)


class Mutant(NamedTuple):
    """A rule with one fault; `rule` is None where it was dropped.

    `gate` is the place of the effect whose tree was changed, for trees that a gate waits for.
    """

    kind: str
    of: Rule
    rule: Rule | None
    fault: str
    gate: int | None = None

    @property
    def id(self) -> str:
        return f"{self.of.id}: {self.kind}: {self.fault}"


def mutants(rule: Rule) -> Iterator[Mutant]:
    """Every mutant of the rule, the dropped rule first."""
    yield Mutant(DROP, rule, None, "not in the catalog")
    for kind, tree, fault in trees(rule.when):
        yield Mutant(kind, rule, replace(rule, when=tree), fault)
    for place, effect in enumerate(rule.then):
        if effect.gate is not None:
            for kind, tree, fault in trees(effect.gate.open_when):
                changed = Effect(gate=replace(effect.gate, open_when=tree))
                yield Mutant(kind, rule, _with(rule, place, changed), f"gate: {fault}", place)
        for kind, changed, fault in effects(effect):
            yield Mutant(kind, rule, _with(rule, place, changed), f"{effect.kind}: {fault}")
        if len(rule.then) > 1:
            rest = (*rule.then[:place], *rule.then[place + 1 :])
            yield Mutant(LOST, rule, replace(rule, then=rest), f"{effect.kind} number {place + 1}")
    for lower in SEVERITIES[SEVERITIES.index(rule.severity) + 1 :][:1]:
        yield Mutant(SEVERITY, rule, replace(rule, severity=lower), f"{lower}")


def _with(rule: Rule, place: int, effect: Effect) -> Rule:
    return replace(rule, then=(*rule.then[:place], effect, *rule.then[place + 1 :]))


def trees(node: Node) -> Iterator[tuple[str, Node, str]]:
    """Every tree that differs from this one by one fault."""
    for name, other in (("all", "any"), ("any", "all")):
        parts: tuple[Node, ...] = getattr(node, name) or ()
        if len(parts) > 1:
            yield SWAP, Node(**{other: parts}), f"{other} of {len(parts)}"
            for place in range(len(parts)):
                rest = (*parts[:place], *parts[place + 1 :])
                yield BRANCH, Node(**{name: rest}), f"{name} without {words(parts[place])}"
        for place, part in enumerate(parts):
            for kind, tree, fault in trees(part):
                changed = (*parts[:place], tree, *parts[place + 1 :])
                yield kind, Node(**{name: changed}), fault
    if node.not_ is not None:
        yield FLIP, node.not_, f"not lost before {words(node.not_)}"
        for kind, tree, fault in trees(node.not_):
            yield kind, Node(not_=tree), fault
    if node.all is None and node.any is None and node.not_ is None:
        yield from _leaves(node)


def _leaves(node: Node) -> Iterator[tuple[str, Node, str]]:
    yield FLIP, Node(not_=node), f"not before {words(node)}"
    for name in ("in_", "stage", "trial", "response"):
        value = getattr(node, name)
        if isinstance(value, tuple) and len(value) > 1:
            for word in value:
                rest = tuple(other for other in value if other != word)
                yield WORD, replace(node, **{name: rest}), f"{word} of {words(node)}"
    for name in ("at_least", "at_most", "equals"):
        value = getattr(node, name)
        if _is_number(value):
            for moved in beside(value):
                yield EDGE, replace(node, **{name: moved}), f"{words(node)} becomes {moved}"
    if node.between is not None:
        for place, bound in enumerate(node.between):
            for moved in beside(bound):
                both = (moved, node.between[1]) if place == 0 else (node.between[0], moved)
                yield EDGE, replace(node, between=both), f"{words(node)} becomes {both}"


def words(node: Node) -> str:
    """The tree in a few words."""
    return str(msgspec.to_builtins(node)).replace("'", "")[:80]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def step_of(value: float) -> float:
    """One step of the last digit that the number is written with."""
    exponent = Decimal(str(value)).as_tuple().exponent
    assert isinstance(exponent, int)
    return 1 if isinstance(value, int) else float(Decimal(1).scaleb(min(exponent, -1)))


def beside(value: float) -> tuple[float, float]:
    """The numbers one step below and above."""
    digits, step = Decimal(str(value)), Decimal(str(step_of(value)))
    kind = type(value)
    return kind(digits - step), kind(digits + step)


def effects(effect: Effect) -> Iterator[tuple[str, Effect, str]]:
    """Every effect that differs from this one by one fault, gates' trees left out."""
    body = effect.body
    if isinstance(body, str):
        return
    for changed, fault in _numbers(body):
        yield NUMBER, Effect(**{effect.kind: changed}), fault
    for name in ("target", "what"):
        target = getattr(body, name, None)
        if isinstance(target, Target):
            for less, fault in _less(target):
                yield TARGET, Effect(**{effect.kind: replace(body, **{name: less})}), fault
    yield from ((MILDER, changed, fault) for changed, fault in _milder(effect))


def _numbers(body: Any, path: str = "") -> Iterator[tuple[Any, str]]:
    """The record with one of its numbers moved, those of inner records too."""
    for name in body.__struct_fields__:
        value = getattr(body, name)
        if isinstance(value, Target | Node):
            continue
        if _is_number(value):
            for moved in beside(value):
                yield replace(body, **{name: moved}), f"{path}{name} {value} becomes {moved}"
        elif isinstance(value, tuple):
            for place, part in enumerate(value):
                options = (
                    [(moved, f"{path}{name} {part} becomes {moved}") for moved in beside(part)]
                    if _is_number(part)
                    else list(_numbers(part, f"{name}."))
                    if isinstance(part, msgspec.Struct)
                    else []
                )
                for moved, fault in options:
                    yield (
                        replace(body, **{name: (*value[:place], moved, *value[place + 1 :])}),
                        fault,
                    )
        elif isinstance(value, msgspec.Struct):
            for moved, fault in _numbers(value, f"{name}."):
                yield replace(body, **{name: moved}), fault


def _less(target: Target) -> Iterator[tuple[Target, str]]:
    """The target without one word, where something of it is left."""
    named = [(name, word) for name in target.__struct_fields__ for word in _named(target, name)]
    if len(named) > 1 and not target.any:
        for name, word in named:
            rest = tuple(other for other in getattr(target, name) if other != word)
            yield replace(target, **{name: rest}), f"target without {name} {word}"


def _named(target: Target, name: str) -> tuple[str, ...]:
    value = getattr(target, name)
    return value if isinstance(value, tuple) else ()


def _milder(effect: Effect) -> Iterator[tuple[Effect, str]]:
    body = effect.body
    if effect.exclude is not None:
        yield Effect(avoid=Weigh(target=body.target, weight=1)), "avoided, not excluded"
    window = getattr(body, "window", None)
    if window in SHORTER:
        changed = replace(body, window=SHORTER[window])
        yield Effect(**{effect.kind: changed}), f"{window} becomes {SHORTER[window]}"
    if effect.stop is not None and body.scope == "plan":
        yield Effect(stop=replace(body, scope="session")), "stops the session, not the plan"
    for name, kind, listed in (
        ("urgency", "refer", "urgencies"),
        ("decision", "decide", "screening_decisions"),
    ):
        if effect.kind == kind:
            terms = CATALOG.vocabulary[listed].values()
            rank = CATALOG.vocabulary[listed][getattr(body, name)].rank or 0
            below = [term for term in terms if (term.rank or 0) < rank]
            if below:
                lower = max(below, key=lambda term: term.rank or 0).id
                yield Effect(**{kind: replace(body, **{name: lower})}), f"becomes {lower}"
