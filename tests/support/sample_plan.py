"""A small plan with real catalog ids, for tests that only read a plan."""

from __future__ import annotations

import datetime as dt
from typing import Any

from msgspec.structs import replace

from planner.domain import plan as p

START = dt.date(2026, 12, 7)


def item(**changes: Any) -> p.Item:
    base = p.Item(
        activity="bird_dog_leg",
        component="motor_control",
        family="bird_dog",
        level=2,
        side=None,
        order=2,
        minutes=3,
        new=True,
        dose=p.ItemDose(sets=2, reps=10, hold_s=5, rest_s=60, rpe=4),
        intensity="light",
        impact="none",
        positions=("quadruped",),
        movements=(),
        muscles=p.ItemMuscles(primary=("multifidus",)),
        stretches=(),
        name="Bird dog, leg only",
        what="Stretch one leg back.",
        how=("Kneel on all fours.",),
        why=(p.Because(rule="prg_session_order", text="", sources=("george2021",)),),
    )
    return replace(base, **changes)


def session(*items: p.Item, week: int = 1, day: int = 0) -> p.Session:
    return p.Session(
        key=f"w{week}-a",
        week=week,
        date=START + dt.timedelta(weeks=week - 1, days=day),
        start="06:30",
        end="07:05",
        timezone="Europe/Berlin",
        preferred=True,
        role="a",
        items=items,
    )


def week(number: int, **changes: Any) -> p.WeekSummary:
    base = p.WeekSummary(
        week=number,
        phase="control",
        deload=False,
        minutes={"endurance": 55},
        days={"endurance": 3, "strength": 1},
        targets={
            "endurance": p.TargetRange(unit="minutes", min=0, goal=60),
            "strength": p.TargetRange(unit="days", min=0, goal=2),
        },
        met_min=200,
        kcal=None,
        new_items=("bird_dog_leg",),
    )
    return replace(base, **changes)


def excluded(activity: str, **changes: Any) -> p.Excluded:
    base = p.Excluded(
        activity=activity,
        side=None,
        verdict="excluded",
        until=None,
        rules=("cr_070",),
        text="closed",
    )
    return replace(base, **changes)


def sample_plan(**changes: Any) -> p.Plan:
    base = p.Plan(
        format=p.FORMAT,
        plan_id="desk-worker-1",
        revision=1,
        request=p.Request(
            intake_id="desk-worker",
            start=START,
            weeks=2,
            timezone="Europe/Berlin",
            assessed_on=dt.date(2026, 12, 1),
        ),
        made_from=p.MadeFrom(
            intake="0" * 64,
            catalog="1" * 64,
            template=p.TemplateRef(id="general_low_back", version="1.0.0", sha256="2" * 64),
            planner="0.1.0",
        ),
        status="feasible",
        objective=(
            p.ObjectiveLevel(name="shortfall", value=120, bound=96, proven=False),
            p.ObjectiveLevel(name="habit", value=3, bound=3, proven=True),
        ),
        screening=p.Screening(decision="clear", provisional=False, findings=(), limits=()),
        levels={"endurance": "novice"},
        phases=(p.Phase(id="control", name="Control", aim="Hold.", first_week=1, last_week=2),),
        weeks=(week(1), week(2, deload=True)),
        sessions=(session(item()), session(item(), week=2)),
        all_day=(),
        retests=(),
        gates=(),
        excluded=(),
        required=(),
        conflicts=(),
        questions=(),
        forecast=None,
        maintenance=("Keep going.",),
        warnings=(),
    )
    return replace(base, **changes)
