"""The week that a revision cuts: what was before in it counts, what begins in it counts later."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from msgspec.structs import replace

from planner.domain.checkin import CheckIn, SessionReport
from planner.domain.intake import Away, Preferences
from planner.domain.part import Because
from planner.domain.past import Past, Ruling
from planner.domain.plan import Plan
from planner.problem.allday import all_day
from planner.problem.brief import brief_groups
from planner.problem.context import Context
from planner.problem.groups import groups
from planner.problem.history import History
from planner.problem.paths import Ladder, continued
from planner.problem.reach import weekly_reach
from planner.problem.returns import returns
from tests.support.contexts import EVENINGS, context_of
from tests.support.people import CATALOG, START, having, healthy, intake
from tests.support.plan_variants import revised

HIGH, MIDDLE, LOW = "mini_squat_counter", "sit_to_stand", "sit_to_stand_high"


def past(day: int, **changes: object) -> Past:
    found = revised().past
    assert found is not None
    return replace(found, day=START + dt.timedelta(days=day), **changes)


def context(given: Past | None, *conditions: str, away: Away | None = None) -> Context:
    steps = tuple(name for name in CATALOG.activities if name.startswith("step_goal"))
    person = intake(
        6, availability=EVENINGS, preferences=Preferences(never=steps),
        away=(away,) if away is not None else (),
    )  # fmt: skip
    base = context_of(having(healthy(), **dict.fromkeys(conditions)), person)
    return Context(CATALOG, base.template, base.intake, base.answers, base.eligibility, past=given)


def relabelled(plan: Plan, week: int, old: str, new: str) -> Plan:
    """Items of a week as another activity."""
    activity = CATALOG.activities[new]
    sessions = tuple(
        replace(
            session,
            items=tuple(
                replace(item, activity=new, level=activity.level, family=activity.family)
                if session.week == week and item.activity == old
                else item
                for item in session.items
            ),
        )
        for session in plan.sessions
    )
    return replace(plan, sessions=sessions)


def told(plan: Plan, until: int, missed: int) -> CheckIn:
    """All done in full up to a week but one week, of which all was missed."""
    reports = tuple(
        SessionReport(key=s.key, done="missed" if s.week == missed else "full")
        for s in plan.sessions
        if s.week <= until
    )
    return CheckIn(date=START + dt.timedelta(days=7 * until - 1), sessions=reports)


@pytest.mark.parametrize(("new", "stands"), [(LOW, LOW), (HIGH, MIDDLE)])
def test_a_missed_level_counts_where_it_lies_below(new: str, stands: str) -> None:
    plan = relabelled(past(0).plan, 3, MIDDLE, new)
    history = History(past(21, plan=plan, check_ins=(told(plan, 3, missed=3),)))
    assert history.standings["squat"].activity == stands


@pytest.mark.parametrize(("day", "step"), [(14, 4), (16, 5)])
def test_time_on_a_level_that_is_taken_back_begins_with_a_week_for_it(day: int, step: int) -> None:
    """With two weeks on a level, from week 3 the next step is in week 5, from its middle in 6."""
    ruling = Ruling(
        on=START, activity=MIDDLE, side=None, change="step_back",
        because=Because(rule="prg_24h", text="It hurt."),
    )  # fmt: skip
    given = context(past(day, rulings=(ruling,)))
    assert given.history is not None
    ladder = Ladder(given, list(CATALOG.families["squat"].levels))
    found = continued(ladder, given.history.standings["squat"], ruling)
    steps = [
        week
        for path in found
        for week, (before, now) in enumerate(pairwise(path.options), 1)
        if before and now and now.level > before.level
    ]
    assert min(steps) == step


@pytest.mark.parametrize(
    ("missed", "minutes"),
    [
        # Of 80 minutes that week 2 may hold, 25 were planned before its middle: 55 are left.
        (2, 55),
        # Done or not yet asked about, they count with them.
        (0, 80),
        # After a week of nothing 20 would be the most; the 25 that were done stay.
        (1, 25),
    ],
)
def test_what_was_planned_takes_its_room_in_the_week(missed: int, minutes: int) -> None:
    plan = past(0).plan
    given = context(past(9, check_ins=(told(plan, 2, missed=missed),), rulings=()))
    assert weekly_reach(given)[1].minutes == minutes


def test_a_week_of_which_nothing_was_done_is_no_measure_after_days_away() -> None:
    plan = past(0).plan
    away = Away(start=START + dt.timedelta(days=14), end=START + dt.timedelta(days=22), kind="x")
    for missed, last in ((2, 0), (0, 1)):
        given = context(past(23, check_ins=(told(plan, 2, missed=missed),), rulings=()), away=away)
        (back,) = returns(given)
        assert back.last_week == last


@pytest.mark.parametrize(("missed", "last"), [(0, 1), (2, 0)])
def test_a_cut_week_is_a_measure_after_days_away_where_nothing_of_it_was_missed(
    missed: int, last: int
) -> None:
    plan = past(0).plan
    away = Away(start=START + dt.timedelta(days=14), end=START + dt.timedelta(days=22), kind="x")
    given = context(past(10, check_ins=(told(plan, 2, missed=missed),), rulings=()), away=away)
    (back,) = returns(given)
    assert back.last_week == last


def test_a_shorter_kind_is_offered_where_no_bout_fits() -> None:
    plan = past(0).plan
    given = context(past(7, check_ins=(told(plan, 1, missed=1),), rulings=()))
    others = [group for group in groups(given) if group.component == "endurance"]
    reach = weekly_reach(given)[1]
    short = {m.activity for m in reach.modes if m.least <= reach.minutes}
    (found,) = brief_groups(given, (), others)
    assert found.ids & short
    assert not list(brief_groups(context(None), (), others))


NEW = {MIDDLE: "clamshell", "wall_push_up": "leg_press", "dead_bug_slide": "side_bridge_wall"}


@pytest.mark.parametrize(("new", "first"), [({}, 16), (NEW, 21)])
def test_a_habit_waits_where_the_week_had_enough_new_things(
    new: dict[str, str], first: int
) -> None:
    """Three things were new in week 3 before the revision: as many as the cap allows."""
    plan = replace(past(16).plan, all_day=())
    for old, other in new.items():
        plan = relabelled(plan, 3, old, other)
    entries = all_day(context(past(16, plan=plan), "overweight"))
    assert min(e.day for e in entries if e.activity == "walk_after_meal") == first
