from __future__ import annotations

import datetime as dt

import pytest

from planner.domain.intake import Sleep
from tests.support.audits import said
from tests.support.mutations.tools import on, walking
from tests.support.plans import Bundle, made_item, made_session, valid


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


def test_the_share_may_rise_by_five_for_each_week_since_the_first() -> None:
    """Ten minutes in week 4, none in week 5: in week 6 a fifth may be vigorous."""
    for minutes, passes in ((20, True), (21, False)):
        later = walking(vigorous(minutes), {4: 34, 5: 30})
        later = later.dosed("w4-d0", "walk_short", minutes=6)
        later = later.item("w4-d0", "walk_short", intensity="vigorous")
        wrong = "21 of 100 min vigorous, at most 20 %"
        assert [text.split(" (")[0] for text in shares(later)] == ([] if passes else [wrong])


@pytest.mark.parametrize(
    ("week", "rpe", "wrong"),
    [
        (1, 4, None), (1, 5, "effort 5, at most 4 (screen_and_correct)"),
        (2, 4, None), (2, 5, "effort 5, at most 4 (control)"),
        (4, 4, None), (4, 5, "effort 5, at most 4 (control)"),
        (5, 5, None), (5, 6, "effort 6, at most 5 (build)"),
        (5, None, None), (2, None, None),
    ],
)  # fmt: skip
def test_the_effort_is_that_of_the_phase(week: int, rpe: int | None, wrong: str | None) -> None:
    bundle = valid().with_plan(
        sessions=(made_session(week, 2, made_item("walk_short", 30, minutes=30, rpe=rpe)),)
    )
    texts = [text for text in said(bundle, "intensity") if text.startswith("effort")]
    assert texts == ([] if wrong is None else [wrong])


def test_an_item_says_the_class_of_its_effort() -> None:
    wrong = valid().item("w2-d1", "wall_push_up", intensity="light")
    assert said(wrong, "intensity") == ["says light, effort 4 is moderate"]
