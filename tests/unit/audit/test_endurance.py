from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from msgspec.structs import replace as changed

from planner.audit import endurance as module
from planner.audit.endurance import days_a_week, is_light, modes, most_minutes, start_minutes
from tests.support.audits import case_of
from tests.support.mutations.template_doses import ranged
from tests.support.people import CATALOG
from tests.support.plan_variants import quitting
from tests.support.plans import Bundle, valid

WALK, BIKE = CATALOG.activities["walk_short"], CATALOG.activities["cycle_upright_easy"]


@pytest.mark.parametrize(
    ("bundle", "minutes"),
    [
        (valid(), [30, 30]),
        (valid().with_facts(continuous_walk_minutes=5), [15, 15]),
        (valid().having(sedentary="any"), [15, 30]),
        (valid().having(obesity_class2="any"), [20, 20]),
        # Half of the dose, rounded up.
        (valid().having(fibromyalgia="any"), [10, 8]),
    ],
)
def test_a_bout_is_as_long_as_activity_level_and_caps_allow(
    bundle: Bundle, minutes: list[float]
) -> None:
    case = case_of(bundle)
    assert [most_minutes(case, activity, 1) for activity in (WALK, BIKE)] == minutes


def test_a_cap_on_a_whole_session_is_no_cap_on_a_bout() -> None:
    case = case_of(valid())
    caps = [f.body.value for f in case.firings.limits("cap", "minutes_per_session", 1)]
    assert min(caps) > most_minutes(case, WALK, 1)


def test_what_is_light_needs_no_ends() -> None:
    quick = case_of(valid())
    assert not is_light(quick, WALK, 1)
    easy = case_of(quitting())
    # The effort of a smoker is bounded in the first week only.
    assert [is_light(easy, WALK, week) for week in (1, 2)] == [True, False]
    found = {mode.activity.id: mode for mode in modes(quick, 1)}
    assert (found["walk_short"].extra, found["walk_short"].is_light) == (11, False)
    found = {mode.activity.id: mode for mode in modes(easy, 1)}
    assert (found["walk_short"].extra, found["walk_short"].is_light) == (1, True)


@pytest.mark.parametrize(
    ("bundle", "minutes"),
    [
        (valid(), 10),
        (valid().having(copd="controlled"), 20),
        (valid().with_facts(age=76), 15),
    ],
)
def test_the_longest_ends_that_rules_ask_for_count(bundle: Bundle, minutes: float) -> None:
    found = {mode.activity.id: mode for mode in modes(case_of(bundle), 1)}
    assert found["walk_short"].extra == WALK.setup_minutes + minutes


def test_only_what_is_allowed_and_fits_is_a_mode() -> None:
    case = case_of(valid())
    early = {mode.activity.id for mode in modes(case, 1)}
    late = {mode.activity.id for mode in modes(case, 3)}
    assert "cycle_upright_moderate" in late - early
    assert all(mode.least <= mode.most for week in case.weeks for mode in modes(case, week))
    assert {mode.activity.component for mode in modes(case, 3)} == {"endurance"}
    short = case_of(valid().with_facts(continuous_walk_minutes=5, active_minutes_week=0))
    least = {mode.activity.id: mode.least for mode in modes(short, 1)}
    assert max(least.values()) == 15


def test_start_doses_and_days() -> None:
    case = case_of(valid())
    assert start_minutes(case, 1) == 30
    assert days_a_week(case, WALK, 1) == 6


@pytest.mark.parametrize(
    ("named", "gone"),
    [
        (("walk_short",), {"walk_short"}),
        (("cycle_upright",), {"cycle_upright_easy", "cycle_upright_moderate"}),
        # Of no family: by its own name.
        (("hike_gentle",), {"hike_gentle"}),
        (("cycle_upright", "ebike_assist", "sit_to_stand"),
         {"cycle_upright_easy", "cycle_upright_moderate", "ebike_assist"}),
    ],
)  # fmt: skip
def test_what_the_template_leaves_out_is_no_mode(named: tuple[str, ...], gone: set[str]) -> None:
    bundle = valid()
    first, *others = bundle.template.phases
    left = replace(
        bundle, template=changed(bundle.template, phases=(changed(first, leave_out=named), *others))
    )
    before = {mode.activity.id for mode in modes(case_of(bundle), 3)}
    after = {mode.activity.id for mode in modes(case_of(left), 3)}
    assert before - after == gone


@pytest.mark.parametrize(
    ("quantity", "is_any", "value", "minutes"),
    [
        ("minutes_per_bout", True, 12, 12),
        ("minutes_per_bout", False, 12, 12),
        ("minutes_per_session", False, 12, 12),
        ("minutes_per_session", True, 12, 30),
        ("minutes_per_bout", False, None, 30),
        ("minutes_per_week", False, 12, 30),
        # Half of the dose of 30, and a third of it, rounded up.
        ("dose_pct", False, 50, 10),
        ("dose_pct", False, 33, 7),
        ("minutes_per_bout", False, 99, 30),
    ],
)
def test_each_cap_on_one_bout_counts(
    quantity: str, is_any: bool, value: float | None, minutes: float,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    body = SimpleNamespace(quantity=quantity, value=value, target=SimpleNamespace(any=is_any))
    monkeypatch.setattr(module, "_caps", lambda *_: [SimpleNamespace(body=body)])
    assert most_minutes(case_of(valid()), WALK, 1) == minutes


@pytest.mark.parametrize(("most", "minutes"), [(20, 20), (30, 30), (45, 30)])
def test_a_bout_is_no_longer_than_the_template_has(most: int, minutes: float) -> None:
    case = case_of(ranged(endurance={"minutes_at_most": most}))
    assert most_minutes(case, WALK, 1) == minutes
    assert most_minutes(case_of(ranged(strength={"sets_at_most": 1})), WALK, 1) == 30
