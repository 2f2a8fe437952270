"""After days away a week may hold fewer minutes of endurance than what is published can use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from planner.problem.context import Context
from planner.problem.groups import Group
from planner.problem.model import Candidate
from planner.problem.reach import Reach, reach_now, shortest


def brief_groups(
    context: Context, chosen: Iterable[Candidate], others: Sequence[Group]
) -> Iterator[Group]:
    """The best other group for each week of a revision that holds no bout of what was chosen.

    Args:
        context: what is known.
        chosen: candidates of endurance so far.
        others: groups of endurance to take one from, the best first.
    """
    if context.history is None:
        return
    held = tuple(chosen)
    taken: list[Group] = []
    for week, reach in enumerate(reach_now(context)):
        if week < context.open_week or not reach.minutes or _holds_one(context, held, reach, week):
            continue
        able = [group for group in others if group.ids & _short_enough(context, reach)]
        if able and not any(group in taken for group in able):
            taken.append(able[0])
            yield able[0]


def _holds_one(context: Context, held: Iterable[Candidate], reach: Reach, week: int) -> bool:
    grid = context.planning.minutes_grid
    return any(
        option is not None and option.units is not None and option.units[0] * grid <= reach.minutes
        for candidate in held
        for path in candidate.paths
        for option in [path.options[week]]
    )


def _short_enough(context: Context, reach: Reach) -> frozenset[str]:
    return frozenset(m.activity for m in reach.modes if shortest(context, m) <= reach.minutes)
