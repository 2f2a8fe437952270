"""A revision says everything that it changes, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from planner.audit.case import Case
from planner.audit.joined import Join
from planner.audit.report import Report, check
from planner.domain.plan import AllDay, Item, Plan, Session

Found = tuple[str, int, str]
ENDS = ("warm_up", "cool_down")


@check("changes_listed")
def changes_listed(case: Case, report: Report) -> None:
    """The list of changes holds each difference to the plan before once, each with a reason.

    Requirement: contracts (`replan`). An item (a family) that is gone from one day of a week and
    new on another is moved; else it is dropped or added; on the same day its level, time or dose
    may differ. Whole-day entries are dropped, added or differ in dose.
    """
    if case.join is None or case.plan.replan is None:
        return
    told: Counter[Found] = Counter((c.kind, c.week, c.what) for c in case.plan.replan.changes)
    real = Counter([*_sessions(case, case.join), *_all_day(case, case.join)])
    for change in sorted(told.keys() | real.keys()):
        kind, week, what = change
        text = f"{kind} {what}: told {told[change]} times, done {real[change]} times"
        report.expect(told[change] == real[change], f"changes of week {week}", text)
    for number, entry in enumerate(case.plan.replan.changes, start=1):
        has_why = bool(entry.why) and all(w.rule.strip() and w.text.strip() for w in entry.why)
        report.expect(has_why, f"change {number}", "says not why")
        report.expect(bool(entry.text.strip()), f"change {number}", "says nothing")
    has_reasons = all(reason.text.strip() for reason in case.plan.replan.reasons)
    is_told = has_reasons and bool(case.plan.replan.reasons)
    report.expect(is_told, "replan", "says not why the plan is revised")


Day = dict[str, list[tuple[Session, Item]]]


def _days(plan: Plan, join: Join) -> dict[tuple[int, str], Day]:
    """Week and family to the days still to come that hold it."""
    found: dict[tuple[int, str], Day] = {}
    for session in plan.sessions:
        for item in session.items if session.date >= join.day else ():
            if item.component not in ENDS:
                days = found.setdefault((session.week, item.family or item.activity), {})
                days.setdefault(str(session.date), []).append((session, item))
    return found


def _sessions(case: Case, join: Join) -> Iterator[Found]:
    was, now = _days(join.past.plan, join), _days(case.plan, join)
    for week, family in sorted(was.keys() | now.keys()):
        before, after = was.get((week, family), {}), now.get((week, family), {})
        gone, come = sorted(before.keys() - after), sorted(after.keys() - before)
        moves = min(len(gone), len(come))
        for day in come[:moves]:
            yield "moved", week, after[day][0][1].activity
        for day in gone[moves:]:
            yield "dropped", week, before[day][0][1].activity
        for day in come[moves:]:
            yield "added", week, after[day][0][1].activity
        for day in sorted(before.keys() & after.keys()):
            yield from _same_day(week, before[day], after[day])


def _same_day(
    week: int, before: list[tuple[Session, Item]], after: list[tuple[Session, Item]]
) -> Iterator[Found]:
    name = after[0][1].activity
    if before[0][1].activity != name:
        yield "level", week, name
    elif [(i.side, i.dose) for _, i in before] != [(i.side, i.dose) for _, i in after]:
        yield "dose", week, name
    if any(old.start != new.start for (old, _), (new, _) in zip(before, after, strict=False)):
        yield "time", week, name


def _all_day(case: Case, join: Join) -> Iterator[Found]:
    def coming(plan: Plan) -> dict[tuple[str, str], AllDay]:
        return {(e.activity, str(e.date)): e for e in plan.all_day if e.date >= join.day}

    was, now = coming(join.past.plan), coming(case.plan)
    for key in sorted(was.keys() | now.keys()):
        old, new = was.get(key), now.get(key)
        if new is None and old is not None:
            yield "dropped", old.week, old.activity
        elif old is None and new is not None:
            yield "added", new.week, new.activity
        elif old is not None and new is not None and old.dose != new.dose:
            yield "dose", new.week, new.activity
