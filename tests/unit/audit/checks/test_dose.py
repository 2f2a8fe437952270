from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec.structs import replace as changed

from tests.support.audits import found, said
from tests.support.people import CATALOG
from tests.support.plans import Bundle, entry, made_item, valid

UNTRAINED = valid().with_facts(continuous_walk_minutes=5, active_minutes_week=0)


def said_of(bundle: Bundle, name: str) -> list[str]:
    """What is wrong with the dose of an activity."""
    return [v.text for v in found(bundle, "dose").violations if v.where.endswith(f" {name}")]


def test_an_activity_without_a_dose_for_the_level_has_no_place() -> None:
    hard = valid().adding("w3-d1", made_item("superman", 5))
    assert said_of(hard, "superman") == ["the catalog has no dose for this level"]
    # The items after it are looked at all the same.
    both = hard.dosed("w6-d1", "mini_squat_counter", sets=3)
    assert "sets 3, at most 2" in said(both, "dose")


@pytest.mark.parametrize(("minutes", "passes"), [(20, True), (21, False)])
def test_only_endurance_may_grow_in_minutes(minutes: int, passes: bool) -> None:
    """A habit of 20 minutes, which may take up to 30 as such."""
    calm = valid().all_day(entry("sleep_wind_down", 20, minutes=minutes))
    assert said_of(calm, "sleep_wind_down") == ([] if passes else ["minutes 21, at most 20"])


def test_what_bounds_endurance_does_not_bound_other_things() -> None:
    """Bouts of 15 minutes, and an assessment of half an hour."""
    item = made_item("orthotic_assessment", 30)
    assert said_of(UNTRAINED.adding("w3-d1", item), "orthotic_assessment") == []


@pytest.mark.parametrize(("minutes", "passes"), [(7, True), (8, True), (9, False)])
def test_half_of_an_odd_dose_is_rounded_up(minutes: int, passes: bool) -> None:
    """Half of the 15 minutes of Pilates are 8."""
    sore = valid().having(fibromyalgia="any")
    texts = said_of(
        sore.adding("w2-d1", made_item("pilates_mat", 9, minutes=minutes)), "pilates_mat"
    )
    halves = [text for text in texts if "of the full dose" in text]
    assert halves == ([] if passes else ["more than 50 % of the full dose (cr_178)"])


def test_a_rest_may_be_longer_and_an_item_may_name_none() -> None:
    for rest in (91, None):
        assert said(valid().dosed("w3-d1", "wall_push_up", rest_s=rest), "dose") == []


@pytest.mark.parametrize(
    ("reps", "cap", "least"), [(8, None, 8), (7, None, 8), (6, 6, 6), (5, 6, 6)]
)
def test_a_floor_on_repetitions_gives_way_to_a_cap(reps: int, cap: int | None, least: int) -> None:
    """A weak person does eight at least; where another rule allows six, six."""
    frail = valid().having(low_strength="any").dosed("w6-d1", "mini_squat_counter", reps=reps)
    if cap is not None:
        frail = capped(frail, cap)
    texts = [t for t in said(frail, "dose") if t.startswith(f"reps {reps}, at least")]
    assert texts == ([] if reps >= least else [f"reps {reps}, at least {least} (cr_140)"])


def test_a_floor_on_repetitions_gives_way_to_a_share_of_the_dose_by_what_one_holds() -> None:
    """Half of two sets of ten are ten repetitions; where one is held for two seconds, five."""
    sore = valid().having(low_strength="any", fibromyalgia="any")
    for hold, least in ((None, 8), (2, 5)):
        item = made_item("mini_squat_counter", 5, sets=1, reps=4, hold_s=hold)
        told = said_of(sore.adding("w2-d1", item), "mini_squat_counter")
        texts = [t for t in told if t.startswith("reps 4, at least")]
        assert texts == [f"reps 4, at least {least} (cr_140)"]


def capped(bundle: Bundle, most: int) -> Bundle:
    """Judged by a catalog in which the rule with the floor caps the repetitions as well."""
    own = CATALOG.rules["cr_140"]
    floor = next(e for e in own.then if e.floor and e.floor.quantity == "reps")
    cap = changed(floor, floor=None, cap=changed(floor.floor, value=most))
    rules = {**CATALOG.rules, own.id: changed(own, then=(*own.then, cap))}
    return replace(bundle, catalog=changed(CATALOG, rules=rules))


@pytest.mark.parametrize(
    ("field", "value", "wrong"),
    [
        ("minutes", 31, "minutes 31, at most 30"),
        ("times_per_day", 1, None),
        ("times_per_day", 2, "times a day 2, at most 1"),
    ],
)
def test_every_number_has_its_bound(field: str, value: int, wrong: str | None) -> None:
    more = valid().dosed("w5-d5", "walk_short", **{field: value})
    assert said_of(more, "walk_short") == ([] if wrong is None else [wrong])


@pytest.mark.parametrize(("hours", "passes"), [(8, True), (9, False)])
def test_hours_of_a_device_follow_its_ramp_and_those_of_other_things_the_dose(hours, passes):
    """Eight hours stand in the dose of insoles; what were no device would be held to them."""
    name = "orthotic_all_day"
    plan = valid().all_day(entry(name, 20, hours=hours))
    assert said_of(plan, name) == []
    bare = changed(CATALOG.activities[name], tags=())
    other = changed(CATALOG, activities={**CATALOG.activities, name: bare})
    texts = said_of(replace(plan, catalog=other), name)
    assert texts == ([] if passes else ["hours 9, at most 8"])


@pytest.mark.parametrize(
    ("week", "hold", "least"), [(3, 29, 30), (3, 30, None), (2, 19, 20), (2, 20, None)]
)
def test_a_floor_on_a_hold_gives_way_to_a_share_of_the_dose(week, hold, least) -> None:
    """From 65 years on one holds for 30 seconds; half of twice 20 seconds are 20."""
    old = valid().with_facts(age=66).having(fibromyalgia="any")
    item = made_item("upper_trap_stretch", 5, "both", sets=1, reps=1, hold_s=hold)
    texts = said_of(old.adding(f"w{week}-d1", item), "upper_trap_stretch")
    holds = [text for text in texts if text.startswith("hold_s")]
    assert holds == ([] if least is None else [f"hold_s {hold}, at least {least} (cr_179)"])
