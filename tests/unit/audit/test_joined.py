"""What was done of a published plan, as the reports tell it."""

from __future__ import annotations

import datetime as dt

import pytest
from msgspec.structs import replace

from planner.audit.joined import Join
from planner.domain.checkin import CheckIn, ItemReport, SessionReport
from planner.domain.part import Because
from planner.domain.past import Past, Ruling
from planner.domain.plan import ItemDose
from tests.support.mutations.tools import on
from tests.support.plans import entry, valid
from tests.support.sample_plan import START, item, session

WALK = replace(item(activity="walk_short"), dose=ItemDose(minutes=20))
LEFT, RIGHT = (item(side=side) for side in ("left", "right"))
GONE = session(WALK, LEFT, RIGHT)
COMING = session(WALK, LEFT, week=2)


def joined(*reports: SessionReport, day: int = 7, told: int = 6) -> Join:
    check_ins = (CheckIn(date=START + dt.timedelta(days=told), sessions=reports),)
    plan = replace(valid().plan, sessions=(GONE, COMING), all_day=())
    past = Past(plan=plan, day=START + dt.timedelta(days=day), check_ins=check_ins)
    return Join(past, START)


def report(done: str, *items: ItemReport) -> SessionReport:
    return SessionReport(key=GONE.key, done=done, items=items)


def walked(done: str, minutes: int | None = None) -> ItemReport:
    return ItemReport(activity="walk_short", side=None, done=done, minutes=minutes)


@pytest.mark.parametrize(
    ("told", "minutes"),
    [
        (report("full"), 20),
        (report("partial"), 0),
        (report("missed"), 0),
        (report("partial", walked("full")), 20),
        (report("full", walked("partial")), 0),
        (report("full", walked("partial", 12)), 12),
        (report("full", walked("full", 45)), 20),
        (report("full", walked("missed", 12)), 0),
    ],
)
def test_minutes_are_what_was_done_and_never_more_than_planned(
    told: SessionReport, minutes: int
) -> None:
    assert joined(told).minutes(GONE, WALK) == minutes


def test_the_last_report_on_an_item_counts() -> None:
    twice = report("full", walked("full", 15), walked("full", 5))
    assert joined(twice).minutes(GONE, WALK) == 5


def test_a_report_on_the_side_counts_before_one_on_the_other() -> None:
    told = report("full", ItemReport(activity=LEFT.activity, side="left", done="missed"))
    found = joined(told)
    assert not found.was_done(GONE, LEFT)
    # Nothing was said of the right side alone: what was said of the activity stands for it.
    assert not found.was_done(GONE, RIGHT)
    both = report(
        "full",
        ItemReport(activity=LEFT.activity, side="right", done="full"),
        ItemReport(activity=LEFT.activity, side="left", done="missed"),
    )
    assert joined(both).was_done(GONE, RIGHT)
    assert joined(both).sets(GONE, RIGHT) == 2
    assert joined(both).sets(GONE, LEFT) == 0


def test_what_a_check_in_passes_over_was_not_done() -> None:
    assert joined().minutes(GONE, WALK) == 0
    before = replace(GONE, date=START - dt.timedelta(days=1))
    assert not joined(told=0).was_done(before, WALK)
    # Nobody was asked yet about what came after the last check-in.
    later = replace(GONE, date=START + dt.timedelta(days=1))
    assert joined(told=0).was_done(later, WALK)


def test_what_is_to_come_counts_as_planned() -> None:
    assert joined(report("missed")).minutes(COMING, WALK) == 20


def test_the_week_that_a_revision_cuts() -> None:
    assert (joined(day=7).week, joined(day=7).cuts_week) == (2, False)
    cut = joined(day=9)
    assert (cut.week, cut.cuts_week) == (2, True)
    assert cut.is_in_cut_week("week 2 prg_ramp")
    assert not cut.is_in_cut_week("week 1 prg_ramp")
    assert cut.is_settled("week 1 prg_ramp")
    assert not cut.is_settled("week 2 prg_ramp")
    assert cut.is_settled(f"{GONE.key} walk_short")
    assert cut.is_settled("return on 2026-12-15")
    assert not cut.is_settled("return on 2026-12-16")


HABITS = tuple(entry("sitting_break_60", day) for day in (0, 7, 8))


def with_habits(day: int) -> Join:
    """A revision of a plan with a habit on days 0, 7 and 8; it begins on some day of it."""
    plan = replace(valid().plan, all_day=HABITS)
    return Join(Past(plan=plan, day=on(day)), on(0))


@pytest.mark.parametrize(
    ("where", "settled"),
    [
        ("w1-d5 walk_short", True),
        ("w1-d5", True),
        ("w2-d0: starts late", True),
        ("w2-d1 walk_short", False),
        ("d0-sitting_break_60", True),
        ("d7-sitting_break_60 sitting_break_60", True),
        ("d8-sitting_break_60", False),
        ("week 1", True),
        ("week 1 prg_ramp", True),
        ("week 2 prg_ramp", False),
        ("week 12", False),
        ("return on 2027-01-18", True),
        ("return on 2027-01-19", False),
        ("seven days from 2027-01-18 (prg_absence_7_13)", True),
        ("seven days from 2027-01-19", False),
        ("forecast week 1", False),
        ("forecast", False),
        ("screening", False),
    ],
)
def test_what_lies_before_a_revision_is_settled(where: str, settled: bool) -> None:
    """It begins on day 8, the Tuesday of the second week."""
    assert with_habits(8).is_settled(where) is settled


@pytest.mark.parametrize(
    ("day", "where", "is_cut"),
    [
        (8, "week 2", True),
        (8, "week 2 prg_ramp", True),
        (8, "week 1 prg_ramp", False),
        (8, "week 3 prg_ramp", False),
        (8, "w2-d1 walk_short", False),
        (7, "week 2", False),
        (13, "week 2", True),
        (14, "week 3", False),
    ],
)
def test_only_a_week_that_has_begun_is_cut(day: int, where: str, is_cut: bool) -> None:
    assert with_habits(day).is_in_cut_week(where) is is_cut


@pytest.mark.parametrize(("day", "week"), [(0, 1), (6, 1), (7, 2), (13, 2), (14, 3)])
def test_a_revision_begins_in_the_week_of_its_first_day(day: int, week: int) -> None:
    assert with_habits(day).week == week


def test_keys_are_those_published_before_the_revision() -> None:
    found = with_habits(8)
    days = {"w1-d0", "w1-d1", "w1-d2", "w1-d3", "w1-d5", "w2-d0"}
    assert found.sessions.keys() == days
    assert found.keys == days | {"d0-sitting_break_60", "d7-sitting_break_60"}


def test_the_last_check_in_is_the_latest_one() -> None:
    assert with_habits(8).asked is None
    told = [CheckIn(date=on(day), sessions=()) for day in (3, 6, 5)]
    past = Past(plan=valid().plan, day=on(8), check_ins=tuple(told))
    assert Join(past, on(0)).asked == on(6)


def test_nobody_who_was_never_asked_missed_anything() -> None:
    found = with_habits(8)
    walk = valid().plan.sessions[1]
    assert found.was_done(walk, walk.items[1])
    assert found.minutes(walk, walk.items[1]) == 20


def test_of_two_reports_on_a_session_the_later_one_counts() -> None:
    assert joined(report("missed"), report("full")).minutes(GONE, WALK) == 20
    assert joined(report("full"), report("missed")).minutes(GONE, WALK) == 0


@pytest.mark.parametrize(
    ("said", "sets"),
    [
        (None, 2),
        (ItemReport(activity=LEFT.activity, side=None, done="full", sets=1), 1),
        (ItemReport(activity=LEFT.activity, side=None, done="partial", sets=5), 2),
        (ItemReport(activity=LEFT.activity, side=None, done="partial"), 0),
        (ItemReport(activity=LEFT.activity, side=None, done="missed"), 0),
    ],
)
def test_sets_are_counted_like_minutes(said: ItemReport | None, sets: int) -> None:
    told = report("full") if said is None else report("full", said)
    assert joined(told).sets(GONE, LEFT) == sets
    # What is counted in minutes has no sets.
    assert joined(told).sets(GONE, WALK) == 0


def test_decisions_are_found_by_the_activities_that_they_are_on() -> None:
    because = Because(rule="prg_24h", text="It hurt.")
    rulings = tuple(
        Ruling(on=on(3), activity=name, side=None, change="hold", because=because)
        for name in ("walk_short", "sit_to_stand", "walk_short")
    )
    found = Join(Past(plan=valid().plan, day=on(8), rulings=rulings), on(0))
    assert found.rulings_on("walk_short", "calf_soleus_wall") == (rulings[0], rulings[2])
    assert found.rulings_on() == ()


@pytest.mark.parametrize("word", ["full", "partial", "missed"])
def test_words_of_a_report_are_read_whatever_file_they_come_from(word: str) -> None:
    # Put together anew: the words of a report that was read are no constants of the code.
    done = "".join([*word])
    assert joined(report(done)).was_done(GONE, WALK) is (word != "missed")
    assert joined(report("full", walked(done))).was_done(GONE, WALK) is (word != "missed")
    assert joined(report(done)).minutes(GONE, WALK) == (20 if word == "full" else 0)
