"""When a stretch counts as tried before, and for how long."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from planner.audit.checks.trial_missing import _is_tried_before, _is_valid
from planner.audit.report import Report
from tests.support.audits import found, said
from tests.support.mutations.tools import moved, on, with_session
from tests.support.plan_variants import untested
from tests.support.plans import Bundle, made_item, made_session


def late_stretch(day: int) -> Bundle:
    """A stretch after the trial of day 2, in a plan that is made longer for it."""
    base = untested().without("calf_soleus_wall")
    lone = made_session(1, day, made_item("calf_soleus_wall", 5, "both", conditional="x"))
    return with_session(base, lone)


@pytest.mark.parametrize(("day", "old"), [(44, False), (45, True)])
def test_a_trial_holds_for_six_weeks(day: int, old: bool) -> None:
    texts = said(late_stretch(day), "trial_missing")
    assert any("is 43 days old, at most 42" in text for text in texts) is old
    assert bool(texts) is old


def test_the_last_trial_before_the_stretch_counts() -> None:
    again = with_session(
        late_stretch(45), made_session(1, 9, made_item("assess_stretch_trials", 22))
    )
    assert said(again, "trial_missing") == []
    after = with_session(
        late_stretch(45), made_session(1, 46, made_item("assess_stretch_trials", 22))
    )
    assert said(after, "trial_missing")


def test_an_untested_muscle_must_be_conditional() -> None:
    assert said(untested(), "trial_missing") == []
    sure = untested().items(lambda s, i: i.activity == "calf_soleus_wall", conditional=None)
    assert any("no trial of soleus (left)" in text for text in said(sure, "trial_missing"))
    assert said(moved(untested(), "w1-d2", 60), "trial_missing")


CALF, TRIAL = SimpleNamespace(id="calf"), SimpleNamespace(id="trial")


def rule(of: str | None = "calf", days_before: int | None = 2, what: str = "trial") -> Any:
    """A rule by which a trial comes some days before a stretch."""
    body = SimpleNamespace(days_before=days_before, of=of, what=what)
    return SimpleNamespace(rule="r", bound=None, body=body)


def stub(rules: tuple[Any, ...], trials: tuple[int, ...], waiting: tuple[str, ...] = ()) -> Any:
    """A plan with trials on some days; the sides that still wait for the outcome."""
    placed = [SimpleNamespace(activity=TRIAL, date=on(day)) for day in trials]
    other = SimpleNamespace(activity=SimpleNamespace(id="walk"), date=on(0))
    return SimpleNamespace(
        placed=[other, *placed],
        by_activity={"trial": placed},
        is_target=lambda activity, target: activity.id == target,
        firings=SimpleNamespace(
            of=lambda kind, week: rules if (kind, week) == ("require", 3) else (),
            names=lambda target, activity, bound: activity.id == target,
        ),
        verdicts=SimpleNamespace(
            of=lambda activity, side, week: SimpleNamespace(pending=side in waiting)
        ),
        catalog=SimpleNamespace(
            stretch_tests={"trial_activity": "trial", "valid_days": 42},
            activities={"trial": TRIAL},
        ),
    )


def stretch(day: int = 16, conditional: str | None = None) -> Any:
    return SimpleNamespace(
        activity=CALF, date=on(day), week=3, sides=("left", "right"), where="w3 calf",
        item=SimpleNamespace(conditional=conditional),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rules", "trials", "tried"),
    [
        ((rule(),), (14,), True),
        ((rule(),), (15,), False),
        ((rule(),), (15, 3), True),
        ((rule(),), (), False),
        ((), (3,), False),
        # What asks for no days between, or is about something else, says nothing.
        ((rule(days_before=None),), (3,), False),
        ((rule(of=None),), (3,), False),
        ((rule(of="thigh"),), (3,), False),
        ((rule(days_before=None), rule(of=None), rule(of="thigh"), rule()), (14,), True),
        # Each rule about it must be met.
        ((rule(), rule(days_before=9)), (14,), False),
        ((rule(days_before=9), rule()), (14,), False),
        ((rule(), rule(days_before=9)), (7,), True),
        ((rule(what="walk"),), (), True),
    ],
)
def test_a_trial_comes_as_many_days_before_as_every_rule_asks(rules, trials, tried) -> None:
    assert _is_tried_before(stub(rules, trials), stretch()) is tried


@pytest.mark.parametrize(
    ("waiting", "conditional", "tried"),
    [
        ((), None, True),
        (("left",), None, False),
        (("right",), None, False),
        (("left", "right"), "x", True),
    ],
)
def test_a_stretch_that_waits_for_its_outcome_on_a_side_is_conditional(
    waiting, conditional, tried
) -> None:
    case = stub((rule(),), (14,), waiting)
    assert _is_tried_before(case, stretch(conditional=conditional)) is tried


@pytest.mark.parametrize(
    ("rules", "trials", "day", "age"),
    [
        ((rule(),), (3,), 45, []),
        ((rule(),), (2,), 45, [43]),
        ((rule(),), (2, 3, 44), 45, []),
        ((rule(),), (44,), 45, [None]),
        ((rule(), rule(days_before=44)), (3,), 45, [None]),
        # Rules about other things and other trials are none of it.
        ((rule(of="thigh"), rule(what="walk"), rule(of=None), rule(days_before=None)), (), 45, []),
        (
            (rule(of="thigh"), rule(what="walk"), rule(of=None), rule(days_before=None), rule()),
            (2,),
            45,
            [43],
        ),
    ],
)
def test_the_last_trial_in_time_is_not_too_old(rules, trials, day: int, age) -> None:
    report = Report("trial_missing")
    _is_valid(stub(rules, trials), report, stretch(day))
    wrong = [f"the last trial is {days} days old, at most 42 (r)" for days in age]
    assert [v.text for v in report.violations] == wrong


def test_only_untested_muscles_on_the_sides_that_are_done_are_named() -> None:
    sure = untested().items(
        lambda s, i: i.activity == "calf_soleus_wall", conditional=None, side="right"
    )
    texts = said(sure, "trial_missing")
    assert texts
    assert set(texts) == {"no trial of soleus (right) on an earlier day"}
    assert {v.where for v in found(sure, "trial_missing").violations} == {
        f"w{week}-d{day} calf_soleus_wall" for week in (3, 4, 5, 6) for day in (1, 4)
    }
