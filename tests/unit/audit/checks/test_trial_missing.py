from __future__ import annotations

import pytest

from tests.support.audits import said
from tests.support.mutations.tools import moved, with_session
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
