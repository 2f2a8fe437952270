"""What hard rules demand is in the plan, or is reported as impossible."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

from planner.audit.case import ENDURANCE, Case
from planner.audit.checks.correction_first import is_correction
from planner.audit.demands import (
    BEFORE_OR_WITH,
    comes_late,
    demands,
    first_date,
    is_possible,
    is_reported,
    says_number,
    targets,
)
from planner.audit.firings import Fired
from planner.audit.frequencies import most_days
from planner.audit.given import fits_in, given_days
from planner.audit.reach import up_to_grid, weekly_reach
from planner.audit.report import Report, check
from planner.audit.targets import STRETCH
from planner.audit.volume import dates_of
from planner.audit.windows import holds_in
from planner.knowledge.model import Activity, Require, Target

PER_WEEK, IN_WEEK = "per_week", "in_week"


@check("required")
def required(case: Case, report: Report) -> None:
    """Every hard `require` is met in the weeks where it holds.

    Requirement: `require` effects. Full weeks only (no day away). `from_week` counts from the
    start of the programme (`plan_week`), where it is more than the weeks of settling in.
    `per_week` counts dates with an item of the target; its days are lowered to what caps on days,
    doses, rest of muscles and rest days allow (audit/frequencies.py), after a revision also to
    what the minutes of endurance can be split into, and a conflict says so. The
    days that the person gives lower them too, unless the rule is absolute, and so does a week in
    which nothing more may begin (audit/given.py): a conflict names the rule and the days missing.
    The last quarter rounds down. Days of stretches count from week 2, after the trials. What holds
    `unless_blocked` gives way to the caps on new items until the week that the policy names.
    Endurance gives way where caps leave no minutes for it (audit/reach.py).
    `with_first_stretch_week` holds from the first week with a stretch on. `if_goal` holds when what
    the same rule asks is true. `before_or_with` counts dates (days_before). Where nothing of the
    target is allowed in that week, or fits into the free times given, a conflict that names the
    rule stands for it; for a demand that gives way (`unless_blocked`, from week 2 on) it always
    does.
    """
    for week in case.full_weeks:
        for fired in case.firings.of("require", week):
            body: Require = fired.body
            if body.relation == PER_WEEK and _holds(case, fired, week):
                _per_week(case, report, fired, week)
            if body.relation == IN_WEEK and body.week == week:
                found = [p for p in targets(case, body.what, fired) if p.week == week]
                _report(case, report, fired, week, bool(found), "nothing of it in this week")
    for fired in demands(case, BEFORE_OR_WITH):
        if is_correction(fired.body) or fired.body.of is None:
            continue
        first = first_date(targets(case, fired.body.what, fired))
        named = {id(placed) for placed in targets(case, fired.body.what, fired)}
        later = [p for p in targets(case, fired.body.of, fired) if id(p) not in named]
        then = first_date(later)
        week = min(max(case.week_of(then or case.start), 1), len(case.weeks))
        in_time = not comes_late(first, then, fired.body.days_before or 0)
        _report(case, report, fired, week, in_time, f"first on {first}, needed before {then}")


def _holds(case: Case, fired: Fired, week: int) -> bool:
    body: Require = fired.body
    if body.from_week is not None and _counted(case, body.from_week, week) < body.from_week:
        return False
    if body.unless_blocked and week == 1:
        return False
    if not holds_in(body.window, week, weeks=len(case.weeks), quit_week=case.quit_week):
        return False
    present = {placed.activity.component for placed in case.in_week(week)}
    if body.when_present is not None and body.when_present not in present:
        return False
    if body.unless_blocked and week < case.catalog.planning.unless_blocked_from_week:
        return False
    if week == 1 and _is_stretch_only(case, body):
        return False
    if body.with_first_stretch_week:
        stretches = [p.week for p in case.placed if p.activity.component == STRETCH]
        return bool(stretches) and week >= min(stretches)
    return not body.if_goal or _is_goal(case, fired.rule)


def _counted(case: Case, from_week: int, week: int) -> int:
    """The week as `from_week` counts it: of the plan or of the programme."""
    settled = from_week > case.catalog.planning.settling_in_weeks + 1
    return case.programme_week(week) if settled else week


def _is_stretch_only(case: Case, body: Require) -> bool:
    """All of the target are stretches: the first week is for their trials (plan_trial_first)."""
    wanted = case.named_by(body.what)
    return bool(wanted) and all(activity.component == STRETCH for activity in wanted)


def _is_goal(case: Case, rule: str) -> bool:
    asked = [effect.ask.fact for effect in case.catalog.rules[rule].then if effect.ask is not None]
    return all(case.answers.facts.get(fact) is True for fact in asked)


def _per_week(case: Case, report: Report, fired: Fired, week: int) -> None:
    body: Require = fired.body
    found = dates_of([p for p in targets(case, body.what, fired) if p.week == week])
    if body.min_days is not None:
        _least(case, report, fired, week, len(found))
    if body.max_days is not None:
        text = f"on {len(found)} days, at most {body.max_days}"
        _report(case, report, fired, week, len(found) <= body.max_days, text)
    if body.non_consecutive and body.min_days is not None and len(found) == body.min_days:
        apart = all((after - before).days > 1 for before, after in pairwise(found))
        _report(case, report, fired, week, apart, "on days that follow each other")


def _least(case: Case, report: Report, fired: Fired, week: int, found: int) -> None:
    asked = fired.body.min_days
    if found >= asked:
        _report(case, report, fired, week, True, f"on {found} days")
        return
    given = given_days(case, fired, week)
    least = min(asked, given, _most_days(case, fired, week))
    _report(case, report, fired, week, found >= least, f"on {found} days, at least {least} needed")
    if found >= least:
        is_said = is_reported(case, fired.rule)
        if given == least:
            is_said = says_number(case, fired.rule, str(asked - given))
        text = f"on {found} of {asked} days, and no conflict says so"
        report.expect(is_said, f"week {week} {fired.rule}", text)


def _most_days(case: Case, fired: Fired, week: int) -> float:
    """Days that hard caps on all of the target, doses, rest of muscles and rest days allow."""
    named = case.named_by(fired.body.what, fired.bound)
    caps = [
        cap.body.value
        for cap in case.firings.limits("cap", "days_per_week", week)
        if case.applies(cap, week) and all(case.firings.hits(activity, cap) for activity in named)
    ]
    if case.join is not None and ENDURANCE in {activity.component for activity in named}:
        caps += _by_minutes(case, {activity.id for activity in named}, week)
    return float(min([len(case.dates), *caps, most_days(case, named, week)]))


def _by_minutes(case: Case, names: Collection[str], week: int) -> list[float]:
    """Days of endurance into which the minutes of the week can be split in a revision.

    Of every ladder that is done in the week (of all where none is) the longest of the shortest
    bouts counts, on the grid of minutes, for a step of a ladder and more days never come together;
    nothing else of the target is done in the week.
    """
    reach = weekly_reach(case)[week]
    held = [placed.activity for placed in case.in_week(week) if placed.activity.id in names]
    if any(activity.component != ENDURANCE for activity in held):
        return []
    ladders: dict[str, list[float]] = {}
    for mode in reach.modes:
        if mode.activity.id in names:
            ladders.setdefault(_ladder(mode.activity), []).append(up_to_grid(case, mode.least))
    longest = {name: max(bouts) for name, bouts in ladders.items()}
    done = [longest[name] for a in held if (name := _ladder(a)) in longest]
    bout = min(done) if done else max(longest.values(), default=0)
    return [reach.minutes // bout] if bout else []


def _ladder(activity: Activity) -> str:
    return activity.family or activity.id


def _is_out_of_reach(case: Case, fired: Fired, week: int) -> bool:
    """What is open of the target is endurance, and caps leave no minutes for it in the week."""
    named = case.named_by(fired.body.what, fired.bound)
    opened = [a for a in named if case.verdicts.is_allowed_somehow(a, week)]
    if {activity.component for activity in opened} != {ENDURANCE}:
        return False
    return not weekly_reach(case, frozenset(activity.id for activity in opened))[week].minutes


def _report(case: Case, report: Report, fired: Fired, week: int, holds: bool, text: str) -> None:
    if not holds and _gives_way(case, fired, week):
        holds = is_reported(case, fired.rule)
        text = f"{text}; it may give way, and no conflict says so"
    named = ", ".join(_words(fired.body.what))
    report.expect(holds, f"week {week} {fired.rule}", f"{named}: {text}")


def _gives_way(case: Case, fired: Fired, week: int) -> bool:
    return (
        fired.body.unless_blocked
        or not is_possible(case, fired.body.what, fired, week)
        or _is_out_of_reach(case, fired, week)
        or not given_days(case, fired, week)
        or not fits_in(case, fired, week)
    )


def _words(target: Target) -> tuple[str, ...]:
    """The selectors of a target, to name it in a message."""
    lists = (target.activity, target.family, target.component, target.tag, target.muscle_stretch)
    return tuple(word for words in lists for word in words)
