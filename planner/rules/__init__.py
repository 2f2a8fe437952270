"""The rules engine: closed operators, three-valued truth, bindings. It knows no rule."""

from planner.rules.binding import FREE, Binding, stretches_of
from planner.rules.firing import Firing, fire, firings, firings_by_week, in_week
from planner.rules.targets import activities_of, hits
from planner.rules.truth import conjunction, disjunction, negate, truth, unknown_facts

__all__ = [
    "FREE",
    "Binding",
    "Firing",
    "activities_of",
    "conjunction",
    "disjunction",
    "fire",
    "firings",
    "firings_by_week",
    "hits",
    "in_week",
    "negate",
    "stretches_of",
    "truth",
    "unknown_facts",
]
