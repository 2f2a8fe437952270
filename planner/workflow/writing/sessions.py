"""Slots with placements to dated sessions: warm-up first, cool-down last, stable keys."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable

from msgspec.structs import replace

from planner.domain.plan import AllDay, Item, ItemDose, Session
from planner.domain.units import DAYS_PER_WEEK, MINUTES_PER_HOUR
from planner.problem.context import Context
from planner.problem.history import History
from planner.problem.model import Problem, Slot
from planner.problem.slots import day_date
from planner.solver.result import Placement
from planner.workflow.writing.items import Items


def sessions(
    context: Context, problem: Problem, placements: Iterable[Placement]
) -> tuple[Session, ...]:
    """Sessions in order of time."""
    writer = Items(context)
    by_slot: dict[int, list[Placement]] = {}
    # A test that is done again, which is another candidate, is new only the first time.
    seen = set(context.history.standings if context.history is not None else ())
    for placement in placements:
        by_slot.setdefault(placement.slot, []).append(placement)
    found: list[Session] = []
    counts: dict[tuple[int, str], int] = {}
    for slot in problem.slots:
        placed = by_slot.get(slot.index)
        if not placed:
            continue
        items = _items(context, problem, writer, slot, placed, seen)
        role = next(
            r for r in context.planning.session_roles if any(i.component == r for i in items)
        )
        counts[slot.week, role] = counts.get((slot.week, role), 0) + 1
        found.append(
            Session(
                key=f"w{slot.week + 1:02d}-{role}-{counts[slot.week, role]}",
                week=slot.week + 1,
                date=slot.date,
                start=clock(slot.start),
                end=clock(slot.start + sum(item.minutes for item in items)),
                timezone=context.intake.plan.timezone,
                preferred=slot.preferred,
                role=role,
                items=items,
            )
        )
    return tuple(found) if context.history is None else joined(context.history, found)


def joined(history: History, made: list[Session]) -> tuple[Session, ...]:
    """The published sessions of the past, then those to come under their published keys.

    A session of the same kind on the same day keeps its key, then the others of the week take
    the keys that are left, so that a calendar moves an event and does not replace it.
    """
    coming = [s for s in history.past.plan.sessions if s.date >= history.past.day]
    used = {session.key for session in history.sessions}
    kept: dict[int, str] = {}

    def keep(number: int, alike: Callable[[Session, Session], bool]) -> None:
        session = made[number]
        for old in coming:
            same = old.week == session.week and old.role == session.role
            if number not in kept and same and old.key not in used and alike(old, session):
                kept[number] = old.key
                used.add(old.key)

    for number in range(len(made)):
        keep(number, lambda old, new: (old.date, old.start) == (new.date, new.start))
    for number in range(len(made)):
        keep(number, lambda old, new: old.date == new.date)
    for number in range(len(made)):
        keep(number, lambda _, __: True)
    taken = used | {session.key for session in coming}
    for number, session in enumerate(made):
        if number not in kept:
            stem = session.key.rpartition("-")[0]
            count = next(n for n in itertools.count(1) if f"{stem}-{n}" not in taken)
            kept[number] = f"{stem}-{count}"
            taken.add(kept[number])
    return (*history.sessions, *(replace(s, key=kept[n]) for n, s in enumerate(made)))


def _items(
    context: Context,
    problem: Problem,
    writer: Items,
    slot: Slot,
    placed: list[Placement],
    seen: set[str],
) -> tuple[Item, ...]:
    order = {component: place for place, component in enumerate(context.planning.session_order)}
    kinds = context.catalog.activities
    ranked = sorted(placed, key=lambda p: (order[kinds[p.option.activity].component], p.candidate))
    written: list[Item] = []
    is_warmed = _is_warmed(context, problem, placed)
    if is_warmed:
        written.append(
            _ends(context, writer, context.template.warm_up, slot, problem.warm_up_minutes, 1)
        )
    for placement in ranked:
        group = problem.candidates[placement.candidate].group
        is_new = group not in seen
        seen.add(group)
        written.append(writer.write(placement, len(written) + 1, is_new=is_new))
    if is_warmed:
        last = len(written) + 1
        written.append(
            _ends(
                context, writer, context.template.cool_down, slot, problem.cool_down_minutes, last
            )
        )
    return tuple(written)


def _is_warmed(context: Context, problem: Problem, placed: list[Placement]) -> bool:
    """The session starts with a warm-up: something needs it, or nothing else warms for a stretch.

    The search has kept the minutes for it (`stretch_after_warming`).
    """
    kinds = {context.catalog.activities[p.option.activity].component for p in placed}
    is_cold = "stretch" in kinds and kinds.isdisjoint(problem.warms_for_stretch)
    return is_cold or any(placement.option.needs_warm_up for placement in placed)


def _ends(
    context: Context, writer: Items, names: tuple[str, ...], slot: Slot, minutes: int, order: int
) -> Item:
    """The warm-up or cool-down item: the first of the template's list that is open."""
    opened = [name for name in names if context.open_sides(name, slot.week)]
    long_enough = [n for n in opened if context.catalog.activities[n].minutes[1] >= minutes]
    activity = context.catalog.activities[(long_enough or opened)[0]]
    dose = activity.dose[next(iter(activity.dose))]
    return writer.item(activity, ItemDose(minutes=minutes, rpe=dose.rpe), minutes, order)


def all_day(context: Context, problem: Problem) -> tuple[AllDay, ...]:
    """All-day items in order of date."""
    writer = Items(context)
    history = context.history
    found: list[AllDay] = []
    if history is not None:
        found += [e for e in history.past.plan.all_day if e.date < history.past.day]
    for entry in problem.all_day:
        if entry.day < context.open_from:
            continue
        activity = context.catalog.activities[entry.activity]
        week = entry.day // DAYS_PER_WEEK
        found.append(
            AllDay(
                key=f"w{week + 1:02d}-d{entry.day % DAYS_PER_WEEK + 1}-{entry.activity}",
                week=week + 1,
                date=day_date(context.intake, entry.day),
                activity=activity.id,
                component=activity.component,
                family=activity.family,
                level=activity.level,
                side=None,
                dose=entry.dose,
                movements=activity.movements,
                name=activity.name,
                what=activity.summary,
                how=(*activity.instructions, *activity.cues),
                why=writer.reasons.of(activity.id),
                precautions=writer.precautions(activity.id),
                stop_if=activity.stop_if,
                conditional=entry.conditional,
            )
        )
    return tuple(found)


def clock(minute: int) -> str:
    """Minutes of the day as HH:MM."""
    return f"{minute // MINUTES_PER_HOUR:02d}:{minute % MINUTES_PER_HOUR:02d}"
