"""Rows that the past alone breaks: they bind the days to come as far as the past has left them.

A new limit can be smaller than what was done already in the week. Nothing can undo that; the row
then says that the days to come make it no worse.
"""

from __future__ import annotations

from planner.solver.variables import IntVar, Variables


def excused(v: Variables) -> bool:
    """Widen every such row of the model; whether there was one."""
    proto = v.model.proto
    # The wrapper counts no index from the end.
    domains = [list(variable.domain) for variable in proto.variables]
    least = [domain[0] for domain in domains]
    most = [domain[-1] for domain in domains]
    found = False
    for constraint in proto.constraints:
        if not constraint.has_linear() or constraint.enforcement_literal:
            continue
        linear = constraint.linear
        terms = list(zip(linear.vars, linear.coeffs, strict=True))
        low = sum(c * (least[i] if c > 0 else most[i]) for i, c in terms)
        high = sum(c * (most[i] if c > 0 else least[i]) for i, c in terms)
        bounds = list(linear.domain)
        first, last = bounds[0], bounds[-1]
        if low <= last and high >= first:
            continue
        # A row that holds nothing of the past is broken for good: that is no business of ours.
        if not any(least[i] == most[i] for i, _ in terms):
            continue
        found = True
        linear.domain.clear()
        linear.domain.extend([min(first, high), max(last, low)])
    return found


def or_published(v: Variables, week: int, allowed: IntVar, published: int) -> IntVar:
    """What is allowed, or what was planned before a revision in the week that it begins in.

    Args:
        v: the variables.
        week: 0-based.
        allowed: most of an amount in the week.
        published: the amount of the days of the week that are gone.
    """
    if not published or v.problem.revision is None or week != v.problem.first_week:
        return allowed
    most = v.model.new_int_var(0, max(published, list(allowed.proto.domain)[-1]), "")
    v.model.add_max_equality(most, [allowed, published])
    return most


def published_units(v: Variables, week: int) -> list[tuple[int, int, int]]:
    """Candidate, slot and endurance units of the days of a week that lie before a revision."""
    revision = v.problem.revision
    past = revision.past if revision is not None else ()
    return [
        (one.candidate, one.slot, one.units)
        for one in past
        if v.problem.slots[one.slot].week == week and one.units
    ]
