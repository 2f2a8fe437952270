"""Doses stay in the ranges of the template."""

from __future__ import annotations

from planner.audit.case import Case
from planner.audit.doses import dose_of
from planner.audit.report import Report, check

MOST = {"sets": "sets_at_most", "reps": "reps_at_most", "hold_s": "hold_s_at_most"}


@check("template_doses")
def template_doses(case: Case, report: Report) -> None:
    """Sets, repetitions and holds go no further than the phase has them, and rests are as long.

    Requirement: `doses` of the template's phases. A hard floor of a rule goes before the most of a
    template. Minutes of endurance: see `dose`, which knows the longest bout.
    """
    for placed in case.in_sessions:
        chosen = case.phase(placed.week).doses.get(placed.activity.component)
        if chosen is None:
            continue
        given = placed.item.dose
        for field, name in MOST.items():
            value, most = getattr(given, field), getattr(chosen, name)
            if value is not None and most is not None:
                allowed = max([most, *(fired.body.value for fired in case.floors(field, placed))])
                text = f"{field} {value}, the template has {allowed:g} at most"
                report.expect(value <= allowed, placed.where, text)
        full, least = dose_of(case, placed.activity), chosen.rest_s_at_least
        if full is not None and full.rest_s is not None and least is not None:
            text = f"rest {given.rest_s} s, the template has {least} s at least"
            report.expect((given.rest_s or 0) >= least, placed.where, text)
