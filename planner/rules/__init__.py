"""The rules engine: closed operators, three-valued truth, bindings. It knows no rule."""

from planner.rules.binding import FREE, Binding, reads_trial, stretches_of
from planner.rules.clearance import BEFORE_ANY, clearance_gate, uncleared
from planner.rules.firing import Firing, fire, firings, firings_by_week
from planner.rules.formula import formula_value, limit_value
from planner.rules.reads import conditions_in, reads
from planner.rules.targets import activities_of, hits, is_side_bound
from planner.rules.trace import Traced, describe, trace
from planner.rules.truth import conjunction, disjunction, negate, truth, unknown_facts
from planner.rules.weeks import in_week

__all__ = [
    "BEFORE_ANY",
    "FREE",
    "Binding",
    "Firing",
    "Traced",
    "activities_of",
    "clearance_gate",
    "conditions_in",
    "conjunction",
    "describe",
    "disjunction",
    "fire",
    "firings",
    "firings_by_week",
    "formula_value",
    "hits",
    "in_week",
    "is_side_bound",
    "limit_value",
    "negate",
    "reads",
    "reads_trial",
    "stretches_of",
    "trace",
    "truth",
    "uncleared",
    "unknown_facts",
]
