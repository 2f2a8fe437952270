"""Items that may not be in the plan."""

from __future__ import annotations

from dataclasses import replace

from msgspec.structs import replace as changed

from planner.domain.answers import TrialResult
from planner.domain.intake import Preferences
from tests.support.mutations.tools import (
    moved,
    on,
    repeated,
    spoil,
    swapped,
)
from tests.support.people import CATALOG, tried, without
from tests.support.plan_variants import heel_lift, untested
from tests.support.plans import Bundle, entry, made_item, valid

spoil(
    "contraindicated_item",
    "a stretch lies on the back late in pregnancy",
    lambda: valid().with_facts(pregnancy_weeks=30).adding("w3-d1", made_item("dead_bug_slide", 4)),
)
spoil(
    "contraindicated_item",
    "painful trial on one side only",
    lambda: replace(
        valid(),
        answers=tried(
            valid().answers,
            *(
                (
                    t.muscle,
                    t.side,
                    "pain_on_attempt" if (t.muscle, t.side) == ("soleus", "left") else t.outcome,
                )
                for t in valid().answers.trials or ()
            ),
        ),
    ),
)
spoil(
    "contraindicated_item",
    "loaded rotation with osteoporosis",
    lambda: valid().having(osteoporosis="low_fracture_risk"),
)
spoil(
    "contraindicated_item",
    "an unanswered question that a rule needs",
    lambda: replace(
        valid().adding("w3-d0", made_item("cobra_stretch", 4)),
        answers=changed(valid().answers, conditions_unknown=frozenset({"facet_syndrome"})),
    ),
)
spoil(
    "contraindicated_item",
    "walking where a rule puts intervals in its place",
    lambda: valid().having(spinal_stenosis="controlled"),
)
spoil(
    "no_benefit",
    "full range on both sides",
    lambda: replace(
        valid(),
        answers=tried(
            valid().answers, ("soleus", "left", "full_range"), ("soleus", "right", "full_range")
        ),
    ),
)
spoil(
    "no_benefit",
    "full range on one side of an item done on both",
    lambda: replace(
        valid(),
        answers=tried(
            valid().answers,
            ("soleus", "right", "full_range"),
            ("soleus", "left", "discomfort_only"),
        ),
    ),
)
spoil(
    "no_benefit",
    "the item is done on the full side only",
    lambda: replace(
        valid(),
        answers=tried(
            valid().answers, ("soleus", "right", "full_range"), ("soleus", "left", "short")
        ),
    ).item("w3-d1", "calf_soleus_wall", side="right"),
)
spoil(
    "deferred_too_early",
    "a gate that opens in week 3",
    lambda: swapped(valid(), "walk_short", "walk_moderate", range(2, 3), minutes=25),
)
spoil(
    "deferred_too_early",
    "open, but the condition is not printed",
    lambda: swapped(valid(), "walk_short", "walk_moderate", range(5, 6), minutes=30),
)
spoil(
    "deferred_too_early",
    "a condition of something else is printed",
    lambda: swapped(
        valid(), "walk_short", "walk_moderate", range(5, 6), minutes=30, conditional="running_gate"
    ),
)
spoil(
    "deferred_too_early",
    "nothing is pending, yet a condition is printed",
    lambda: valid().item("w3-d1", "calf_soleus_wall", conditional="sciatica_settled"),
)
spoil(
    "deferred_too_early",
    "a hamstring stretch in week 3 of acute sciatica",
    lambda: (
        valid()
        .having(sciatica="acute_irritable")
        .with_facts(leg_pain_max_7d=6)
        .adding("w3-d1", made_item("hamstring_9090_active", 4, "left"))
    ),
)
spoil(
    "deferred_too_early",
    "a criterion that only counts from a later date",
    lambda: replace(
        swapped(
            valid(),
            "walk_short",
            "walk_moderate",
            range(4, 5),
            minutes=30,
            conditional="moderate_gate",
        ),
        answers=changed(
            valid().answers,
            criteria={"moderate_gate": True},
            criteria_from={"moderate_gate": on(35)},
        ),
    ),
    "too early in week 4",
)


def expiring(days: int) -> Bundle:
    """Trials that count for fewer days; the stretch of the last week is 37 days after its own."""
    tests = {**CATALOG.stretch_tests, "valid_days": days}
    return replace(valid(), catalog=changed(CATALOG, stretch_tests=tests))


spoil(
    "trial_missing",
    "the trial is a day too old in the last week",
    lambda: expiring(36),
    "37 days old, at most 36",
)
spoil(
    "trial_missing",
    "the trial counts for two weeks only",
    lambda: expiring(14),
    "at most 14",
)
spoil("trial_missing", "no trial in the plan", lambda: untested().without("assess_stretch_trials"))
spoil(
    "trial_missing",
    "the trial comes on the day of the stretch",
    lambda: moved(untested(), "w1-d2", 15),
)
spoil(
    "trial_missing",
    "the stretch is not conditional",
    lambda: untested().items(lambda s, i: i.activity == "calf_soleus_wall", conditional=None),
)
spoil(
    "trial_missing",
    "one side was never tried",
    lambda: replace(
        valid(),
        answers=changed(
            valid().answers,
            trials=tuple(
                t for t in valid().answers.trials or () if (t.muscle, t.side) != ("soleus", "left")
            ),
        ),
    ),
)
spoil(
    "trial_missing",
    "the trial was recorded as not tested",
    lambda: replace(
        valid(),
        answers=changed(
            valid().answers,
            trials=(
                TrialResult("soleus", "left", "not_tested"),
                TrialResult("soleus", "right", "short"),
            ),
        ),
    ),
)
spoil(
    "not_indicated",
    "an insole without a finding",
    lambda: valid().all_day(entry("orthotic_day_1_3", 0, hours=1)),
)
spoil(
    "not_indicated",
    "press-ups before the direction is known",
    lambda: valid().adding("w3-d0", made_item("prone_lying", 3)),
)
spoil(
    "not_indicated",
    "a heel lift for a short leg that was not measured",
    lambda: replace(heel_lift(), answers=valid().answers),
)


def gliding(week: int, activity: str, conditional: str | None = None) -> Bundle:
    """Sciatica of moderate irritability, with a nerve glide in a week."""
    person = valid().having(sciatica=None)
    sore = person.with_facts(leg_pain_worst_24h=6, irritability="moderate", leg_pain_max_7d=6)
    return sore.adding(f"w{week}-d1", made_item(activity, 4, "left", conditional=conditional))


spoil(
    "not_indicated",
    "a glide in the week before the leg may have settled",
    lambda: gliding(2, "slider_supine_small", "sciatica_settling"),
    "only for people with: sciatica_settling",
)
spoil(
    "not_indicated",
    "a glide of the settled leg, on trust",
    lambda: gliding(6, "slider_slump", "sciatica_settled"),
)
spoil(
    "not_indicated",
    "a conditional glide for somebody without sciatica",
    lambda: (
        valid()
        .with_facts(leg_pain_worst_24h=6)
        .adding(
            "w3-d1", made_item("slider_supine_small", 4, "left", conditional="sciatica_settling")
        )
    ),
)
spoil(
    "deferred_too_early",
    "a glide that is not said to be conditional",
    lambda: gliding(3, "slider_supine_small"),
    "must be conditional on one of: sciatica_settling",
)
spoil(
    "gates_listed",
    "a conditional glide without a date of the check",
    lambda: gliding(3, "slider_supine_small", "sciatica_settling"),
)
spoil(
    "equipment_missing",
    "no band at home",
    lambda: (
        valid().with_intake(equipment=("mat",)).adding("w3-d0", made_item("band_row_seated", 4))
    ),
)
spoil(
    "equipment_missing",
    "equipment was not listed at all",
    lambda: (
        valid().with_intake(equipment=None).adding("w3-d0", made_item("arm_ergometer_easy", 11))
    ),
)
spoil(
    "equipment_missing",
    "one of two pieces is missing",
    lambda: (
        valid()
        .with_intake(equipment=("chair",))
        .adding("w3-d0", made_item("seated_trunk_extension_band", 4))
    ),
)
spoil(
    "level_too_high",
    "an item for trained people",
    lambda: valid().adding("w3-d0", made_item("side_bridge_feet", 4, "both")),
)
spoil(
    "level_too_high",
    "the person is weaker than the plan believes",
    lambda: valid().with_facts(can_rise_without_hands=False),
)
spoil(
    "level_too_high",
    "a level is printed that the answers do not give",
    lambda: valid().with_plan(levels={"endurance": "experienced"}),
)
spoil(
    "not_wanted",
    "an activity",
    lambda: valid().with_intake(preferences=Preferences(never=("wall_push_up",))),
)
spoil(
    "not_wanted", "a family", lambda: valid().with_intake(preferences=Preferences(never=("walk",)))
)
spoil(
    "not_wanted",
    "a component",
    lambda: valid().with_intake(preferences=Preferences(never=("strength",))),
)
spoil(
    "unknown_id",
    "no such activity",
    lambda: valid().item("w2-d1", "wall_push_up", activity="magic_move"),
)
spoil(
    "unknown_id",
    "a stretch that says it is mobility",
    lambda: valid().item("w3-d1", "calf_soleus_wall", component="mobility"),
)
spoil(
    "unknown_id", "movements left out", lambda: valid().item("w2-d1", "wall_push_up", movements=())
)
spoil(
    "unknown_id",
    "a class of intensity that is none",
    lambda: valid().item("w2-d1", "wall_push_up", intensity="easy"),
)
spoil(
    "unknown_id",
    "an excluded activity that is none",
    lambda: repeated(valid(), "excluded", activity="magic_move"),
)
spoil(
    "side_wrong",
    "a side where there is none",
    lambda: valid().item("w2-d1", "wall_push_up", side="left"),
)
spoil(
    "side_wrong",
    "no side where there are two",
    lambda: valid().item("w3-d1", "calf_soleus_wall", side=None),
)
spoil(
    "side_wrong",
    "a word that is no side",
    lambda: valid().item("w3-d1", "calf_soleus_wall", side="front"),
)
spoil("screening_stop", "a red flag", lambda: valid().with_facts(saddle_numbness=True))
spoil(
    "screening_stop",
    "a red flag that nobody asked about",
    lambda: replace(valid(), answers=without(valid().answers, "cord_signs")),
)
spoil(
    "screening_stop",
    "another decision than the answers give",
    lambda: valid().with_plan(
        screening=changed(valid().plan.screening, decision="clear_start_light_moderate")
    ),
)
spoil(
    "screening_stop",
    "exercise though a clearance is missing",
    lambda: (
        valid()
        .with_facts(thoracic_pain=True)
        .with_plan(
            screening=changed(
                valid().plan.screening, decision="clearance_before_any", provisional=True
            )
        )
    ),
)
spoil(
    "screening_stop",
    "a clearance is missing and the plan does not say so",
    lambda: (
        valid()
        .with_facts(thoracic_pain=True)
        .with_plan(screening=changed(valid().plan.screening, decision="clearance_before_any"))
    ),
)
spoil(
    "clearance_limits",
    "the limit is left out",
    lambda: valid().with_plan(screening=changed(valid().plan.screening, limits=())),
)
spoil(
    "clearance_limits",
    "a looser limit is printed",
    lambda: valid().with_plan(
        screening=changed(
            valid().plan.screening,
            limits=(changed(valid().plan.screening.limits[0], value="vigorous"),),
        )
    ),
)
spoil(
    "clearance_limits",
    "blood pressure asks for a stricter limit",
    lambda: valid().with_facts(resting_sbp=165),
)
