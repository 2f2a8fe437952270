import datetime as dt

import pytest
from msgspec.structs import replace

from planner.domain.answers import ResponseRecord, TrialResult
from planner.eligibility import decide
from tests.support.people import CATALOG, START, healthy, intake


def retests(answers):
    return [
        (again.date, again.what, again.unlocks)
        for again in decide(CATALOG, intake(8), answers, 8).retests
    ]


@pytest.mark.parametrize(
    ("tried_on", "again_on"),
    [
        (START - dt.timedelta(days=4), START + dt.timedelta(days=10)),
        (START - dt.timedelta(days=60), START),
        (None, START + dt.timedelta(days=14)),
    ],
)
def test_a_painful_trial_is_repeated_after_14_days(tried_on, again_on):
    trial = TrialResult(
        muscle="hamstrings", side="left", outcome="pain_before_stretch", date=tried_on
    )
    found = retests(replace(healthy(), trials=(trial,)))
    assert found == [
        (again_on, "stretch trial: hamstrings, left side", ("retest_discomfort_only",))
    ]


def test_a_good_trial_needs_no_retest():
    trial = TrialResult(muscle="hamstrings", side="left", outcome="discomfort_only", date=START)
    assert retests(replace(healthy(), trials=(trial,))) == []


def test_what_sent_symptoms_down_the_leg_is_tried_again_after_a_week():
    worse = (ResponseRecord("peripheralises", "slider_seated"),)
    found = retests(replace(healthy(), responses=worse))
    assert (START + dt.timedelta(days=7)) in {date for date, _, _ in found}
