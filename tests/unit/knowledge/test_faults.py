"""One catalog with many seeded faults: each is reported once, at its line and key."""

from typing import NamedTuple

import pytest

from planner.errors import BadCatalog
from planner.knowledge.load import compile_catalog
from planner.knowledge.paths import catalog_directory

TRIALS = "rules/contraindications/stretch_trials.yaml"
WHOLE = "rules/progression/whole_plan.yaml"
SCIATICA = "rules/contraindications/sciatica_stretches_and_nerves.yaml"
FEET = "rules/contraindications/feet.yaml"
WARM_UP = "activities/warm_up.yaml"
BALANCE = "ladders/balance.yaml"
LIFESTYLE = "conditions/lifestyle.yaml"
LEVELS = "doses/level_assignment.yaml"


class Fault(NamedTuple):
    """`old` becomes `new` in a file; the problem stands on the line that holds `mark`."""

    file: str
    old: str
    new: str
    mark: str
    key: str
    text: str


FAULTS = [
    # rule trees
    Fault(TRIALS, "trial: pain_on_attempt", "trial: pain_on_atempt", "pain_on_atempt",
          "rules[1].when.trial", "did you mean 'pain_on_attempt'?"),
    Fault(SCIATICA, "condition: sciatica\n      stage: [acute_irritable, settling]",
          "condition: sciatica\n      stage: [acute_iritable, settling]", "acute_iritable",
          "rules[0].when.stage[0]", "did you mean 'acute_irritable'?"),
    Fault(WHOLE, "fact: age\n      at_most: 64", "fact: age\n      at_most: 640", "640",
          "rules[7].when.at_most", "age goes from"),
    Fault(LIFESTYLE, "      fact: bmi\n      between: [25, 29.99]",
          "      fact: bmi\n      between: [29.99, 25]", "[29.99, 25]",
          "conditions[0].derived_when.between", "smaller value comes first"),
    Fault("criteria.yaml", "- fact: peripheralised_last_7d\n          equals: false",
          "- fact: peripheralised_last_7d\n          at_most: 1", "at_most: 1\n",
          "criteria[0].test.all[2].at_most", "type bool; use equals"),
    Fault("criteria.yaml", "in: [stable, falling]", "in: [stable, fallling]", "fallling",
          "criteria[0].test.all[1].in[1]", "did you mean 'falling'?"),
    Fault("criteria.yaml", "earliest_week_if_unmeasured: 3", "earliest_week_if_unmeasured: 0",
          "earliest_week_if_unmeasured: 0", "criteria[0].earliest_week_if_unmeasured",
          "count from 1"),
    # effects and targets
    Fault(WHOLE, "quantity: stretch_share_pct", "quantity: stretch_share_pc", "stretch_share_pc\n",
          "rules[0].then[0].cap.quantity", "did you mean 'stretch_share_pct'?"),
    Fault(WHOLE, "unit: percent", "unit: percents", "percents", "rules[0].then[0].cap.unit",
          "did you mean 'percent'?"),
    Fault(WHOLE, "component: [stretch]", "component: [stretsh]", "stretsh",
          "rules[0].then[0].cap.target.component[0]", "did you mean 'stretch'?"),
    Fault(WHOLE, "window: weeks_1_2", "window: weeks_1_3", "weeks_1_3",
          "rules[7].then[0].cap.window", "did you mean 'weeks_1_"),
    Fault(TRIALS, "until: retest_discomfort_only", "until: retest_discomfort",
          "retest_discomfort\n",
          "rules[0].then[0].exclude.until", "did you mean 'retest_discomfort_only'?"),
    Fault("rules/populations/asthma.yaml", "severity:", "severty:", "severty:",
          "rules[0].severty", "did you mean 'severity'?"),
    Fault("rules/contraindications/feet.yaml", "value_from: ramps.orthotic_standard",
          "value_from: ramps.orthotic_fast", "orthotic_fast", "rules[7].then[0].cap.value_from",
          "no ramp"),
    # rule heads
    Fault(WHOLE, "severity: strong\n    evidence: high\n", "severity: hard\n    evidence: high\n",
          "severity: hard", "rules[0].severity", "use one of: absolute, strong"),
    Fault(WHOLE, "- id: george2021", "- id: george2022", "george2022",
          "rules[0].sources[1].id", "did you mean 'george2021'?"),
    Fault(WHOLE, 'reviewed_on: "2026-11-23"', 'reviewed_on: "2026-11-32"', "2026-11-32",
          "rules[0].reviewed_on", "YYYY-MM-DD"),
    Fault(WHOLE, "seed: [S33, F1, F8]", "seed: [S33, F1, X8]", "X8",
          "rules[0].seed[2]", "unknown seed statement 'X8'"),
    Fault(TRIALS, "outcome: pain_before_stretch\n      does_not_fire",
          "outcome: pain_before_stretching\n      does_not_fire", "stretching",
          "rules[0].cases.fires.trials[0].outcome", "did you mean 'pain_before_stretch'?"),
    Fault("rules/red_flags/nerves.yaml", "  - id: rf_ces\n", "  - id: cr_001\n", "  - id: cr_001\n",
          "rules[0].id", "taken already (rules/contraindications/stretch_trials.yaml:4)"),
    # activities
    Fault(WARM_UP, "movements: [foot_pressure]", "movements: [foot_presure]", "foot_presure",
          "activities[0].movements[0]", "did you mean 'foot_pressure'?"),
    Fault(WARM_UP, 'equipment: ["none"]', "equipment: [nothing]", "[nothing]",
          "activities[0].equipment[0]", "unknown equipment"),
    Fault(WARM_UP, "days_per_week: [1, 7]", "days_per_week: [1, 8]", "[1, 8]",
          "activities[0].dose.deconditioned.days_per_week", "0 to 7"),
    Fault(WARM_UP, "instructions: [Set the seat., Pedal with almost no force., Speed up a little.,"
          " Go on to the first exercise when you feel warm.]",
          "instructions: [Approximate physiological preparation necessitates considerable"
          " deliberation., Subsequently accelerate incrementally., Afterwards continue"
          " immediately.]", "instructions: [Approximate",
          "activities[1].instructions", "school grade"),
    Fault(WARM_UP, 'code: "17151"', 'code: "1715"', '"1715"',
          "activities[0].met.code", "five digits"),
    # other records
    Fault(BALANCE, "- level: 2\n", "- level: 3\n", "levels:", "families[0].levels",
          "1, 2, 3 ... without a gap"),
    Fault(LIFESTYLE, "plan_bias: [aerobic_150_250]", "plan_bias: [aerobic_150_25]",
          "aerobic_150_25]",
          "conditions[0].plan_bias[0]", "did you mean 'aerobic_150_250'?"),
    Fault("facts/pain.yaml", "unit: nprs", "unit: npsr", "npsr", "facts[0].unit", "mean 'nprs'?"),
    Fault("facts/pain.yaml", "unknown: assume_worst", "unknown: assume_wrost", "wrost",
          "facts[0].unknown", "did you mean 'assume_worst'?"),
    Fault("facts/day_and_life.yaml", "type: enum", "typ: enum", "typ:", "facts[0].typ",
          "did you mean 'type'?"),
    Fault("goals.yaml", "components: [strength]", "components: [strenght]", "strenght",
          "goals[3].components[0]", "did you mean 'strength'?"),
    Fault("goals.yaml", "goal_weight_loss: true", 'goal_weight_loss: "true"', '"true"',
          "goals[1].facts.goal_weight_loss", "true or false"),
    Fault("screening_groups.yaml", "includes: [exercise_symptoms", "includes: [exercise_symptom",
          "exercise_symptom,", "bundles[1].includes[0]", "did you mean 'exercise_symptoms'?"),
    Fault("timing.yaml", "strength: 4", "strength: 0", "strength: 0",
          "seconds_per_repetition.strength", "takes some time"),
    Fault("stretch_tests.yaml", "rule: cr_006", "rule: cr_999", "cr_999",
          "outcome_effects[0].rule", "unknown rule"),
    Fault("ramps/quit_smoking.yaml", "activity: quit_advise", "activity: quit_advice",
          "quit_advice",
          "quit_smoking.steps[1].activity", "did you mean 'quit_advise'?"),
    Fault(LEVELS, "- level: novice", "- level: novise", "novise",
          "level_assignment.components[0].levels[1].level", "did you mean 'novice'?"),
    Fault("doses/strength.yaml", "reps: [10, 15]", "reps: [15, 10]", "[15, 10]", "rows[0].reps",
          "smaller to the larger"),
    Fault("doses/strength.yaml", "- id: strength_deconditioned_age_18_49", "- id: Strength-1",
          "Strength-1", "rows[0].id", "small letters"),
    Fault("conditions/plan_biases.yaml", "prints: [rf_preg]", "prints: [rf_perg]", "rf_perg",
          "plan_biases[118].prints[0]", "did you mean 'rf_preg'?"),
    Fault("ladders/endurance.yaml", "shown_by: continuous_walk_minutes",
          "shown_by: continuous_walk_minute", "continuous_walk_minute\n",
          "families[0].levels[0].advance_when.shown_by", "did you mean 'continuous_walk_minutes'?"),
    Fault("planning.yaml", "pull_sets: [row_strength", "pull_sets: [row_strenght", "row_strenght",
          "balanced_sets.pull_sets[0]", "did you mean 'row_strength'?"),
    Fault("progression.yaml", "response: pain_up_2_during, rise: [2, 10]",
          "response: pain_up_2_durin, rise: [2, 10]", "pain_up_2_durin,", "responses[1].response",
          "did you mean 'pain_up_2_during'?"),
    Fault("progression.yaml", "morning: [2, 10]", "morning: [10, 2]", "morning: [10, 2]",
          "responses[2]", "a range runs from low to high"),
    Fault("progression.yaml", "ache: hold", "ache: wait", "ache: wait", "wear.ache",
          "step_back"),
    Fault("progression.yaml", "{fact: device_pain_rise, at_least: 3}",
          "{fact: device_pain_ris, at_least: 3}", "device_pain_ris,", "signals[2].when.fact",
          "did you mean 'device_pain_rise'?"),
    Fault("progression.yaml", "  nprs: worst_pain_max_7d", "  nprs: worst_pain_max_7", "nprs: worst",
          "measured_by.nprs", "did you mean 'worst_pain_max_7d'?"),
    Fault("decision_policy.yaml", "{fact: goal_weight_loss, equals", "{fact: goal_weight_los, equals",
          "goal_weight_los,", "told_if.energy_deficit_kcal_day.fact",
          "did you mean 'goal_weight_loss'?"),
    Fault("vocabulary/tags.yaml", "tags:\n", "tags:\n  - {id: forgotten, meaning: never used}\n",
          "forgotten", "tags[0]", "no activity carries"),
]  # fmt: skip


@pytest.fixture(scope="module")
def found(files):
    changed = {name: content.decode() for name, content in files.items()}
    for fault in FAULTS:
        assert fault.old in changed[fault.file], fault
        changed[fault.file] = changed[fault.file].replace(fault.old, fault.new, 1)
    texts = {name: content.encode() for name, content in changed.items()}
    with pytest.raises(BadCatalog) as caught:
        compile_catalog(catalog_directory(None), texts, "")
    return changed, caught.value.problems


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.file}-{fault.key}")
def test_each_fault_is_reported_at_its_line(found, fault):
    changed, problems = found
    text = changed[fault.file]
    line = text.count("\n", 0, text.index(fault.mark)) + 1
    place = (str(catalog_directory(None) / fault.file), line, fault.key)
    said = [p.text for p in problems if (p.file, p.line, p.key) == place]
    assert len(said) == 1, [str(p) for p in problems if p.file == place[0]]
    assert fault.text in said[0]


def test_nothing_else_is_reported(found):
    _, problems = found
    # The level that was changed in the ladder no longer agrees with the activity.
    keys = {
        (str(catalog_directory(None) / "activities/balance/standing.yaml"), "activities[0].level")
    }
    keys |= {(str(catalog_directory(None) / fault.file), fault.key) for fault in FAULTS}
    assert [str(p) for p in problems if (p.file, p.key) not in keys] == []
