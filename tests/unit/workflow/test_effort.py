"""Effort is held back in a week in which something else of the component rises."""

from __future__ import annotations

from msgspec.structs import replace

from planner.problem.bounds import Variety
from planner.workflow.writing.effort import held_back
from tests.support.contexts import context_of
from tests.support.people import all_tried, healthy
from tests.support.plans import Bundle, valid
from tests.support.problems import problem, slots

CONTEXT = context_of(all_tried(healthy()), weeks=6)
WEEKS = tuple(range(6))


def harder(bundle: Bundle, week: int, component: str) -> Bundle:
    """Effort of a component one higher from a week on."""

    def change(session):
        items = [
            replace(i, dose=replace(i.dose, rpe=i.dose.rpe + 1), intensity="moderate")
            if session.week >= week and i.component == component and i.dose.rpe is not None
            else i
            for i in session.items
        ]
        return replace(session, items=tuple(items))

    return bundle.sessions(change)


def efforts(bundle: Bundle, component: str) -> list[int]:
    """Highest effort of the component in each week, once held back."""
    given = problem(
        slots(6), varieties=(Variety(id="one", component=component, most=1, weeks=WEEKS),)
    )
    found = held_back(CONTEXT, given, bundle.plan.sessions)
    return [
        max(
            (i.dose.rpe or 0 for s in found if s.week == week for i in s.items
             if i.component == component), default=0,
        )
        for week in range(1, 7)
    ]  # fmt: skip


def test_effort_waits_while_minutes_rise():
    """Walks grow in weeks 2 and 3; from week 4 on they stay."""
    assert efforts(harder(valid(), 2, "endurance"), "endurance") == [4, 4, 4, 5, 5, 5]


def test_effort_alone_may_rise():
    assert efforts(harder(valid(), 5, "endurance"), "endurance") == [4, 4, 4, 4, 5, 5]


def test_effort_waits_in_the_week_of_a_step():
    """Squats step up in week 4, push-ups in week 5."""
    assert efforts(harder(valid(), 4, "strength"), "strength") == [0, 4, 4, 4, 4, 5]


def test_the_class_follows_the_effort():
    given = problem(
        slots(6), varieties=(Variety(id="one", component="endurance", most=1, weeks=WEEKS),)
    )
    light = valid().items(
        lambda s, i: i.component == "endurance" and s.week == 1,
        dose=replace(valid().plan.sessions[1].items[1].dose, rpe=3, minutes=20),
        intensity="light",
    )
    found = held_back(CONTEXT, given, light.plan.sessions)
    second = [i for s in found if s.week == 2 for i in s.items if i.component == "endurance"]
    assert {(item.dose.rpe, item.intensity) for item in second} == {(3, "light")}


def test_other_components_are_left_alone():
    given = problem(
        slots(6), varieties=(Variety(id="one", component="balance", most=1, weeks=WEEKS),)
    )
    bundle = harder(valid(), 2, "endurance")
    assert held_back(CONTEXT, given, bundle.plan.sessions) == bundle.plan.sessions
