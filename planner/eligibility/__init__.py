"""Activity x person: what may be done, from when, with what reasons; and the limits in force."""

from planner.eligibility.advice import Advice
from planner.eligibility.conflicts import ConflictNote
from planner.eligibility.decide import decide
from planner.eligibility.levels import person_levels
from planner.eligibility.limits import ActiveLimit, ActiveOrder, Requirement
from planner.eligibility.model import Eligibility, GateInfo, Substitution

__all__ = [
    "ActiveLimit",
    "ActiveOrder",
    "Advice",
    "ConflictNote",
    "Eligibility",
    "GateInfo",
    "Requirement",
    "Substitution",
    "decide",
    "person_levels",
]
