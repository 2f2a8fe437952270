"""Trees, targets and effects of rules in words that a person can read."""

from planner.knowledge.words.effect import effect_words
from planner.knowledge.words.limit import limit_words, value_words
from planner.knowledge.words.target import plain, target_words, unit_words
from planner.knowledge.words.tree import tree_lines, tree_words

__all__ = [
    "effect_words",
    "limit_words",
    "plain",
    "target_words",
    "tree_lines",
    "tree_words",
    "unit_words",
    "value_words",
]
