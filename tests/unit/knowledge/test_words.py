"""Trees and effects in words: every operator and every kind of effect, and every rule of the catalog."""

import re

import msgspec
import pytest

from planner.domain.language import speaking
from planner.knowledge import load_catalog
from planner.knowledge.effect import Effect
from planner.knowledge.messages import messages_of
from planner.knowledge.model import Node
from planner.knowledge.words import effect_words, tree_lines, tree_words, unit_words
from planner.screening.limits import sentence


@pytest.fixture(scope="module")
def messages(catalog):
    return messages_of(catalog)


@pytest.mark.parametrize(
    ("tree", "wanted"),
    [
        ({"all": []}, "in every plan"),
        ({"fact": "age", "at_least": 65}, "age at least 65 years"),
        ({"fact": "resting_sbp", "between": [140, 159]},
         "resting sbp from 140 to 159 millimetres of mercury"),
        ({"fact": "saddle_numbness", "equals": True}, "saddle numbness: yes"),
        ({"fact": "worst_pain_24h", "at_most": 2}, "worst pain 24h at most 2"),
        ({"fact": "pain_trend_7d", "in": ["stable", "falling"]}, "pain trend 7d: stable or falling"),
        ({"condition": "sciatica", "stage": ["acute_irritable", "settling"], "side": "left"},
         "Sciatica / lumbar radicular leg pain (acute irritable or settling, left side)"),
        ({"trial": "pain_on_attempt", "muscle": "@tested", "side": "@tested"},
         "a stretch trial ended with pain on attempt (tested side)"),
        ({"response": ["peripheralises", "new_leg_symptom"]},
         "after exercise: peripheralises or new leg symptom"),
        ({"criterion": "postop_ge_6w"}, "6 weeks or more since surgery [postop_ge_6w]"),
        ({"not": {"fact": "smoker", "equals": True}}, "not (smoker: yes)"),
        ({"any": [{"fact": "age", "at_most": 19},
                  {"all": [{"fact": "age", "at_least": 55}, {"fact": "smoker", "equals": False}]}]},
         "age at most 19 years or (age at least 55 years and smoker: no)"),
    ],
)  # fmt: skip
def test_a_tree_on_one_line(catalog, messages, tree, wanted):
    assert tree_words(msgspec.convert(tree, Node), catalog, messages) == wanted


def test_a_tree_line_by_line(catalog, messages):
    tree = {
        "all": [
            {"condition": "facet_syndrome"},
            {"any": [{"fact": "age", "at_least": 65}, {"fact": "smoker", "equals": True}]},
        ]
    }
    assert tree_lines(msgspec.convert(tree, Node), catalog, messages) == [
        "all of these hold:",
        "- Lumbar facet (zygapophyseal) joint syndrome",
        "- any of these holds:",
        "  - age at least 65 years",
        "  - smoker: yes",
    ]


@pytest.mark.parametrize(
    ("effect", "wanted"),
    [
        ({"exclude": {"target": {"component": ["strength"]}, "window": "after_waking", "minutes": 60}},
         "Leave out strength, within 60 minutes of waking."),
        ({"defer": {"target": {"any": True}, "until": "postop_ge_6w",
                    "earliest_week_if_unmeasured": None}},
         "Wait with everything until: 6 weeks or more since surgery; unmeasured, not in a written plan."),
        ({"cap": {"quantity": "minutes_per_bout", "target": {"any": True}, "unit": "min", "value": 5,
                  "window": "week_1"}},
         "Minutes of one bout: at most 5 minutes (everything), plan week 1."),
        ({"floor": {"quantity": "steps_rise", "target": {"any": True}, "unit": "count", "value": 500,
                    "per_weeks": 2}},
         "Rise in daily steps: at least 500 (everything), in 2 weeks."),
        ({"require": {"what": {"activity": ["bird_dog_full"]}, "relation": "per_week", "min_days": 2}},
         "The plan holds Bird dog in every full week, on 2 or more days."),
        ({"order": {"sequence": ["push_sets", "pull_sets"], "ratio": [0.5, 2]}},
         "Each week push sets to pull sets in a ratio of 0.5 to 2."),
        ({"monitor": {"what": "weight", "every_days": 28}}, "Check every 4 weeks: weight."),
        ({"monitor": {"what": "weight", "every_days": 10}}, "Check every 10 days: weight."),
        ({"progress": {"target": {"any": True}, "change": "step_back", "sessions": 2}},
         "Step back one level: everything, for 2 sessions."),
        ({"ask": {"fact": "age"}}, "Ask: How old are you?"),
        ({"assure": {"check": "forecast"}},
         "Proven on every plan: weight is forecast as a band, within the rates that rules allow, and"
         " only where weight loss is a goal."),
        ({"note": "Walk on."}, "Walk on."),
    ],
)  # fmt: skip
def test_an_effect(catalog, messages, effect, wanted):
    assert effect_words(msgspec.convert(effect, Effect), catalog, messages) == wanted


def test_every_rule_can_be_said(catalog, messages):
    kinds = set()
    for rule in catalog.rules.values():
        assert tree_words(rule.when, catalog, messages)
        for effect in rule.then:
            text = effect_words(effect, catalog, messages)
            kinds.add(effect.kind)
            assert text.endswith((".", "?", "!"))
            # Ids stand in brackets only.
            assert "_" not in re.sub(r"\[\w+\]", "", text), (rule.id, text)
            assert "None" not in text
    assert kinds == set(Effect.KINDS)


@pytest.mark.parametrize(
    ("code", "said"), [("en", ["day", "days", "days"]), ("es", ["día", "días", "días"])]
)
def test_a_unit_goes_with_its_number(code, said):
    with speaking(code):
        found = load_catalog()
    assert [unit_words("days", number, found) for number in (1, 2, "some")] == said
    assert unit_words("percent", 1, found) == unit_words("percent", 2, found)


@pytest.mark.parametrize(("code", "one", "two"), [
    ("en", "at least 1 good repetition in reserve", "at least 2 good repetitions in reserve"),
    ("es", "al menos 1 repetición buena de reserva", "al menos 2 repeticiones buenas de reserva"),
])  # fmt: skip
def test_a_limit_of_one_has_its_own_words(code, one, two):
    with speaking(code):
        found = load_catalog()
    assert one in sentence(found, "reps_in_reserve", 1)
    assert two in sentence(found, "reps_in_reserve", 2)
    assert "1.5" in sentence(found, "pain_during", 1.5).replace(",", ".")


@pytest.mark.parametrize(("code", "none"), [
    ("en", "Leg pain may not rise."), ("es", "El dolor de la pierna no puede subir."),
])  # fmt: skip
def test_a_limit_of_nothing_at_all_has_its_own_words(code, none):
    with speaking(code):
        found = load_catalog()
    assert sentence(found, "leg_pain_rise", 0) == none
    assert sentence(found, "reps_in_reserve", 0).count("0") == 1


def test_every_limit_with_words_of_its_own_is_one_that_is_told(catalog):
    policy = catalog.decision_policy
    assert {*policy.told_one, *policy.told_none} <= set(policy.told_quantities)
