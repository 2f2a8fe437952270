"""A plan of 12 weeks in three time zones, with everything that calendars stumble over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from planner.domain import plan as p
from tests.support.sample_plan import item, sample_plan

START = dt.date(2027, 3, 1)
WEEKS = 12
UTC = dt.UTC
# From three weeks before the change of the clocks in New York to eight after the one in Berlin.
PLACES = (("Europe/Berlin", 0, "07:30", "08:05"), ("America/New_York", 2, "06:15", "07:00"))
LATE = ("Pacific/Apia", 4, "23:30", "00:10")
HOW = (
    "Stand tall, feet apart; breathe out, brace gently, then move.",
    "Keep the knee over the second toe – «langsam», пожалуйста, ゆっくり 🦵👩‍⚕️.",
    "Stop when the form goes; rest, then go on.",
)
STOP = ("pain above 5, or up 2 points", "leg pain that moves down", "numbness")


def strength(order: int, **changes: object) -> p.Item:
    return item(
        order=order,
        component="strength",
        activity=f"squat_{order}",
        family="squat",
        name=f"Squat to a chair, variant {order}",
        minutes=6,
        new=order == 1,
        dose=p.ItemDose(sets=3, reps=12, rest_s=90, rpe=6, load_note="a 4 kg bag; more if easy"),
        what="Sit down to a chair and stand up again with even weight on both feet.",
        how=HOW,
        why=(p.Because(rule="S7", text="Strong legs spare the back, step by step."),),
        precautions=("No breath holding, because your blood pressure is high.",),
        stop_if=STOP,
        **changes,
    )


def walk(order: int) -> p.Item:
    return item(
        order=order,
        component="endurance",
        activity="walk_brisk",
        family="walk",
        name="Brisk walk",
        minutes=20,
        new=False,
        dose=p.ItemDose(minutes=20, rpe=5),
        what="Walk so fast that you can still talk.",
        how=("Swing your arms.", "Slow down if you cannot talk."),
        stop_if=("chest pressure, faintness or very short breath",),
    )


def sessions() -> Iterator[p.Session]:
    for week in range(1, WEEKS + 1):
        for zone, day, start, end in (*PLACES, LATE):
            yield p.Session(
                key=f"w{week:02d}-strength-{day}",
                week=week,
                date=START + dt.timedelta(weeks=week - 1, days=day),
                start=start,
                end=end,
                timezone=zone,
                preferred=day == 0,
                role="strength",
                items=(
                    item(order=1, component="warm_up", family=None, name="Warm-up", new=False),
                    strength(2, conditional="sciatica_settled" if week >= 6 else None),
                    strength(3),
                    strength(4, side="left"),
                    walk(5),
                ),
            )


def all_day() -> Iterator[p.AllDay]:
    names = {"orthotic_wear": "Wear insoles", "step_goal": "Steps, 7,000; or more"}
    for offset in range(WEEKS * 7):
        for activity, name in names.items():
            if activity == "step_goal" and offset % 3:
                continue
            week, day = offset // 7 + 1, offset % 7 + 1
            yield p.AllDay(
                key=f"w{week:02d}-d{day}-{activity}",
                week=week,
                date=START + dt.timedelta(days=offset),
                activity=activity,
                component="posture" if activity == "orthotic_wear" else "weight_loss",
                family=None,
                level=None,
                side=None,
                dose=p.ItemDose(hours=min(offset + 1, 10)),
                movements=(),
                name=name,
                what="Take them out if they hurt.",
                how=("Put the insoles in in the morning.",),
                why=(p.Because(rule="S26", text="A level foot spares the back."),),
                stop_if=("numb toes",),
            )


def calendar_plan(**changes: object) -> p.Plan:
    base = sample_plan()
    plan = replace(
        base,
        request=replace(base.request, start=START, weeks=WEEKS, assessed_on=dt.date(2027, 2, 20)),
        weeks=tuple(
            replace(base.weeks[0], week=week, deload=week % 4 == 0) for week in range(1, WEEKS + 1)
        ),
        sessions=tuple(sessions()),
        all_day=tuple(all_day()),
        gates=(
            p.GateStatus(
                criterion="sciatica_settled",
                status="unmeasured",
                earliest_week=6,
                check_on=START + dt.timedelta(weeks=5),
                opens=("squat_2",),
                text="leg pain at most 2 of 10 for 14 days",
            ),
        ),
        conflicts=(p.Conflict(text="Rule cr_127 is set aside by a podiatrist.", between=()),),
    )
    return replace(plan, **changes)


def expected_times(plan: p.Plan) -> dict[str, list[str]]:
    """Key of each event to its start and end, in UTC or as dates: worked out without the export."""
    found: dict[str, list[str]] = {}
    for session in plan.sessions:
        zone = ZoneInfo(session.timezone)
        start = dt.datetime.fromisoformat(f"{session.date}T{session.start}")
        end = dt.datetime.fromisoformat(f"{session.date}T{session.end}")
        end += dt.timedelta(days=end <= start)
        found[session.key] = [
            wall.replace(tzinfo=zone).astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
            for wall in (start, end)
        ]
    for entry in plan.all_day:
        day = (entry.date - plan.request.start).days % 7 + 1
        key = f"w{entry.week:02d}-d{day}-allday"
        found[key] = [f"{entry.date + dt.timedelta(days=n):%Y%m%d}" for n in (0, 1)]
    return found
