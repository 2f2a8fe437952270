from __future__ import annotations

import datetime as dt

import pytest
from msgspec.structs import replace as changed

from planner.domain.intake import Window
from planner.domain.plan import Conflict
from tests.support.audits import said
from tests.support.mutations.tools import walking, with_session
from tests.support.plan_variants import weak
from tests.support.plans import Bundle, made_item, made_session, valid


def stiff(*minutes: int) -> Bundle:
    """A stiff spine, and one day with sessions of so many minutes of mobility."""
    base = valid().having(ankylosing_spondylitis="stable").sessions(lambda s: None)
    for number, takes in enumerate(minutes):
        session = made_session(3, 0, made_item("thoracic_open_book", takes, "both"))
        base = with_session(base, changed(session, key=f"s{number}", start=f"{17 + number}:00"))
    return base


@pytest.mark.parametrize(
    ("minutes", "short"),
    [
        ((20,), []),
        ((19,), [19]),
        ((20, 20), []),
        ((20, 4), [4]),
        ((4, 20), [4]),
        ((9, 11), [9, 11]),
    ],
)
def test_each_session_reaches_the_floor_by_itself(
    minutes: tuple[int, ...], short: list[int]
) -> None:
    texts = [
        text for text in said(stiff(*minutes), "floors") if "cr_083" in text and "min," in text
    ]
    assert texts == [f"{found} min, 20 asked for; no conflict names cr_083" for found in short]


TWICE = Window(
    days=(1, 4), dates=(), start=dt.time(18), end=dt.time(18, 40), preferred=True
)  # fmt: skip


def tried(minutes: int, missing: int | None = None) -> list[str]:
    """What is said of week 4: walks, and a trial in one of two free times of 40 minutes."""
    base = weak().with_intake(availability=(TWICE,))
    walked = walking(base.sessions(lambda s: s if s.week != 4 or s.key == "w4-d0" else None),
                     {4: minutes})  # fmt: skip
    trial = made_session(4, 4, made_item("assess_stretch_trials", 22))
    conflicts = () if missing is None else (
        Conflict(text=f"{missing} minutes are missing", between=("cr_141", "availability")),
    )  # fmt: skip
    bundle = with_session(walked, trial).with_plan(conflicts=conflicts)
    return [
        v.text for v in bundle.audit().violations if v.code == "floors" and "week 4 " in v.where
    ]


@pytest.mark.parametrize(
    ("minutes", "missing", "texts"),
    [
        (60, None, []),
        (35, 25, []),
        (35, None, ["60 min are asked for; no conflict says that 25 are missing"]),
        (35, 20, ["60 min are asked for; no conflict says that 25 are missing"]),
        (30, 25, ["30 min, at least 35 can be and are needed"]),
    ],
)
def test_a_trial_leaves_less_time_for_endurance(minutes, missing, texts) -> None:
    """Of two sessions of 40 minutes one holds 30 minutes, the other 5 beside the trial."""
    assert tried(minutes, missing) == texts
