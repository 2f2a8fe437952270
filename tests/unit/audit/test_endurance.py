from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from types import SimpleNamespace

import pytest
from msgspec.structs import replace as changed

from planner.audit import endurance as module
from planner.audit.endurance import days_a_week, is_light, modes, most_minutes, start_minutes
from planner.knowledge.model import Target
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
    # Put together anew: the words of a catalog that was read are no constants of the code.
    word = "".join([*quantity])
    body = SimpleNamespace(quantity=word, value=value, target=SimpleNamespace(any=is_any))
    monkeypatch.setattr(module, "_caps", lambda *_: [SimpleNamespace(body=body)])
    assert most_minutes(case_of(valid()), WALK, 1) == minutes


@pytest.mark.parametrize(("most", "minutes"), [(20, 20), (30, 30), (45, 30)])
def test_a_bout_is_no_longer_than_the_template_has(most: int, minutes: float) -> None:
    case = case_of(ranged(endurance={"minutes_at_most": most}))
    assert most_minutes(case, WALK, 1) == minutes
    assert most_minutes(case_of(ranged(strength={"sets_at_most": 1})), WALK, 1) == 30


def anew(word: str) -> str:
    """The word put together anew: those of a catalog that was read are no constants of the code."""
    return "".join([*word])


def cap(quantity: str, value: object, **fields: object) -> SimpleNamespace:
    whole = {"soft": False, "window": None, "target": Target(any=True), "levels": (), "level": None}
    made = {"quantity": anew(quantity), "value": value, **whole, **fields}
    return SimpleNamespace(body=SimpleNamespace(**made))


@pytest.mark.parametrize(
    ("caps", "light"),
    [
        # The dose of the walk has effort 4; light goes up to 3 of 10, which is 11 of 20.
        ((), False),
        ((cap("intensity_class", "light"),), True),
        ((cap("intensity_class", "moderate"),), False),
        ((cap("intensity_class", "moderate"), cap("intensity_class", "very_light")), True),
        ((cap("effort_rpe_0_10", 3),), True),
        ((cap("effort_rpe_0_10", 4),), False),
        ((cap("effort_rpe_6_20", 11),), True),
        ((cap("effort_rpe_6_20", 12),), False),
        ((cap("minutes_per_bout", 2),), False),
    ],
)
def test_caps_make_an_effort_light(caps, light: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_caps", lambda *_: caps)
    assert is_light(case_of(valid()), WALK, 6) is light


@pytest.mark.parametrize(("most", "light"), [(3, True), (4, False), (None, False)])
def test_the_phase_makes_an_effort_light(most: int | None, light: bool) -> None:
    phases = tuple(changed(p, effort_rpe_at_most=most) for p in valid().template.phases)
    bundle = replace(valid(), template=changed(valid().template, phases=phases))
    assert is_light(case_of(bundle), WALK, 1) is light


@pytest.mark.parametrize(("rpe", "light"), [(None, False), (2, True), (3, True), (4, False)])
def test_an_effort_that_is_not_given_is_not_light(rpe: int | None, light: bool) -> None:
    case = case_of(valid())
    doses = {level: changed(dose, rpe=rpe) for level, dose in WALK.dose.items()}
    assert is_light(case, changed(WALK, dose=doses), 6) is light
    assert not is_light(case, changed(WALK, dose={}), 6)


@pytest.mark.parametrize(
    ("caps", "days"),
    [
        ((), 6),
        ((cap("days_per_week", 3),), 3),
        ((cap("sessions_per_week", 2), cap("days_per_week", 3)), 2),
        ((cap("days_per_week", 7),), 6),
        ((cap("minutes_per_bout", 2),), 6),
    ],
)
def test_caps_lower_the_days_of_a_dose(caps, days, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_caps", lambda *_: caps)
    case = case_of(valid())
    assert days_a_week(case, WALK, 1) == days
    assert days_a_week(case, changed(WALK, dose={}), 1) == min([7, *(
        c.body.value for c in caps if c.body.quantity != "minutes_per_bout"
    )])  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "binds"),
    [
        ({}, True),
        ({"soft": True}, False),
        ({"window": "week_1"}, False),
        ({"window": "weeks_1_2"}, True),
        ({"level": "experienced"}, False),
        ({"window": "first_week_of_item"}, False),
    ],
)
def test_only_hard_caps_of_the_week_bind(fields, binds, monkeypatch: pytest.MonkeyPatch) -> None:
    case = case_of(valid())
    given = {**fields}
    if "window" in given:
        given["window"] = anew(given["window"])
    one = cap("days_per_week", 1, **given)
    monkeypatch.setattr(
        case.firings, "touching", lambda *key: (one,) if key == (WALK, "cap", 2) else ()
    )
    assert module._caps(case, WALK, 2) == ([one] if binds else [])


@pytest.mark.parametrize(
    ("warm", "cool", "minutes"),
    [((), (), 0), ((5,), (), 5), ((), (7,), 7), ((5, 9), (3, 2), 12)],
)
def test_both_ends_are_as_long_as_their_longest_floor(
    warm, cool, minutes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In week 3 alone a warm-up of 99 minutes stands that does not hold."""
    case = case_of(valid())
    found = {"warm_up_minutes": warm, "cool_down_minutes": cool}

    def limits(kind: str, quantity: str, week: int) -> list[SimpleNamespace]:
        held = [cap(quantity, value) for value in found[quantity]] if week == 2 else []
        return [*held, cap(quantity, 99, window="week_1")] if week == 3 else held

    monkeypatch.setattr(case.firings, "limits", limits)
    assert module._ends(case) == minutes


def test_the_largest_start_dose_is_of_what_may_be_done(monkeypatch: pytest.MonkeyPatch) -> None:
    case = case_of(valid())
    monkeypatch.setattr(
        case.verdicts,
        "is_allowed_somehow",
        lambda activity, week: activity.id in ("march_in_place", "sit_to_stand") and week == 2,
    )
    (own,) = {module.dose_of(case, CATALOG.activities["march_in_place"]).minutes}
    assert start_minutes(case, 2) == own < 30
    assert start_minutes(case, 3) == 0


def test_a_kind_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        modes(case_of(valid()), 1)[0].days = 1


@pytest.mark.parametrize(("minutes", "start"), [((None,), 0), ((None, 12), 12), ((7, 12), 12)])
def test_a_dose_without_minutes_starts_at_none(
    minutes, start: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of as many kinds of endurance as there are minutes, beside one without a dose."""
    doses = iter([None, *(SimpleNamespace(minutes=each) for each in minutes)])
    monkeypatch.setattr(module, "dose_of", lambda *_: next(doses))
    case = case_of(valid())
    kinds = [a for a in CATALOG.activities if CATALOG.activities[a].component == "endurance"]
    few = set(kinds[: len(minutes) + 1])
    monkeypatch.setattr(case.verdicts, "is_allowed_somehow", lambda a, week: a.id in few)
    assert start_minutes(case, 1) == start
