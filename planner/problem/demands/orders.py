"""What comes before, with, or some weeks after something else."""

from __future__ import annotations

from itertools import pairwise

from msgspec.structs import replace

from planner.problem.bounds import FirstDemand, Sequence
from planner.problem.context import Context
from planner.problem.demands.index import Index
from planner.problem.returns import returns
from planner.problem.trials import valid_days


def first_demands(context: Context, index: Index) -> tuple[FirstDemand, ...]:
    """What must stand before, or with, something else."""
    found: list[FirstDemand] = []
    for requirement in context.requirements:
        if not requirement.hard or requirement.relation != "before_or_with":
            continue
        of = requirement.of
        if of is not None:
            made = _first(
                index,
                requirement.rule,
                requirement.text,
                requirement.what,
                of,
                requirement.days_before or 0,
            )
            days = valid_days(context, requirement.what)
            found += [replace(demand, valid_days=days) for demand in made]
    for back in returns(context):
        if back.first_again:
            everything = frozenset(context.catalog.activities)
            found += [
                replace(demand, from_day=back.day, what_day=None, of_day=None)
                for demand in _first(index, back.rule, back.text, back.first_again, everything, 0)
            ]
    for order in context.orders:
        if order.hard and order.first is not None and order.not_after is not None:
            found += _first(index, order.rule, order.text, order.first, order.not_after, 0)
    return tuple(found)


def _first(
    index: Index, rule: str, text: str, what: frozenset[str], of: frozenset[str], days: int
) -> list[FirstDemand]:
    what_day = index.first_all_day(what)
    holders = index.holding(what)
    after = tuple(
        i for i in index.holding(of) if i not in holders or index.candidates[i].activities - what
    )
    of_day = index.first_all_day(of - what)
    # All-day items alone wait for it too.
    is_needed = bool(after) or of_day is not None
    if not is_needed or (what_day == 0 and days == 0):
        return []
    return [
        FirstDemand(
            id=rule,
            text=text,
            what=holders,
            what_activities=what,
            of=after,
            of_activities=of - what,
            days_before=days,
            what_day=what_day,
            of_day=of_day,
        )
    ]


def sequences(context: Context, index: Index) -> tuple[Sequence, ...]:
    """Spacing between named activities (mild before hard), where both can be placed."""
    found = []
    for order in context.orders:
        if not order.hard or order.spacing_weeks is None:
            continue
        present = [name for name in order.sequence if index.holding(frozenset([name]))]
        for earlier, later in pairwise(present):
            found.append(
                Sequence(id=order.rule, earlier=earlier, later=later, weeks=order.spacing_weeks)
            )
    return tuple(found)
