"""What a search tells while it works."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Takes one line of text; a passing one is worth less than the next and may be overwritten."""

    def __call__(self, text: str, *, passing: bool = False) -> None:
        """Show the line."""


def silent(text: str, *, passing: bool = False) -> None:
    """Nobody is watching."""


def level_line(name: str, value: int, bound: int | None) -> str:
    """Where a level stands: incumbent, bound and the gap between them in percent."""
    if value == bound:
        return f"{name}: {value}, proven"
    if not bound:
        return f"{name}: {value}"
    return f"{name}: {value} (bound {bound}, gap {(value - bound) / value:.0%})"
