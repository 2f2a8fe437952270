"""Help with mistyped words: the nearest valid one."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

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
        return f"unknown {what} '{word}'; did you mean '{near}'?"
    if len(valid) <= SHORT_LIST:
        return f"unknown {what} '{word}'; use one of: {', '.join(valid)}"
    return f"unknown {what} '{word}'; 'planner catalog search WORD' finds the valid ones"
