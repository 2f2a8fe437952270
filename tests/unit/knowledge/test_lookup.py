import re

from planner.knowledge import list_templates
from planner.knowledge.search import search
from planner.knowledge.show import ids, show
from planner.knowledge.summary import summarise


def test_search_finds_by_id_first(catalog):
    first = search(catalog, "hamstring_seated")[0]
    assert (first.kind, first.id) == ("activity", "hamstring_seated")


def test_search_needs_every_word(catalog):
    both = {hit.id for hit in search(catalog, "sciatica hamstring")}
    assert "cr_007" in both
    assert both < {hit.id for hit in search(catalog, "sciatica")}
    assert search(catalog, "sciatica xylophone") == ()
    assert search(catalog, "  ") == ()


def test_search_finds_by_meaning_and_gives_the_place(catalog):
    hits = [hit for hit in search(catalog, "leg pain 7 days") if hit.kind == "criterion"]
    assert "sciatica_settled" in [hit.id for hit in hits]
    assert all(re.fullmatch(r"[a-z_/]+\.yaml:\d+", hit.where) for hit in hits)


def test_an_activity_shows_the_rules_that_touch_it(catalog):
    (shown,) = show(catalog, "hamstring_seated", list_templates(catalog))
    assert shown.where.startswith("activities/stretch/hamstrings.yaml:")
    assert shown.data["component"] == "stretch"
    used = {(use.id, use.key) for use in shown.used_by if use.kind == "rule"}
    assert ("cr_007", "then[0].defer.target") in used
    assert ("cr_193", "then[0].order.sequence[3]") in used
    assert "rf_ces" not in {word for word, _ in used}


def test_a_family_shows_the_templates_that_name_it(catalog):
    shown = {each.kind: each for each in show(catalog, "walk", list_templates(catalog))}
    assert "family" in shown
    uses = {(use.kind, use.id) for use in shown["family"].used_by}
    assert ("template", "general_low_back") in uses
    assert ("activity", "walk_short") in uses


def test_a_source_shows_who_cites_it(catalog):
    (shown,) = show(catalog, "henry1999")
    assert ("rule", "plan_items_first_weeks") in {(use.kind, use.id) for use in shown.used_by}


def test_an_unknown_id_shows_nothing(catalog):
    assert show(catalog, "no_such_id") == ()
    assert "cr_007" in ids(catalog)


def test_the_summary_counts_and_warns(catalog):
    summary = summarise(catalog)
    assert summary.counts["rule"] == 581
    assert sum(summary.rules_by_severity.values()) == 581
    assert summary.rules_by_evidence["policy"] == 116
    assert summary.sha256 == catalog.sha256
    assert not [each for each in summary.warnings if "touches no activity" in each]
    assert any("no rule reads fact ambient_heat" in each for each in summary.warnings)
