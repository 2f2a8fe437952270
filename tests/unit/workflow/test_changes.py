"""Two sessions with the same exercise on a day, before and after a revision."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from planner.domain.plan import Item, Session
from planner.workflow.programme.changes import _same_day
from tests.support.sample_plan import item, session

HELD = item()


class Told:
    """Says a change as its kind and the times of its session."""

    def change(self, kind: str, week: int, item: Item, old: Session, new: Session) -> Any:
        return kind, old.start, new.start

    def dose(self, week: int, old: Item, new: Item, date: object) -> Any:
        return ("dose",)


def at(*times: str) -> list[tuple[Session, Item]]:
    return [(replace(session(HELD), start=time), HELD) for time in times]


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        (("07:00",), ("07:00",), []),
        (("07:00",), ("07:30",), [("time", "07:00", "07:30")]),
        (("07:00", "19:00"), ("07:00", "20:00"), [("time", "19:00", "20:00")]),
        # Both at another time: the first one is told.
        (("07:00", "19:00"), ("08:00", "20:00"), [("time", "07:00", "08:00")]),
        (("07:00", "19:00"), ("07:00",), [("dose",)]),
    ],
)
def test_each_session_of_a_day_may_be_at_another_time(was, now, told) -> None:
    assert list(_same_day(Told(), 1, at(*was), at(*now))) == told
