"""Help with mistyped words: the nearest valid one."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from planner.told import told

SHORT_LIST = 40


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The valid word closest to a mistyped one, or None where nothing is close."""
    lower = {valid.lower(): valid for valid in words}
    close = difflib.get_close_matches(word.lower().replace(" ", "_"), lower, n=1)
    return lower[close[0]] if close else None


def not_one_of(word: object, words: Iterable[str], what: str) -> str:
    """Sentence for a word outside a closed list, with the nearest valid word or the list."""
    valid = list(words)
    near = nearest(str(word), valid)
    if near:
        return told(
            "unknown {what} '{word}'; did you mean '{near}'?", what=told(what), word=word, near=near
        )
    if len(valid) <= SHORT_LIST:
        return told(
            "unknown {what} '{word}'; use one of: {valid}",
            what=told(what),
            word=word,
            valid=", ".join(valid),
        )
    return told(
        "unknown {what} '{word}'; 'planner catalog search WORD' finds the valid ones",
        what=told(what),
        word=word,
    )
