"""The planner and the audit work out apart what endurance can come to, and they agree.

What the audit asks for must be what the planner makes sure of: if the audit reached further, plans
that are right would be refused.
"""

from __future__ import annotations

import datetime as dt
import random

import pytest
from msgspec.structs import replace

from planner.audit.case import Case
from planner.audit.reach import reach_beside as audited_beside
from planner.audit.reach import weekly_reach as audited
from planner.domain.intake import Away, Busy, Intake
from planner.problem.context import Context
from planner.problem.reach import reach_beside as planned_beside
from planner.problem.reach import weekly_reach as planned
from tests.support.contexts import context_of, example, window
from tests.support.people import CATALOG, START, all_tried, having, healthy, intake
from tests.support.plans import valid

EXAMPLES = (
    *("desk_worker_sciatica", "extension_responder", "facet_baker", "flat_feet_teacher"),
    *("imperial_runner", "older_adult_balance", "pregnant_second_trimester", "shift_worker"),
    *("short_leg_gardener", "stretch_only_request"),
)
TEMPLATES = ("general_low_back", "weight_deconditioned_starter", "sciatica_first", "extension_bias")


Weeks = list[tuple[int, int, int]]
TRIAL = 22


def both(context: Context) -> tuple[Weeks, Weeks]:
    """Minutes, longest bout, minutes beside a trial of each week: by the planner, by the audit."""
    plan = replace(valid().plan, sessions=(), all_day=())
    case = Case(plan, context.intake, context.answers, CATALOG, context.template)
    found = audited(case)
    return (
        [
            (reach.minutes, reach.longest, planned_beside(context, week, reach, TRIAL))
            for week, reach in enumerate(planned(context))
        ],
        [
            (int(found[w].minutes), int(found[w].longest), int(audited_beside(case, w, TRIAL)))
            for w in case.weeks
        ],
    )


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples(name: str) -> None:
    one, other = both(example(name))
    assert agree(one, other, is_light_after_nights=name == "shift_worker")


def agree(one: Weeks, other: Weeks, *, is_light_after_nights: bool) -> bool:
    """After night shifts the planner keeps every session light, which leaves more time for it."""
    if is_light_after_nights:
        return all(a >= b for a, b in zip(one, other, strict=True))
    return one == other


def times(rng: random.Random) -> Intake:
    """Random free times, busy times and days away."""
    free = []
    for day in range(7):
        for first, last in ((7, 9), (17, 20)):
            if rng.random() < 0.5:
                start = rng.randrange(first * 60, last * 60 - 20, 5)
                end = rng.randrange(start + 15, last * 60, 5)
                clocks = [f"{minute // 60:02d}:{minute % 60:02d}" for minute in (start, end)]
                free.append(window(day, start=clocks[0], end=clocks[1]))
    weeks = rng.choice([6, 10, 16])
    away: tuple[Away, ...] = ()
    if rng.random() < 0.6:
        gone = START + dt.timedelta(days=rng.randrange(weeks * 7))
        days = rng.choice([3, 7, 9, 14, 20, 30])
        kind = rng.choice(["travel", "illness", "holiday"])
        away = (Away(start=gone, end=gone + dt.timedelta(days=days - 1), kind=kind),)
    begin = dt.datetime.combine(
        START + dt.timedelta(days=rng.randrange(weeks * 7)),
        dt.time(rng.randrange(24), rng.choice([0, 17, 30])),
    )
    busy = Busy(start=begin, end=begin + dt.timedelta(minutes=rng.randrange(30, 3000)))
    return intake(
        weeks,
        availability=tuple(free),
        away=away,
        busy=(busy,),
        wake=rng.choice([None, dt.time(6, 30), dt.time(7, 30)]),
        bed=rng.choice([None, dt.time(22, 30), dt.time(19, 0), dt.time(0, 30)]),
    )


@pytest.mark.parametrize("seed", range(40))
def test_people_and_times_drawn_by_lot(seed: int) -> None:
    rng = random.Random(seed)
    condition = CATALOG.conditions[rng.choice(sorted(CATALOG.conditions))]
    stage = rng.choice([s for s in condition.stages if s != "any"] or [None])
    facts = {
        "age": rng.choice([30, 55, 70, 80]),
        "active_minutes_week": rng.choice([0, 60, 200]),
        "continuous_walk_minutes": rng.choice([5, 30, 60]),
        "regular_exerciser": rng.choice([True, False]),
    }
    answers = all_tried(having(healthy(**facts), **{condition.id: stage}))
    who = times(rng)
    one, other = both(
        context_of(answers, who, weeks=who.plan.weeks, template=rng.choice(TEMPLATES))
    )
    assert agree(one, other, is_light_after_nights=condition.id == "shift_worker")
