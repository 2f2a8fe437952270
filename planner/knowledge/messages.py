"""The sentences of `catalog/messages/<language>.yaml`, by key."""

from __future__ import annotations

from string import Formatter

from planner.domain.language import ENGLISH, plural_form
from planner.errors import BadCatalog, Problem
from planner.knowledge.catalog import Catalog

# Only in languages that are not read by a clinician yet.
MARK = "mark.machine_drafted"
FILE = "catalog/messages/{language}.yaml"


class Messages:
    """Sentences by key; every key that is asked for must exist."""

    def __init__(self, texts: dict[str, str], language: str = ENGLISH) -> None:
        self.texts = texts
        self.language = language

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
            raise BadCatalog([Problem(FILE.format(language=self.language), 0, key, text)]) from None

    def counted(self, key: str, number: float, **values: object) -> str:
        """As `say`, in the form that goes with a number of things, which `{count}` stands for.

        The form for one thing stands beside the sentence as `<key>.one`, where it is another one.
        """
        form = f"{key}.{plural_form(number, self.language)}"
        return self.say(form if form in self else key, **{"count": number, **values})

    def word(self, name: str) -> str:
        """A word for an id, such as a side or a muscle: of the sentences, or the id itself."""
        key = f"word.{name}"
        return self.texts[key] if key in self.texts else name.replace("_", " ")

    def choice(self, name: str) -> str:
        """What a person can choose, for the id of a value: of the sentences, or its word."""
        key = f"choice.{name}"
        return self.texts[key] if key in self.texts else self.word(name)

    @property
    def mark(self) -> str:
        """What is printed with every plan in a language that no clinician has read; or nothing."""
        return self.texts.get(MARK, "")

    def short(self, name: str) -> str:
        """A short word for a component, as the head of a column."""
        key = f"short.{name}"
        return self.texts[key] if key in self.texts else name.split("_")[0]

    def fields(self, key: str) -> frozenset[str]:
        """Words in braces of a sentence."""
        return frozenset(name for _, name, _, _ in Formatter().parse(self.texts[key]) if name)


def messages_of(catalog: Catalog) -> Messages:
    """The sentences that the catalog holds."""
    return Messages(catalog.texts[catalog.language], catalog.language)
