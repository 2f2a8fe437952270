"""The language of the work at hand: a matter of the run, as a locale is, never of the data."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from planner.told import ENGLISH, SPOKEN, language

__all__ = ["ENGLISH", "ONE", "asked_for", "language", "plural_form", "speaking"]

ONE = "one"


def asked_for() -> str | None:
    """The language that somebody has asked for; None where nobody has."""
    return SPOKEN.get()


def plural_form(number: float, code: str) -> str:
    """Which form of its words a language uses with a number: `one`, `other` (CLDR)."""
    if code == ENGLISH:
        return ONE if number == 1 else "other"
    # Babel is needed for languages other than English only, and takes time to load.
    from babel import Locale

    return str(Locale(code).plural_form(number))


@contextmanager
def speaking(code: str | None) -> Iterator[None]:
    """Everything inside is said in this language; None changes nothing."""
    if code is None:
        yield
        return
    token = SPOKEN.set(code)
    try:
        yield
    finally:
        SPOKEN.reset(token)
