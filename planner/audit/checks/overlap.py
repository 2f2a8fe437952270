"""No two sessions at the same time."""

from __future__ import annotations

from itertools import pairwise

from planner.audit.case import Case
from planner.audit.clock import moment
from planner.audit.report import Report, check


@check("overlap")
def overlap(case: Case, report: Report) -> None:
    """Sessions of one date follow each other; one may start when another ends.

    Requirement: a person does one thing at a time.
    """
    spans = []
    for session in case.plan.sessions:
        start, end = moment(session.date, session.start), moment(session.date, session.end)
        if start is not None and end is not None:
            spans.append((start, end, session.key))
    for (_, ends, before), (starts, _, after) in pairwise(sorted(spans)):
        report.expect(ends <= starts, after, f"starts before {before} ends")
