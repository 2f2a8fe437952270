"""Laws that must hold between two intakes that differ in one thing."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from planner.documents import Document
from planner.domain.answers import Answers, RecordedCondition
from planner.domain.intake import Intake
from planner.domain.verdict import Verdict
from planner.eligibility import Eligibility, decide
from planner.errors import BadInput
from planner.intake import read_document, resolve_answers
from planner.screening import screen
from tests.generative.moved import later
from tests.generative.people import made, the_catalog

MIRROR = {"left": "right", "right": "left", None: None, "both": "both"}
# Kinds of condition that a rule may only ever close something for.
DISEASE = ("diagnosis", "surgical_status")
some = settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
drawn = st.integers(0, 10**6)


def person(seed: int) -> tuple[dict[str, Any], Intake, Answers]:
    from random import Random

    content = made(Random(f"law:{seed}"))
    try:
        intake = read_document(Document(content, "made", {}), the_catalog())
    except BadInput:
        assume(False)
    return content, intake, resolve_answers(intake, the_catalog())


def decided(intake: Intake, answers: Answers) -> Eligibility:
    return decide(the_catalog(), intake, answers, intake.plan.weeks)


def open_from(verdict: Verdict) -> float:
    return verdict.opens_week or float("inf")


@some
@given(drawn, st.data())
def test_another_failed_trial_never_opens_more(seed: int, data: st.DataObject) -> None:
    """A trial that came clean and now ended in pain closes, or changes nothing."""
    _, intake, answers = person(seed)
    clean = [t for t in answers.trials or () if t.outcome == "discomfort_only"]
    assume(clean)
    trial = data.draw(st.sampled_from(clean))
    bad = replace(trial, outcome="pain_before_stretch")
    worse = replace(answers, trials=tuple(bad if t == trial else t for t in answers.trials or ()))
    before, after = decided(intake, answers).verdicts, decided(intake, worse).verdicts
    for key, verdict in after.items():
        assert open_from(verdict) >= open_from(before[key]), key


@some
@given(drawn)
def test_without_goals_the_screening_and_every_exclusion_stay(seed: int) -> None:
    content, intake, answers = person(seed)
    assume("goals" in content)
    bare = replace(intake, goals=())
    without = resolve_answers(bare, the_catalog())
    one, other = screen(the_catalog(), answers), screen(the_catalog(), without)
    assert (one.decision, one.undecided) == (other.decision, other.undecided)
    before, after = decided(intake, answers).verdicts, decided(bare, without).verdicts
    closed = {
        key: (v.status, v.opens_week)
        for key, v in before.items()
        if the_catalog().activities[key[0]].component != "weight_loss"
    }
    assert {key: (after[key].status, after[key].opens_week) for key in closed} == closed


@some
@given(drawn)
def test_seven_days_later_everything_is_decided_alike(seed: int) -> None:
    content, intake, answers = person(seed)
    try:
        moved = read_document(Document(later(content), "later", {}), the_catalog())
    except BadInput:
        # The clocks go forward in a window, one week later: another plan, rightly.
        assume(False)
    # Ages in whole months round with the calendar.
    assume(not intake.clearance)
    again = resolve_answers(moved, the_catalog())
    before, after = decided(intake, answers).verdicts, decided(moved, again).verdicts
    assert {k: (v.status, v.opens_week) for k, v in before.items()} == {
        k: (v.status, v.opens_week) for k, v in after.items()
    }


@some
@given(drawn)
def test_left_and_right_swapped_swap_the_verdicts(seed: int) -> None:
    _, intake, answers = person(seed)
    # Facts named by side (arch, length) tell nothing of the side of an item: only trials do.
    trials = tuple(replace(t, side=MIRROR[t.side]) for t in answers.trials or ())
    recorded = {
        name: replace(record, side=MIRROR[record.side])
        for name, record in answers.conditions.items()
    }
    mirrored = replace(answers, trials=trials, conditions=recorded)
    before, after = decided(intake, answers).verdicts, decided(intake, mirrored).verdicts
    for (activity, side), verdict in before.items():
        other = after[activity, MIRROR[side]]
        assert (verdict.status, verdict.opens_week) == (other.status, other.opens_week), activity


@some
@given(drawn)
def test_acute_sciatica_opens_no_more_than_settled(seed: int) -> None:
    _, intake, answers = person(seed)
    held = {
        stage: replace(
            answers,
            conditions={**answers.conditions, "sciatica": RecordedCondition(stage=stage)},
        )
        for stage in ("acute_irritable", "settled")
    }
    acute = decided(intake, held["acute_irritable"]).verdicts
    settled = decided(intake, held["settled"]).verdicts
    for key, verdict in acute.items():
        assert open_from(verdict) >= open_from(settled[key]), key


@some
@given(drawn, st.data())
def test_a_further_disease_opens_nothing_that_needs_no_finding(
    seed: int, data: st.DataObject
) -> None:
    """More diseases never open more, but for the items that are only for such a finding."""
    _, intake, answers = person(seed)
    names = [
        name
        for name, condition in the_catalog().conditions.items()
        if condition.kind in DISEASE and name not in answers.conditions
    ]
    name = data.draw(st.sampled_from(names))
    stages = the_catalog().conditions[name].stages
    record = RecordedCondition(stage=stages[0] if stages else None)
    more = replace(answers, conditions={**answers.conditions, name: record})
    before, after = decided(intake, answers).verdicts, decided(intake, more).verdicts
    for key, verdict in after.items():
        if not the_catalog().activities[key[0]].indicated_by:
            assert open_from(verdict) >= open_from(before[key]), (name, key)
