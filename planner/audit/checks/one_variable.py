"""One thing at a time gets more: days, minutes, effort, mode or load."""

from __future__ import annotations

from planner.audit.case import ENDURANCE, Case
from planner.audit.firings import Fired
from planner.audit.placed import Placed
from planner.audit.reached import is_missed, reached
from planner.audit.report import Report, check
from planner.audit.volume import dates_of, longest_of, previous_weeks

QUANTITY = "ladder_steps_per_week"


@check("one_variable")
def one_variable(case: Case, report: Report) -> None:
    """At most one variable of a component is higher than in the weeks before.

    Requirement: hard caps with variables_up_per_component (prg_one_variable). Each variable is
    compared with its highest value of the previous weeks that hold the component; where none does,
    it starts. Days: dates with the component. Minutes: the longest endurance session. Effort: the
    highest. Mode and load are one thing: a ladder that stands higher than when it was last done, or
    endurance that costs more energy (MET). Ladders of a component step one at a time.
    """
    for week in case.weeks:
        for fired in case.firings.limits("cap", QUANTITY, week):
            if fired.body.variables_up_per_component is not None and case.applies(fired, week):
                for component in fired.body.target.component:
                    _compare(case, report, fired, component, week)


def _compare(case: Case, report: Report, fired: Fired, component: str, week: int) -> None:
    before = [w for w in previous_weeks(case, week) if _of(case, component, w)]
    if before and _done(case, component, week):
        most = fired.body.variables_up_per_component
        rising = _rising(case, component, week, before)
        text = f"{', '.join(rising)} rise at once, at most {most} ({fired.rule})"
        report.expect(len(rising) <= most, f"week {week} {component}", text)
        steps = _steps(case, component, week)
        text = f"steps of {', '.join(steps)}, at most {fired.body.value} ({fired.rule})"
        report.expect(len(steps) <= fired.body.value, f"week {week} {component}", text)


def _of(case: Case, component: str, week: int) -> list[Placed]:
    return [p for p in case.in_sessions if p.week == week and p.activity.component == component]


def _done(case: Case, component: str, week: int) -> list[Placed]:
    """Without what was missed before a revision: that is no rise."""
    return [placed for placed in _of(case, component, week) if not is_missed(case, placed)]


def _rising(case: Case, component: str, week: int, before: list[int]) -> list[str]:
    def is_up(amounts: dict[int, float]) -> bool:
        return amounts[week] > max(amounts[other] for other in before)

    weeks = [*before, week]
    items = {number: _of(case, component, number) for number in before}
    items[week] = _done(case, component, week)
    found = []
    if is_up({number: len(dates_of(items[number])) for number in weeks}):
        found.append("days")
    if is_up({n: max(placed.item.dose.rpe or 0 for placed in items[n]) for n in weeks}):
        found.append("effort")
    if component == ENDURANCE and is_up({n: longest_of(case, items[n]) for n in weeks}):
        found.append("minutes")
    costs = {n: max(_met(placed) for placed in items[n]) for n in weeks}
    if _steps(case, component, week) or (component == ENDURANCE and is_up(costs)):
        found.append("mode or load")
    return found


def _met(placed: Placed) -> float:
    return placed.activity.met.value if placed.activity.met is not None else 0


def _steps(case: Case, component: str, week: int) -> list[str]:
    """Families that stand higher in the week than when they were last done."""
    found = []
    families = {name for p in _of(case, component, week) if (name := p.activity.family)}
    for family in sorted(families):
        rungs = [
            (placed.week, placed.activity.level)
            for placed in reached(case, family)
            if placed.activity.level is not None and placed.session is not None
        ]
        last = [level for number, level in rungs if number < week]
        now = [level for number, level in rungs if number == week]
        if last and now and max(now) > last[-1]:
            found.append(family)
    return found
