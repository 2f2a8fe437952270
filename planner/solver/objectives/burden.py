"""Level 2: what the plan asks of the person: different items, awkward times, trips."""

from __future__ import annotations

from planner.solver.variables import Sum, Variables


def build(v: Variables) -> Sum:
    """Weighted sum of distinct items, sessions outside preferred times, sessions.

    An item that the findings favour weighs less, so that equal plans choose the better suited.
    """
    burden = v.problem.burden
    top = max((candidate.score for candidate in v.problem.candidates), default=0)
    terms = list(v.x.values())
    weights = [burden.per_item + top - v.problem.candidates[index].score for index, _ in v.x]
    for slot in v.open_slots:
        terms.append(v.used[slot.index])
        awkward = 0 if slot.preferred else burden.per_unpreferred_session
        weights.append(burden.per_session + awkward)
    return Sum.weighted_sum(terms, weights)
