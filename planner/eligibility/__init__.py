"""Activity x person: what may be done, from when, with what reasons; and the limits in force."""

from planner.eligibility.advice import Advice
from planner.eligibility.conflicts import ConflictNote
from planner.eligibility.decide import decide
from planner.eligibility.levels import person_levels
from planner.eligibility.limits import ActiveLimit, ActiveOrder, Requirement, weeks_done
from planner.eligibility.model import Eligibility, GateInfo, Substitution
from planner.eligibility.quitting import quit_day, with_quit_day

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
    "quit_day",
    "weeks_done",
    "with_quit_day",
]
