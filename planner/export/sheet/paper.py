"""Which paper a person prints on."""

from __future__ import annotations

from collections.abc import Mapping

from planner.domain.local import territory_of

A4, LETTER = "a4", "letter"
# Names of Typst.
PAPERS: Mapping[str, str] = {A4: "a4", LETTER: "us-letter"}
# Territories whose paper is US letter (Unicode CLDR, supplemental data, measurementData/paperSize).
LETTER_TERRITORIES = frozenset(
    ("BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE")
)  # fmt: skip


def paper_of(timezone: str) -> str:
    """The paper of the place that a time zone names; A4 where it names none."""
    return LETTER if territory_of(timezone) in LETTER_TERRITORIES else A4
