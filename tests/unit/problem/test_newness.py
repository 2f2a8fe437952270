"""New things a week: what counts, and how many are left beside what rules bring in."""

from __future__ import annotations

from planner.domain.plan import ItemDose
from planner.problem.model import AllDayEntry
from planner.problem.newness import counts_as_thing, first_demanded, new_all_day, new_left
from tests.support.contexts import context_of
from tests.support.people import CATALOG, having, healthy

WEEKS = 6
CONTEXT = context_of(healthy(), weeks=WEEKS)


def entry(activity: str, day: int) -> AllDayEntry:
    return AllDayEntry(day=day, activity=activity, dose=ItemDose(), rule="r", text="")


def test_checks_walking_and_devices_are_nothing_new() -> None:
    free = ("assess_weekly_checkin", "weigh_weekly", "walk_easy", "heel_lift_3mm")
    assert not any(counts_as_thing(CONTEXT, CATALOG.activities[name]) for name in free)
    assert counts_as_thing(CONTEXT, CATALOG.activities["sitting_break_60"])


def test_the_next_level_of_a_habit_is_nothing_new() -> None:
    entries = [
        entry("sitting_break_60", 0),
        entry("sitting_break_30", 14),
        entry("if_then_plan", 7),
    ]
    found = new_all_day(CONTEXT, entries)
    assert found[0] == [frozenset(["sitting_break_60", "sitting_break_30"])]
    assert found[1] == [frozenset(["if_then_plan"])]
    assert 2 not in found


def test_all_day_things_and_demands_of_rules_take_from_the_caps() -> None:
    bare = new_left(CONTEXT, ())
    assert bare[0] == 6
    assert bare[2] == 2
    # Strength comes in in week 2 by rule: one of the two new things of that week.
    assert bare[1] == 1
    assert new_left(CONTEXT, [entry("back_stamina_lying", 14)])[2] == 1
    # A habit has a place of its own.
    assert new_left(CONTEXT, [entry("if_then_plan", 14)])[2] == 2


def test_a_component_that_holds_a_narrow_demand_needs_nothing_more() -> None:
    context = context_of(having(healthy(age=70), osteoporosis="low_fracture_risk"), weeks=WEEKS)
    components = [
        {CATALOG.activities[name].component for name in what}
        for what, week in first_demanded(context).items()
        if week == 0
    ]
    assert components.count({"strength"}) == 1
    assert components.count({"balance"}) == 1
