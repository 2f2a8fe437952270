"""Runs mutants against the detectors and keeps what noticed each."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from planner.knowledge.worlds import follows
from tests.mutation.decided import meant
from tests.mutation.detect import FAST, SLOW, Detector, noticed_by
from tests.mutation.edges import tree
from tests.mutation.mutants import DROP, SEVERITY, TARGET, TREE_KINDS, Mutant, mutants
from tests.support.people import CATALOG

HARD = ("absolute", "strong")
SEED = 20261123
STOPPING = {"stop", "decide"}
PERSONAL = "caution"


class Result(NamedTuple):
    """A mutant and what noticed it; None: it survives."""

    mutant: Mutant
    evidence: str | None


def everything() -> Iterator[Mutant]:
    """Every mutant of every rule."""
    for rule in CATALOG.rules.values():
        yield from mutants(rule)


def hard_drops() -> list[Mutant]:
    """Each absolute or strong rule, dropped."""
    return [m for m in everything() if m.kind == DROP and m.of.severity in HARD]


def sample(size: int) -> list[Mutant]:
    """The same few of all other mutants each time."""
    others = [m for m in everything() if m.kind != DROP or m.of.severity not in HARD]
    return random.Random(SEED).sample(others, size)


def run(found: Iterable[Mutant], detectors: tuple[Detector, ...] = FAST + SLOW) -> list[Result]:
    """What notices each mutant."""
    return [Result(mutant, noticed_by(mutant, detectors)) for mutant in found]


def why_it_survives(mutant: Mutant) -> str:
    """The reason that can be given for a survivor."""
    if mutant.kind in TREE_KINDS:
        if _holds_for_the_same(mutant):
            return "both trees hold for the same people"
        return "no answers were found that tell the two trees apart"
    if mutant.kind == SEVERITY and mutant.of.severity == PERSONAL:
        return "the person may set either aside, and nothing that the rule does depends on it"
    if mutant.kind == TARGET and _means_the_same(mutant):
        return "the shorter target means the same items"
    changed = _changed_kinds(mutant)
    kinds = {effect.kind for effect in mutant.of.then}
    if changed & STOPPING and kinds >= STOPPING:
        return "stop and decision of one rule: each alone stops the plan"
    if changed == {"gate"} and "decide" in kinds:
        return "the decision of the same rule keeps the items closed until the clearance"
    return "another effect or rule decides the same for everybody who was tried"


def is_equivalent(mutant: Mutant) -> bool:
    """Nobody can come under another decision: the two say the same, provably."""
    same_tree = mutant.kind in TREE_KINDS and _holds_for_the_same(mutant)
    return same_tree or (mutant.kind == TARGET and _means_the_same(mutant))


def _holds_for_the_same(mutant: Mutant) -> bool:
    assert mutant.rule is not None
    one, other = tree(mutant.of, mutant.gate), tree(mutant.rule, mutant.gate)
    return follows(one, other, CATALOG) and follows(other, one, CATALOG)


def _changed_kinds(mutant: Mutant) -> set[str]:
    kept = mutant.rule.then if mutant.rule is not None else ()
    return {effect.kind for effect in mutant.of.then if effect not in kept}


def _means_the_same(mutant: Mutant) -> bool:
    assert mutant.rule is not None
    for old, new in zip(mutant.of.then, mutant.rule.then, strict=True):
        for name in ("target", "what"):
            one, other = getattr(old.body, name, None), getattr(new.body, name, None)
            if one is not None and meant(one) != meant(other):
                return False
    return True
