"""Ladders are climbed from the bottom, one step at a time."""

from __future__ import annotations

from itertools import pairwise

from planner.audit.absence import returns, steps_back
from planner.audit.case import ENDURANCE, Case
from planner.audit.endurance import most_minutes
from planner.audit.firings import Fired
from planner.audit.reached import reached
from planner.audit.report import Report, check
from planner.knowledge.model import Activity, Family

QUANTITY = "ladder_steps_per_week"
HOLD, STEP_BACK = "hold", "step_back"


@check("ladder")
def ladder(case: Case, report: Report) -> None:
    """One level of a family a week, started at the lowest open one, each kept long enough.

    Requirement: hard caps on ladder_steps_per_week, holds of `progress`, dwell_weeks of the
    template. Families of exercise components only: habits and devices follow calendars. The first
    level is at most the lowest open one among those made for the highest level (min_level) that
    the person has, or the open one above the levels whose minutes the person does already
    (`shown_by` of the level). Steps go up by one numbered level, and down only after days away
    (check `absence`) or, where a revision begins, by a decision or past levels that are closed.
    Weeks in which nothing of a level was done do not count as kept. While a certain hold without
    an end (sessions 0) binds, there is no step.
    """
    steps: dict[int, list[Activity]] = {}
    for family in case.catalog.families.values():
        if family.component in case.catalog.planning.exercise_components:
            _climb(case, report, family, steps)
    for week, levels in steps.items():
        for fired in case.firings.limits("cap", QUANTITY, week):
            if case.applies(fired, week):
                bound = _bound(case, fired, levels)
                text = f"steps of {', '.join(bound)}; at most {fired.body.value} ({fired.rule})"
                report.expect(len(bound) <= fired.body.value, f"week {week}", text)


def _bound(case: Case, fired: Fired, levels: list[Activity]) -> list[str]:
    """Families whose steps a cap counts together: all of them, or those onto its target.

    A cap that means every single family is how a ladder is climbed; one on the variables of a
    component has a check of its own (`one_variable`).
    """
    body = fired.body
    if body.across_families or not body.value:
        return [level.family or level.id for level in levels]
    if body.target.any or body.variables_up_per_component is not None:
        return []
    return [level.family or level.id for level in levels if case.firings.hits(level, fired)]


def _climb(case: Case, report: Report, family: Family, steps: dict[int, list[Activity]]) -> None:
    # A week that a revision cuts has two parts: what was published, and what goes on.
    levels: dict[tuple[int, bool], list[int]] = {}
    for placed in reached(case, family.id):
        if placed.activity.level is not None:
            part = (placed.week, case.join is None or placed.date >= case.join.day)
            levels.setdefault(part, []).append(placed.activity.level)
    if not levels:
        return
    for (week, is_open), active in levels.items():
        text = f"levels {sorted(set(active))} in one week"
        report.expect(not is_open or len(set(active)) == 1, f"week {week} {family.id}", text)
    # Of what is history the level that came last counts; its steps were judged with their plan.
    climbed = [(week, is_open, levels[week, is_open][-1]) for week, is_open in sorted(levels)]
    began, _, first = climbed[0]
    _start(case, report, family, began, first)
    for (last, _, before), (week, is_open, level) in pairwise(climbed):
        if level == before:
            continue
        if level > before:
            steps.setdefault(week, []).append(_rung(case, family, level))
        if not is_open:
            began = week
            continue
        where = f"week {week} {family.id}"
        if _is_taken_back(case, family, before, level, last, week):
            began = week
            continue
        report.expect(level == before + 1, where, f"from level {before} to level {level}")
        dwell = case.template.caps.dwell_weeks
        kept = week - began - _missed(case, family, before, began)
        text = f"level {before} was kept {kept} weeks, {dwell} needed"
        report.expect(kept >= dwell, where, text)
        held = _holds(case, family, level, week)
        report.expect(not held, where, f"no step while {', '.join(held)} holds")
        began = week


def _is_taken_back(
    case: Case, family: Family, before: int, level: int, last: int, week: int
) -> bool:
    """Days away or a decision lead to the lower level."""
    if level == before - 1 and _is_back(case, family, level, last, week):
        return True
    return level < before and _is_decided(case, family, before, level, last, week)


def _is_back(case: Case, family: Family, level: int, last: int, week: int) -> bool:
    """A return after days away lies between the weeks, and the ladder goes one level down."""
    activity = _rung(case, family, level)
    return any(
        last < case.week_of(back.date) <= week and steps_back(case, back, activity)
        for back in returns(case)
    )


def _is_decided(case: Case, family: Family, before: int, level: int, last: int, week: int) -> bool:
    """A decision takes the family back where the revision begins, or its level is closed by now."""
    join = case.join
    if join is None or not last <= join.week <= week:
        return False
    own = join.rulings_on(*(rung.activity for rung in family.levels))
    taken = {ruling.activity for ruling in own if ruling.change == STEP_BACK}
    # One level below what hurt, also where the plan had gone on from there already.
    below = [rung.level - 1 for rung in family.levels if rung.activity in taken]
    lowest = min(*below, before - 1) if below else before
    # Days away and a decision may come together; closed levels are left out.
    closed = [
        number
        for number in range(level + 1, lowest + 1)
        if not case.verdicts.is_allowed_somehow(_rung(case, family, number), week)
    ]
    return level >= lowest - len(closed)


def _missed(case: Case, family: Family, level: int, began: int) -> int:
    """Whole weeks on a level in which it was planned and nothing of it was done."""
    join = case.join
    if join is None:
        return 0
    name = _rung(case, family, level).id
    planned: dict[int, list[bool]] = {}
    for session in join.sessions.values():
        for item in session.items:
            if item.activity == name and began <= session.week < join.week:
                done = join.was_done(session, item)
                planned.setdefault(session.week, []).append(done)
    return sum(not any(done) for done in planned.values())


def _start(case: Case, report: Report, family: Family, week: int, level: int) -> None:
    opened: dict[int, int] = {}
    for rung in family.levels:
        activity = case.catalog.activities[rung.activity]
        if case.verdicts.is_allowed_somehow(activity, week) and _has_time(case, activity, week):
            opened[rung.level] = case.rank(activity.min_level)
    own = max(opened.values(), default=0)
    highest = min((number for number, rank in opened.items() if rank == own), default=level)
    able = max((n for n in opened if n <= _mastered(case, family) + 1), default=highest)
    highest = max(highest, able)
    text = f"starts at level {level}, the first open level for this person is {highest}"
    report.expect(level <= highest, f"week {week} {family.id}", text)


def _mastered(case: Case, family: Family) -> int:
    """Highest level up to which the person does the minutes of every level already."""
    reached = 0
    for rung in family.levels:
        advance = rung.advance_when
        if advance is None or advance.shown_by is None or not isinstance(advance.minutes, int):
            break
        able = case.answers.facts.get(advance.shown_by)
        if not isinstance(able, int | float) or able < advance.minutes:
            break
        reached = rung.level
    return reached


def _has_time(case: Case, activity: Activity, week: int) -> bool:
    """The shortest bout of an endurance item is not longer than its caps."""
    if activity.component != ENDURANCE:
        return True
    return activity.minutes[0] <= most_minutes(case, activity, week)


def _holds(case: Case, family: Family, level: int, week: int) -> list[str]:
    activity = _rung(case, family, level)
    world = case.firings.world(week)
    return [
        fired.rule
        for fired in case.firings.touching(activity, "progress", week)
        if fired.body.change == HOLD
        and not fired.body.sessions
        and not (fired.body.until and world.criterion(fired.body.until))
    ]


def _rung(case: Case, family: Family, level: int) -> Activity:
    return case.catalog.activities[
        next(rung.activity for rung in family.levels if rung.level == level)
    ]
