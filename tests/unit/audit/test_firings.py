from __future__ import annotations

import datetime as dt

from msgspec.structs import replace as changed

from planner.audit.firings import Firings
from planner.domain.answers import Answers
from planner.domain.intake import Override
from tests.support.people import CATALOG, START, having, healthy, intake, tried, without


def firings(answers: Answers, *overrides: Override, quit_day: dt.date | None = None) -> Firings:
    return Firings(CATALOG, intake(12, overrides=overrides), answers, quit_day)


def rules(found: Firings, kind: str, week: int = 1) -> set[str]:
    return {fired.rule for fired in found.of(kind, week)}


def test_a_hard_rule_fires_and_a_preference_never_does() -> None:
    found = firings(having(healthy(), facet_syndrome="flare"))
    assert "cr_035" in rules(found, "exclude")
    assert "cr_039" not in rules(found, "prefer")


def test_unknown_counts_for_hard_effects_only() -> None:
    answers = changed(healthy(), conditions_unknown=frozenset({"facet_syndrome"}))
    found = [f for f in firings(answers).of("exclude", 1) if f.rule == "cr_035"]
    assert found
    assert not found[0].is_certain
    unsure = without(healthy(), "adherence_pct", "pain_gate", "worst_pain_max_7d", "pain_trend_7d")
    assert "prg_adherence_progress" not in rules(firings(unsure), "progress")


def test_overrides_follow_the_severity() -> None:
    answers = having(healthy(), pes_planus="any", facet_syndrome="flare")

    def remains(rule: str, by: str) -> bool:
        found = firings(answers, Override(rule=rule, by=by, reason="wish"))
        return rule in rules(found, "require") | rules(found, "exclude")

    assert remains("cr_035", "physician")  # absolute: nobody
    assert remains("cr_127", "person")  # strong: not the person
    assert not remains("cr_127", "podiatrist")
    assert not remains("cr_209", "person")  # caution: the person may


def test_rules_are_read_for_each_week() -> None:
    found = firings(healthy())
    assert "prg_new_items_week1" in rules(found, "cap", 1)
    assert "prg_new_items_week1" not in rules(found, "cap", 2)
    assert "prg_new_items" in rules(found, "cap", 2)


def test_the_quit_week_is_the_week_of_the_quit_day() -> None:
    day = START + dt.timedelta(days=17)
    found = firings(healthy(cigarettes_per_day=9), quit_day=day)
    weeks = [week for week in range(1, 13) if "prg_quit_week" in rules(found, "cap", week)]
    assert weeks == [3]


def test_trials_bind_their_muscle_and_side() -> None:
    answers = tried(healthy(), ("hamstrings", "left", "pain_before_stretch"))
    found = [f for f in firings(answers).of("exclude", 1) if f.rule == "cr_001"]
    assert [(f.bound.muscle, f.bound.side) for f in found] == [("hamstrings", "left")]


def test_pregnancy_moves_on_with_the_weeks() -> None:
    found = firings(healthy(sex="female", pregnancy_weeks=12))
    assert "pop_pregnancy_3" not in rules(found, "exclude", 1)
    assert "pop_pregnancy_3" in rules(found, "exclude", 4)
