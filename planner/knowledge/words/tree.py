"""A condition tree in words: on one line, or indented line by line."""

from __future__ import annotations

from planner.domain.local import plain_number
from planner.knowledge.catalog import Catalog
from planner.knowledge.messages import Messages
from planner.knowledge.model import Node
from planner.knowledge.words.limit import SILENT_UNITS
from planner.knowledge.words.target import listing, spoken, unit_words

_INDENT = "  "


def tree_lines(node: Node, catalog: Catalog, messages: Messages) -> list[str]:
    """The tree with one part a line, parts indented below what joins them."""
    joined = _join(node)
    if joined is None:
        return [_leaf(node, catalog, messages)]
    word, parts = joined
    if not parts:
        return [messages.say("tree.always")]
    lines = [messages.say(f"tree.{word}")]
    for part in parts:
        first, *rest = tree_lines(part, catalog, messages)
        lines += [f"- {first}", *(f"{_INDENT}{line}" for line in rest)]
    return lines


def tree_words(node: Node, catalog: Catalog, messages: Messages) -> str:
    """The tree on one line, with parentheses where parts are joined inside others."""
    joined = _join(node)
    if joined is None:
        return _leaf(node, catalog, messages)
    word, parts = joined
    if not parts:
        return messages.say("tree.always")
    if word == "not":
        return messages.say("tree.not_inline", text=tree_words(parts[0], catalog, messages))
    texts = [
        f"({text})" if len(parts) > 1 and (part.all or part.any) else text
        for part in parts
        for text in [tree_words(part, catalog, messages)]
    ]
    return f" {messages.say('words.and' if word == 'all' else 'words.or')} ".join(texts)


def _join(node: Node) -> tuple[str, tuple[Node, ...]] | None:
    """How the node joins parts, and the parts; None for a leaf."""
    if node.all is not None:
        return "all", node.all
    if node.any is not None:
        return "any", node.any
    return None if node.not_ is None else ("not", (node.not_,))


def _leaf(node: Node, catalog: Catalog, messages: Messages) -> str:
    if node.fact is not None:
        return _fact(node, node.fact, catalog, messages)
    if node.criterion is not None:
        meaning = catalog.criteria[node.criterion].meaning
        return messages.say("tree.criterion", meaning=meaning, id=node.criterion)
    if node.condition is not None:
        name = catalog.conditions[node.condition].name
        return f"{name}{_details(node, catalog, messages)}"
    key, words = ("trial", node.trial) if node.trial is not None else ("response", node.response)
    listed = (words,) if isinstance(words, str) else words or ()
    text = listing([spoken(word, catalog, messages) for word in listed], messages, "words.or")
    return messages.say(f"tree.{key}", words=f"{text}{_details(node, catalog, messages)}")


def _details(node: Node, catalog: Catalog, messages: Messages) -> str:
    stages = [spoken(stage, catalog, messages) for stage in node.stage]
    words = [listing(stages, messages, "words.or")] if stages else []
    if node.muscle is not None and not node.muscle.startswith("@"):
        words.append(spoken(node.muscle, catalog, messages))
    if node.side is not None:
        side = node.side.removeprefix("@")
        words.append(messages.say("tree.side", side=spoken(side, catalog, messages)))
    return f" ({', '.join(words)})" if words else ""


def _fact(node: Node, word: str, catalog: Catalog, messages: Messages) -> str:
    fact = spoken(word, catalog, messages)

    def amount(number: float) -> str:
        unit = catalog.facts[word].unit
        known = unit is None or unit in SILENT_UNITS
        said = "" if known else f" {unit_words(str(unit), number, catalog)}"
        return f"{plain_number(number)}{said}"

    if isinstance(node.equals, bool):
        return messages.say("tree.yes" if node.equals else "tree.no", fact=fact)
    if node.equals is not None:
        return messages.say("tree.is", fact=fact, value=_value(node.equals, catalog, messages))
    if node.in_ is not None:
        values = listing(
            [_value(value, catalog, messages) for value in node.in_], messages, "words.or"
        )
        return messages.say("tree.is", fact=fact, value=values)
    if node.between is not None:
        low, high = node.between
        return messages.say("tree.between", fact=fact, low=plain_number(low), high=amount(high))
    key, value = ("at_least", node.at_least) if node.at_most is None else ("at_most", node.at_most)
    assert value is not None
    return messages.say(f"tree.{key}", fact=fact, value=amount(value))


def _value(value: bool | int | float | str, catalog: Catalog, messages: Messages) -> str:
    return spoken(value, catalog, messages) if isinstance(value, str) else plain_number(value)
