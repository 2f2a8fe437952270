"""The same person a week later, and the same person in the mirror."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

WEEK = dt.timedelta(days=7)
SIDES = {"left": "right", "right": "left"}
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
SIDE_IN_KEY = re.compile(r"_(left|right)\b")


def changed(value: Any, word: Callable[[str], str], key: Callable[[str], str] = str) -> Any:
    """The content with every string and every key changed, at any depth."""
    if isinstance(value, dict):
        return {key(name): changed(part, word, key) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [changed(part, word, key) for part in value]
    return word(value) if isinstance(value, str) else value


def later(value: Any) -> Any:
    """Seven days later, also in dates that a text names."""
    return changed(value, lambda text: DATE.sub(_next_week, text))


def mirrored(value: Any) -> Any:
    """Left for right: sides, and facts of one side. Texts stay: they say 'left' of what remains."""
    return changed(
        value,
        lambda text: SIDES.get(text, text),
        lambda name: SIDE_IN_KEY.sub(lambda side: f"_{SIDES[side[1]]}", name),
    )


def _next_week(match: re.Match[str]) -> str:
    return (dt.date.fromisoformat(match[0]) + WEEK).isoformat()
