"""How whole numbers are spread, counted without holding everybody."""

from __future__ import annotations

from collections import Counter

HEAD = "| | people | least | 10% below | median | 90% below | most |\n|---|---|---|---|---|---|---|"
_SHARES = (0.0, 0.1, 0.5, 0.9, 1.0)


def line(title: str, counts: Counter[int], per: int = 1) -> str:
    """A row below `HEAD`.

    Args:
        title: of the row.
        counts: people by value.
        per: values are shown divided by this.
    """
    people = counts.total()
    values = [at(counts, share) / per for share in _SHARES] if people else []
    shown = [f"{value:g}" for value in values] or ["-"] * len(_SHARES)
    return f"| {title} | {people} | {' | '.join(shown)} |"


def at(counts: Counter[int], share: float) -> int:
    """The smallest value that this share of people do not exceed."""
    people, seen = counts.total(), 0
    for value in sorted(counts):
        seen += counts[value]
        if seen >= share * people:
            return value
    raise ValueError("nobody was counted")
