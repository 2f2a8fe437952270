"""Red flags and pre-participation clearance."""

from planner.screening.referral import referral_text
from planner.screening.result import Referral, ScreeningFinding, ScreeningResult, Undecided
from planner.screening.screen import screen

__all__ = [
    "Referral",
    "ScreeningFinding",
    "ScreeningResult",
    "Undecided",
    "referral_text",
    "screen",
]
