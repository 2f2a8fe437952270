"""From check-ins to decisions: what may get harder, what stays, what steps back, what stops.

A decision is made by the strictest rule that holds; a step up needs evidence, everything else
needs none. Missing answers never make anything harder.
"""

from planner.progression.log import Entry, Log
from planner.progression.log_facts import log_facts, minutes_by_week
from planner.progression.model import (
    Adjustment,
    Change,
    Decision,
    Ground,
    Notice,
    Review,
)
from planner.progression.review import review

__all__ = [
    "Adjustment",
    "Change",
    "Decision",
    "Entry",
    "Ground",
    "Log",
    "Notice",
    "Review",
    "log_facts",
    "minutes_by_week",
    "review",
]
