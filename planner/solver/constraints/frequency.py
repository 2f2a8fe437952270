"""`frequency`: an active item lies on as many days of the week as its dose allows."""

from __future__ import annotations

from planner.solver.variables import IntVar, Sum, Variables


def add(v: Variables) -> None:
    """Days a week within the dose in full weeks (upper end always), once a day at most.

    An item done once has exactly one placement in its week.
    """
    starting = _starting(v)
    for (index, week), options in v.options.items():
        if week not in v.weeks:
            continue
        candidate = v.problem.candidates[index]
        if candidate.is_past:
            continue
        placements = [
            v.y[index, slot.index] for slot in v.slots_of_week[week] if (index, slot.index) in v.y
        ]
        chosen = list(options.values())
        most = [option.per_week[1] for option in options]
        least = [option.per_week[0] for option in options]
        v.model.add(Sum.sum(placements) <= Sum.weighted_sum(chosen, most))
        if week in v.problem.full_weeks or candidate.once:
            v.model.add(Sum.sum(placements) >= Sum.weighted_sum(chosen, least))
        else:
            # What starts in the week is done in it, also in a week with days away.
            begins = starting.get((index, week), []) if not candidate.continues else []
            v.model.add(Sum.sum(placements) >= Sum.sum(begins))
    for index in range(len(v.problem.candidates)):
        for slots in v.slots_of_day.values():
            same_day = [v.y[index, s.index] for s in slots if (index, s.index) in v.y]
            if len(same_day) > 1:
                v.model.add_at_most_one(same_day)


def _starting(v: Variables) -> dict[tuple[int, int], list[IntVar]]:
    """By candidate and week, the ways through its ladder that begin in the week."""
    found: dict[tuple[int, int], list[IntVar]] = {}
    for (index, number), x in v.x.items():
        start = v.problem.candidates[index].paths[number].start
        found.setdefault((index, start), []).append(x)
    return found
