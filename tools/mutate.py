"""Changes a package in small ways, one at a time, and counts the changes that its tests notice.

Draws places in the code by lot and makes one change at each:
`python tools/mutate.py planner/audit --sample 100 --seed 1`. Changes that no test noticed are
printed as diffs. The work is done in a copy; the tree itself stays as it is.
"""

from __future__ import annotations

import argparse
import difflib
import math
import os
import random
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import parso
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator
from cosmic_ray.plugins import get_operator, operator_names
from parso.tree import NodeOrLeaf

ROOT = Path(__file__).parents[1]
Z_95 = 1.96
TIMEOUT_S = 300
Spot = tuple[tuple[int, int], tuple[int, int]]


class SwapIn(Operator):
    """`in` becomes `not in`, and the other way round."""

    def mutation_positions(self, node: NodeOrLeaf) -> Iterator[Spot]:
        """Where a comparison asks for membership."""
        for word in self._words(node):
            yield word.start_pos, word.end_pos

    def mutate(self, node: NodeOrLeaf, index: int) -> NodeOrLeaf:
        """The comparison with one word swapped."""
        word = self._words(node)[index]
        swapped = " in" if word.type == "comp_op" else " not in"
        node.children[node.children.index(word)] = parso.parse(swapped)
        return node

    @staticmethod
    def _words(node: NodeOrLeaf) -> list[NodeOrLeaf]:
        words = node.children[1::2] if node.type == "comparison" else []
        return [word for word in words if word.get_code().split() in (["in"], ["not", "in"])]

    @classmethod
    def examples(cls) -> tuple[()]:
        """None."""
        return ()


class NegateFilter(Operator):
    """The condition of a comprehension becomes its opposite."""

    def mutation_positions(self, node: NodeOrLeaf) -> Iterator[Spot]:
        """Where a comprehension leaves something out."""
        if node.type == "comp_if":
            yield node.children[1].start_pos, node.children[1].end_pos

    def mutate(self, node: NodeOrLeaf, index: int) -> NodeOrLeaf:
        """The condition, negated."""
        node.children[1] = parso.parse(f" not ({node.children[1].get_code()})")
        return node

    @classmethod
    def examples(cls) -> tuple[()]:
        """None."""
        return ()


class Mutant(NamedTuple):
    """One change: the n-th spot of a file where an operator can act."""

    path: Path
    operator: Operator
    occurrence: int
    line: int

    def code(self) -> str:
        """The file with the change."""
        return str(mutate_code(self.path.read_text(), self.operator, self.occurrence))


def operators() -> list[Operator]:
    """Those of cosmic-ray that need no arguments, and the two above."""
    kinds = [get_operator(name) for name in operator_names()]
    return [kind() for kind in kinds if not kind.arguments()] + [SwapIn(), NegateFilter()]


def places(package: Path) -> list[list[Mutant]]:
    """Places in the code, each with the changes that are possible there."""
    acting = operators()
    found: dict[tuple[Path, Spot], list[Mutant]] = {}
    for path in sorted(package.rglob("*.py")):
        nodes = list(ast_nodes(get_ast(path.read_text())))
        for operator in acting:
            spots = [(node, spot) for node in nodes for spot in operator.mutation_positions(node)]
            for occurrence, (node, spot) in enumerate(spots):
                if not is_annotation(node):
                    mutant = Mutant(path, operator, occurrence, spot[0][0])
                    found.setdefault((path, spot), []).append(mutant)
    return list(found.values())


def is_annotation(node: NodeOrLeaf) -> bool:
    """The node is part of an annotation or a signature's `*`: no run of the code evaluates it."""
    parent = node.parent
    if parent is None:
        return False
    return (
        parent.type in ("tfpdef", "parameters")
        or (parent.type == "annassign" and node is parent.children[1])
        or (parent.type == "funcdef" and node is parent.annotation)
        or is_annotation(parent)
    )


def draw(package: Path, size: int, seed: int) -> list[Mutant]:
    """One change at each of some places, drawn by lot."""
    lot = random.Random(seed)
    found = places(package)
    print(f"{package.name}: {len(found)} places, {sum(map(len, found))} changes")
    return [lot.choice(place) for place in lot.sample(found, min(size, len(found)))]


def copy_of_tree(target: Path) -> None:
    """Copy what is under version control or could be, compiled so that a change is noticed.

    Byte code is checked by its hash: two changes within a second have the same time and length.
    """
    listed = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    names = subprocess.run(listed, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target / name)
    compiled = ("-m", "compileall", "-q", "--invalidation-mode", "checked-hash", "planner")
    subprocess.run((sys.executable, *compiled), cwd=target, check=True)


def outcome(tree: Path, tests: list[str]) -> str:
    """What the tests say about the tree: `passed`, `killed` or `timeout`."""
    options = ("-x", "-q", "--no-header", "-p", "no:cacheprovider", "--hypothesis-seed=0")
    run = (sys.executable, "-m", "pytest", *options, *tests)
    env = {**os.environ, "PYTHONPATH": str(tree)}
    try:
        done = subprocess.run(run, cwd=tree, env=env, timeout=TIMEOUT_S, capture_output=True)
    except subprocess.TimeoutExpired:
        return "timeout"
    return "killed" if done.returncode else "passed"


def diff(before: str, mutant: Mutant, after: str, tree: Path) -> str:
    """The change as a diff with one line of context."""
    name = f"{mutant.path.relative_to(tree)}:{mutant.line} {type(mutant.operator).__name__}"
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), name, "", "", "", 1, "")
    return "\n".join(lines)


def interval(killed: int, size: int) -> tuple[float, float]:
    """95 % interval of a share (Wilson)."""
    share, z2 = killed / size, Z_95**2
    middle = (share + z2 / (2 * size)) / (1 + z2 / size)
    half = Z_95 / (1 + z2 / size) * math.sqrt(share * (1 - share) / size + z2 / (4 * size**2))
    return middle - half, middle + half


def run(package: str, size: int, seed: int) -> None:
    """Draw, test and print; ends the process if the tests fail without any change."""
    tests = tomllib.loads((ROOT / "tools" / "mutation.toml").read_text())[package]["tests"]
    with tempfile.TemporaryDirectory(prefix="mutate-") as scratch:
        tree = Path(scratch)
        copy_of_tree(tree)
        if outcome(tree, tests) != "passed":
            sys.exit(f"the tests of {package} fail before anything is changed: {' '.join(tests)}")
        results = Counter[str]()
        for mutant in draw(tree / package, size, seed):
            before, after = mutant.path.read_text(), mutant.code()
            mutant.path.write_text(after)
            result = outcome(tree, tests)
            mutant.path.write_text(before)
            results[result] += 1
            if result == "passed":
                print(diff(before, mutant, after, tree), flush=True)
    total, survived = results.total(), results["passed"]
    low, high = interval(total - survived, total)
    print(
        f"{package}, seed {seed}: {total - survived} of {total} changes noticed "
        f"({1 - survived / total:.1%}, 95 % interval {low:.1%} to {high:.1%}), "
        f"{results['timeout']} by the time limit"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", help="a table of tools/mutation.toml, such as planner/audit")
    parser.add_argument("--sample", type=int, default=100, help="number of places")
    parser.add_argument("--seed", type=int, default=1, help="of the lot; another one, other places")
    given = parser.parse_args()
    run(given.package, given.sample, given.seed)
