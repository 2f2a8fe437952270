"""The example intakes: every one is read, and says enough for a plan (or for a referral)."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.intake import read_intake, resolve_answers
from planner.workflow.questions import is_red_flag, undecided_red_flags

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.yaml"))
ONE_DECIDED = "red_flag_numb_saddle"


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_example(file, catalog):
    from planner.rules import firings

    intake = read_intake(file, catalog)
    answers = resolve_answers(intake, catalog)
    assert file.read_text("utf-8").startswith("# Invented person:")
    assert intake.id == file.stem.replace("_", "-")
    fired = [
        firing.rule.id
        for firing in firings(catalog, answers)
        if firing.outcome is True and is_red_flag(firing.rule)
    ]
    if file.stem == ONE_DECIDED:
        assert "rf_ces" in fired
    else:
        assert fired == []
        assert undecided_red_flags(catalog, answers) == {}
        assert not [
            fact
            for fact in catalog.facts.values()
            if fact.unknown == "blocks" and fact.id not in answers.facts
        ]


def test_there_are_enough_different_people(catalog):
    intakes = [read_intake(file, catalog) for file in EXAMPLES]
    assert len(intakes) >= 9
    assert len({intake.plan.timezone for intake in intakes}) >= 5
    assert {intake.plan.template for intake in intakes} >= {
        "general_low_back",
        "sciatica_first",
        "facet_flexion_bias",
        "extension_bias",
        "short_leg_flat_feet",
        "weight_deconditioned_starter",
    }
    assert any(intake.plan.start.weekday() for intake in intakes)
