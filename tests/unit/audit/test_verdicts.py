from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace as changed

from planner.audit.firings import Firings
from planner.audit.levels import derive_levels
from planner.audit.verdicts import Verdict, Verdicts
from planner.domain.answers import Answers
from planner.domain.intake import Preferences
from planner.knowledge.model import Node
from tests.support.people import CATALOG, START, all_tried, having, healthy, intake, without


def verdicts(answers: Answers, **fields: Any) -> Verdicts:
    person = intake(12, **fields)
    firings = Firings(CATALOG, person, answers, None)
    return Verdicts(firings, person, derive_levels(CATALOG, firings.world(1)))


def verdict(answers: Answers, name: str, week: int, side: str | None = None) -> Verdict:
    return verdicts(answers).of(CATALOG.activities[name], side, week)


@pytest.mark.parametrize(
    "verdict",
    [Verdict(contraindicated=["a"]), Verdict(no_benefit=["a"]), Verdict(too_early=["a"])],
)
def test_one_objection_closes_an_item(verdict: Verdict) -> None:
    assert not verdict.is_open
    assert Verdict(pending={"a": None}).is_open


SCIATICA = having(
    all_tried(without(healthy(leg_pain_max_7d=6), "slr_deg_symptom_free")),
    sciatica="acute_irritable",
)


def test_a_deferred_item_opens_as_conditional_in_its_week() -> None:
    early = verdict(SCIATICA, "hamstring_9090_active", 4, "left")
    assert "cr_007" in early.too_early
    late = verdict(SCIATICA, "hamstring_9090_active", 5, "left")
    assert not late.too_early
    assert set(late.pending) == {"sciatica_settled"}


def test_a_criterion_that_is_met_opens_at_once() -> None:
    settled = changed(SCIATICA, criteria={"sciatica_settled": True})
    found = verdict(settled, "hamstring_9090_active", 1, "left")
    assert not found.too_early
    assert not found.pending


def test_a_dated_criterion_opens_in_the_first_week_that_starts_after_it() -> None:
    answers = changed(
        SCIATICA,
        criteria={"sciatica_settled": True},
        criteria_from={"sciatica_settled": START + dt.timedelta(days=50)},
    )
    assert verdict(answers, "hamstring_9090_active", 8, "left").too_early
    assert not verdict(answers, "hamstring_9090_active", 9, "left").too_early


def test_null_never_opens() -> None:
    answers = having(healthy(), spondylolysis_active="flare")
    assert "cr_054" in verdict(answers, "run_walk", 12).too_early


def test_a_gate_opens_when_it_may_be_taken_as_met() -> None:
    assert "prg_light_to_moderate" in verdict(healthy(), "walk_brisk", 2).too_early
    assert set(verdict(healthy(), "walk_brisk", 3).pending) == {"moderate_gate"}


def test_every_muscle_of_a_stretch_must_allow_it() -> None:
    answers = all_tried(healthy())
    trials = tuple(
        changed(t, outcome="pain_on_attempt") if (t.muscle, t.side) == ("soleus", "left") else t
        for t in answers.trials or ()
    )
    found = verdicts(changed(answers, trials=trials))
    soleus = CATALOG.activities["calf_soleus_wall"]
    assert found.of(soleus, "left", 1).contraindicated
    assert found.of(soleus, "right", 1).is_open
    assert found.is_allowed_somehow(soleus, 1)


def test_clearance_keeps_exercise_closed() -> None:
    found = verdicts(healthy(thoracic_pain=True))
    assert not found.is_cleared(1)
    assert not found.is_allowed(CATALOG.activities["wu_easy_walk"], None, 1)
    cleared = healthy(
        thoracic_pain=True, medical_clearance="light_moderate", medical_clearance_age_months=0
    )
    assert verdicts(cleared).is_cleared(1)


GLIDING = changed(SCIATICA, facts={**SCIATICA.facts, "leg_pain_worst_24h": 6})
GLIDING = changed(GLIDING, facts={**GLIDING.facts, "irritability": "moderate"})


def test_a_glide_may_be_awaited_from_its_week_on_and_is_conditional() -> None:
    slider = CATALOG.activities["slider_supine_small"]
    found = verdicts(GLIDING)
    assert [found.is_indicated(slider, week) for week in (1, 2, 3, 12)] == [
        False,
        False,
        True,
        True,
    ]
    assert list(found.of(slider, "left", 3).pending) == ["sciatica_settling"]
    settling = verdicts(changed(GLIDING, criteria={"sciatica_settling": True}))
    assert settling.is_indicated(slider, 1)
    assert not settling.of(slider, "left", 1).pending


def test_a_glide_is_not_awaited_by_people_without_sciatica_or_for_a_settled_leg() -> None:
    slider, slump = CATALOG.activities["slider_supine_small"], CATALOG.activities["slider_slump"]
    assert not verdicts(healthy(leg_pain_worst_24h=6)).is_indicated(slider, 12)
    assert not verdicts(GLIDING).is_indicated(slump, 12)


def test_a_glide_whose_criterion_has_a_later_date_is_not_awaited_before() -> None:
    slider = CATALOG.activities["slider_supine_small"]
    dated = changed(
        GLIDING,
        criteria={"sciatica_settling": True},
        criteria_from={"sciatica_settling": START + dt.timedelta(days=28)},
    )
    found = verdicts(dated)
    assert [found.is_indicated(slider, week) for week in (3, 4, 5)] == [False, False, True]
    assert not found.of(slider, "left", 5).pending


def test_a_glide_stays_closed_while_the_leg_is_highly_irritable() -> None:
    sore = changed(GLIDING, facts={**GLIDING.facts, "irritability": "high"})
    assert verdict(sore, "slider_supine_small", 3, "left").too_early == ["cr_011"]


SQUAT, PUSH_UP = CATALOG.activities["sit_to_stand"], CATALOG.activities["wall_push_up"]


@pytest.mark.parametrize("never", [SQUAT.id, SQUAT.family, SQUAT.component])
def test_what_is_never_wanted_is_not_allowed(never: str) -> None:
    assert verdicts(healthy()).is_allowed(SQUAT, None, 2)
    found = verdicts(healthy(), preferences=Preferences(never=(never,)))
    assert found.is_unwanted(SQUAT)
    assert not found.is_allowed(SQUAT, None, 2)
    assert found.is_unwanted(PUSH_UP) == (never == SQUAT.component)


def test_what_needs_equipment_is_allowed_to_who_has_it() -> None:
    band = CATALOG.activities["band_row_seated"]
    assert verdicts(healthy()).is_allowed(band, None, 2)
    for none in ((), None):
        found = verdicts(healthy(), equipment=none)
        assert found.missing_equipment(band)
        assert not found.is_allowed(band, None, 2)


def test_a_level_above_that_of_the_person_is_not_allowed() -> None:
    found = verdicts(healthy())
    ranked = {activity.min_level for activity in CATALOG.activities.values()}
    above = {
        activity.min_level
        for activity in CATALOG.activities.values()
        if found.is_above_level(activity)
    }
    assert above == ranked - {"deconditioned", "novice"}


def test_without_a_clearance_only_what_is_kept_goes_on() -> None:
    found = verdicts(healthy(thoracic_pain=True))
    lesson = CATALOG.activities["edu_traffic_light"]
    assert found.is_kept(lesson)
    assert found.is_allowed(lesson, None, 2)
    assert not found.is_kept(SQUAT)
    assert not found.is_allowed(SQUAT, None, 2)


def stopped(*meant: tuple[str, str | None]) -> Verdicts:
    person = intake(12)
    firings = Firings(CATALOG, person, healthy(), None)
    return Verdicts(firings, person, derive_levels(CATALOG, firings.world(1)), frozenset(meant))


def test_a_stop_takes_the_level_and_those_above_it() -> None:
    levels = [CATALOG.activities[level.activity] for level in CATALOG.families["walk"].levels]
    found = stopped((levels[1].id, None))
    assert [found.is_stopped(level, None) for level in levels[:3]] == [False, True, True]
    assert not found.is_stopped(CATALOG.activities["side_bridge_wall"], None)


@pytest.mark.parametrize(
    ("side", "left", "right"), [("left", True, False), ("both", True, True), (None, True, True)]
)
def test_a_stop_is_for_its_side(side: str | None, left: bool, right: bool) -> None:
    found = stopped(("side_bridge_wall", side))
    activity = CATALOG.activities["side_bridge_wall"]
    assert (found.is_stopped(activity, "left"), found.is_stopped(activity, "right")) == (
        left,
        right,
    )
    assert found.is_stopped(activity, None)


MODERATE, RUNNING, VIGOROUS = (
    {"criterion": f"{name}_gate"} for name in ("moderate", "running", "vigorous")
)
WEEK_2, WEEK_0 = ({"fact": "plan_week", "equals": week} for week in (2, 0))


def gate(tree: dict[str, Any], week: int) -> tuple[bool, set[str]]:
    """Whether a gate is open, and what is assumed for that: may be so from weeks 3, 9 and 9 on."""
    kept = msgspec.convert(tree, Node)
    is_open, assumed = verdicts(healthy())._gate(kept, week)
    return is_open, set(assumed)


@pytest.mark.parametrize(
    ("tree", "week", "assumed"),
    [
        ({"all": [MODERATE, RUNNING]}, 8, None),
        ({"all": [MODERATE, RUNNING]}, 9, {"moderate_gate", "running_gate"}),
        # Either would do: both are checked.
        ({"any": [MODERATE, RUNNING]}, 9, {"moderate_gate", "running_gate"}),
        ({"any": [MODERATE, RUNNING]}, 8, {"moderate_gate"}),
        # Needed is one of two; the other is met anyhow.
        ({"all": [MODERATE, {"any": [RUNNING, {"all": []}]}]}, 9, {"moderate_gate"}),
        # Open as it is: nothing is assumed.
        ({"any": [MODERATE, {"all": []}]}, 9, set()),
        ({"all": []}, 1, set()),
        ({"criterion": "clinician_clearance"}, 12, None),
    ],
)
def test_a_gate_assumes_what_it_cannot_open_without(tree, week: int, assumed) -> None:
    assert gate(tree, week) == (assumed is not None, assumed or set())


@pytest.mark.parametrize(
    ("tree", "opens"), [(WEEK_2, [2, 3, 4, 5]), (WEEK_0, []), ({"not": WEEK_2}, [1, 2, 3, 4, 5])]
)
def test_a_gate_that_was_open_in_the_plan_stays_open(tree, opens: list[int]) -> None:
    assert [week for week in range(1, 6) if gate(tree, week)[0]] == opens


def test_a_gate_that_stays_open_is_checked_as_when_it_opened() -> None:
    """Moderate effort may be assumed from week 3 on, and the tree holds in that week alone."""
    tree = {"all": [MODERATE, {"fact": "plan_week", "equals": 3}]}
    assert [gate(tree, week) for week in (2, 3, 6)] == [
        (False, set()),
        (True, {"moderate_gate"}),
        (True, {"moderate_gate"}),
    ]


@pytest.mark.parametrize(
    ("equipment", "missing"),
    [(("resistance_band",), []), ((), ["resistance_band"]), (None, ["resistance_band"])],
)
def test_what_is_always_at_hand_or_comes_with_an_item_is_not_missing(equipment, missing) -> None:
    found = verdicts(healthy(), equipment=equipment)
    things = ("chair", "heel_lift", "resistance_band")
    assert found.missing_equipment(changed(SQUAT, equipment=things)) == missing
    assert found.missing_equipment(changed(SQUAT, equipment=())) == []


@pytest.mark.parametrize(
    ("stop", "level", "family", "is_above"),
    [
        (2, 1, "squat", False), (2, 2, "squat", True), (2, 3, "squat", True),
        (2, 3, "push_up", False), (2, 3, None, False),
        # What has no level stands below the first one.
        (1, None, "squat", False), (None, None, "squat", True), (None, 1, "squat", True),
    ],
)  # fmt: skip
def test_a_stop_takes_the_ladder_from_its_level_on(stop, level, family, is_above: bool) -> None:
    found = stopped(("this", None))
    known = {**CATALOG.activities, "this": changed(SQUAT, id="this", level=stop)}
    found.catalog = changed(CATALOG, activities=known)
    other = changed(SQUAT, id="other", level=level, family=family)
    assert found.is_stopped(other, None) is is_above


def test_a_stop_of_what_has_no_ladder_takes_nothing_else() -> None:
    wall, strap = (CATALOG.activities[n] for n in ("calf_soleus_wall", "hamstring_supine_strap"))
    assert wall.family is strap.family is None
    found = stopped((wall.id, None), ("walk_short", None))
    assert found.is_stopped(wall, "left")
    assert not found.is_stopped(strap, "left")


def test_a_clearance_is_that_of_the_gate_of_the_rule_or_the_usual_one() -> None:
    found = verdicts(healthy())
    usual = CATALOG.decision_policy.provisional.criterion
    assert found.clearance_of("scr_s18") == "medical_clearance_all"
    assert found.clearance_of("scr_s04") == usual
    # A rule without a gate, and one whose gate waits for a fact.
    assert found.clearance_of("prg_new_items") == usual
    assert found.clearance_of("cr_073") == usual
    assert usual == "medical_clearance_light_moderate"
