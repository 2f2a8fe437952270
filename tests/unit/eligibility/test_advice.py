"""What rules say that no session can hold: told once, with its reason, and only when it holds."""

import pytest
from msgspec.structs import replace

from planner.domain.answers import ResponseRecord
from planner.eligibility import decide
from tests.support.people import CATALOG, having, healthy, intake, without
from tests.support.proofs import ALWAYS, catalog_of, rule


def told(answers):
    """Texts by rule and effect."""
    found = {}
    for entry in decide(CATALOG, intake(8), answers, 8).advice:
        assert entry.why
        found.setdefault((entry.rule, entry.effect), []).append(entry.text)
    return found


@pytest.mark.parametrize(
    ("person", "rule", "effect", "words"),
    [
        (healthy(shift_pattern="night"), "pop_shift_worker_3", "note", "any 7 days in a row"),
        (healthy(shift_pattern="night"), "pop_shift_worker_3", "exclude",
         "within 480 minutes after a night shift"),
        (having(healthy(), coronary_artery_disease="controlled"), "pop_cad_stable_watch", "monitor",
         "every day: the angina diary"),
        (healthy(days_absent=10), "prg_absence_7_13", "scale", "85 percent of the usual"),
        (healthy(days_absent=20), "prg_absence_14_27", "scale",
         "week by week 50, 70, 80, 90 percent"),
        (having(healthy(), copd="controlled"), "pop_copd_2", "set_method", "effort 0 to 10"),
        (healthy(), "prg_side_balance", "order", "ratio of 0.67 to 1.25"),
        (healthy(), "prg_spread", "cap", "40 percent of minutes per week"),
        (healthy(), "prg_load_log", "disable", "acute to chronic workload ratio"),
        (having(healthy(), nslbp_chronic=None), "cr_068", "allow", "Not restricted by this"),
        (healthy(weight_kg=100), "obesity_class1", "finding", "200 to 300 minutes"),
        (having(healthy(), bppv=None), "bppv", "finding", "repositioning manoeuvre"),
    ],
)  # fmt: skip
def test_it_is_told(person, rule, effect, words):
    assert words in " ".join(told(person)[rule, effect])


def test_what_does_not_hold_is_not_told():
    assert not {rule for rule, _ in told(healthy())} & {"pop_shift_worker_3", "bppv", "pop_copd_2"}


def test_what_the_calendar_holds_is_not_told_too():
    found = told(having(healthy(), degenerative_disc_disease="acute_lt_6w"))
    assert ("cr_030", "exclude") not in found


def test_an_order_that_the_calendar_holds_is_not_told_too():
    orders = {
        rule for rule, effect in told(having(healthy(), sciatica="settled")) if effect == "order"
    }
    assert "prg_side_balance" in orders
    assert not orders & {"cr_193", "prg_running_gate", "prg_session_order", "cr_137"}
    assert ("cr_137", "order") not in told(having(healthy(), pes_planus="any"))


@pytest.mark.parametrize(
    ("scope", "is_told"), [("item", True), ("session", False), ("plan", False)]
)
def test_only_the_stop_of_an_item_is_told(scope, is_told):
    stop = {"stop": {"scope": scope, "text": "Stop here."}}
    catalog = catalog_of(rule("one", ALWAYS, stop))
    found = decide(catalog, intake(8), healthy(), 8).advice
    assert bool([entry for entry in found if entry.rule == "one"]) is is_told


def test_an_item_is_not_stopped_by_an_answer_that_is_missing():
    stop = {"stop": {"scope": "item", "text": "Stop here."}}
    catalog = catalog_of(rule("one", {"fact": "fever", "equals": True}, stop))
    for answers, is_told in ((without(healthy(), "fever"), False), (healthy(fever=True), True)):
        found = decide(catalog, intake(8), answers, 8).advice
        assert bool([entry for entry in found if entry.rule == "one"]) is is_told


def test_what_a_finding_asks_for_later_is_told_once_its_criterion_is_met():
    """Unknown is not met."""
    tag = "extension_direction_if_centralises"
    bias = replace(CATALOG.plan_biases[tag], text="Bend backwards.")
    catalog = replace(CATALOG, plan_biases={**CATALOG.plan_biases, tag: bias})
    person = having(healthy(), lumbar_disc_herniation=None)
    for met, wanted in ((None, False), (False, False), (True, True)):
        criteria = {} if met is None else {"centralises_with_extension": met}
        answers = replace(person, criteria=criteria)
        texts = {entry.text for entry in decide(catalog, intake(8), answers, 8).advice}
        assert ("Bend backwards." in texts) is wanted


def test_a_feature_that_the_audit_proves_is_not_told():
    found = told(having(healthy(), peripheral_neuropathy="controlled"))
    assert ("pop_neuropathy_peripheral_1", "disable") not in found


def test_an_answer_to_exercise_brings_its_step():
    person = replace(healthy(), responses=(ResponseRecord("pain_above_5_during", "bird_dog_full"),))
    found = told(person)
    assert found["pg_003_red", "progress"][0].startswith("Step back one level")
    assert found["pg_003_red", "stop"] == ["Stop the item: Stop this item today."]


def test_referrals_come_first():
    ill = having(healthy(cv_metabolic_renal_disease=True), coronary_artery_disease="controlled")
    effects = [entry.effect for entry in decide(CATALOG, intake(8), ill, 8).advice]
    assert effects.count("refer") > 1
    assert effects[: effects.count("refer")] == ["refer"] * effects.count("refer")


def test_a_referral_ends_with_the_clearance():
    waiting = healthy(cv_metabolic_renal_disease=True)
    assert ("scr_s04", "refer") in told(waiting)
    cleared = {"medical_clearance": "all", "medical_clearance_age_months": 0}
    assert ("scr_s04", "refer") not in told(healthy(cv_metabolic_renal_disease=True, **cleared))


def test_a_missing_answer_sends_nobody_to_a_doctor():
    found = told(without(healthy(), "resting_sbp", "falls_12m"))
    assert not [key for key in found if key[1] == "refer"]


def test_one_scale_of_effort_for_one_target():
    person = having(healthy(medications=("beta_blocker",)), copd="controlled")
    methods = [rule for rule, effect in told(person) if effect == "set_method"]
    # Both rules are strong; effort 6 to 20 comes first in the list of methods.
    assert methods == ["pop_beta_blocker_1"]


def test_a_milder_rule_gives_way_to_the_stricter_scale():
    person = having(healthy(age=70), copd="controlled")
    methods = [rule for rule, effect in told(person) if effect == "set_method"]
    assert methods == ["pop_copd_2"]
