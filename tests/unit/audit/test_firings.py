from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace as changed

from planner.audit.evaluator import NOTHING, Bound
from planner.audit.firings import Fired, Firings
from planner.domain.answers import Answers, ResponseRecord
from planner.domain.intake import Override
from planner.knowledge.model import Node, Target
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


@pytest.mark.parametrize(
    ("tree", "moves"),
    [
        ({"fact": "plan_week", "at_least": 3}, True),
        ({"fact": "pregnancy_weeks", "at_least": 3}, True),
        ({"fact": "age", "at_least": 3}, False),
        ({"all": [{"fact": "age"}, {"fact": "plan_week"}]}, True),
        ({"any": [{"fact": "plan_week"}, {"fact": "age"}]}, True),
        ({"all": [{"fact": "age"}, {"any": [{"fact": "sex"}]}]}, False),
        ({"not": {"fact": "weeks_to_quit_day"}}, True),
        ({"not": {"fact": "age"}}, False),
        # Of conditions it is what they follow from that counts.
        ({"condition": "pregnancy"}, True),
        ({"condition": "smoker"}, False),
        ({"condition": "facet_syndrome"}, False),
        # Given with a date: met from some week on.
        ({"criterion": "sciatica_settled"}, True),
        ({"criterion": "sciatica_settling"}, False),
    ],
)
def test_what_is_read_anew_in_each_week(tree: dict[str, Any], moves: bool) -> None:
    dated = changed(healthy(), criteria_from={"sciatica_settled": START})
    assert firings(dated)._reads_moving(msgspec.convert(tree, Node)) is moves


@pytest.mark.parametrize(("day", "weeks"), [(13, [-1, 0, 1]), (14, [-2, -1, 0]), (-1, [1, 2, 3])])
def test_weeks_are_counted_from_that_of_the_quit_day(day: int, weeks: list[int]) -> None:
    found = firings(healthy(), quit_day=START + dt.timedelta(days=day))
    assert [found.world(week).facts["weeks_to_quit_day"] for week in (1, 2, 3)] == weeks


@pytest.mark.parametrize(("given", "weeks"), [(12, [12, 13, 14]), (0, [0, 0, 0])])
def test_a_week_of_pregnancy_moves_on_with_the_plan(given: int, weeks: list[int]) -> None:
    found = firings(healthy(sex="female", pregnancy_weeks=given))
    assert [found.world(week).facts["pregnancy_weeks"] for week in (1, 2, 3)] == weeks


def test_a_week_begins_on_its_first_day_and_no_sooner_than_a_revision() -> None:
    def days(since: int | None) -> list[int]:
        day = None if since is None else START + dt.timedelta(days=since)
        found = Firings(CATALOG, intake(12), healthy(), None, day)
        return [(found.world(week).on - START).days for week in (1, 2, 3, 4)]

    assert days(None) == [0, 7, 14, 21]
    assert days(10) == [10, 10, 14, 21]
    assert days(14) == [14, 14, 14, 21]


def test_what_an_item_stirred_up_is_bound_to_that_item() -> None:
    told = (ResponseRecord("peripheralises", "bird_dog_leg"), ResponseRecord("none", "dead_bug"))
    found = firings(changed(healthy(), responses=told))
    about_one = CATALOG.rules["pg_003_red"]
    assert [(b.activity, b.response) for b in found.bindings(about_one)] == [
        ("bird_dog_leg", "peripheralises"),
        ("dead_bug", "none"),
    ]
    assert firings(healthy()).bindings(about_one) == (NOTHING,)
    assert found.bindings(CATALOG.rules["prg_new_items"]) == (NOTHING,)


def test_an_effect_in_force_is_a_value() -> None:
    one, other = (Fired("r", "cap", "body", NOTHING, is_certain=True) for _ in range(2))
    assert len({one, other}) == 1


@pytest.mark.parametrize("kind", ["decide", "exclude"])
def test_an_override_takes_out_all_but_what_screening_decides(kind: str) -> None:
    """A physician may loosen every rule that is not absolute."""
    answers = having(healthy(thoracic_pain=True), facet_syndrome="flare")
    before = rules(firings(answers), kind)
    named = {name: rule.severity for name, rule in CATALOG.rules.items() if name in before}
    overrides = [Override(rule=rule, by="physician", reason="asked") for rule in named]
    left = rules(firings(answers, *overrides), kind)
    hard = {rule for rule, severity in named.items() if severity == "absolute"}
    assert left == (set(named) if kind == "decide" else hard)


def test_an_override_takes_out_its_own_rule_and_no_other() -> None:
    answers = having(healthy(), pes_planus="any", smoker="any")
    before = {rule.id for rule in firings(answers).rules}
    for name, by in (("cr_209", "person"), ("cr_127", "podiatrist")):
        after = {r.id for r in firings(answers, Override(rule=name, by=by, reason="wish")).rules}
        assert before - after == {name}


def test_what_a_target_names_is_remembered_for_what_it_is_bound_to() -> None:
    found, other = firings(healthy()), firings(healthy())
    tested, calf = Target(activity=("@tested",)), Target(tag=("calf",))
    muscles = ("soleus", "hamstrings", "soleus")
    for muscle in muscles:
        stretches = found.named(tested, Bound(muscle, "left"))
        assert stretches
        assert all(muscle in a.muscles.stretched for a in stretches.values())
    # What is bound to nothing is worked out once for every muscle, and for every person.
    once = [each.named(calf, Bound(m)) for each in (found, other) for m in muscles]
    assert len({id(names) for names in once}) == 1
