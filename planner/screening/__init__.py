"""Red flags and pre-participation clearance."""

from planner.screening.result import Referral, ScreeningFinding, ScreeningResult, Undecided
from planner.screening.screen import screen

__all__ = [
    "Referral",
    "ScreeningFinding",
    "ScreeningResult",
    "Undecided",
    "screen",
]
