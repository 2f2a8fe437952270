"""Every hard floor is met as far as caps, doses and free times allow, and the rest is said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from planner.audit.case import ENDURANCE, Case
from planner.audit.clock import moment
from planner.audit.demands import is_reported, says_number
from planner.audit.firings import Fired
from planner.audit.free import free_spans, longest_session_of
from planner.audit.frequencies import most_days
from planner.audit.placed import Placed
from planner.audit.reach import REST_DAYS, longest_bout, reach_beside, weekly_reach
from planner.audit.report import Report, check
from planner.audit.volume import dates_of
from planner.domain.plan import Item

PER_WEEK, PER_DAY, PER_SESSION = "minutes_per_week", "minutes_per_day", "minutes_per_session"
DAYS, DOSE = "days_per_week", ("reps", "hold_s")
REQUIRED = "per_week"


@check("floors")
def floors(case: Case, report: Report) -> None:
    """Minutes and days stay above the hard floors, or a conflict of the plan says what is missing.

    Requirement: policy `combine` (a cap beats a floor with a warning). Full weeks only. A floor on
    weekly endurance minutes binds as far as caps, ramp, dose row, template and free times reach
    (audit/reach.py), in the week of a trial session as far as the time beside it reaches; where
    that is below the floor, a conflict names the rule and the minutes missing. A floor per day or
    session binds where something of its target is done: endurance as far as one bout can reach
    there, and what the week before can come to over the days that are asked for (on one day a week
    no further than an easy day); other items take the time of their dose. What stays below the
    floor is named in a conflict. Floors on days a week hold where the target may be done.
    Repetitions and holds below a floor (check `dose` knows how far they go) are named too.
    """
    for week in case.full_weeks:
        for fired in case.firings.limits("floor", PER_WEEK, week):
            if case.applies(fired, week):
                _weekly(case, report, fired, week)
        for fired in case.firings.limits("floor", DAYS, week):
            if case.applies(fired, week) and _is_possible(case, fired, week):
                days = len(dates_of(_targets(case, fired, week)))
                text = f"on {days} days, at least {fired.body.value} ({fired.rule})"
                report.expect(days >= fired.body.value, f"week {week}", text)
    for week in case.weeks:
        for quantity in (PER_DAY, PER_SESSION):
            for fired in case.firings.limits("floor", quantity, week):
                if case.applies(fired, week):
                    _together(case, report, fired, week)
    _doses(case, report)


def _weekly(case: Case, report: Report, fired: Fired, week: int) -> None:
    wanted = fired.body.value
    reached = [min(wanted, minutes) for minutes in _reached(case, week)]
    least = min(reached)
    found = sum(placed.minutes for placed in _targets(case, fired, week))
    where = f"week {week} {fired.rule}"
    report.expect(found >= least, where, f"{found} min, at least {least:g} can be and are needed")
    if max(reached) < wanted or least <= found < wanted:
        missing = [f"{wanted - minutes:g}" for minutes in reached if minutes < wanted]
        said = any(says_number(case, fired.rule, number) for number in missing)
        numbers = " or ".join(dict.fromkeys(missing))
        text = f"{wanted} min are asked for; no conflict says that {numbers} are missing"
        report.expect(said, where, text)


def _reached(case: Case, week: int) -> list[float]:
    """What the week can hold; where a trial session lies in it, what it holds beside that too.

    A trial is safety, and its time is not there for endurance. Whether the week could have done
    without it is not looked at here.
    """
    found = [weekly_reach(case)[week].minutes]
    trial = case.catalog.stretch_tests["trial_activity"]
    items = [p.item for p in case.by_activity.get(trial, ()) if p.week == week]
    minutes = [item.minutes for item in items if isinstance(item, Item)]
    if minutes:
        found.append(reach_beside(case, week, max(minutes)))
    return found


def _targets(case: Case, fired: Fired, week: int) -> list[Placed]:
    return [p for p in case.in_week(week) if case.firings.hits(p.activity, fired)]


def _is_possible(case: Case, fired: Fired, week: int) -> bool:
    named = case.named_by(fired.body.target, fired.bound)
    return any(case.verdicts.is_allowed_somehow(activity, week) for activity in named)


def _together(case: Case, report: Report, fired: Fired, week: int) -> None:
    """Minutes of the target on each day, or in each session, that holds some of it."""
    targets = [p for p in _targets(case, fired, week) if p.session is not None]
    rest = [f.body.value for f in case.firings.limits("floor", REST_DAYS, week)]
    easy = [case.catalog.planning.easy_day_minutes] * max(rest, default=0)
    for items in _groups(targets, fired.body.quantity):
        found = sum(placed.minutes for placed in items)
        least = fired.body.value
        if found >= least:
            report.expect(True, "", "")
            continue
        if any(placed.activity.component == ENDURANCE for placed in items):
            least = min(least, _one_bout(case, fired, items, week))
            if easy and easy[0] <= found < least:
                least = easy.pop()
            text = f"{found} min, at least {least:g} can be and are needed ({fired.rule})"
            report.expect(found >= least, items[0].where, text)
        text = f"{found} min, {fired.body.value} asked for; no conflict names {fired.rule}"
        report.expect(is_reported(case, fired.rule), items[0].where, text)


def _groups(items: list[Placed], quantity: str) -> Iterator[list[Placed]]:
    for date in dates_of(items):
        on_date = [placed for placed in items if placed.date == date]
        if quantity == PER_DAY:
            yield on_date
            continue
        for key in dict.fromkeys(p.session.key for p in on_date if p.session is not None):
            yield [p for p in on_date if p.session is not None and p.session.key == key]


def _one_bout(case: Case, fired: Fired, items: list[Placed], week: int) -> float:
    """Longest bout of the target in the free times that the items lie in."""
    named = case.named_by(fired.body.target, fired.bound)
    weekly = weekly_reach(case, frozenset(activity.id for activity in named))
    reach = weekly[week]
    before = weekly.get(week - 1, reach)
    lengths = [
        longest_session_of(case, span)
        for span in free_spans(case, items[0].date)
        if fired.body.quantity == PER_DAY or _starts_in(items[0], span)
    ]
    bout = longest_bout(case, reach.modes, reach.longest, max(lengths, default=0))
    grid = case.catalog.planning.minutes_grid
    return min(bout, before.minutes // _days_asked_for(case, fired, week) // grid * grid)


def _days_asked_for(case: Case, fired: Fired, week: int) -> float:
    """Days a week on which hard rules ask for the very same activities."""
    named = case.named_by(fired.body.target, fired.bound)
    days = [
        min(other.body.min_days or 1, most_days(case, named, week))
        for other in case.firings.of("require", week)
        if other.body.relation == REQUIRED and case.named_by(other.body.what, other.bound) == named
    ]
    return max(days, default=1)


def _starts_in(placed: Placed, span: tuple[dt.datetime, dt.datetime]) -> bool:
    start = moment(placed.date, placed.session.start) if placed.session is not None else None
    return start is not None and span[0] <= start < span[1]


def _doses(case: Case, report: Report) -> None:
    """Repetitions and holds that the catalog's dose keeps below a floor."""
    short: dict[str, Placed] = {}
    for placed in case.in_sessions:
        for field in DOSE:
            value = getattr(placed.item.dose, field)
            for fired in case.floors(field, placed):
                if value and value < fired.body.value:
                    short.setdefault(fired.rule, placed)
    for rule, placed in short.items():
        text = f"its dose is below the floor of {rule}, and no conflict says so"
        report.expect(is_reported(case, rule), placed.where, text)
