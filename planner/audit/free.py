"""The stretches of a date in which a session may lie, and how long it may be."""

from __future__ import annotations

import datetime as dt

from planner.audit.case import Case
from planner.audit.clock import Span, busy_spans, has_own_sleep, minutes, overlaps, sleeps, windows

SESSION = "minutes_per_session"


def free_spans(case: Case, date: dt.date) -> list[Span]:
    """Free times of a date less busy times and sleep; what is too short for a session is left out.

    Of windows that overlap the first one keeps the time.
    """
    if case.is_away(date):
        return []
    found: list[Span] = []
    for window in windows(case.intake, date):
        for start, end in _without(window, _taken(case, date)):
            long_enough = minutes(start, end) >= case.catalog.planning.shortest_session_minutes
            if long_enough and (not found or start >= found[-1][1]):
                found.append((start, end))
    return sorted(found)


def longest_session_of(case: Case, span: Span) -> float:
    """Minutes of the longest session that fits: the span, or the caps on a whole session."""
    caps = case.once(SESSION, lambda: _session_caps(case))
    return float(min([minutes(*span), *caps]))


def _session_caps(case: Case) -> list[float]:
    caps = [
        fired.body.value
        for week in case.weeks
        for fired in case.firings.limits("cap", SESSION, week)
        if fired.body.target.any and case.applies(fired, week)
    ]
    if case.template.caps.session_minutes is not None:
        caps.append(case.template.caps.session_minutes)
    return caps


def _taken(case: Case, date: dt.date) -> list[Span]:
    midnight = dt.datetime.combine(date, dt.time.min)
    next_day = midnight + dt.timedelta(days=1)
    found = [span for span in busy_spans(case.intake) if overlaps(span, (midnight, next_day))]
    found += sleeps(case.intake)
    wake, bed = case.intake.wake, case.intake.bed
    if not has_own_sleep(case.intake, date):
        if wake is not None:
            found.append((midnight, dt.datetime.combine(date, wake)))
        if bed is not None and (wake is None or bed > wake):
            found.append((dt.datetime.combine(date, bed), next_day))
    return sorted(found)


def _without(span: Span, taken: list[Span]) -> list[Span]:
    pieces = [span]
    for start, end in taken:
        left = []
        for first, last in pieces:
            if end <= first or start >= last:
                left.append((first, last))
                continue
            left += [piece for piece in ((first, start), (end, last)) if piece[0] < piece[1]]
        pieces = left
    return pieces
