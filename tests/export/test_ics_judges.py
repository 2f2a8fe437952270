"""Twelve independent readers find every event of the file at the time that the plan says."""

from __future__ import annotations

import pytest

from planner.explain import messages_of
from planner.export import to_ics
from planner.export.events import event_uid
from planner.knowledge import load_catalog
from tests.support.calendar_plan import calendar_plan, expected_times
from tests.support.calendar_readers import JUDGES, Times

MESSAGES = messages_of(load_catalog())
PLAN = calendar_plan()
EXPECTED: Times = {
    event_uid(PLAN.plan_id, key): times for key, times in expected_times(PLAN).items()
}


def test_the_plan_spans_changes_of_the_clocks() -> None:
    starts = {start[9:] for start, _ in EXPECTED.values() if "T" in start}
    assert {"063000Z", "053000Z", "111500Z", "101500Z", "103000Z"} == starts
    assert len(EXPECTED) == 12 * 3 + 12 * 7


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("discreet", [False, True], ids=["full", "discreet"])
def test_every_reader_finds_every_event_at_its_time(judge: str, discreet: bool) -> None:
    data = to_ics(PLAN, MESSAGES, discreet=discreet)
    assert JUDGES[judge](data) == EXPECTED


@pytest.mark.parametrize("judge", ["icalendar", "ical.js", "khal", "libical"])
def test_a_wrong_time_is_noticed(judge: str) -> None:
    data = to_ics(PLAN, MESSAGES).replace(b"T073000\r\n", b"T072500\r\n", 1)
    found = JUDGES[judge](data)
    assert len([uid for uid in EXPECTED if found.get(uid) != EXPECTED[uid]]) == 1
