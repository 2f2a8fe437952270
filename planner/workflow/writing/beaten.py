"""Floors of rules that a cap, a dose or the free times beat: said with what is missing."""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.plan import Conflict, Session
from planner.knowledge.words import unit_words
from planner.problem.bounds import Beaten
from planner.problem.build import Built
from planner.problem.context import Context
from planner.problem.floors import hard_floors
from planner.problem.reach import AVAILABILITY


def beaten_floors(
    context: Context, built: Built, sessions: Iterable[Session]
) -> tuple[Conflict, ...]:
    """One conflict for each floor that the plan cannot reach."""
    return (*(_minutes(context, floor) for floor in built.beaten), *_doses(context, sessions))


def _minutes(context: Context, floor: Beaten) -> Conflict:
    texts = context.planning.texts
    weeks = "; ".join(
        texts["floor_week" if first == last else "floor_weeks"].format(
            week=first, last=last, possible=least, missing=floor.value - least
        )
        for first, last, least in _stretches(floor)
    )
    text = texts["floor_beaten"].format(
        text=context.catalog.rules[floor.rule].why.patient,
        value=floor.value,
        unit=unit_words(floor.unit, floor.value, context.catalog),
        limits=_words(context, floor.limits),
        weeks=weeks,
    )
    return Conflict(text=text, between=(floor.rule, *floor.limits))


def _stretches(floor: Beaten) -> list[tuple[int, int, int]]:
    """First and last week of each run of weeks in which the same is possible."""
    found: list[tuple[int, int, int]] = []
    for week, least in floor.possible:
        if found and found[-1][1:] == (week - 1, least):
            found[-1] = (found[-1][0], week, least)
        else:
            found.append((week, week, least))
    return found


def _words(context: Context, limits: Iterable[str]) -> str:
    texts, rules = context.planning.texts, context.catalog.rules
    words = []
    for name in limits:
        if name == AVAILABILITY:
            words.append(texts["beaten_by_time"])
        elif name in rules:
            words.append(texts["beaten_by_rule"].format(rule=name))
        else:
            words.append(texts["beaten_by_dose"])
    return ", ".join(dict.fromkeys(words))


def _doses(context: Context, sessions: Iterable[Session]) -> list[Conflict]:
    """Floors on repetitions and holds above the catalog's dose of something in the plan."""
    items = [item for session in sessions for item in session.items]
    found = []
    for limit in hard_floors(context, "reps", "hold_s"):
        below = {
            item.activity: item.name
            for item in items
            if item.activity in limit.activities
            and 0 < (getattr(item.dose, limit.quantity) or 0) < int(limit.value)
        }
        if below:
            text = context.planning.texts["dose_below_floor"].format(
                text=limit.text,
                value=limit.value,
                unit=unit_words(limit.unit, limit.value, context.catalog),
                names=", ".join(below.values()),
            )
            found.append(Conflict(text=text, between=(limit.rule, *below)))
    return found
