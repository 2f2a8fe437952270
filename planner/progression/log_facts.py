"""Facts that follow from the log (catalog/facts/log_and_plan); what cannot be known stays out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import pairwise

from planner.domain.intake import FactValue
from planner.domain.units import DAYS_PER_WEEK, PERCENT
from planner.progression.log import FULL, MISSED, PARTIAL, Entry, Log
from planner.progression.responses import AMBER, GREEN, RED, Scores, colour, responses_of

WORST_WEEK, WORST_DAY, TREND = "worst_pain_max_7d", "worst_pain_24h", "pain_trend_7d"
WEIGHT = "weight_kg"
DEVICES = "posture"


def log_facts(log: Log, baseline: Mapping[str, FactValue], step_backs: int) -> dict[str, FactValue]:
    """What the log says on the day of the last check-in.

    Args:
        log: the plan and the check-ins.
        baseline: facts of the intake, to compare with.
        step_backs: latest reviews in a row that ended in a step back.
    """
    week = week_of(log, log.on)
    found: dict[str, FactValue | None] = {
        "plan_week": week,
        "step_backs_consecutive": step_backs,
        "adherence_pct": adherence(log),
        "days_absent": days_absent(log),
        TREND: trend(log, baseline),
        "weekly_mean_pain_rises_in_a_row": rises_in_a_row(log),
        "pain_change_pct_week6": change_of_pain(log, baseline, week),
        "weight_loss_kg_4w_mean": weekly_loss(log, baseline),
        "ref_minutes_week": reference_minutes(log),
        "longest_session_minutes": longest_minutes(log),
        "moderate_weeks_ge_150": weeks_in_a_row(log),
        "weeks_of_strength_done": strength_weeks(log),
        "days_at_current_lift": days_at_lift(log),
    }
    absent = found["days_absent"]
    if isinstance(absent, int):
        found["weeks_since_last_session"] = absent // DAYS_PER_WEEK
    given = log.check_ins[-1].facts
    known = {name: value for name, value in found.items() if value is not None}
    known = {
        name: value for name, value in known.items() if name not in given or name == "plan_week"
    }
    gate = pain_gate(log, {**known, **given}.get(TREND))
    return {**known, "pain_gate": gate} if gate is not None else known


def week_of(log: Log, date: dt.date) -> int:
    """Plan week of a day, 1-based."""
    return (date - log.plan.request.start).days // DAYS_PER_WEEK + 1


def _last_days(log: Log, days: int) -> dt.date:
    """The day before the last `days` days begin."""
    return log.on - dt.timedelta(days=days)


def unreported(log: Log) -> tuple[str, ...]:
    """Keys of sessions of the week just ended that nothing was said about.

    A session of the very day of the check-in may still come.
    """
    first = _last_days(log, log.catalog.progression.adherence_days)
    return tuple(
        session.key
        for session in log.plan.sessions
        if first < session.date < log.on and session.key not in log.reports
    )


def adherence(log: Log) -> int | None:
    """Share of the week's sessions that were done, in percent; None while any is unreported."""
    policy = log.catalog.progression
    first = _last_days(log, policy.adherence_days)
    planned = [
        session.key
        for session in log.plan.sessions
        if first < session.date <= log.on and (session.date < log.on or session.key in log.reports)
    ]
    if not planned or unreported(log):
        return None
    shares = {FULL: 1.0, PARTIAL: policy.adherence_partial, MISSED: 0.0}
    done = sum(shares[log.reports[key].done] for key in planned)
    return int(done * PERCENT // len(planned))


def days_absent(log: Log) -> int | None:
    """Days since the last session that was done, if one was missed since; else 0."""
    done = [date for _, report, date in log.done_sessions if report.done != MISSED]
    last = max(done, default=log.plan.request.start - dt.timedelta(days=1))
    missed = [
        session
        for session, report, _ in log.done_sessions
        if report.done == MISSED and session.date > last
    ]
    silent = [
        session
        for session in log.plan.sessions
        if last < session.date < log.on and session.key not in log.reports
    ]
    if missed:
        return (log.on - last).days
    return None if silent else 0


def worst_pains(log: Log) -> Iterator[tuple[dt.date, int]]:
    """The worst pain of each check-in that says one."""
    for check_in in log.check_ins:
        value = worst_pain(check_in.facts)
        if value is not None:
            yield check_in.date, value


def trend(log: Log, baseline: Mapping[str, FactValue]) -> str | None:
    """Worst pain of this check-in beside that of the one before (or of the intake)."""
    now = worst_pain(log.check_ins[-1].facts)
    before = [value for date, value in worst_pains(log) if date < log.on]
    then = before[-1] if before else worst_pain(baseline)
    if now is None or then is None:
        return None
    points = log.catalog.progression.trend_points
    return "rising" if now - then >= points else "falling" if then - now >= points else "stable"


def worst_pain(facts: Mapping[str, FactValue]) -> int | None:
    """The worst pain that answers say: of the week, else of the last day."""
    value = facts.get(WORST_WEEK, facts.get(WORST_DAY))
    return value if isinstance(value, int) else None


def rises_in_a_row(log: Log) -> int | None:
    """Latest weeks whose mean pain was above that of the week before."""
    weeks: dict[int, list[int]] = {}
    for date, value in worst_pains(log):
        weeks.setdefault(week_of(log, date), []).append(value)
    means = [sum(weeks[week]) / len(weeks[week]) for week in sorted(weeks)]
    count = 0
    for earlier, later in reversed(tuple(pairwise(means))):
        if later <= earlier:
            break
        count += 1
    return count if means else None


def change_of_pain(log: Log, baseline: Mapping[str, FactValue], week: int) -> float | None:
    """Percent by which the worst pain fell since the intake; None before it is judged."""
    now, then = worst_pain(log.check_ins[-1].facts), worst_pain(baseline)
    if week < log.catalog.progression.response_from_week or now is None or not then:
        return None
    return (then - now) * PERCENT / then


def weekly_loss(log: Log, baseline: Mapping[str, FactValue]) -> float | None:
    """Mean weekly loss (kg) between two weights some weeks apart."""
    days = log.catalog.progression.weight_weeks * DAYS_PER_WEEK
    weights = [(log.plan.request.assessed_on, baseline.get(WEIGHT))]
    weights += [(check_in.date, check_in.facts.get(WEIGHT)) for check_in in log.check_ins]
    known = [(date, float(kg)) for date, kg in weights if isinstance(kg, int | float)]
    if not known or known[-1][0] != log.on:
        return None
    far = [row for row in known if (log.on - row[0]).days >= days]
    if not far:
        return None
    date, kg = far[-1]
    return round((kg - known[-1][1]) * DAYS_PER_WEEK / (log.on - date).days, 1)


def pain_gate(log: Log, trend_now: FactValue | None) -> str | None:
    """Worst colour of the last days and of the worst pain that was said; None where left open."""
    first = _last_days(log, log.catalog.progression.pain_gate_days)
    lights = [entry.colour for entry in _done(log) if entry.date > first]
    worst = worst_pain(log.check_ins[-1].facts)
    if worst is not None:
        rise_free = Scores(before=worst, during=worst, morning=worst, baseline=worst)
        lights.append(colour(responses_of(rise_free, log.catalog), log.catalog))
    if RED in lights:
        return RED
    if AMBER in lights:
        return "amber_stable" if trend_now in ("stable", "falling") else AMBER
    return GREEN if lights and None not in lights else None


def _done(log: Log) -> Iterator[Entry]:
    components = log.catalog.planning.exercise_components
    return (e for e in log.entries if e.done != MISSED and e.item.component in components)


def minutes_by_week(log: Log) -> dict[int, int]:
    """Endurance minutes done in each week of the plan."""
    found: dict[int, int] = {}
    for entry in _done(log):
        if entry.item.component == "endurance":
            week = week_of(log, entry.date)
            found[week] = found.get(week, 0) + (entry.minutes or 0)
    return found


def reference_minutes(log: Log) -> int | None:
    """Most endurance minutes of one of the last weeks."""
    first = week_of(log, log.on) - log.catalog.progression.lookback_weeks
    return max((m for week, m in minutes_by_week(log).items() if week > first), default=None)


def longest_minutes(log: Log) -> int | None:
    """Longest endurance item of the last weeks."""
    first = _last_days(log, log.catalog.progression.lookback_weeks * DAYS_PER_WEEK)
    found = [
        entry.minutes
        for entry in _done(log)
        if entry.item.component == "endurance" and entry.date > first and entry.minutes is not None
    ]
    return max(found, default=None)


def weeks_in_a_row(log: Log) -> int | None:
    """Latest whole weeks in a row with enough moderate endurance minutes."""
    minutes: dict[int, int] = {}
    for entry in _done(log):
        if entry.item.component == "endurance" and entry.item.intensity in ("moderate", "vigorous"):
            week = week_of(log, entry.date)
            minutes[week] = minutes.get(week, 0) + (entry.minutes or 0)
    week = week_of(log, log.on + dt.timedelta(days=1)) - 1
    count = 0
    while minutes.get(week, 0) >= log.catalog.progression.steady_minutes:
        count, week = count + 1, week - 1
    return count if log.entries else None


def strength_weeks(log: Log) -> int | None:
    """Weeks with enough strength days."""
    days: dict[int, set[dt.date]] = {}
    for entry in _done(log):
        if entry.item.component == "strength":
            days.setdefault(week_of(log, entry.date), set()).add(entry.date)
    enough = log.catalog.progression.strength_days
    return sum(len(dates) >= enough for dates in days.values()) if log.entries else None


def days_at_lift(log: Log) -> int | None:
    """Days in a row on which the present height of the lift was worn."""
    lifts = [row for row in log.days if row.entry.family in log.catalog.progression.lift_family]
    if not lifts:
        return None
    height, count = lifts[-1].entry.dose.lift_mm, 0
    for row in reversed(lifts):
        if row.entry.dose.lift_mm != height or row.report.done != FULL:
            break
        count += 1
    return count
