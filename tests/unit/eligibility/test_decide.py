import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from planner.domain.intake import Override, Preferences
from planner.domain.verdict import Status
from planner.eligibility import decide
from planner.rules import activities_of
from tests.support.people import CATALOG, START, all_tried, having, healthy, intake, without
from tests.support.proofs import ALWAYS, catalog_of, rule

OPEN = (Status.ELIGIBLE, Status.PRECAUTION, Status.DEFERRED)
LIGHT = {"medical_clearance": "light_moderate", "medical_clearance_age_months": 2}
KEPT = set(CATALOG.decision_policy.provisional.keeps)
EASY = {"activity": ["walk_easy"]}
RISK = {"cv_metabolic_renal_disease": True, "desired_intensity": "moderate"}


def decided(answers, weeks=8, **fields):
    return decide(CATALOG, intake(weeks, **fields), answers, weeks)


def open_items(answers, weeks=8):
    """(activity, side) to the first week in which it may be done."""
    found = decided(answers, weeks).verdicts
    return {
        key: verdict.opens_week
        for key, verdict in found.items()
        if verdict.status in OPEN and verdict.opens_week is not None
    }


def test_every_activity_and_side_has_a_verdict():
    found = decided(healthy()).verdicts
    wanted = {
        (activity.id, side)
        for activity in CATALOG.activities.values()
        for side in (("left", "right") if activity.laterality == "each_side" else (None,))
    }
    assert set(found) == wanted


def test_every_closed_item_has_a_reason_and_no_other_opens():
    for verdict in decided(having(healthy(), sciatica="acute_irritable")).verdicts.values():
        assert bool(verdict.reasons) == (verdict.status > Status.PRECAUTION)
        if verdict.status > Status.DEFERRED:
            assert verdict.opens_week is None
        if verdict.conditional is not None:
            assert verdict.conditional in verdict.until


@pytest.mark.parametrize("facts", [RISK, {"history_of_cancer": True}, {"resting_hr": 105}])
def test_before_a_clearance_only_checks_lessons_and_habits_are_open(facts):
    before = open_items(all_tried(healthy(**facts)))
    assert {CATALOG.activities[name].component for name, _ in before} == KEPT
    after = open_items(all_tried(healthy(**facts, **LIGHT)))
    assert "walk_short" in {name for name, _ in after}


def test_an_unanswered_clearance_question_keeps_exercise_closed():
    found = open_items(without(all_tried(healthy()), "history_of_cancer"))
    assert {CATALOG.activities[name].component for name, _ in found} == KEPT


def test_a_clearance_that_comes_later_opens_exercise_then():
    met_on = START + dt.timedelta(days=8)
    answers = replace(
        all_tried(healthy(**RISK)), criteria_from={"medical_clearance_light_moderate": met_on}
    )
    found = decided(answers).verdicts["walk_short", None]
    assert (found.status, found.opens_week, found.conditional) == (Status.DEFERRED, 3, None)


def test_a_rule_of_a_later_week_decides_for_the_whole_plan():
    early = healthy(sex="female", pregnancy_weeks=3)
    late = healthy(sex="female", pregnancy_weeks=9)
    assert ("bridge_two_leg", None) in open_items(early)
    assert ("bridge_two_leg", None) not in open_items(late)


def test_an_override_takes_the_rule_out_and_is_kept_for_the_print():
    answers = all_tried(having(healthy(), pes_planus="any"))
    used = Override(rule="cr_127", by="podiatrist", reason="declines orthotics")
    plain, less = decided(answers), decided(answers, overrides=(used,))
    assert "cr_127" in {requirement.rule for requirement in plain.requirements}
    assert "cr_127" not in {requirement.rule for requirement in less.requirements}
    assert [firing.rule.id for firing in less.set_aside] == ["cr_127"]
    assert plain.set_aside == ()
    [note] = [c for c in less.conflicts if "cr_127" in c.between]
    assert "declines orthotics" in note.text


def test_an_override_that_is_not_allowed_changes_nothing():
    answers = having(healthy(), sciatica="acute_irritable")
    used = Override(rule="cr_007", by="surgeon", reason="it feels good")
    assert decided(answers, overrides=(used,)).verdicts == decided(answers).verdicts


def test_an_override_never_lifts_the_clearance():
    answers = healthy(history_of_cancer=True)
    used = Override(rule="rf_cancer_single", by="physician", reason="long ago")
    found = decided(answers, overrides=(used,)).verdicts["walk_short", None]
    assert found.opens_week is None


def test_a_hard_substitute_takes_the_place_of_what_it_replaces():
    answers = all_tried(having(healthy(), spinal_stenosis="controlled"))
    found = decided(answers)
    assert found.verdicts["walk_interval_sit", None].status in OPEN
    walk = found.verdicts["walk_easy", None]
    assert walk.status is Status.EXCLUDED
    assert "cr_046" in [reason.rule for reason in walk.reasons]
    # The rule names everything tagged walking, step goals too.
    assert found.verdicts["step_goal_1", None].status is Status.EXCLUDED
    assert [(s.rule, s.by) for s in found.substitutions] == [("cr_046", ("walk_interval_sit",))]


def test_a_wish_against_the_substitute_does_not_open_what_it_replaces():
    answers = all_tried(having(healthy(continuous_walk_minutes=5), spinal_stenosis="controlled"))
    never = Preferences(never=("walk_interval_sit",))
    found = decided(answers, preferences=never).verdicts
    assert found["walk_easy", None].status is Status.EXCLUDED


@pytest.mark.parametrize("earliest", [None, 8, 9])
def test_what_has_a_substitute_stays_closed_even_if_that_opens_after_the_plan(earliest):
    wait = {"until": "clinician_clearance", "earliest_week_if_unmeasured": earliest}
    catalog = catalog_of(
        rule("swap", ALWAYS, {"substitute": {"target": EASY, "with": ["walk_short"]}}),
        rule("wait", ALWAYS, {"defer": {"target": {"activity": ["walk_short"]}, **wait}}),
    )
    found = decide(catalog, intake(8), CALM, 8).verdicts["walk_easy", None]
    assert found.status is Status.EXCLUDED


@pytest.mark.parametrize(("last", "opens"), [(3, 4), (7, 8), (8, None)])
def test_what_a_rule_closes_for_some_weeks_opens_in_the_week_after(last, opens):
    early = {"fact": "plan_week", "at_most": last}
    catalog = catalog_of(rule("early", early, {"exclude": {"target": EASY}}))
    found = decide(catalog, intake(8), CALM, 8).verdicts["walk_easy", None]
    assert found.opens_week == opens
    assert found.status is (Status.EXCLUDED if opens is None else Status.DEFERRED)


@pytest.mark.parametrize(
    ("until", "met_on", "ends"),
    [(None, None, None), ("sciatica_settled", 14, 3), ("sciatica_settled", 0, 1)],
)
def test_a_hold_of_ladders_ends_with_its_criterion(until, met_on, ends):
    hold = {"change": "hold", "sessions": 0, "target": EASY, **({"until": until} if until else {})}
    catalog = catalog_of(rule("stay", ALWAYS, {"progress": hold}))
    day = None if met_on is None else START + dt.timedelta(days=met_on)
    person = replace(CALM, criteria_from={} if day is None else {until: day})
    assert decide(catalog, intake(8), person, 8).held["walk_easy"] == ends


def test_what_is_closed_all_day_long_is_no_advice():
    catalog = catalog_of(rule("shut", ALWAYS, {"exclude": {"target": EASY}}))
    assert not decide(catalog, intake(8), CALM, 8).advice


def test_questions_and_disabled_features_are_collected():
    found = decided(healthy(sex="female", bmi=22))
    assert ("pregnancy_weeks", "cr_210") in found.questions
    assert {"weight_loss_targets", "cure_claims"} <= found.disabled


CONDITIONS = (
    "sciatica", "facet_syndrome", "spinal_stenosis", "osteoporosis", "pregnancy", "hypertension",
    "hip_replacement", "coronary_artery_disease", "bppv", "peripheral_neuropathy",
)  # fmt: skip
CALM = all_tried(healthy())
stages = st.sampled_from(CONDITIONS).flatmap(
    lambda name: st.tuples(st.just(name), st.sampled_from([None, *CATALOG.conditions[name].stages]))
)
INDICATED = {name for name, a in CATALOG.activities.items() if a.indicated_by}


def denied(node, *, inside=False):
    """Conditions that the tree wants to be absent."""
    if node.condition is not None:
        return {node.condition} if inside else set()
    if node.not_ is not None:
        return denied(node.not_, inside=not inside)
    return {c for part in node.all or node.any or () for c in denied(part, inside=inside)}


def opened_on_purpose(condition):
    """Activities of rules that the condition lifts (spinal stenosis lifts limits on bending)."""
    return {
        name
        for rule in CATALOG.rules.values()
        if condition in denied(rule.when)
        for effect in rule.then
        if effect.kind in ("exclude", "defer", "gate")
        for name in activities_of(effect.body.target, CATALOG)
    }


@settings(max_examples=40, deadline=None)
@given(st.lists(stages, max_size=2), stages)
def test_a_further_condition_never_opens_anything(known, further):
    before = open_items(having(CALM, **dict(known)))
    after = open_items(having(CALM, **{further[0]: further[1], **dict(known)}))
    opened = {
        key
        for key, week in after.items()
        if (key not in before or week < before[key])
        and key[0] not in INDICATED | opened_on_purpose(further[0])
    }
    assert opened == set()


TRIED = st.sampled_from(list(CATALOG.vocabulary["trial_outcomes"]))
CLOSING = ("pain_before_stretch", "pain_on_attempt", "unable_to_test", "restricted_guarded")


@settings(max_examples=25, deadline=None)
@given(st.lists(TRIED, min_size=len(CALM.trials), max_size=len(CALM.trials)))
def test_only_a_mild_pull_opens_a_stretch_at_once(outcomes):
    trials = tuple(replace(t, outcome=o) for t, o in zip(CALM.trials, outcomes, strict=True))
    answers = replace(CALM, trials=trials)
    known = {(trial.muscle, trial.side): trial.outcome for trial in trials}
    for (name, side), verdict in decided(answers).verdicts.items():
        activity = CATALOG.activities[name]
        sides = (side,) if side else ("left", "right")
        found = {known[muscle, s] for muscle in activity.muscles.stretched for s in sides}
        if activity.component != "stretch" or not found:
            continue
        if verdict.status <= Status.PRECAUTION:
            assert found <= {"discomfort_only", "short"}
        if found & set(CLOSING):
            assert verdict.opens_week is None


FACTS = ("history_of_cancer", "can_floor_transfer", "pain_below_knee_last_7d", "pain_rest_now")


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(FACTS), unique=True))
def test_a_missing_answer_never_opens_anything(missing):
    before, after = open_items(CALM), open_items(without(CALM, *missing))
    assert all(key in before and before[key] <= week for key, week in after.items())
