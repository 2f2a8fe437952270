"""The sentences of `catalog/messages/<language>.yaml`, by key."""

from __future__ import annotations

from string import Formatter

from planner.errors import BadCatalog, Problem
from planner.knowledge.catalog import Catalog

LANGUAGE = "en"
FILE = f"catalog/messages/{LANGUAGE}.yaml"


class Messages:
    """Sentences by key; every key that is asked for must exist."""

    def __init__(self, texts: dict[str, str]) -> None:
        self.texts = texts

    def __contains__(self, key: str) -> bool:
        return key in self.texts

    def say(self, key: str, **values: object) -> str:
        """The sentence of `key` with its words in braces filled in.

        Raises:
            BadCatalog: the key, or a word that its sentence needs, is missing.
        """
        try:
            return self.texts[key].format_map(values)
        except KeyError as error:
            text = f"{error.args[0]} is missing; add it or correct the sentence"
            raise BadCatalog([Problem(FILE, 0, key, text)]) from None

    def fields(self, key: str) -> frozenset[str]:
        """Words in braces of a sentence."""
        return frozenset(name for _, name, _, _ in Formatter().parse(self.texts[key]) if name)


def messages_of(catalog: Catalog) -> Messages:
    """The sentences that the catalog holds."""
    return Messages(catalog.texts[LANGUAGE])
