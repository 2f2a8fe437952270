"""After days away training starts lower and comes back step by step."""

from __future__ import annotations

import math
import re

from planner.audit.absence import Return, restart_minutes, returns, scales, shares, steps_back
from planner.audit.case import ENDURANCE, STRENGTH, Case
from planner.audit.demands import comes_late, first_date
from planner.audit.doses import dose_of
from planner.audit.placed import Placed
from planner.audit.report import Report, check
from planner.audit.volume import endurance_minutes
from planner.domain.units import PERCENT

SETS, LOAD = "sets", "load_pct_of_usual"


@check("absence")
def absence(case: Case, report: Report) -> None:
    """Minutes, sets, levels and the intake questions after days away follow the rules of absence.

    Requirement: rules that read days_absent and scale weekly minutes (prg_absence_7_13, _14_27,
    _28), read with the length of each stretch of days away (an illness counts as a week at least);
    sets as ramps.absence gives them. Endurance of each seven days from the return on is at most its
    share of the last whole week before the days away (not compared where that held none); a week of
    the past in which so little was done that its share is no step of minutes is passed over.
    Ladders that a rule steps back start again one level lower, if that level is open. The share of
    the usual load is said in a warning: the plan holds no load.
    """
    for back in returns(case):
        _minutes(case, report, back)
        _sets(case, report, back)
        _steps_back(case, report, back)
        _first_again(case, report, back)
        _load_told(case, report, back)


def _minutes(case: Case, report: Report, back: Return) -> None:
    for number, factor in enumerate(back.factors):
        where, found = _endurance(case, back, number)
        if back.last_week is not None:
            before = endurance_minutes(case, back.last_week, done=True)
            text = f"{found} endurance min after {before:g}, at most {factor:g} of it"
            holds = not before or found <= factor * before
            report.expect(holds, where, f"{text} ({back.rule.id})")
    where, found = _endurance(case, back, 0)
    for most in restart_minutes(case, back):
        text = f"{found} endurance min, a restart has {most} at most ({back.rule.id})"
        report.expect(found <= most, where, text)


def _endurance(case: Case, back: Return, number: int) -> tuple[str, int]:
    """Name of seven days after the return, and their minutes of endurance."""
    minutes = sum(placed.minutes for placed in _in_block(case, back, number, ENDURANCE))
    return f"seven days from {back.block(number)[0]}", minutes


def _in_block(case: Case, back: Return, number: int, component: str) -> list[Placed]:
    first, last = back.block(number)
    return [
        placed
        for placed in case.in_sessions
        if placed.activity.component == component and first <= placed.date <= last
    ]


def _sets(case: Case, report: Report, back: Return) -> None:
    table = case.catalog.ramps.absence["rows"]
    row = next(row for row in table if row["rule"] == back.rule.id)
    less = sum(scale.minus or 0 for scale in scales(back.rule, SETS))
    for number, most in enumerate(row.get("strength_sets", (math.inf,))):
        for placed in _in_block(case, back, number, STRENGTH):
            full, sets = dose_of(case, placed.activity), placed.item.dose.sets
            if full is None or full.sets is None:
                continue
            bound = max(1, min(most, full.sets - less))
            text = f"{sets} sets after days away, at most {bound} ({back.rule.id})"
            report.expect(sets is None or sets <= bound, placed.where, text)


def _steps_back(case: Case, report: Report, back: Return) -> None:
    levels: dict[str, list[tuple[Placed, int]]] = {}
    for placed in sorted(case.in_sessions, key=lambda placed: placed.date):
        level = placed.activity.level
        if level is not None and steps_back(case, back, placed.activity):
            levels.setdefault(placed.key, []).append((placed, level))
    for family, items in levels.items():
        before = [level for placed, level in items if placed.date < back.first_away]
        after = [(placed.week, level) for placed, level in items if back.date <= placed.date]
        if before and after:
            week, level = after[0]
            lower = _lower(case, family, before[-1], week)
            text = f"level {level} after days away, level {lower} needed ({back.rule.id})"
            report.expect(level <= lower, f"week {week} {family}", text)


def _lower(case: Case, family: str, level: int, week: int) -> int:
    """One level down if that one may be done in the week; else the same."""
    below = [
        rung
        for rung in case.catalog.families[family].levels
        if rung.level == level - 1
        and case.verdicts.is_allowed_somehow(case.catalog.activities[rung.activity], week)
    ]
    return level - 1 if below else level


def _first_again(case: Case, report: Report, back: Return) -> None:
    for effect in back.rule.then:
        if effect.require is None:
            continue
        later = [placed for placed in case.in_sessions if placed.date >= back.date]
        named = [p for p in later if case.is_target(p.activity, effect.require.what)]
        first, then = first_date(named), first_date(later)
        text = f"comes on {first}, training again on {then} ({back.rule.id})"
        report.expect(not comes_late(first, then, 0), f"return on {back.date}", text)


def _load_told(case: Case, report: Report, back: Return) -> None:
    for scale in scales(back.rule, LOAD):
        for factor in shares(scale):
            share = f"{factor * PERCENT:g}"
            told = any(
                share in re.findall(r"\d+", text) and str(back.date) in text
                for text in case.plan.warnings
            )
            text = f"{share} percent of the usual load is not told ({back.rule.id})"
            report.expect(told, f"return on {back.date}", text)
