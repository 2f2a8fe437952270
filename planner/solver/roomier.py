"""A problem with more days than the person gives, so that a conflict can name the time.

A day without free time has no variables, and what has no variables appears in no conflict. Here
each such day of a full week gets a slot like the longest one of its week; the conflict search
closes these slots while the person's times count, and opens them when they are given up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from planner.domain.units import DAYS_PER_WEEK
from planner.problem.bounds import MinutesFloor, Span
from planner.problem.model import Candidate, Option, Problem, Revision, Slot


def roomier(problem: Problem) -> tuple[Problem, frozenset[int]]:
    """The problem with a slot on every day of its full weeks; indices of the added slots."""
    extra = list(_missing(problem))
    ordered = sorted([*problem.slots, *extra], key=lambda slot: (slot.day, slot.start))
    places = {id(slot): index for index, slot in enumerate(ordered)}
    moved = {slot.index: places[id(slot)] for slot in problem.slots}
    added: dict[int, frozenset[int]] = {
        week: frozenset(places[id(slot)] for slot in extra if slot.week == week)
        for week in range(problem.weeks)
    }
    wider = replace(
        problem,
        revision=_revision(problem.revision, moved),
        slots=tuple(replace(slot, index=index) for index, slot in enumerate(ordered)),
        candidates=tuple(_candidate(c, moved, added) for c in problem.candidates),
        minutes_floors=tuple(_floor(problem, f, moved, added) for f in problem.minutes_floors),
        minutes_caps=tuple(
            replace(cap, spans=tuple(_moved(span, moved) for span in cap.spans))
            for cap in problem.minutes_caps
        ),
    )
    return wider, frozenset().union(*added.values())


def _missing(problem: Problem) -> Iterator[Slot]:
    pattern = max((slot.pattern for slot in problem.slots), default=0)
    for week in sorted(week for week in problem.full_weeks if week >= problem.first_week):
        own = [slot for slot in problem.slots if slot.week == week]
        if not own:
            continue
        like = max(own, key=lambda slot: slot.capacity)
        taken = {slot.day for slot in own}
        for day in range(week * DAYS_PER_WEEK, (week + 1) * DAYS_PER_WEEK):
            if day not in taken:
                pattern += 1
                date = like.date + dt.timedelta(days=day - like.day)
                yield replace(like, day=day, date=date, pattern=pattern, preferred=False)


def _revision(revision: Revision | None, moved: Mapping[int, int]) -> Revision | None:
    if revision is None:
        return None
    past = tuple(replace(placed, slot=moved[placed.slot]) for placed in revision.past)
    return replace(revision, past=past)


def _moved(slots: frozenset[int], moved: Mapping[int, int]) -> frozenset[int]:
    return frozenset(moved[slot] for slot in slots)


def _candidate(
    candidate: Candidate, moved: Mapping[int, int], added: Mapping[int, frozenset[int]]
) -> Candidate:
    known: dict[int, Option] = {}

    def widened(option: Option | None) -> Option | None:
        # Paths share their options: each is made once.
        if option is None or not option.slots:
            return option
        if id(option) not in known:
            slots = _moved(option.slots, moved) | added[option.week]
            known[id(option)] = replace(option, slots=slots)
        return known[id(option)]

    paths = tuple(
        replace(path, options=tuple(widened(option) for option in path.options))
        for path in candidate.paths
    )
    return replace(candidate, paths=paths)


def _floor(
    problem: Problem,
    floor: MinutesFloor,
    moved: Mapping[int, int],
    added: Mapping[int, frozenset[int]],
) -> MinutesFloor:
    def widened(span: Span) -> Span:
        whole = {slot.index for slot in problem.slots if slot.week == span.week}
        more = added[span.week] if span.slots >= whole else frozenset()
        return replace(span, slots=_moved(span.slots, moved) | more)

    return replace(floor, spans=tuple(widened(span) for span in floor.spans))
