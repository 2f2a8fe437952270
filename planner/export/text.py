"""The one door for free text into an export: no control characters, bounded length."""

from __future__ import annotations

import re
import unicodedata

ELLIPSIS = "…"
_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# C0 (but TAB and LF), DEL, C1, embeddings, overrides and isolates of bidirectional text,
# byte order mark, lone surrogates and non-characters.
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
_BLANKS = re.compile(r"[\t\n ]+")
_JOINERS = "\u200d\ufe0e\ufe0f"


def clean(text: str, limit: int) -> str:
    """Text that every reader accepts, of at most `limit` characters.

    Every kind of line break becomes LF; control characters, direction overrides and lone
    surrogates are dropped. What is too long ends in an ellipsis.
    """
    plain = _DROPPED.sub("", _BREAKS.sub("\n", text))
    return plain if len(plain) <= limit else _cut(plain, limit)


def one_line(text: str, limit: int) -> str:
    """As `clean`, with every run of blanks and line breaks as one blank."""
    return clean(_BLANKS.sub(" ", clean(text, len(text))).strip(), limit)


def _cut(text: str, limit: int) -> str:
    """The start of the text; never half an emoji sequence or a letter without its accent."""
    end = limit - len(ELLIPSIS)
    while end > 0 and (_extends(text[end]) or text[end - 1] in _JOINERS):
        end -= 1
    return text[:end].rstrip() + ELLIPSIS


def _extends(character: str) -> bool:
    return character in _JOINERS or unicodedata.combining(character) > 0
