"""How hard a text is to read."""

from __future__ import annotations

import re
from collections.abc import Sequence

_VOWELS = re.compile(r"[aeiouy]+")
_NO_LETTER = re.compile(r"[^a-z]")


def grade(sentences: Sequence[str]) -> float:
    """School grade that a reader needs (Flesch-Kincaid; Kincaid et al. 1975).

    Syllables are counted as groups of vowels, a silent e at the end left out.
    """
    words = [word for sentence in sentences for word in sentence.split()]
    if not words:
        return 0
    syllables = sum(map(_syllables, words))
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def _syllables(word: str) -> int:
    letters = _NO_LETTER.sub("", word.lower())
    groups = len(_VOWELS.findall(letters))
    silent = letters.endswith("e") and groups > 1 and not letters.endswith("le")
    return max(1, groups - silent)
