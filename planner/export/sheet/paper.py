"""Which paper a person prints on, and in which unit the person is weighed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

A4, LETTER = "a4", "letter"
# Names of Typst.
PAPERS: Mapping[str, str] = {A4: "a4", LETTER: "us-letter"}
# Territories whose paper is US letter (Unicode CLDR, supplemental data, measurementData/paperSize).
LETTER_TERRITORIES = frozenset(
    ("BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE")
)  # fmt: skip
# Territories that weigh in pounds (CLDR, measurementData/measurementSystem).
POUND_TERRITORIES = frozenset(("LR", "US"))


def paper_of(timezone: str) -> str:
    """The paper of the place that a time zone names; A4 where it names none."""
    return LETTER if _territories().get(timezone) in LETTER_TERRITORIES else A4


def weighs_in_pounds(timezone: str) -> bool:
    """Whether people in the place that a time zone names weigh themselves in pounds."""
    return _territories().get(timezone) in POUND_TERRITORIES


@cache
def _territories() -> Mapping[str, str]:
    """Territory of each time zone (`zone.tab` of the IANA time zone database)."""
    text = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    rows = (row.split("\t") for row in text.splitlines() if not row.startswith("#"))
    return {row[2]: row[0] for row in rows}
