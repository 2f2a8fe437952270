"""A target in words: which activities an effect means."""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.language import ENGLISH, ONE, plural_form
from planner.knowledge.catalog import Catalog
from planner.knowledge.messages import Messages
from planner.knowledge.model import Target

# Selectors whose words are ids of closed lists; each has a sentence of its own.
_LISTED = ("component", "family", "tag", "movement", "muscle_stretch", "position")


def plain(word: str) -> str:
    """An id as it is spoken."""
    return word.replace("_", " ")


def unit_words(unit: str, number: float | str, catalog: Catalog) -> str:
    """A unit as it is spoken after a number or a word."""
    term = catalog.vocabulary["units"][unit]
    is_one = not isinstance(number, str) and plural_form(number, catalog.language) == ONE
    return term.one if is_one and term.one is not None else str(term.meaning)


def spoken(word: str, catalog: Catalog, messages: Messages) -> str:
    """An id in the language of the messages: as a word, or else as what the catalog calls it."""
    if messages.language == ENGLISH or f"word.{word}" in messages:
        return messages.word(word)
    for terms in catalog.vocabulary.values():
        if word in terms:
            return terms[word].meaning
    if word in catalog.criteria:
        return catalog.criteria[word].meaning
    if word in catalog.conditions:
        return catalog.conditions[word].name
    if word in catalog.activities:
        return catalog.activities[word].name
    return catalog.facts[word].ask.strip("¿?") if word in catalog.facts else plain(word)


def listing(words: Iterable[str], messages: Messages, key: str = "words.and") -> str:
    """Words with commas, and the joining word of the catalog before the last one."""
    *first, last = words
    return f"{', '.join(first)} {messages.say(key)} {last}" if first else last


def target_words(target: Target, catalog: Catalog, messages: Messages) -> str:
    """The target in words, such as "strength and endurance, except walking"."""
    parts = [messages.say("target.any")] if target.any else []
    if target.activity:
        names = [_activity(word, catalog, messages) for word in target.activity]
        parts.append(listing(names, messages))
    for selector in _LISTED:
        named = getattr(target, selector)
        if named:
            said = [
                _placeholder(word, messages) or spoken(word, catalog, messages) for word in named
            ]
            names = [listing(said, messages)]
            parts.append(messages.say(f"target.{selector}", names=names[0]))
    if target.impact_above is not None:
        parts.append(
            messages.say(
                "target.impact_above", level=spoken(target.impact_above, catalog, messages)
            )
        )
    text = "; ".join(parts)
    if target.except_ is None:
        return text
    left_out = target_words(target.except_, catalog, messages)
    return messages.say("target.except", target=text, left_out=left_out)


def _activity(word: str, catalog: Catalog, messages: Messages) -> str:
    return _placeholder(word, messages) or catalog.activities[word].name


def _placeholder(word: str, messages: Messages) -> str | None:
    key = f"target.{word.removeprefix('@')}"
    return messages.say(key) if word.startswith("@") else None
