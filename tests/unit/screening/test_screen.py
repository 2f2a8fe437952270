import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from planner.domain.answers import ResponseRecord
from planner.explain import messages_of
from planner.knowledge.model import Decide, Effect
from planner.screening import screen
from planner.workflow.referral import referral_text
from tests.support.people import CATALOG, having, healthy, without

RISK = {"cv_metabolic_renal_disease": True, "desired_intensity": "moderate"}
LIGHT = {"medical_clearance": "light_moderate", "medical_clearance_age_months": 2}
RANK = {name: term.rank for name, term in CATALOG.vocabulary["screening_decisions"].items()}


@pytest.mark.parametrize(
    ("facts", "decision"),
    [
        ({}, "clear"),
        ({"desired_intensity": "vigorous"}, "clear_start_light_moderate"),
        (
            RISK | {"regular_exerciser": True, "desired_intensity": "vigorous"},
            "clearance_before_vigorous",
        ),
        (RISK, "clearance_before_any"),
        ({"history_of_cancer": True}, "clearance_before_any"),
        ({"resting_sbp": 170, "resting_dbp": 95}, "clear_start_light_moderate"),
        ({"resting_sbp": 185, "resting_dbp": 95}, "stop_and_seek_clearance"),
        ({"foot_ulcer": True}, "stop_and_seek_clearance"),
        ({"saddle_numbness": True}, "emergency"),
        ({"saddle_numbness": True, "foot_ulcer": True} | RISK, "emergency"),
    ],
)
def test_the_strictest_decision_counts(facts, decision):
    result = screen(CATALOG, healthy(**facts))
    assert result.decision == decision
    assert result.stops_plan == (RANK[decision] >= RANK["stop_and_seek_clearance"])
    assert result.provisional == (decision == "clearance_before_any")


def test_a_rule_that_stops_the_plan_without_a_decision_stops_it():
    assert screen(CATALOG, having(healthy(), hypertension="controlled")).decision == "clear"
    stopped = screen(CATALOG, having(healthy(), hypertension="uncontrolled"))
    assert stopped.decision == "stop_and_seek_clearance"
    heart = screen(CATALOG, having(healthy(), coronary_artery_disease="uncontrolled"))
    assert heart.decision == "emergency"
    flagged = replace(healthy(), responses=(ResponseRecord("any_red_flag"),))
    assert screen(CATALOG, flagged).stops_plan


def test_a_rule_that_stops_the_plan_without_a_decision_is_a_stop_among_the_findings():
    result = screen(CATALOG, having(healthy(), hypertension="uncontrolled"))
    assert {finding.rule for finding in result.findings if finding.stops} == {"cr_149"}


def test_the_urgency_of_a_stop_is_read_from_its_rank():
    urgencies = dict(reversed(CATALOG.vocabulary["urgencies"].items()))
    catalog = replace(CATALOG, vocabulary={**CATALOG.vocabulary, "urgencies": urgencies})
    heart = having(healthy(), coronary_artery_disease="uncontrolled")
    assert screen(catalog, heart).decision == "emergency"
    pressure = having(healthy(), hypertension="uncontrolled")
    assert screen(catalog, pressure).decision == "stop_and_seek_clearance"


def test_a_hold_for_one_session_is_told_but_stops_no_plan():
    result = screen(CATALOG, healthy(glucose_mg_dl=60))
    assert not result.stops_plan
    assert result.notes
    assert [referral.urgency for referral in result.referrals] == ["hold_session"]


def test_an_unanswered_red_flag_is_asked_and_prints_no_emergency():
    result = screen(CATALOG, without(healthy(), "saddle_numbness"))
    assert [(entry.rule, entry.facts) for entry in result.undecided] == [
        ("rf_ces", ("saddle_numbness",))
    ]
    assert not result.stops_plan
    assert result.provisional
    assert not result.referrals


def test_any_other_unanswered_decision_keeps_the_plan_provisional():
    result = screen(CATALOG, without(healthy(), "history_of_cancer"))
    assert result.decision == "clearance_before_any"
    assert result.provisional
    assert not result.undecided
    assert [entry.facts for entry in result.open_questions] == [("history_of_cancer",)]
    assert not result.referrals


@pytest.mark.parametrize("facts", [RISK, {"history_of_cancer": True}])
def test_a_clearance_takes_the_place_of_the_decision_and_its_referral(facts):
    before = screen(CATALOG, healthy(**facts))
    assert before.referrals
    assert before.cleared_by is None
    after = screen(CATALOG, healthy(**facts, **LIGHT))
    assert after.decision == "clear_start_light_moderate"
    assert not after.provisional
    assert not after.referrals
    assert after.cleared_by == "medical_clearance"


def test_a_clearance_is_named_only_where_it_cleared_all_that_waited():
    assert screen(CATALOG, healthy()).cleared_by is None
    assert screen(CATALOG, healthy(**LIGHT)).cleared_by is None
    # Too old to count.
    stale = {**LIGHT, "medical_clearance_age_months": 99}
    assert screen(CATALOG, healthy(**RISK, **stale)).cleared_by is None


def test_a_clearance_lifts_only_the_decision_to_seek_it():
    rule = CATALOG.rules["scr_s05"]
    vigorous = Effect(decide=Decide(decision="clearance_before_vigorous"))
    stricter = replace(rule, then=(*rule.then, vigorous))
    catalog = replace(CATALOG, rules={**CATALOG.rules, rule.id: stricter})
    assert screen(catalog, healthy(**RISK)).decision == "clearance_before_any"
    cleared = screen(catalog, healthy(**RISK, **LIGHT))
    assert cleared.decision == "clearance_before_vigorous"
    assert cleared.cleared_by == "medical_clearance"


def test_the_caps_of_a_cleared_rule_stay():
    limits = screen(CATALOG, healthy(**RISK, **LIGHT)).limits
    assert [(x.quantity, x.value) for x in limits if x.rule == "scr_s05"] == [
        ("intensity_class", "moderate")
    ]


def test_a_clearance_lifts_no_red_flag():
    assert screen(CATALOG, healthy(saddle_numbness=True, **LIGHT)).decision == "emergency"


BACKWARDS = replace(CATALOG, rules=dict(reversed(CATALOG.rules.items())))


@pytest.mark.parametrize("catalog", [CATALOG, BACKWARDS], ids=["rules in order", "backwards"])
def test_referrals_come_with_the_most_urgent_first_and_once(catalog):
    answers = healthy(saddle_numbness=True, foot_ulcer=True, phq2=4, glucose_mg_dl=60)
    result = screen(catalog, answers)
    assert {"routine", "hold_session"} <= {referral.urgency for referral in result.referrals}
    rank = CATALOG.vocabulary["urgencies"]
    order = [rank[referral.urgency].rank for referral in result.referrals]
    assert order == sorted(order, reverse=True)
    texts = [referral.text for referral in result.referrals]
    assert len(texts) == len(set(texts))


FLAGS = ("saddle_numbness", "foot_ulcer", "history_of_cancer", "fever", "chest_pain_rest")
positives = st.lists(st.sampled_from(FLAGS), unique=True)


@given(positives, st.sampled_from(FLAGS))
def test_a_further_red_flag_never_makes_the_decision_milder(flags, more):
    some = screen(CATALOG, healthy(**dict.fromkeys(flags, True)))
    all_of_them = screen(CATALOG, healthy(**dict.fromkeys([*flags, more], True)))
    assert RANK[all_of_them.decision] >= RANK[some.decision]


@given(positives, st.lists(st.sampled_from(FLAGS), unique=True))
def test_what_is_not_answered_is_never_read_as_no(flags, unknown):
    known = [flag for flag in flags if flag not in unknown]
    answers = without(healthy(**dict.fromkeys(known, True)), *unknown)
    result = screen(CATALOG, answers)
    asked = {fact for entry in (*result.undecided, *result.open_questions) for fact in entry.facts}
    assert asked <= set(unknown)
    assert not unknown or result.provisional or result.stops_plan


@pytest.mark.parametrize(
    ("facts", "keeps", "said"),
    [
        ({"history_of_cancer": True, "new_unexplained_back_pain": True}, ("usual_short_walks",),
         "You may go on with: usual short walks."),
        ({"resting_sbp": 205}, ("habit",), "You may go on with: habit."),
        # One rule keeps walks, the other keeps nothing.
        ({"history_of_cancer": True, "new_unexplained_back_pain": True, "saddle_numbness": True}, (),
         None),
        ({}, (), None),
    ],
)  # fmt: skip
def test_what_may_go_on_without_a_plan_is_said(facts, keeps, said):
    result = screen(CATALOG, healthy(**facts))
    assert result.keeps == keeps
    text = referral_text(result, messages_of(CATALOG))
    assert said in text if said else "You may go on" not in text


def led_to(rule, answers):
    """What a rule says led to it."""
    found = {finding.rule: finding for finding in screen(CATALOG, answers).findings}
    return found[rule].answers


def asked(fact, words):
    return f"{CATALOG.facts[fact].ask} {words}"


def test_a_rule_that_stops_names_each_answer_that_can_have_led_to_it():
    # The first and the third of four questions are answered no.
    answers = healthy(bladder_or_bowel_change=True, new_bilateral_leg_pain_or_weakness=True)
    assert led_to("rf_ces", answers) == (
        asked("bladder_or_bowel_change", "yes"),
        asked("new_bilateral_leg_pain_or_weakness", "yes"),
    )


def test_an_answer_in_words_or_numbers_is_told_as_it_was_given():
    chest = healthy(symptoms=("chest_discomfort", "palpitations"), chest_discomfort_minutes=25)
    assert led_to("scr_u_2b", chest) == (
        asked("symptoms", "chest discomfort, palpitations"),
        asked("chest_discomfort_minutes", "25"),
    )


def test_what_was_worked_out_is_no_answer_of_the_person():
    answers = replace(healthy(saddle_numbness=True), derived=frozenset(("saddle_numbness",)))
    assert led_to("rf_ces", answers) == ()


def test_a_rule_that_stops_nothing_names_no_answers():
    result = screen(CATALOG, healthy(**RISK))
    assert result.findings
    assert {(finding.stops, finding.answers) for finding in result.findings} == {(False, ())}


def test_a_clearance_that_is_dated_counts_from_the_first_day_of_the_plan_on():
    day = dt.date(2027, 1, 15)
    promised = replace(healthy(**RISK), criteria_from={"medical_clearance_light_moderate": day})
    assert screen(CATALOG, promised, day).cleared_by == "medical_clearance"
    for start in (day - dt.timedelta(days=1), None):
        assert screen(CATALOG, promised, start).decision == "clearance_before_any"
