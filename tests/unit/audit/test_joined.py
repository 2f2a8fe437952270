"""What was done of a published plan, as the reports tell it."""

from __future__ import annotations

import datetime as dt

import pytest
from msgspec.structs import replace

from planner.audit.joined import Join
from planner.domain.checkin import CheckIn, ItemReport, SessionReport
from planner.domain.past import Past
from planner.domain.plan import ItemDose
from tests.support.plans import valid
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
