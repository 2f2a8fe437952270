import pytest

from planner.domain.intake import Preferences
from planner.domain.verdict import Status
from planner.eligibility import decide
from planner.rules import firings
from tests.support.people import CATALOG, all_tried, having, healthy, intake, tried

CALM = all_tried(healthy())


def verdicts(answers, weeks=8, **fields):
    return decide(CATALOG, intake(weeks, **fields), answers, weeks).verdicts


def rules(verdict):
    return [reason.rule for reason in verdict.reasons]


@pytest.mark.parametrize(
    "outcome", ["pain_before_stretch", "pain_on_attempt", "restricted_guarded"]
)
def test_a_painful_trial_closes_that_stretch_on_that_side_only(outcome):
    answers = tried(
        CALM,
        *((t.muscle, t.side, t.outcome) for t in CALM.trials if t.muscle != "soleus"),
        ("soleus", "left", outcome),
        ("soleus", "right", "discomfort_only"),
    )
    found = verdicts(answers)
    assert found["calf_soleus_wall", "left"].status is Status.EXCLUDED
    assert found["calf_soleus_wall", "left"].opens_week is None
    assert found["calf_soleus_wall", "right"].status is Status.PRECAUTION
    assert found["calf_gastroc_wall", "left"].status is Status.PRECAUTION


def test_a_trial_on_either_side_counts_for_a_stretch_without_sides():
    answers = tried(CALM, *((t.muscle, t.side, t.outcome) for t in CALM.trials if t.side == "left"))
    assert verdicts(answers)["childs_pose", None].status is Status.DEFERRED


def test_a_stretch_is_open_only_if_every_muscle_it_lengthens_is():
    answers = tried(healthy(), *(("iliopsoas", side, "short") for side in ("left", "right")))
    found = verdicts(answers)
    assert found["hip_flexor_half_kneel", "left"].status is Status.PRECAUTION
    edge = found["hip_flexor_edge_of_bed", "left"]
    assert (edge.status, edge.opens_week) == (Status.DEFERRED, 1)
    assert edge.conditional == "retest_discomfort_only"


def test_a_full_range_is_no_benefit():
    answers = tried(CALM, *(("soleus", side, "full_range") for side in ("left", "right")))
    verdict = verdicts(answers)["calf_soleus_wall", "left"]
    assert verdict.status is Status.NO_BENEFIT
    assert "cr_004" in rules(verdict)


def test_a_nerve_that_was_provoked_is_left_alone_on_both_sides():
    answers = tried(
        CALM,
        *((t.muscle, t.side, t.outcome) for t in CALM.trials if t.muscle != "hamstrings"),
        ("hamstrings", "left", "leg_symptom_reproduced"),
        ("hamstrings", "right", "discomfort_only"),
    )
    found = verdicts(answers)
    row = found["row_ergometer", None]
    assert "cr_003" in rules(row)
    assert row.status is not Status.ELIGIBLE
    assert "cr_003" in rules(found["hamstring_doorway", "right"])


def test_what_waits_opens_in_its_week_on_condition_or_at_once_where_it_is_met():
    sore = having(healthy(worst_pain_max_7d=6), degenerative_disc_disease="acute_lt_6w")
    later = verdicts(sore)["double_knee_to_chest", None]
    assert (later.status, later.opens_week) == (Status.DEFERRED, 3)
    assert later.until == ("pain_amber_stable_7d",)
    assert later.conditional == "pain_amber_stable_7d"
    assert rules(later) == ["cr_031"]
    calm = having(healthy(worst_pain_max_7d=3), degenerative_disc_disease="acute_lt_6w")
    assert verdicts(calm)["double_knee_to_chest", None].opens_week == 1


def test_the_latest_of_several_waits_counts():
    answers = having(healthy(leg_pain_worst_24h=4, leg_pain_max_7d=4), sciatica="settling")
    found = verdicts(all_tried(answers), 12)["hamstring_doorway", "left"]
    assert (found.status, found.opens_week) == (Status.DEFERRED, 5)
    assert found.conditional == "sciatica_settled"


def test_an_unknown_answer_closes_and_is_named():
    answers = having(healthy(), facet_syndrome=None)
    found = verdicts(all_tried(answers))["overhead_press", None]
    asked = {fact for reason in found.reasons for fact in reason.unknown}
    assert "facet_syndrome" in asked


def test_a_part_of_the_day_is_kept_free_without_closing_the_item():
    answers = all_tried(having(healthy(), lumbar_disc_herniation="chronic_stable"))
    plain = decide(CATALOG, intake(), all_tried(healthy()), 8)
    assert plain.after_waking["sit_up_straight"] == 60
    discs = all_tried(
        having(healthy(directional_preference="flexion"), degenerative_disc_disease=None)
    )
    found = decide(CATALOG, intake(), discs, 8)
    assert found.after_waking["double_knee_to_chest"] == 60
    late = decide(
        CATALOG, intake(), all_tried(having(healthy(), lumbar_disc_herniation="settled")), 8
    )
    assert late.after_waking["sit_up_straight"] == 120
    assert "walk_short" not in late.after_waking
    assert decide(CATALOG, intake(), answers, 8).after_waking["sit_up_straight"] == 60


def test_after_a_meal_some_positions_wait():
    found = decide(CATALOG, intake(), having(CALM, reflux_hiatal=None), 8)
    texts = found.verdicts["curl_up_brace", None].precautions
    assert any("120 minutes after a meal" in text for text in texts)
    # The time after waking is another one, and neither is told as the other.
    assert "curl_up_brace" not in found.after_waking
    waking = decide(CATALOG, intake(), CALM, 8)
    assert waking.after_waking
    told = {text for verdict in waking.verdicts.values() for text in verdict.precautions}
    assert not any("after a meal" in text for text in told)


def test_precautions_are_texts_of_the_rules():
    found = verdicts(CALM)["calf_soleus_wall", "left"]
    assert found.status is Status.PRECAUTION
    assert "Mild pull only. Pain means stop." in found.precautions


def test_weights_of_a_rule_that_fires_for_many_trials_count_once():
    answers = all_tried(healthy(), "full_range")
    fired = [f for f in firings(CATALOG, answers) if f.rule.id == "plan_full_range_minutes"]
    assert len(fired) > 1
    assert verdicts(answers)["walk_short", None].prefer == 1


def test_weights_of_several_rules_add_up():
    stenosis = having(CALM, spinal_stenosis="controlled")
    one = verdicts(stenosis)["cycle_recumbent_easy", None].prefer
    two = verdicts(having(stenosis, knee_osteoarthritis="controlled"))
    assert two["cycle_recumbent_easy", None].prefer > one > 0


def test_fear_of_movement_switches_soft_avoids_off():
    person = having(CALM, hypermobility=None)
    assert verdicts(person)["calf_soleus_wall", "left"].avoid == 2
    bold = having(person, kinesiophobia=None)
    assert verdicts(bold)["calf_soleus_wall", "left"].avoid == 0


def test_gates_name_what_they_open():
    found = decide(CATALOG, intake(12), all_tried(healthy()), 12).gates
    gate = {gate.criterion: gate for gate in found}["moderate_gate"]
    assert (gate.status, gate.earliest_week) == ("not_met", 3)
    assert "walk_brisk" in gate.opens
    order = list(CATALOG.activities)
    assert list(gate.opens) == sorted(gate.opens, key=order.index)


def test_what_is_closed_for_good_waits_for_no_criterion():
    never = Preferences(never=("walk_brisk",))
    found = decide(CATALOG, intake(12, preferences=never), all_tried(healthy()), 12)
    assert found.verdicts["walk_brisk", None].until == ("moderate_gate",)
    gate = {gate.criterion: gate for gate in found.gates}["moderate_gate"]
    assert "walk_brisk" not in gate.opens


def test_a_printed_warning_stands_with_the_verdict_open_or_closed():
    text = "Do not do this stretch if you have facet joint pain."
    closed = verdicts(having(CALM, facet_syndrome="flare"))["cobra_stretch", None]
    assert closed.status is Status.EXCLUDED
    for verdict in (closed, verdicts(CALM)["cobra_stretch", None]):
        assert verdict.warnings == (text,)
    assert verdicts(CALM)["walk_easy", None].warnings == ()


def test_what_is_printed_for_the_time_after_the_plan():
    worn = having(healthy(correction_worn="orthotic", correction_fits=True), pes_planus=None)
    for answers, is_worn in ((CALM, False), (worn, True)):
        found = decide(CATALOG, intake(), answers, 8).afterwards
        assert any("Maintenance" in line for line in found)
        assert any("12 months" in line for line in found) is is_worn
