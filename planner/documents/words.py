"""Help with mistyped words: the nearest valid one."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from planner.told import told

_SHORT_LIST = 12


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The valid word closest to a mistyped one, or None where nothing is close."""
    lower = {valid.lower(): valid for valid in words}
    close = difflib.get_close_matches(word.lower().replace(" ", "_"), lower, n=1)
    return lower[close[0]] if close else None


def hint(word: str, words: Iterable[str]) -> str:
    """What to write instead: the nearest word, the whole list if it is short, or nothing."""
    valid = list(words)
    near = nearest(word, valid)
    if near is not None:
        return told("; did you mean '{near}'?", near=near)
    if 0 < len(valid) <= _SHORT_LIST:
        return told("; use one of: {valid}", valid=", ".join(valid))
    return ""
