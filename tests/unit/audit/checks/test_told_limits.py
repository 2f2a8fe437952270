"""Which limits must be told, and when a text says a value."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from planner.audit.checks.told_limits import (
    _binds_some_week,
    _is_told,
    _says,
    _says_nothing_at_all,
    told_limits,
)
from planner.audit.report import Report
from tests.support.audits import case_of, said
from tests.support.plans import valid


@pytest.mark.parametrize(
    ("body", "in_weeks", "binds"),
    [
        ({}, (), True),
        ({"window": "week_1"}, (), False),
        ({"window": "week_1"}, (2,), True),
        # Weeks of an item and rolling weeks are no stretch of the plan.
        ({"window": "first_week_of_item"}, (), True),
        ({"window": "rolling_4_weeks"}, (), True),
        ({"levels": ("beginner",)}, (), False),
        ({"levels": ("beginner",)}, (2,), True),
        ({"level": "beginner"}, (), False),
        ({"level": "beginner"}, (2,), True),
    ],
)
def test_a_limit_of_other_levels_or_other_weeks_is_not_told(body, in_weeks, binds) -> None:
    full = {"window": None, "levels": (), "level": None, **body}
    fired = SimpleNamespace(body=SimpleNamespace(**full))
    case = SimpleNamespace(weeks=(1, 2, 3), applies=lambda _, week: week in in_weeks)
    assert _binds_some_week(case, fired) is binds


@pytest.mark.parametrize(
    ("text", "value", "says"),
    [
        ("At most 12.5 kg.", 12.5, True),
        ("At most 12.5 kg.", 12, False),
        ("First 3, then 5 sets.", 5, True),
        ("Carry no load.", 5, False),
        ("Only light loads.", "light", True),
        ("Only heavy loads.", "light", False),
        ("As your clinician says.", None, True),
        (" ", None, False),
    ],
)
def test_a_text_says_a_number_a_word_or_anything(text, value, says) -> None:
    assert _says(SimpleNamespace(text=text), value) is says


@pytest.mark.parametrize(
    ("quantity", "text", "value", "says"),
    [
        ("leg_pain_rise", "Leg pain may not rise. Because.", 0, True),
        ("leg_pain_rise", "From week 2: leg pain may not rise.", 0, True),
        ("leg_pain_rise", "Leg pain may rise.", 0, False),
        ("leg_pain_rise", "Leg pain may not rise.", 1, False),
        ("leg_pain_rise", "Leg pain may not rise.", None, False),
        # Nothing is said in words of its own of these.
        ("reps_in_reserve", "Leg pain may not rise.", 0, False),
    ],
)
def test_a_limit_of_nothing_is_told_in_words(quantity, text, value, says) -> None:
    case = case_of(valid())
    limit = SimpleNamespace(quantity=quantity, text=text)
    assert _says_nothing_at_all(case, limit, value) is says


@pytest.mark.parametrize(
    ("note", "passes"),
    [
        ("Stop with 4 in reserve.", True),
        # The first number is the reserve.
        ("Stop with 4 in reserve, 2 times.", True),
        ("Stop with 3 in reserve, 9 times.", False),
        ("Stop when it gets hard.", False),
    ],
)
def test_a_load_note_names_the_reserve_first(note: str, passes: bool) -> None:
    noted = valid().dosed("w2-d1", "wall_push_up", load_note=note)
    texts = [text for text in said(noted, "told_limits") if "in reserve are needed" in text]
    assert (texts == []) is passes


def effect(**fields: Any) -> SimpleNamespace:
    """A cap of five repetitions in reserve, always, on every level."""
    target = SimpleNamespace(any=fields.pop("any", False))
    whole = {
        "quantity": "reps_in_reserve", "value": 5, "soft": False, "window": None, "levels": (),
        "level": None, "target": target,
    }  # fmt: skip
    return SimpleNamespace(rule="r", body=SimpleNamespace(**{**whole, **fields}))


def limit(**fields: Any) -> SimpleNamespace:
    whole = {"rule": "r", "quantity": "reps_in_reserve", "text": "Leave 5.", "activities": ()}
    return SimpleNamespace(**{**whole, **fields})


def untold(
    fired: SimpleNamespace, *limits: SimpleNamespace, touched: tuple[str, ...] = ("squat", "bridge")
) -> list[str]:
    """What is not told of one effect, in a plan of four exercises."""
    names = ("squat", "bridge", "walk", "stretch")
    case = SimpleNamespace(
        placed=[SimpleNamespace(activity=SimpleNamespace(id=name)) for name in names],
        firings=SimpleNamespace(
            hits=lambda activity, this: this is fired and activity.id in touched
        ),
        catalog=SimpleNamespace(
            decision_policy=SimpleNamespace(told_words={"pain_free": "without pain"})
        ),
        plan=SimpleNamespace(screening=SimpleNamespace(limits=limits)),
    )
    report = Report("told_limits")
    _is_told(case, report, fired)
    return [v.text for v in report.violations]


MISSING = ["reps_in_reserve 5 (r) is not told in words"]


@pytest.mark.parametrize(
    ("limits", "texts"),
    [
        ((), MISSING),
        ((limit(),), []),
        ((limit(rule="s"),), MISSING),
        ((limit(quantity="pain_during"),), MISSING),
        ((limit(text="Leave 4."),), MISSING),
        ((limit(text="Leave 4."), limit()), []),
        # It names all that it is about, or nothing at all.
        ((limit(activities=("squat",)),), MISSING),
        ((limit(activities=("squat", "bridge")),), []),
        ((limit(activities=("squat", "bridge", "walk")),), []),
        # Two halves are no whole.
        ((limit(activities=("squat",)), limit(activities=("bridge",))), MISSING),
    ],
)
def test_a_limit_is_told_with_its_number_and_all_that_it_is_about(limits, texts) -> None:
    assert untold(effect(), *limits) == texts


def test_what_the_plan_holds_nothing_of_is_not_told() -> None:
    assert untold(effect(), touched=()) == []
    # What is about everything is, whatever the plan holds.
    assert untold(effect(any=True), touched=()) == MISSING
    assert untold(effect(any=True), limit(activities=("walk",))) == []


@pytest.mark.parametrize(
    ("value", "text", "is_told"),
    [
        ("pain_free", "Move without pain.", True),
        ("pain_free", "Move pain_free.", False),
        ("light", "No harder than light.", True),
        ("light", "No harder than heavy.", False),
        (None, "As your clinician says.", True),
        (None, "", False),
    ],
)
def test_words_are_told_as_the_policy_says_them(value, text: str, is_told: bool) -> None:
    assert (untold(effect(value=value), limit(text=text)) == []) is is_told


def judged(kind: str, *fired: SimpleNamespace, weeks: tuple[int, ...] = (2,)) -> int:
    """How many effects are looked at, of those in force in some weeks of three."""
    case = SimpleNamespace(
        told_quantities={"reps_in_reserve"},
        weeks=(1, 2, 3),
        applies=lambda this, week: week in weeks,
        in_sessions=(),
        placed=(),
        firings=SimpleNamespace(
            of=lambda this, week: fired if this == kind and week in weeks else ()
        ),
        catalog=SimpleNamespace(decision_policy=SimpleNamespace(told_words={})),
        plan=SimpleNamespace(screening=SimpleNamespace(limits=())),
    )
    report = Report("told_limits")
    told_limits(case, report)
    return report.looked_at


def test_each_hard_cap_and_floor_on_a_told_quantity_is_looked_at_once() -> None:
    always = effect(any=True)
    for kind, found in (("cap", 1), ("floor", 1), ("exclude", 0)):
        assert judged(kind, always) == found
        assert judged(kind, always, weeks=(1, 2, 3)) == found
    assert judged("cap", always, effect(any=True, value=3)) == 2
    assert judged("cap", effect(any=True, soft=True)) == 0
    assert judged("cap", effect(any=True, quantity="sets")) == 0
    assert judged("cap", effect(any=True, window="week_1"), weeks=()) == 0


@pytest.mark.parametrize(
    ("key", "name", "note", "least"),
    [
        # Of the first two weeks four are asked, of the later ones one.
        ("w2-d1", "wall_push_up", "Leave 3.", 4),
        ("w2-d1", "wall_push_up", "Leave 4.", None),
        ("w3-d1", "wall_push_up", "Leave 0.", 1),
        ("w3-d1", "wall_push_up", "Leave 1.", None),
        # Only strength works with a reserve.
        ("w2-d0", "dead_bug_slide", "Leave 0.", None),
        ("w3-d1", "wall_push_up", None, None),
    ],
)
def test_a_load_note_keeps_the_reserve_of_its_week(key, name, note, least) -> None:
    texts = said(valid().dosed(key, name, load_note=note), "told_limits")
    rule = {4: "prg_first_two_weeks", 1: "prg_no_failure"}.get(least)
    wrong = f"{note!r}; at least {least} in reserve are needed ({rule})"
    assert texts == ([] if least is None else [wrong])
