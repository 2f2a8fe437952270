from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec.structs import replace as changed

from planner.audit.ramp import rise_caps, start_caps
from planner.knowledge.model import Target
from tests.support.audits import case_of
from tests.support.mutations.tools import swapped
from tests.support.people import CATALOG, without
from tests.support.plan_variants import quitting
from tests.support.plans import Bundle, valid


@pytest.mark.parametrize(
    ("bundle", "cap"),
    [
        (valid(), (90, "prg_week1_novice")),
        (
            valid().with_facts(continuous_walk_minutes=5, active_minutes_week=0),
            (60, "prg_week1_deconditioned"),
        ),
    ],
)
def test_the_first_week_has_the_cap_of_its_level(bundle: Bundle, cap: tuple[float, str]) -> None:
    assert list(start_caps(case_of(bundle), 1)) == [cap]


def test_later_weeks_have_no_cap_of_the_first() -> None:
    assert list(start_caps(case_of(valid()), 2)) == []


@pytest.mark.parametrize(
    ("bundle", "ref", "most"),
    [
        (valid(), 60, 80),
        (valid().with_facts(age=76), 60, 70),
        (valid().having(fibromyalgia="any"), 60, 63),
    ],
)
def test_the_rise_follows_age_and_condition(bundle: Bundle, ref: float, most: float) -> None:
    assert min(cap for cap, _ in rise_caps(case_of(bundle), 2, ref)) == most


def test_a_step_in_intensity_binds_in_its_first_week_only() -> None:
    step = case_of(swapped(valid(), "walk_short", "walk_moderate", range(3, 7), minutes=30))

    def rules(week: int, *, steps: bool = True) -> set[str]:
        return {rule for _, rule in rise_caps(step, week, 75, steps=steps)}

    assert rules(3) - rules(3, steps=False) == {"prg_light_to_moderate"}
    assert rules(2) == rules(2, steps=False)
    assert rules(4) == rules(4, steps=False)


@pytest.mark.parametrize(
    ("active", "most"), [(0, 90), (81, 90), (82, 90.2), (100, 110), (None, 90), ("a lot", 90)]
)
def test_who_is_more_active_already_may_start_with_a_tenth_more(active, most: float) -> None:
    ((found, rule),) = start_caps(case_of(valid().with_facts(active_minutes_week=active)), 1)
    assert (found, rule) == (pytest.approx(most), "prg_week1_novice")


def test_every_rule_on_the_minutes_of_a_week_counts() -> None:
    """That for the heaviest people knows no exception for the active."""
    heavy = valid().having(obesity_class3="any").with_facts(active_minutes_week=100)
    found = sorted(start_caps(case_of(heavy), 1))
    assert found == [(60, "pop_obesity_3_1"), (pytest.approx(110), "prg_week1_novice")]


def rises(bundle: Bundle, ref: float, week: int = 2) -> dict[str, float]:
    return {rule: most for most, rule in rise_caps(case_of(bundle), week, ref)}


@pytest.mark.parametrize(
    ("ref", "caps"),
    [
        (0, {"prg_ramp_18_64": 20}),
        (99, {"prg_ramp_18_64": 119}),
        (100, {"prg_ramp_18_64_100": 115}),
        (199, {"prg_ramp_18_64_100": 199 * 1.15}),
        (200, {"prg_ramp_18_64_200": 220}),
    ],
)
def test_the_rise_is_that_of_the_minutes_before(ref: float, caps: dict[str, float]) -> None:
    assert rises(valid(), ref) == pytest.approx(caps)


@pytest.mark.parametrize(("ref", "most"), [(99, None), (100, 110), (120, 132)])
def test_some_rules_bind_from_some_minutes_on(ref: float, most: float | None) -> None:
    found = rises(valid().having(low_endurance="any"), ref).get("cr_141")
    assert found == (None if most is None else pytest.approx(most))


def test_of_an_unknown_age_the_rises_of_every_age_bind() -> None:
    assert set(rises(valid().with_facts(age=40), 60)) == {"prg_ramp_18_64"}
    nobody = replace(valid(), answers=without(valid().answers, "age"))
    names = {"prg_ramp_18_64": 80, "prg_ramp_65_74": 75, "prg_ramp_75_plus": 70}
    found = rises(nobody, 60)
    assert names.items() <= found.items()
    assert not any(name.endswith(("_100", "_200")) for name in found)


def test_in_the_quit_week_nothing_rises() -> None:
    found = [rises(quitting(), 60, week).get("prg_quit_week") for week in (2, 3, 4)]
    assert found == [None, 60, None]


@pytest.mark.parametrize(
    ("fields", "binds"),
    [
        ({}, True),
        ({"soft": True}, False),
        ({"quantity": "days_per_week"}, False),
        ({"target": Target(component=("strength",))}, False),
        ({"target": Target(any=True)}, True),
        ({"window": "weeks_1_2"}, True),
        ({"window": "week_1"}, False),
        ({"level": "experienced"}, False),
    ],
)
def test_only_hard_limits_on_the_rise_of_endurance_bind(fields: dict, binds: bool) -> None:
    rule = CATALOG.rules["prg_ramp_18_64"]
    (effect,) = [effect for effect in rule.then if effect.cap is not None]
    other = changed(rule, then=(changed(effect, cap=changed(effect.cap, **fields)),))
    rules = {**CATALOG.rules, rule.id: other}
    found = rises(replace(valid(), catalog=changed(CATALOG, rules=rules)), 60)
    assert found == ({"prg_ramp_18_64": 80} if binds else {})


def test_every_cap_of_a_rule_is_looked_at() -> None:
    """A soft one, one on something else and one on steps come before the one that binds."""
    rule = CATALOG.rules["prg_ramp_18_64"]
    (effect,) = [effect for effect in rule.then if effect.cap is not None]
    others = ({"soft": True}, {"quantity": "sets"}, {"when_intensity_step": True})
    caps = [changed(effect.cap, **fields) for fields in (*others, {"value": 7}, {"value": 9})]
    then = tuple(changed(effect, cap=cap) for cap in caps)
    rules = {**CATALOG.rules, rule.id: changed(rule, then=then)}
    case = case_of(replace(valid(), catalog=changed(CATALOG, rules=rules)))
    found = [most for most, name in rise_caps(case, 2, 60, steps=False) if name == rule.id]
    assert found == [67, 69]


def test_a_cap_of_nothing_leaves_nothing() -> None:
    rule = CATALOG.rules["prg_week1_novice"]
    then = tuple(
        changed(e, cap=changed(e.cap, value=0, unless_current_higher_factor=None)) if e.cap else e
        for e in rule.then
    )
    rules = {**CATALOG.rules, rule.id: changed(rule, then=then)}
    case = case_of(replace(valid(), catalog=changed(CATALOG, rules=rules)))
    assert list(start_caps(case, 1)) == [(0, "prg_week1_novice")]
