"""How numbers, times and measures are written where a person lives, in the language spoken now.

The place is that of the time zone of a plan: what people read about it follows the place, or the
units that they ask for; what is kept of it never does.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from planner.domain.language import ENGLISH, language

# International pound, foot and inch, exact.
KG_PER_LB = 0.45359237
M_PER_FT = 0.3048
CM_PER_IN = 2.54
# What a unit is called and how much of it one holds, where people do not measure in metres.
CUSTOMARY = {"kg": ("lb", KG_PER_LB), "m": ("ft", M_PER_FT), "cm": ("in", CM_PER_IN)}
# Territories that measure so (Unicode CLDR, measurementData/measurementSystem).
CUSTOMARY_TERRITORIES = frozenset(("LR", "US"))
METRIC, IMPERIAL = "metric", "imperial"
UNITS = (METRIC, IMPERIAL)
NOWHERE = ""
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)
_TERRITORY: ContextVar[str | None] = ContextVar("territory", default=None)
_ASKED: ContextVar[str | None] = ContextVar("units", default=None)


@contextmanager
def living_in(timezone: str) -> Iterator[None]:
    """Everything inside is written as in the place that a time zone names."""
    token = _TERRITORY.set(territory_of(timezone) or NOWHERE)
    try:
        yield
    finally:
        _TERRITORY.reset(token)


@contextmanager
def measuring_in(units: str | None) -> Iterator[None]:
    """What is written for a place inside is measured so (`metric`, `imperial`), wherever it is.

    With None it is measured as usual at the place, whatever was asked for outside.
    """
    token = _ASKED.set(units)
    try:
        yield
    finally:
        _ASKED.reset(token)


def territory_of(timezone: str) -> str | None:
    """Code of the territory (ISO 3166) of a time zone; None where it names no place."""
    return _territories().get(timezone)


@cache
def _territories() -> dict[str, str]:
    """Territory of each time zone (`zone.tab` of the IANA time zone database)."""
    from importlib import resources

    text = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    rows = (row.split("\t") for row in text.splitlines() if not row.startswith("#"))
    return {row[2]: row[0] for row in rows}


def clock(text: str) -> str:
    """A time `HH:MM` as people of the place read it: `18:30` or `6:30 PM`; other text as it is."""
    found = _CLOCK.fullmatch(text)
    territory = _TERRITORY.get()
    if found is None or not territory or not _has_half_days(territory):
        return text
    from babel.dates import format_time

    return format_time(dt.time(int(found[1]), int(found[2])), "h:mm a", locale=language())


@cache
def _has_half_days(territory: str) -> bool:
    """People of the territory count the hours from noon again (CLDR, short time format)."""
    # Babel takes time to load.
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(f"und_{territory}")
    except (UnknownLocaleError, ValueError):
        return False
    return "a" in str(locale.time_formats["short"].pattern)


def measured(value: float, unit: str) -> tuple[float, str]:
    """A value with its unit in those asked for or of the place; other units stay as they are."""
    if unit not in CUSTOMARY or _units() == METRIC:
        return value, unit
    name, size = CUSTOMARY[unit]
    return value / size, name


def _units() -> str:
    """Metric outside every place: what is kept does not depend on who reads it."""
    territory = _TERRITORY.get()
    if territory is None:
        return METRIC
    return _ASKED.get() or (IMPERIAL if territory in CUSTOMARY_TERRITORIES else METRIC)


def number(value: float) -> str:
    """A number with one decimal place, with the sign that the language puts before it."""
    return digits(f"{value:.1f}")


def plain_number(value: float, sign: str = "") -> str:
    """A number with the decimal places that it has, six digits at most: `3.5`.

    Args:
        value: any number.
        sign: `+` to show the sign of what rises, too.
    """
    return digits(f"{value:{sign}g}")


def whole_number(value: float) -> str:
    """A number without decimal places, thousands set apart as the language does: `7,500`."""
    if language() == ENGLISH:
        return f"{value:,.0f}"
    from babel.numbers import format_decimal

    return format_decimal(round(value), locale=language())


def percent(share: float) -> str:
    """A share in whole percent: `70%`."""
    if language() == ENGLISH:
        return f"{share:.0%}"
    from babel.numbers import format_percent

    return format_percent(share, locale=language())


def digits(text: str) -> str:
    """A number in digits, with the sign that the language puts before decimal places."""
    if language() == ENGLISH:
        return text
    from babel.numbers import get_decimal_symbol

    return text.replace(".", get_decimal_symbol(language()))
