"""`side_balance`: opposite kinds of strength work stay in proportion, week by week."""

from __future__ import annotations

from planner.domain.units import PERCENT
from planner.solver.variables import Sum, Variables


def add(v: Variables) -> None:
    """Weekly sets of the one lie between two shares of the sets of the other."""
    for balance in v.problem.balances:
        for week in v.weeks:
            first = _sets(v, balance.first, week)
            second = _sets(v, balance.second, week)
            v.model.add(PERCENT * first >= balance.low_pct * second)
            v.model.add(PERCENT * first <= balance.high_pct * second)


def _sets(v: Variables, candidates: tuple[int, ...], week: int) -> Sum:
    return Sum.sum(
        [
            v.sets[index, slot.index]
            for index in candidates
            for slot in v.slots_of_week[week]
            if (index, slot.index) in v.sets
        ]
    )
