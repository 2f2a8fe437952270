"""On how many days of a week a requirement can be met: days given, doses, quiet weeks."""

from __future__ import annotations

import datetime as dt

import pytest
from msgspec.structs import replace

from planner.problem.build import build
from tests.support.contexts import context_of, window
from tests.support.people import CATALOG, START, all_tried, having, healthy, intake


def built(*days: int, weeks: int = 8, facts=None, **conditions):
    times = (window(*days, start="18:00", end="19:00"),)
    who = intake(weeks, availability=times)
    answers = all_tried(having(healthy(**(facts or {})), **conditions))
    context = context_of(answers, who, weeks=weeks)
    return build(CATALOG, context.template, who, answers, context.eligibility)[0]


def days_asked(found, rule: str) -> dict[int, int]:
    """Most days that a rule asks for, by week (1-based)."""
    asked: dict[int, int] = {}
    for demand in found.problem.day_demands:
        if demand.id.partition("#")[0] == rule:
            for week in demand.weeks:
                asked[week + 1] = max(demand.at_least, asked.get(week + 1, 0))
    return asked


def beaten(found, rule: str):
    return [(b.value, b.possible, b.limits) for b in found.beaten if b.rule == rule]


def test_three_days_of_endurance_give_way_to_two_days_given():
    found = built(1, 5)
    assert days_asked(found, "plan_maintenance") == {7: 2, 8: 2}
    assert beaten(found, "plan_maintenance") == [(3, ((7, 2), (8, 2)), ("availability",))]


def test_nothing_gives_way_where_enough_days_are_given():
    found = built(0, 2, 4)
    assert days_asked(found, "plan_maintenance") == {7: 3, 8: 3}
    assert beaten(found, "plan_maintenance") == []


@pytest.mark.parametrize(("days", "held"), [((5, 6), 1), ((0, 1, 2), 2), ((0, 3), 2)])
def test_days_that_may_not_follow_each_other_are_counted_apart(days, held):
    found = built(*days, low_strength=None)
    assert set(days_asked(found, "cr_140").values()) == {held}
    assert bool(beaten(found, "cr_140")) is (held < 2)


def test_what_is_done_all_day_long_gives_way_to_a_late_first_session_only():
    found = built(3, 5, sedentary=None)
    assert beaten(found, "cr_138")[0] == (5, ((1, 4),), ("availability",))


def test_weeks_before_something_opens_are_told_with_the_rules_that_close_them():
    day = START + dt.timedelta(days=1)
    ill = healthy(cv_metabolic_renal_disease=True, desired_intensity="moderate")
    cleared = replace(ill, criteria_from={"medical_clearance_light_moderate": day})
    who = intake(8, availability=(window(*range(7), start="18:00", end="19:00"),))
    answers = all_tried(having(cleared, low_endurance=None))
    context = context_of(answers, who)
    found = build(CATALOG, context.template, who, answers, context.eligibility)[0]
    assert min(days_asked(found, "cr_141")) == 2
    days = [one for one in found.beaten if one.rule == "cr_141" and one.unit == "days"]
    assert [(one.value, one.possible) for one in days] == [(3, ((1, 0),)), (2, ((1, 0),))]
    assert all(any(name.startswith("scr_") for name in one.limits) for one in days)


def test_an_absolute_rule_never_gives_way():
    found = built(3, 5, peripheral_neuropathy=None)
    assert set(days_asked(found, "cr_159").values()) == {7}
    assert beaten(found, "cr_159") == []


def test_breaks_from_sitting_wait_for_the_end_of_the_quit_week():
    date = str(START + dt.timedelta(days=2))
    facts = {"cigarettes_per_day": 10, "quit_date": date}
    found = built(0, 2, 4, facts=facts, sedentary=None, smoker=None)
    breaks = [e.day for e in found.problem.all_day if e.activity.startswith("sitting_break")]
    assert min(breaks) == 7
    value, possible, limits = beaten(found, "cr_138")[0]
    assert (value, possible) == (5, ((1, 0),))
    assert "prg_quit_week" in limits


def test_breaks_that_began_before_go_on_in_the_quit_week():
    date = str(START + dt.timedelta(days=9))
    facts = {"cigarettes_per_day": 10, "quit_date": date}
    found = built(0, 2, 4, facts=facts, sedentary=None, smoker=None)
    breaks = {e.day // 7 for e in found.problem.all_day if e.activity.startswith("sitting_break")}
    assert breaks == set(range(8))
    assert beaten(found, "cr_138") == []
