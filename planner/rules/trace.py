"""Why a tree is true, false or unknown: every node with its truth, built on demand."""

from __future__ import annotations

from msgspec import Struct

from planner.domain.answers import Answers
from planner.knowledge import Catalog
from planner.knowledge.model import Node
from planner.rules.truth import Truth, truth


class Traced(Struct, frozen=True):
    """A node as text, its truth, and its parts."""

    text: str
    truth: Truth
    parts: tuple[Traced, ...] = ()


def trace(node: Node, answers: Answers, catalog: Catalog) -> Traced:
    """The tree with the truth of every node, read as the rules read it.

    Below a criterion stands its test.
    """
    parts = list(node.all or node.any or ())
    if node.not_ is not None:
        parts = [node.not_]
    elif node.criterion is not None:
        parts = [catalog.criteria[node.criterion].test]
    return Traced(
        text=describe(node),
        truth=truth(node, answers, catalog),
        parts=tuple(trace(part, answers, catalog) for part in parts),
    )


def describe(node: Node) -> str:
    """The node in short: operator, or subject with its test."""
    for text, branch in (("all of", node.all), ("any of", node.any), ("not", node.not_)):
        if branch is not None:
            return text
    if node.fact is not None:
        return f"{node.fact} {_test(node)}"
    for name in ("condition", "criterion", "trial", "response"):
        value = getattr(node, name)
        if value is not None:
            words = value if isinstance(value, str) else ", ".join(value)
            return f"{name} {words}{_details(node)}"
    return "nothing"


def _test(node: Node) -> str:
    if node.equals is not None:
        return f"is {node.equals}"
    if node.in_ is not None:
        return "is one of " + ", ".join(str(word) for word in node.in_)
    if node.between is not None:
        return f"is from {node.between[0]} to {node.between[1]}"
    return f">= {node.at_least}" if node.at_least is not None else f"<= {node.at_most}"


def _details(node: Node) -> str:
    words = [word for word in ("/".join(node.stage), node.muscle, node.side) if word]
    return f" ({', '.join(words)})" if words else ""
