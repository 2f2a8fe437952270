from __future__ import annotations

import datetime as dt

import pytest

from planner.domain.intake import Sleep
from tests.support.audits import said
from tests.support.mutations.tools import on, walking
from tests.support.plans import Bundle, valid


def vigorous(minutes: int) -> Bundle:
    """Of 100 minutes in week 6 so many are vigorous."""
    base = walking(valid(), {6: 20}).dosed("w6-d5", "walk_short", minutes=100 - minutes)
    base = base.dosed("w6-d0", "walk_short", minutes=minutes)
    base = base.dosed("w6-d2", "walk_short", minutes=0)
    return base.item("w6-d0", "walk_short", intensity="vigorous")


def shares(bundle: Bundle) -> list[str]:
    return [text for text in said(bundle, "intensity") if "min vigorous" in text]


def test_a_tenth_may_be_vigorous_in_the_first_such_week() -> None:
    assert shares(vigorous(10)) == []
    assert shares(vigorous(11))[0].startswith("11 of 100 min vigorous, at most 10 %")


@pytest.mark.parametrize(
    ("start", "binds"), [(dt.time(9), True), (dt.time(18, 13), True), (dt.time(18, 14), False)]
)
def test_work_is_light_from_the_end_of_a_night_shift_on(start: dt.time, binds: bool) -> None:
    """The shift ends when the sleep by day begins; the walk begins at 18:13."""
    sleep = Sleep(dates=(on(7),), start=start, end=dt.time(19))
    found = valid().having(shift_worker="any").with_intake(sleep=(sleep,))
    assert ("moderate, at most light (pop_shift_worker_3)" in said(found, "intensity")) is binds
