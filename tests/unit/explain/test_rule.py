"""A rule in full, and the rules that touch an activity."""

import pytest

from planner.explain import explain_rule, messages_of, render, touching, touching_sections
from planner.explain.rule import case_words
from planner.knowledge import load_catalog

CATALOG = load_catalog()
MESSAGES = messages_of(CATALOG)


def explained(name: str):
    return explain_rule(CATALOG.rules[name], CATALOG, MESSAGES)


def text_of(name: str, width: int = 90) -> str:
    return render(explained(name).sections(width))


def test_a_rule_is_told_in_full() -> None:
    found = explained("cr_007")
    assert found.says == CATALOG.rules["cr_007"].says
    assert found.where.startswith("rules/contraindications/sciatica_stretches_and_nerves.yaml:")
    assert found.when == ("Sciatica / lumbar radicular leg pain (acute irritable or settling)",)
    assert found.does[0].startswith("Wait with stretches of hamstrings until: leg pain 2 or less")
    assert (found.severity, found.evidence, found.reviewed_on) == ("absolute", "low", "2026-11-23")
    assert found.may_set_aside == "Nobody may set it aside."
    assert [statement.id for statement in found.seed] == ["S8"]
    assert "evidence is low" in (found.seed[0].literature or "")
    assert [case.kind for case in found.cases] == ["fires", "does_not_fire", "unknown"]


def test_sources_come_with_their_doi() -> None:
    cited = {source.id: source.text for source in explained("plan_stretch_share").sources}
    assert cited["george2021"].endswith("doi:10.2519/jospt.2021.0304")


@pytest.mark.parametrize(
    ("severity", "words"),
    [
        ("absolute", "Nobody"),
        ("strong", "A clinician"),
        ("caution", "The person"),
        ("preference", "only weighs"),
    ],
)
def test_who_may_set_it_aside_follows_from_the_severity(severity: str, words: str) -> None:
    rule = next(rule for rule in CATALOG.rules.values() if rule.severity == severity)
    assert words in explained(rule.id).may_set_aside


def test_every_rule_can_be_told_within_the_page() -> None:
    for name in CATALOG.rules:
        found = explained(name)
        assert found.sources
        assert all(source.text for source in found.sources)
        assert len(found.does) == len(CATALOG.rules[name].then)
        lines = text_of(name, 80).splitlines()
        # An address may be longer than the page; a line of words is not.
        assert not [line for line in lines if len(line) > 80 and len(line.split()) > 2], name


def test_the_parts_come_in_reading_order() -> None:
    text = text_of("cr_007")
    titles = ["When", "What it does", "How strictly", "Grounds", "Why", "Seed", "Instead", "Cases"]
    places = [text.index(f"\n{title}\n") for title in titles]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("case", "wanted"),
    [
        ({}, "nothing is known"),
        ({"facts": {"age": 71, "smoker": False, "symptoms": []}}, "age 71; smoker no; symptoms none"),
        ({"conditions": {"sciatica": {"stage": "acute_irritable", "side": "left"}}},
         "sciatica (acute irritable, left)"),
        ({"conditions_unknown": ["asthma"]}, "asthma unknown"),
        ({"trials": [{"muscle": "hamstrings", "side": "left", "outcome": "full_range"}]},
         "trial of hamstrings left: full range"),
        ({"responses": [{"response": "peripheralises", "activity": "slider_seated"}]},
         "peripheralises after slider seated"),
        ({"criteria": {"postop_ge_6w": True}}, "postop ge 6w met"),
    ],
)  # fmt: skip
def test_cases_in_words(case, wanted: str) -> None:
    assert case_words(case) == wanted


def test_an_activity_names_the_rules_that_touch_it_by_what_they_do() -> None:
    activity = CATALOG.activities["hamstring_seated"]
    found = touching(activity, CATALOG, MESSAGES)
    by_rule = {(each.rule, each.effect) for each in found}
    assert {("cr_007", "defer"), ("cr_193", "order")} <= by_rule
    # Rules about everything would be named for every activity.
    assert not {rule for rule, _ in by_rule} & {"rf_ces", "pg_007_weekly_rise"}
    text = render(touching_sections(activity, found, MESSAGES))
    assert text.index("Leave it out") < text.index("Let it wait") < text.index("Put it in order")


def test_what_replaces_an_activity_touches_it() -> None:
    found = touching(CATALOG.activities["walk_interval_sit"], CATALOG, MESSAGES)
    assert ("cr_046", "substitute") in {(each.rule, each.effect) for each in found}
