"""Weeks, days and sessions that hold less than a rule asks for."""

from __future__ import annotations

import datetime as dt

from planner.domain import plan as p
from planner.domain.intake import Window
from tests.support.mutations.tools import spoil, walking
from tests.support.plan_variants import weak
from tests.support.plans import Bundle, valid

SHORT = tuple(
    Window(days=(day,), dates=(), start=dt.time(18), end=dt.time(18, 20), preferred=True)
    for day in (0, 3)
)


def hurried(*conflicts: p.Conflict) -> Bundle:
    """Two free times of twenty minutes: ten minutes of endurance in each are possible."""
    return weak().with_intake(availability=SHORT).with_plan(conflicts=conflicts)


def said(*between: str, missing: int) -> p.Conflict:
    return p.Conflict(text=f"{missing} minutes a week are missing", between=between)


spoil(
    "floors",
    "45 minutes of endurance where 60 are asked for and possible",
    lambda: walking(weak(), {4: 15}),
    "45 min, at least 60",
)
spoil(
    "floors",
    "no endurance at all in the last week",
    lambda: weak().without("walk_short"),
    "0 min, at least 60",
)
spoil("floors", "the free times hold less, and nothing says so", hurried, "40 are missing")
spoil(
    "floors",
    "a wrong number of minutes is said to be missing",
    lambda: hurried(said("cr_141", "availability", missing=30)),
    "40 are missing",
)
spoil(
    "floors",
    "the conflict names another rule",
    lambda: hurried(said("cr_142", "availability", missing=40)),
    "40 are missing",
)
spoil(
    "floors",
    "a conflict is no excuse where the free times hold enough",
    lambda: walking(weak(), {4: 15}).with_plan(conflicts=(said("cr_141", missing=15),)),
    "45 min, at least 60",
)
spoil(
    "floors",
    "two days of endurance with diabetes",
    lambda: (
        valid()
        .having(diabetes_type2="controlled")
        .with_facts(medical_clearance="light_moderate")
        .sessions(lambda s: None if s.key in ("w4-d0", "w4-d2") else s)
    ),
    "on 1 days, at least 3 (pop_t2d_2)",
)
spoil(
    "floors",
    "short walks in the first week of a sedentary person",
    lambda: walking(valid().having(sedentary="any"), {1: 5}),
    "5 min, at least 10 can be and are needed (cr_138)",
)
spoil(
    "floors",
    "four minutes of mobility in a stiff spine",
    lambda: valid().having(ankylosing_spondylitis="stable"),
    "no conflict names cr_083",
)
spoil(
    "floors",
    "fewer repetitions than a weak person needs",
    lambda: valid().having(low_strength="any").dosed("w6-d1", "mini_squat_counter", reps=5),
    "below the floor of cr_140",
)
