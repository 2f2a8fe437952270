"""Week by week: minutes and days of each component against target, new items, energy."""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.plan import AllDay, Item, Phase, Session, TargetRange, WeekSummary
from planner.domain.units import MINUTES_PER_HOUR
from planner.problem.context import Context
from planner.problem.model import Problem

REST_MET = 1.0


def counted(item: Item) -> int:
    """Minutes of an item that count for its week: exercise, without set-up."""
    return item.dose.minutes if item.dose.minutes is not None else item.minutes


def weeks(
    context: Context,
    problem: Problem,
    sessions: tuple[Session, ...],
    all_day: tuple[AllDay, ...],
) -> tuple[WeekSummary, ...]:
    """One summary for every week of the plan; weeks before a revision stand as published."""
    seen: set[str] = set()
    made = tuple(
        _week(
            context,
            problem,
            week,
            [session for session in sessions if session.week == week],
            [entry for entry in all_day if entry.week == week],
            seen,
        )
        for week in range(1, context.weeks + 1)
    )
    history = context.history
    if history is None:
        return made
    gone = history.first_week
    return (*history.past.plan.weeks[:gone], *made[gone:])


def _week(
    context: Context,
    problem: Problem,
    week: int,
    sessions: list[Session],
    all_day: list[AllDay],
    seen: set[str],
) -> WeekSummary:
    minutes: dict[str, int] = {}
    days: dict[str, set[object]] = {}
    met = energy = 0.0
    for session in sessions:
        for item in session.items:
            spent = counted(item)
            minutes[item.component] = minutes.get(item.component, 0) + spent
            days.setdefault(item.component, set()).add(session.date)
            cost = context.catalog.activities[item.activity].met
            if cost is not None:
                energy += max(cost.value - REST_MET, 0.0) * spent
                met += cost.value * spent if item.component == "endurance" else 0.0
    mass = context.answers.facts.get("weight_kg")
    kcal = round(energy * mass / MINUTES_PER_HOUR) if isinstance(mass, int | float) else None
    return WeekSummary(
        week=week,
        phase=context.phase(week - 1).id,
        deload=context.is_deload(week - 1),
        minutes={name: minutes[name] for name in sorted(minutes)},
        days={name: len(days[name]) for name in sorted(days)},
        targets=_targets(problem, week),
        met_min=round(met),
        kcal=kcal,
        new_items=_new_items(context, sessions, all_day, seen),
    )


def _targets(problem: Problem, week: int) -> dict[str, TargetRange]:
    found = {}
    for target in problem.targets:
        wanted = target.ranges[week - 1]
        if wanted is not None and wanted.goal:
            found[target.component] = wanted
    return found


def _new_items(
    context: Context, sessions: Iterable[Session], all_day: Iterable[AllDay], seen: set[str]
) -> tuple[str, ...]:
    """Activities that are new and count as new; a ladder step is not new."""
    planning = context.planning
    names = [item.activity for session in sessions for item in session.items]
    names += [entry.activity for entry in all_day]
    found: dict[str, None] = {}
    keys: set[str] = set()
    for name in names:
        activity = context.catalog.activities[name]
        key = activity.family or name
        if key in seen:
            continue
        keys.add(key)
        if activity.component in planning.not_new_components or name in planning.not_new_activities:
            continue
        if not set(activity.tags) & set(planning.not_new_tags):
            found.setdefault(name)
    seen |= keys
    return tuple(found)


def phases(context: Context) -> tuple[Phase, ...]:
    """Phases of the template as far as the plan reaches; the last one goes on to the end."""
    weeks: dict[str, list[int]] = {}
    for week in range(context.weeks):
        weeks.setdefault(context.phase(week).id, []).append(week + 1)
    return tuple(
        Phase(
            id=phase.id,
            name=phase.name,
            aim=phase.aim,
            first_week=weeks[phase.id][0],
            last_week=weeks[phase.id][-1],
        )
        for phase in context.template.phases
        if phase.id in weeks
    )
