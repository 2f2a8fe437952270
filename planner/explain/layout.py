"""Plain text that reads well at 60 to 100 columns: sections, tables, wrapped points."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterable, Sequence

from msgspec import Struct

from planner.domain.language import ENGLISH, language

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
INDENT = "  "
SHORT_HEAD = 4
BOLD, PLAIN = "\x1b[1m", "\x1b[0m"


class Section(Struct, frozen=True):
    """A heading and its lines, already laid out."""

    title: str
    lines: tuple[str, ...]


def render(sections: Iterable[Section], *, colour: bool = False) -> str:
    """The sections as text; empty ones are left out."""
    blocks: list[str] = []
    for section in sections:
        if section.lines:
            title = f"{BOLD}{section.title}{PLAIN}" if colour else section.title
            blocks.append("\n".join([title, *(line.rstrip() for line in section.lines)]))
    return "\n\n".join(blocks)


def day(date: dt.date) -> str:
    """A date a person can read, in the language that is spoken: `Mon 7 Dec 2026`."""
    return f"{short_day(date)} {date.year}"


def short_day(date: dt.date) -> str:
    """A date without its year: `Mon 7 Dec`."""
    return f"{weekday(date)} {month_day(date)}"


def weekday(date: dt.date) -> str:
    """The short name of the day of the week: `Mon`."""
    if language() == ENGLISH:
        return _WEEKDAYS[date.weekday()]
    return _in_words(date, "EEE")


def month(date: dt.date) -> str:
    """The short name of the month: `Dec`."""
    if language() == ENGLISH:
        return _MONTHS[date.month - 1]
    return _in_words(date, "MMM")


def month_day(date: dt.date) -> str:
    """Day and month: `7 Dec`."""
    return f"{date.day} {month(date)}"


def _in_words(date: dt.date, pattern: str) -> str:
    # Babel is needed for languages other than English only, and takes time to load.
    from babel.dates import format_date

    return format_date(date, pattern, locale=language())


def labelled(rows: Iterable[tuple[str, str]], labels: Iterable[str] = ()) -> tuple[str, ...]:
    """A line for each label and its text; as wide as the longest label of these or of `labels`."""
    every = list(rows)
    width = max(map(len, (*labels, *(label for label, _ in every))))
    return tuple(f"{INDENT}{label.ljust(width)}{INDENT}{text}" for label, text in every)


def wrap(text: str, width: int, first: str = INDENT, rest: str | None = None) -> list[str]:
    """Text in lines of at most `width`; later lines start with `rest` (default: as `first`)."""
    later = " " * len(first) if rest is None else rest
    return textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=later,
        break_long_words=False,
        break_on_hyphens=False,
    )


def points(texts: Iterable[str], width: int) -> list[str]:
    """Each text as a wrapped point."""
    return [line for text in texts for line in wrap(text, width, first=f"{INDENT}- ")]


def fitting_table(
    head: Sequence[str], rows: Sequence[Sequence[str]], right: frozenset[int], width: int
) -> list[str]:
    """As `table`; where it is wider than the page, with narrow gaps and then with cut heads."""
    widest = [max(len(row[column]) for row in rows) for column in range(len(head))]
    short = [_cut(word, head, most) for word, most in zip(head, widest, strict=True)]
    for words, gap in ((head, INDENT), (head, " "), (short, " ")):
        lines = table(words, rows, right, gap)
        if max(map(len, lines)) <= width:
            break
    return lines


def _cut(word: str, head: Sequence[str], most: int) -> str:
    """The start of a head: as wide as its column, and no other head's start.

    A head that another one begins with as a whole stays whole.
    """
    length = max(most, SHORT_HEAD)
    while length < len(word) and sum(other.startswith(word[:length]) for other in head) > 1:
        length += 1
    return word[:length]


def table(
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    right: frozenset[int],
    gap: str = INDENT,
) -> list[str]:
    """Columns as wide as their widest cell; columns in `right` are aligned right."""
    cells = [tuple(head), *(tuple(row) for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    rule = tuple("-" * width for width in widths)
    return [
        INDENT
        + gap.join(
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in (cells[0], rule, *cells[1:])
    ]
