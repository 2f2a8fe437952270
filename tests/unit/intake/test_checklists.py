"""What can be ticked, and what a tick stands for."""

from __future__ import annotations

from planner.intake.checklists import groups_of, positive_words, ticks


def test_a_bundle_stands_for_its_groups(catalog):
    assert [group.id for group in groups_of("nerve_emergency", catalog)] == ["nerve_emergency"]
    assert "nerve_emergency" in [group.id for group in groups_of("red_flags", catalog)]


def test_facts_and_values_of_lists_can_be_ticked(catalog):
    words = positive_words("heart_and_lung", catalog)
    assert "symptom_new_or_worse_3m" in words
    assert "palpitations" in words
    assert len(words) == len(set(words))


def test_ticks_are_kept_by_fact(catalog):
    group = catalog.screening_groups["exercise_symptoms"]
    found = ticks(group, ("palpitations", "symptom_new_or_worse_3m"), catalog)
    assert found == {"symptoms": ("palpitations",), "symptom_new_or_worse_3m": ()}
    assert ticks(group, (), catalog) == {}
