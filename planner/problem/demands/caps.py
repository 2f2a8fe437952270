"""Caps on what starts, steps up or fills a session, by week."""

from __future__ import annotations

from planner.problem.bounds import MinutesCap, NewCap, SessionCap, StepCap, Variety
from planner.problem.context import Context
from planner.problem.demands.index import Index
from planner.problem.newness import counts_as_thing, new_all_day

STEPS = "ladder_steps_per_week"
A_DAY, A_SESSION = ("minutes_per_day", "barefoot_minutes_per_day"), "minutes_per_session"


def new_caps(context: Context, index: Index) -> tuple[NewCap, ...]:
    """Caps on what starts in a week; what the planning policy does not count is left out."""
    counted = {i for i, candidate in enumerate(index.candidates) if candidate.counts_as_new}
    all_day = new_all_day(context, index.all_day)
    found = []
    for limit in context.limits:
        if limit.kind != "cap" or limit.quantity != "new_items_per_week" or not limit.hard:
            continue
        holders = tuple(i for i in index.holding(limit.activities) if i in counted)
        for week in limit.weeks:
            if holders and week <= context.weeks:
                taken = sum(bool(names & limit.activities) for names in all_day.get(week - 1, ()))
                if context.history is not None:
                    new = context.history.new_in_week(week - 1)
                    taken += len(new & limit.activities & _counted(context, new))
                value = max(0, int(limit.value) - taken)
                found.append(NewCap(id=limit.rule, week=week - 1, candidates=holders, value=value))
    return tuple(found)


def _counted(context: Context, names: frozenset[str]) -> frozenset[str]:
    activities = context.catalog.activities
    return frozenset(name for name in names if counts_as_thing(context, activities[name]))


def step_caps(context: Context, index: Index) -> tuple[StepCap, ...]:
    """Caps on ladder steps onto named activities, and one for each component of `prg_one_variable`.

    A cap on all families together is `steps_per_week`; one step of a family at a time is how a
    ladder is climbed.
    """
    found = []
    for limit in context.limits:
        if limit.kind != "cap" or limit.quantity != STEPS or not limit.hard:
            continue
        if limit.body.target.any or limit.body.across_families:
            continue
        groups = [limit.activities]
        if limit.body.variables_up_per_component is not None:
            groups = [_of_component(context, name) for name in limit.body.target.component]
        for week in limit.weeks:
            found += [
                StepCap(id=limit.rule, week=week - 1, activities=group, value=int(limit.value))
                for group in groups
                if week <= context.weeks and index.holding(group)
            ]
    return tuple(found)


def _of_component(context: Context, component: str) -> frozenset[str]:
    activities = context.catalog.activities.values()
    return frozenset(activity.id for activity in activities if activity.component == component)


def varieties(context: Context) -> tuple[Variety, ...]:
    """How many variables of a component may rise in one week, by rule and component."""
    return tuple(
        Variety(
            id=limit.rule,
            component=component,
            most=limit.body.variables_up_per_component,
            weeks=tuple(week - 1 for week in limit.weeks if week <= context.weeks),
            risen=_risen(context, component),
        )
        for limit in context.limits
        if limit.hard and limit.body.variables_up_per_component is not None
        for component in limit.body.target.component
    )


def _risen(context: Context, component: str) -> frozenset[int]:
    """The week that a revision cuts, if what was done in it took more effort than the weeks before.

    Effort is no variable of the search: it is held back where something else rises, but what was
    done was done.
    """
    history = context.history
    if history is None or history.cut_week is None:
        return frozenset()
    week = history.cut_week
    first = max(0, week - context.planning.reference_weeks)
    own = [one for one in history.items if one.item.component == component]
    before = [one.item.dose.rpe or 0 for one in own if first <= one.week < week]
    now = [one.item.dose.rpe or 0 for one in own if one.week == week and one.is_done]
    return frozenset([week]) if before and max(now, default=0) > max(before) else frozenset()


def minutes_caps(context: Context, index: Index) -> tuple[MinutesCap, ...]:
    """Caps on the minutes of a target in one day or session, where several items may share them."""
    found = []
    for limit in context.limits:
        is_number = isinstance(limit.value, int | float)
        if limit.kind != "cap" or not limit.hard or not is_number or limit.body.target.any:
            continue
        if limit.quantity not in (*A_DAY, A_SESSION):
            continue
        holders = index.holding(limit.activities)
        for week in (number - 1 for number in limit.weeks if number <= context.weeks):
            spans: dict[tuple[int, int], set[int]] = {}
            for slot in (slot for slot in context.slots if slot.week == week):
                is_session = limit.quantity == A_SESSION
                key = slot.index if is_session else slot.day
                taken = 0 if is_session else _all_day_minutes(index, limit.activities, slot.day)
                spans.setdefault((taken, key), set()).add(slot.index)
            for taken in sorted({taken for taken, _ in spans}) if holders else ():
                found.append(
                    MinutesCap(
                        id=f"{limit.rule}:{limit.quantity}",
                        candidates=holders,
                        activities=limit.activities,
                        spans=tuple(
                            frozenset(span) for (own, _), span in spans.items() if own == taken
                        ),
                        week=week,
                        minutes=max(int(limit.value) - taken, 0),
                    )
                )
    return tuple(found)


def _all_day_minutes(index: Index, activities: frozenset[str], day: int) -> int:
    """Minutes of the day that entries outside of sessions take of a cap."""
    return sum(
        entry.dose.minutes or 0
        for entry in index.all_day
        if entry.day == day and entry.activity in activities
    )


def session_caps(context: Context, index: Index) -> tuple[SessionCap, ...]:
    """Caps on items in one session: rules of the catalog and the template's own."""
    exercise = context.planning.exercise_components
    everything = tuple(
        i for i, candidate in enumerate(index.candidates) if candidate.component in exercise
    )
    found = [
        SessionCap(
            id=context.template.id,
            week=week,
            candidates=everything,
            value=context.template.caps.items_per_session,
        )
        for week in range(context.weeks)
    ]
    for limit in context.limits:
        if limit.kind != "cap" or limit.quantity != "items_per_session" or not limit.hard:
            continue
        holders = index.holding(limit.activities)
        for week in limit.weeks:
            if holders and week <= context.weeks:
                found.append(
                    SessionCap(
                        id=limit.rule, week=week - 1, candidates=holders, value=int(limit.value)
                    )
                )
    return tuple(found)
