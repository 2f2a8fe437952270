"""Which facts and criteria a tree reads, also through conditions."""

from __future__ import annotations

from planner.knowledge import Catalog
from planner.knowledge.model import Node
from planner.rules.binding import parts


def reads(node: Node, catalog: Catalog) -> frozenset[str]:
    """Ids of all facts and criteria that may change the truth of the tree."""
    below = list(parts(node))
    if node.criterion is not None:
        below.append(catalog.criteria[node.criterion].test)
    if node.condition is not None:
        condition = catalog.conditions[node.condition]
        below += [condition.stage_when[s] for s in node.stage if s in condition.stage_when]
        if condition.derived_when is not None:
            below.append(condition.derived_when)
    own = frozenset(name for name in (node.fact, node.criterion) if name is not None)
    return own.union(*(reads(part, catalog) for part in below))
