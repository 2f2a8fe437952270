"""Tiny planning problems, made by hand, and the best plan of one by a chosen measure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from types import ModuleType
from typing import Any

from ortools.sat.python import cp_model

from planner.domain.plan import ItemDose, TargetRange
from planner.problem.bounds import Burden, DayDemand, Endurance, Rest, Target
from planner.problem.model import Candidate, Option, Path, Problem, Slot
from planner.solver import constraints
from planner.solver.read import Found, read
from planner.solver.result import Placement
from planner.solver.variables import Sum, Variables

START = dt.date(2027, 1, 11)
WEEK = 7
MORNING, EVENING = 8 * 60, 18 * 60
PLENTY = 1000


def slots(
    weeks: int = 1,
    days: Iterable[int] = range(WEEK),
    times: Iterable[int] = (MORNING,),
    capacity: int = 60,
) -> tuple[Slot, ...]:
    """One slot for every day of the week and time, in every week."""
    found: list[Slot] = []
    patterns: dict[tuple[int, int], int] = {}
    for week in range(weeks):
        for weekday in days:
            for start in times:
                day = week * WEEK + weekday
                found.append(
                    Slot(
                        index=len(found),
                        day=day,
                        week=week,
                        date=START + dt.timedelta(days=day),
                        start=start,
                        end=start + capacity,
                        capacity=capacity,
                        preferred=True,
                        pattern=patterns.setdefault((weekday, start), len(patterns)),
                        after_waking=None,
                        before_sleep=None,
                    )
                )
    return tuple(found)


def option(
    activity: str, week: int, free: Iterable[Slot], muscles: Iterable[str], **fields: Any
) -> Option:
    base: dict[str, Any] = {
        "level": 1, "minutes": 10, "units": None, "sets": 0, "met": 0, "per_week": (0, WEEK),
        "is_light": False, "is_harder": False, "needs_warm_up": False, "side": None, "dose": ItemDose(),
    }  # fmt: skip
    return Option(
        activity=activity,
        week=week,
        slots=frozenset(slot.index for slot in free if slot.week == week),
        muscles=frozenset(muscles),
        **{**base, **fields},
    )


def candidate(
    name: str,
    component: str,
    free: tuple[Slot, ...],
    *,
    rungs: Iterable[Iterable[str | None]] | None = None,
    muscles: Iterable[str] = (),
    by_activity: dict[str, dict[str, Any]] | None = None,
    counts_as_new: bool = True,
    once: bool = False,
    score: int = 0,
    **fields: Any,
) -> Candidate:
    """A candidate that may start in the first week only, or with the given ways: activity a week.

    `fields` are of every option, `by_activity` of single ones.
    """
    weeks = max(slot.week for slot in free) + 1
    ways = [tuple(way) for way in (rungs if rungs is not None else [[name] * weeks])]
    muscles = tuple(muscles)
    paths = []
    for way in ways:
        start = next(week for week, activity in enumerate(way) if activity)
        steps = tuple(
            week for week in range(start + 1, weeks) if way[week] not in (None, way[week - 1])
        )
        options = tuple(
            option(activity, week, free, muscles, **{**fields, **(by_activity or {}).get(activity, {})})
            if activity
            else None
            for week, activity in enumerate(way)
        )  # fmt: skip
        paths.append(Path(start=start, options=options, steps=steps))
    return Candidate(
        id=name,
        component=component,
        name=name,
        paths=tuple(paths),
        muscles=frozenset(muscles),
        groups=frozenset(muscles),
        activities=frozenset(activity for way in ways for activity in way if activity),
        counts_as_new=counts_as_new,
        once=once,
        score=score,
    )


def no_endurance_limits(weeks: int, **fields: Any) -> Endurance:
    base: dict[str, Any] = {
        "most": (PLENTY,) * weeks, "longest_first": (PLENTY,) * weeks, "longest_rise": PLENTY,
        "ramp": (PLENTY,) * (PLENTY + 1), "no_rise": (), "reference_weeks": 4,
        "met_add": PLENTY * PLENTY, "met_pct": 135,
    }  # fmt: skip
    return Endurance(**{**base, **fields})


def problem(free: tuple[Slot, ...], *candidates: Candidate, **fields: Any) -> Problem:
    """A problem in which nothing binds but what is given."""
    weeks = max(slot.week for slot in free) + 1
    base: dict[str, Any] = {
        "weeks": weeks, "grid": 5, "full_weeks": frozenset(range(weeks)), "all_day": (),
        "targets": (), "day_demands": (), "minutes_floors": (), "gaps": (), "first_demands": (), "new_caps": (),
        "session_caps": (), "items_at_once": {}, "families_at_once": PLENTY,
        "steps_per_week": (PLENTY,) * weeks, "step_caps": (), "varieties": (), "minutes_caps": (),
        "sessions_per_day": WEEK, "warm_up_minutes": 5, "cool_down_minutes": 5,
        "stretch_share_pct": 100, "warms_for_stretch": ("strength", "mobility"),
        "rest": Rest(muscle_hours=0, days_in_seven=0, easy_units=4),
        "endurance": no_endurance_limits(weeks), "set_growth": None, "coverage": (),
        "once_weight": 60, "sequences": (), "returns": (),
        "burden": Burden(per_item=1, per_unpreferred_session=1, per_session=1),
    }  # fmt: skip
    return Problem(slots=free, candidates=candidates, **{**base, **fields})


def days_demand(
    name: str, who: Iterable[int], activities: Iterable[str], **fields: Any
) -> DayDemand:
    base: dict[str, Any] = {
        "text": name, "weeks": (0,), "at_least": 0, "at_most": WEEK, "non_consecutive": False,
    }  # fmt: skip
    given = {**base, **fields}
    given.setdefault("done", tuple(frozenset() for _ in given["weeks"]))
    return DayDemand(id=name, candidates=tuple(who), activities=frozenset(activities), **given)


def days_target(component: str, goal: int, weeks: int, weight: int = 10) -> Target:
    wanted = TargetRange(unit="days", min=0, goal=goal)
    return Target(
        component=component, weight=weight, ranges=(wanted,) * weeks, items=(0,) * weeks,
        item_weight=0,
    )  # fmt: skip


def minutes_target(goals: tuple[int, ...], weight: int = 2) -> Target:
    """Minutes of endurance wanted in each week."""
    ranges = tuple(TargetRange(unit="minutes", min=0, goal=goal) for goal in goals)
    return Target(
        component="endurance", weight=weight, ranges=ranges, items=(0,) * len(goals), item_weight=0
    )


Measure = Callable[[Variables], Any]


def placements(v: Variables) -> Any:
    return Sum.sum(list(v.y.values()))


def units(v: Variables) -> Any:
    """Endurance first, then placements: units alone would not place without their family."""
    return 10 * Sum.sum(list(v.units.values())) + Sum.sum(list(v.y.values()))


def sets(v: Variables) -> Any:
    return Sum.sum(list(v.sets.values()))


def chosen(v: Variables) -> Any:
    return Sum.sum(list(v.x.values()))


def best(
    given: Problem, measure: Measure, *families: ModuleType, least: bool = False
) -> Found | None:
    """The plan with the most (or least) of the measure under these families; None = there is none."""
    v = Variables(given)
    for family in families:
        family.add(v)
    value = measure(v)
    if least:
        v.model.minimize(value)
    else:
        v.model.maximize(value)
    solver: Any = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    status = solver.solve(v.model)
    assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    return read(v, solver, status)


EVERYTHING = (*constraints.FAMILIES, constraints.DEMANDS)


def without(*families: ModuleType) -> tuple[ModuleType, ...]:
    """Every family but these."""
    return tuple(family for family in EVERYTHING if family not in families)


def placed(given: Problem, found: Found, name: str) -> list[Placement]:
    """Placements of a candidate (or of one of its activities) in order of time."""
    return [
        p for p in found.placements if name in (given.candidates[p.candidate].id, p.option.activity)
    ]


def days(given: Problem, found: Found, name: str) -> list[int]:
    """Days on which the candidate (or activity) is placed."""
    return [given.slots[p.slot].day for p in placed(given, found, name)]
