"""Reading grade of a text: the Flesch-Kincaid formula over counted words and syllables.

The formula is that of Kincaid and others (1975): 0.39 x words a sentence + 11.8 x syllables a
word - 15.59. Syllables are counted from the spelling, so that the result needs no dictionary from
the network and is the same everywhere; where spelling leaves a doubt, the higher count is taken.
"""

from __future__ import annotations

import re
from collections.abc import Collection

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_ENDS = re.compile(r"[.!?:;]+(?=\s|$)|\n")
_VOWELS = re.compile(r"[aeiouy]+")
# Two vowels that are spoken apart; a last "e" that is silent.
_APART = re.compile(
    r"i[ao](?!us)(?<![tscx]io)(?<!cia)(?<!tia)|i[eu]t|[^qg]ua(?!r)|[eaouy](?=ing)|ier$|ien[ct]|iu[ms]|eo(?!us|p)|rious$|vious$"
)
_SILENT = re.compile(
    r"(?<![aeiouy])(?:e|es|ed)$|(?<=[aeiouy][^aeiouy])e(?=ful|less|ly|ment|where|times|ty)"
)
_SPOKEN = re.compile(r"(?:[cgsz]|x|sh|ch)es$|[^aeiouyrw]le[sd]?$|[td]ed$")
# Spelling misleads about these.
_KNOWN = {
    "area": 3,
    "areas": 3,
    "create": 2,
    "creates": 2,
    "diabetes": 4,
    "fluid": 2,
    "fluids": 2,
    "sciatica": 4,
    "physiotherapist": 6,
}


def syllables(word: str) -> int:
    """Syllables of a lower-case word, from its spelling; at least 1."""
    if word in _KNOWN:
        return _KNOWN[word]
    count = len(_VOWELS.findall(word)) + len(_APART.findall(word))
    if _SILENT.search(word) and not _SPOKEN.search(word):
        count -= 1
    return max(count, 1)


def grade(text: str, plain: Collection[str] = ()) -> float:
    """Flesch-Kincaid grade; a word of `plain` counts as two syllables at most.

    Numbers, units in digits and signs are no words. A text without words has grade 0.
    """
    sentences = [words for part in _ENDS.split(text.lower()) if (words := _WORD.findall(part))]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return 0.0
    spoken = sum(_spoken(word, plain) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * spoken / len(words) - 15.59


def _spoken(word: str, plain: Collection[str]) -> int:
    count = syllables(word)
    return min(count, 2) if word in plain or word.removesuffix("s") in plain else count
