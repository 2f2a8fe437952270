"""A case becomes an intake of somebody who answered everything."""

import pytest

from planner.errors import BadInput
from planner.workflow.proof.person import case_answers, whole_answers
from tests.support.people import CATALOG


def whole(case):
    return whole_answers(case, CATALOG, "case")


def test_nothing_is_left_unanswered():
    answers = whole({})
    missing = [fact for fact in CATALOG.facts if fact not in answers.facts]
    # What does not apply to the person: no quit day, nothing tried yet.
    nothing_yet = {"weeks_to_quit_day", "hamstring_trial_clean_24h"}
    assert set(missing) <= {*CATALOG.ordinary_answers.not_applicable, *nothing_yet}


def test_the_answers_of_the_case_count():
    case = {
        "facts": {"age": 71, "leg_symptom_free_days": 9},
        "conditions": {"sciatica": {"stage": "settled", "side": "left"}},
        "trials": [{"muscle": "hamstrings", "side": "both", "outcome": "short"}],
        "responses": [{"response": "peripheralises", "activity": "slider_seated"}],
    }
    answers = whole(case)
    assert (answers.facts["age"], answers.facts["leg_symptom_free_days"]) == (71, 9)
    assert answers.conditions["sciatica"].stage == "settled"
    assert {(t.muscle, t.side, t.outcome) for t in answers.trials or ()} == {
        ("hamstrings", "left", "short"),
        ("hamstrings", "right", "short"),
    }
    assert [r.activity for r in answers.responses or ()] == ["slider_seated"]


def test_ordinary_answers_give_way_to_what_follows_from_the_case():
    # A smoker without a number of cigarettes: the ordinary 0 would contradict it.
    assert whole({"facts": {"smoker": True}}).facts["smoker"] is True
    assert whole({"facts": {"cigarettes_per_day": 5}}).facts["smoker"] is True
    assert whole({"facts": {"days_since_onset": 9}}).facts["days_since_onset"] == 9


def test_answers_that_no_intake_can_hold_are_refused():
    case = {"facts": {"correction_worn": "none"}, "criteria": {"correction_satisfied": True}}
    with pytest.raises(BadInput, match="correction_satisfied"):
        whole(case)


def test_the_case_alone_leaves_the_rest_unknown():
    answers = case_answers({"facts": {"age": 71}, "conditions_unknown": ["asthma"]})
    assert answers.facts == {"age": 71}
    assert answers.trials is None
    assert answers.responses is None
    assert answers.conditions_unknown == {"asthma"}
