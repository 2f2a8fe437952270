"""Limits that no number of the plan can hold are told to the person in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planner.audit.case import STRENGTH, Case
from planner.audit.firings import Fired
from planner.audit.report import Report, check
from planner.domain.plan import PlanLimit

RESERVE = "reps_in_reserve"
NUMBER = re.compile(r"\d+(?:\.\d+)?")


@check("told_limits")
def told_limits(case: Case, report: Report) -> None:
    """Every hard cap and floor on a told quantity stands among the limits, with its value in words.

    Requirement: decision_policy.told_quantities. A limit is told where the plan holds something of
    its target, and names all of that (limits of the screening: see `clearance_limits`). A value
    that depends on an answer nobody gave is left to the clinician. Load notes of strength items
    leave no fewer repetitions in reserve than the floors of the week.
    """
    told = case.told_quantities
    seen: set[tuple[str, int]] = set()
    for week in case.weeks:
        for kind in ("cap", "floor"):
            for fired in case.firings.of(kind, week):
                key = (fired.rule, id(fired.body))
                is_told = fired.body.quantity in told and not fired.body.soft
                if is_told and key not in seen and _binds_some_week(case, fired):
                    seen.add(key)
                    _is_told(case, report, fired)
    _load_notes(case, report)


def _binds_some_week(case: Case, fired: Fired) -> bool:
    """It names the person's level, and its window is no stretch of weeks outside the plan."""
    window = fired.body.window or ""
    if "week" in window and "item" not in window and "rolling" not in window:
        return any(case.applies(fired, week) for week in case.weeks)
    named = (*fired.body.levels, *((fired.body.level,) if fired.body.level else ()))
    return not named or any(case.applies(fired, week) for week in case.weeks)


def _is_told(case: Case, report: Report, fired: Fired) -> None:
    body, target = fired.body, fired.body.target
    touched = {p.activity.id for p in case.placed if case.firings.hits(p.activity, fired)}
    if not (touched or target.any):
        return
    value = body.value
    words = case.catalog.decision_policy.told_words
    said = words.get(str(value), str(value)) if isinstance(value, str) else value
    found = [
        limit
        for limit in case.plan.screening.limits
        if (limit.rule, limit.quantity) == (fired.rule, body.quantity)
        and (_says(limit, said) or _says_nothing_at_all(case, limit, value))
        and (target.any or touched <= set(limit.activities) or not limit.activities)
    ]
    text = f"{body.quantity} {value} ({fired.rule}) is not told in words"
    report.expect(bool(found), "screening.limits", text)


def _says(limit: PlanLimit, value: float | str | None) -> bool:
    if value is None:
        return bool(limit.text.strip())
    if isinstance(value, str):
        return value in limit.text
    return any(float(number) == value for number in NUMBER.findall(limit.text))


def _says_nothing_at_all(case: Case, limit: PlanLimit, value: float | str | None) -> bool:
    """A limit of nothing may be told without a number, in the words of the catalog."""
    if value != 0:
        return False
    words = case.catalog.decision_policy.told_none.get(limit.quantity)
    return words is not None and words.rstrip(".").lower() in limit.text.lower()


def _load_notes(case: Case, report: Report) -> None:
    for placed in case.in_sessions:
        note = placed.item.dose.load_note
        if placed.activity.component != STRENGTH or note is None:
            continue
        numbers = [float(number) for number in NUMBER.findall(note)]
        for least, rule in _reserves(case, placed.week):
            text = f"{note!r}; at least {least:g} in reserve are needed ({rule})"
            report.expect(bool(numbers) and numbers[0] >= least, placed.where, text)


def _reserves(case: Case, week: int) -> Iterator[tuple[float, str]]:
    for fired in case.firings.limits("floor", RESERVE, week):
        if case.applies(fired, week):
            yield fired.body.value, fired.rule
