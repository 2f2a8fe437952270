"""Which facts, criteria and conditions a tree reads, also through each other."""

from __future__ import annotations

from planner.knowledge import Catalog
from planner.knowledge.model import Node
from planner.rules.binding import parts


def reads(node: Node, catalog: Catalog) -> frozenset[str]:
    """Ids of all facts and criteria that may change the truth of the tree."""
    own = frozenset(name for name in (node.fact, node.criterion) if name is not None)
    return own.union(*(reads(part, catalog) for part in _below(node, catalog)))


def conditions_in(node: Node, catalog: Catalog) -> frozenset[str]:
    """Ids of all conditions that may change the truth of the tree."""
    own = frozenset(() if node.condition is None else (node.condition,))
    return own.union(*(conditions_in(part, catalog) for part in _below(node, catalog)))


def _below(node: Node, catalog: Catalog) -> list[Node]:
    below = list(parts(node))
    if node.criterion is not None:
        below.append(catalog.criteria[node.criterion].test)
    if node.condition is not None:
        condition = catalog.conditions[node.condition]
        below += [condition.stage_when[s] for s in node.stage if s in condition.stage_when]
        if condition.derived_when is not None:
            below.append(condition.derived_when)
    return below
