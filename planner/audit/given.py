"""On how many days of a week a rule can be met in the time that the person gives.

Training that rules ask for gives way to the person's days (policy `combine`: a cap beats a floor),
but never what an absolute rule asks for. In a week in which hard rules let nothing new begin, or no
more than what other rules begin then, a rule that only a new habit could meet gives way as well.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from planner.audit.case import Case
from planner.audit.demands import BEFORE_OR_WITH, demands, targets
from planner.audit.firings import Fired
from planner.audit.free import free_spans, longest_session_of
from planner.audit.frequencies import is_all_day
from planner.audit.reached import is_missed
from planner.domain.units import DAYS_PER_WEEK
from planner.knowledge.model import Activity

HABIT, NEW_HABITS, NEW_ITEMS = "habit", "new_habits_per_week", "new_items_per_week"


def given_days(case: Case, fired: Fired, week: int) -> int:
    """Days of the week on which the requirement can be met, by free times and quiet weeks."""
    named = case.named_by(fired.body.what, fired.bound)
    allowed = [a for a in named if case.verdicts.is_allowed_somehow(a, week)]
    if _waits(case, allowed, week):
        return 0
    if case.catalog.rules[fired.rule].severity not in case.catalog.planning.days_give_way:
        return DAYS_PER_WEEK
    first = case.once(first_date_given, lambda: first_date_given(case))
    inside = [case.first_day(week) + dt.timedelta(days=day) for day in range(DAYS_PER_WEEK)]
    dates = {date for date in inside if first is None or date >= first}
    if any(not is_all_day(case, activity) for activity in allowed):
        done = targets(case, fired.body.what, fired)
        all_day = {placed.date for placed in done if placed.session is None}
        dates = {date for date in dates if free_spans(case, date) or date in all_day}
    return _apart(dates) if fired.body.non_consecutive else len(dates)


def fits_in(case: Case, fired: Fired, week: int) -> bool:
    """Something of the requirement is short enough for a free time of the week, or needs none.

    What a rule asks that does not give way to the person's days always counts as fitting.
    """
    if case.catalog.rules[fired.rule].severity not in case.catalog.planning.days_give_way:
        return True
    named = case.named_by(fired.body.what, fired.bound)
    allowed = [a for a in named if case.verdicts.is_allowed_somehow(a, week)]
    if any(is_all_day(case, activity) for activity in allowed):
        return True
    shortest = min((a.minutes[0] + a.setup_minutes for a in allowed), default=0)
    spans = [
        span
        for day in range(DAYS_PER_WEEK)
        for span in free_spans(case, case.first_day(week) + dt.timedelta(days=day))
    ]
    return any(longest_session_of(case, span) >= shortest for span in spans)


def first_date_given(case: Case) -> dt.date | None:
    """First date with time for what has to come before everything else, else with any.

    After a revision, where that was missed, the first such date on which it may come again.
    """
    first = [
        named
        for fired in demands(case, BEFORE_OR_WITH)
        if fired.body.of is not None and fired.body.of.any
        if (named := case.named_by(fired.body.what, fired.bound))
    ]
    needed = [min(a.minutes[0] + a.setup_minutes for a in named) for named in first]
    begin = max((_due_again(case, named) for named in first), default=case.start)
    lengths = {
        date: max(longest_session_of(case, span) for span in spans)
        for date in case.dates
        if date >= begin and (spans := free_spans(case, date))
    }
    enough = [d for d, length in lengths.items() if all(length >= least for least in needed)]
    return min(enough or lengths, default=None)


def _due_again(case: Case, named: Sequence[Activity]) -> dt.date:
    """First date for one of the activities that were missed when they were last planned.

    A week that had it already has it no second time.
    """
    join = case.join
    if join is None:
        return case.start
    gone = [
        placed
        for activity in named
        for placed in case.by_activity.get(activity.id, ())
        if placed.date < join.day
    ]
    last = {placed.activity.id: placed for placed in sorted(gone, key=lambda p: p.date)}
    if any(not is_missed(case, placed) for placed in last.values()):
        return case.start
    planned = any(placed.week == join.week for placed in gone)
    return case.first_day(join.week + 1) if planned else join.day


def _apart(dates: Iterable[dt.date]) -> int:
    """How many of the dates can be taken without two in a row."""
    taken: list[dt.date] = []
    for date in sorted(dates):
        if not taken or (date - taken[-1]).days > 1:
            taken.append(date)
    return len(taken)


def _waits(case: Case, allowed: Sequence[Activity], week: int) -> bool:
    """Only something new, all day long, could meet it, and the week takes no more that is new."""
    first = case.first_weeks
    if not allowed or any(first.get(a.family or a.id, week) < week for a in allowed):
        return False
    begins = any(first.get(a.family or a.id) == week for a in allowed)
    return any(
        all(_counts(case, cap, activity) for activity in allowed)
        and (not cap.body.value or (not begins and _is_full(case, cap, week)))
        for quantity in (NEW_HABITS, NEW_ITEMS)
        for cap in case.firings.limits("cap", quantity, week)
        if case.applies(cap, week)
    )


def _counts(case: Case, cap: Fired, activity: Activity) -> bool:
    """It is done all day long, and would count against the cap in its first week."""
    planning = case.catalog.planning
    return (
        is_all_day(case, activity)
        and (activity.component == HABIT or cap.body.quantity != NEW_HABITS)
        and activity.component not in planning.not_new_components
        and activity.id not in planning.not_new_activities
        and not set(activity.tags) & set(planning.not_new_tags)
        and case.firings.hits(activity, cap)
    )


def _is_full(case: Case, cap: Fired, week: int) -> bool:
    """What rules begin all day long in the week, not the template, is as much as the cap allows."""
    template = case.plan.made_from.template.id
    begun = {
        placed.key
        for placed in case.in_week(week)
        if placed.session is None
        and case.first_weeks[placed.key] == week
        and _counts(case, cap, placed.activity)
        and all(because.rule != template for because in placed.item.why)
    }
    return len(begun) >= int(cap.body.value)
