"""Content lines of iCalendar (RFC 5545, 3.1 and 3.3.11): escaping and folding."""

from __future__ import annotations

import re
from collections.abc import Iterable

LINE_OCTETS = 75
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
# Some readers take these words for a component wherever they stand.
_DELIMITER = re.compile(r"(BEGIN|END):(?=\w)", re.IGNORECASE)


def escaped(text: str) -> str:
    """A clean text as a TEXT value; words that look like a component get a blank."""
    return _DELIMITER.sub(r"\1: ", text).translate(_ESCAPES)


def to_bytes(lines: Iterable[str]) -> bytes:
    """Content lines as UTF-8, each folded and ended by CRLF."""
    return b"".join(_folded(line) for line in lines)


def _folded(line: str) -> bytes:
    """The line in pieces of at most 75 octets; no character is split."""
    data = line.encode()
    pieces: list[bytes] = []
    room = LINE_OCTETS
    while len(data) > room:
        end = room
        while _is_continuation(data[end]):
            end -= 1
        pieces.append(data[:end])
        data = data[end:]
        room = LINE_OCTETS - 1  # the blank that marks a continued line
    return b"\r\n ".join([*pieces, data]) + b"\r\n"


def _is_continuation(octet: int) -> bool:
    """The octet is not the first one of a UTF-8 character."""
    return octet & 0b1100_0000 == 0b1000_0000
