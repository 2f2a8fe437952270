"""Data to PDF with Typst. The data is a value of the document and never part of its code."""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from planner.export.text import clean

HERE = Path(__file__).parent
# Letters that the fonts inside Typst can show, regular and bold; see tests/export/test_pdf.py.
GLYPHS = "glyphs.txt"
STANDARD: Final = "ua-1"
TEXT_CHARS = 4000
SMALL_PPI = 400
# A word that fits in no column may be broken here, with nothing to be seen of it.
LONG_WORD = re.compile(r"\S{40}(?=\S{20})")
BREAK = "\\g<0>\N{ZERO WIDTH SPACE}"
# What the fonts cannot show; a document with a missing letter would not be accessible.
UNKNOWN = "\N{REPLACEMENT CHARACTER}"


def typeset(
    template: str, data: dict[str, Any], pictures: Mapping[str, str | bytes], dated: dt.date
) -> bytes:
    """A document as PDF/UA-1; the same data gives the same bytes.

    Args:
        template: a file beside this one.
        data: what it prints; texts may hold anything.
        pictures: SVG or PNG by key.
        dated: day that the document says it was made on.
    """
    import typst

    content: bytes = typst.compile(
        HERE / template,
        root=HERE,
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(inert(data)), "pictures": _passed(pictures)},
        pdf_standards=STANDARD,
        timestamp=dt.datetime.combine(dated, dt.time(), dt.UTC),
    )
    return content


def small(pictures: Mapping[str, str]) -> dict[str, bytes]:
    """The pictures as PNG of thumbnail size, for a document that shows each of them many times."""
    import typst

    if not pictures:
        return {}
    pages = typst.compile(
        HERE / "small.typ",
        root=HERE,
        ignore_system_fonts=True,
        format="png",
        ppi=SMALL_PPI,
        sys_inputs={"pictures": _passed(pictures)},
    )
    # One page is not given as a list.
    found = [pages] if isinstance(pages, bytes) else pages
    return dict(zip(pictures, found, strict=True))


def _passed(pictures: Mapping[str, str | bytes]) -> str:
    """The pictures as JSON: text, or a list of bytes."""
    return json.dumps(
        {
            key: shown(image) if isinstance(image, str) else list(image)
            for key, image in pictures.items()
        }
    )


def inert(value: Any) -> Any:  # noqa: ANN401
    """The data with every text cleaned and limited to letters that can be shown."""
    match value:
        case str():
            return LONG_WORD.sub(BREAK, shown(clean(value, TEXT_CHARS)))
        case dict():
            return {key: inert(below) for key, below in value.items()}
        case list() | tuple():
            return [inert(below) for below in value]
        case _:
            return value


def shown(text: str) -> str:
    """The text with a mark in place of every letter that the fonts do not have."""
    text = unicodedata.normalize("NFC", text)
    for letter in set(text) - _glyphs():
        text = text.replace(letter, UNKNOWN)
    return text


@cache
def _glyphs() -> frozenset[str]:
    ranges = (word.split("-") for word in (HERE / GLYPHS).read_text(encoding="ascii").split())
    # A line break is set and needs no letter.
    return frozenset("\n").union(
        chr(code) for ends in ranges for code in range(int(ends[0], 16), int(ends[-1], 16) + 1)
    )
