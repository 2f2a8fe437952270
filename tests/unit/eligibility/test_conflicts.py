import pytest

from planner.domain.intake import Preferences, Suggestion
from planner.eligibility import decide
from tests.support.people import CATALOG, all_tried, having, healthy, intake
from tests.support.proofs import ALWAYS, catalog_of, demand, exclude, rule

CALM = all_tried(healthy())


def notes(answers, **fields):
    return decide(CATALOG, intake(**fields), answers, 8).conflicts


def suggested(activity):
    return (Suggestion(activity=activity, by="doctor"),)


def test_a_suggestion_that_a_rule_blocks_is_a_conflict():
    answers = having(all_tried(healthy(leg_pain_worst_24h=7)), sciatica="acute_irritable")
    [note] = notes(answers, suggested=suggested("hamstring_seated"))
    assert note.between[0] == "hamstring_seated"
    assert "cr_007" in note.between
    assert "doctor" in note.text
    assert "ask" in note.text
    assert "clearance" in note.text


def test_a_suggestion_that_is_open_is_none():
    assert notes(CALM, suggested=suggested("calf_soleus_wall")) == ()


def test_a_requirement_without_an_open_item_is_reported():
    answers = having(CALM, low_strength=None)
    assert notes(answers) == ()
    found = notes(answers, preferences=Preferences(never=("strength",)))
    assert "cr_140" in {note.between[0] for note in found}
    assert all("preferences" in note.between for note in found)


def test_every_blocked_requirement_is_reported_and_only_the_hard_ones():
    catalog = catalog_of(
        rule("open", ALWAYS, demand(1, what={"component": ["endurance"]})),
        rule("wish", ALWAYS, demand(1), severity="preference"),
        rule("first", ALWAYS, demand(1)),
        rule("second", ALWAYS, demand(2)),
    )
    never = Preferences(never=("strength",))
    found = decide(catalog, intake(preferences=never), CALM, 8).conflicts
    assert [note.between[0] for note in found] == ["first", "second"]
    assert all("preferences" in note.between for note in found)


def test_a_blocked_suggestion_names_the_first_reason_and_does_not_hide_the_next():
    catalog = catalog_of(rule("one", ALWAYS, exclude(activity=["walk_easy", "walk_short"])))
    wanted = (*suggested("calf_soleus_wall"), *suggested("walk_easy"), *suggested("walk_short"))
    never = Preferences(never=("walk_easy",))
    found = decide(catalog, intake(suggested=wanted, preferences=never), CALM, 8).conflicts
    assert [note.between for note in found] == [
        ("walk_easy", "preferences", "one"),
        ("walk_short", "one"),
    ]
    assert CATALOG.decision_policy.texts["never_wanted"] in found[0].text
    assert "because" in found[1].text


@pytest.mark.parametrize(
    ("condition", "stage", "facts", "conflict"),
    [
        ("sciatica", "settled", {"leg_pain_worst_24h": 8}, "acute_irritable"),
        ("sciatica", "settled", {"leg_pain_worst_24h": 0}, None),
        ("sciatica", "acute_irritable", {"leg_pain_worst_24h": 8}, None),
        # Answers that only fit a milder stage do not loosen anything, but they are told.
        ("osteoporosis", "low_fracture_risk", {"falls_12m": 3}, "high_fracture_risk"),
        ("osteoporosis", "high_fracture_risk", {"falls_12m": 0}, "low_fracture_risk"),
        ("discectomy_postop", "wk6_12", {"weeks_since_surgery": 3}, "wk2_6"),
        ("discectomy_postop", "wk6_12", {"weeks_since_surgery": 8}, None),
    ],
)
def test_answers_that_fit_another_stage_are_told(condition, stage, facts, conflict):
    answers = having(all_tried(healthy(**facts)), **{condition: stage})
    found = [note.between for note in notes(answers) if note.between[0] == condition]
    assert found == ([] if conflict is None else [(condition, conflict, stage)])


def test_a_condition_without_a_stage_does_not_hide_the_next():
    answers = having(
        all_tried(healthy(leg_pain_worst_24h=8)), hypertension=None, sciatica="settled"
    )
    assert ("sciatica", "acute_irritable", "settled") in [note.between for note in notes(answers)]
