"""Ladders: where they start, how long a level is kept, and steps up and down."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from msgspec.structs import replace as changed

from planner.audit.checks.ladder import _mastered
from planner.domain.intake import Away
from tests.support.audits import found, said
from tests.support.joins import sessions_of
from tests.support.mutations.tools import on
from tests.support.people import CATALOG
from tests.support.plan_variants import quitting
from tests.support.plans import Bundle, entry, valid

CODE = "ladder"
HIGH, STAND, SQUAT, BOX = "sit_to_stand_high", "sit_to_stand", "mini_squat_counter", "box_squat"
WALL, COUNTER = "wall_push_up", "counter_push_up"
SLIDE, MARCH = "dead_bug_slide", "dead_bug_march"


def climbing(*days: tuple[int, str], base: Bundle | None = None) -> Bundle:
    """Nothing but sessions of one item each, on days of the plan (0 = first)."""
    return (base or valid()).with_plan(sessions=sessions_of(*days), all_day=())


def wrong(bundle: Bundle) -> list[tuple[str, str]]:
    return [(v.where, v.text) for v in found(bundle, CODE).violations]


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (((0, STAND), (14, SQUAT)), []),
        # Weeks count, not days; and weeks in which nothing of the family is planned.
        (((6, STAND), (14, SQUAT)), []),
        (((0, STAND), (35, SQUAT)), []),
        (((0, STAND), (13, SQUAT)), [("week 2 squat", "level 2 was kept 1 weeks, 2 needed")]),
        # Each level is kept from its own first week on.
        (((0, HIGH), (14, STAND), (28, SQUAT)), []),
        (
            ((0, HIGH), (14, STAND), (21, SQUAT)),
            [("week 4 squat", "level 2 was kept 1 weeks, 2 needed")],
        ),
        (((0, HIGH), (14, SQUAT)), [("week 3 squat", "from level 1 to level 3")]),
        (((0, SQUAT), (14, STAND)), [("week 3 squat", "from level 3 to level 2")]),
        (
            ((0, HIGH), (7, STAND), (14, BOX), (21, SQUAT)),
            [
                ("week 2 squat", "level 1 was kept 1 weeks, 2 needed"),
                ("week 3 squat", "from level 2 to level 4"),
                ("week 3 squat", "level 2 was kept 1 weeks, 2 needed"),
                ("week 4 squat", "from level 4 to level 3"),
                ("week 4 squat", "level 4 was kept 1 weeks, 2 needed"),
            ],
        ),
        # Of two levels in a week the one that comes last is climbed from.
        (((0, HIGH), (1, STAND), (14, SQUAT)), [("week 1 squat", "levels [1, 2] in one week")]),
        (
            ((0, STAND), (1, HIGH), (14, SQUAT)),
            [
                ("week 1 squat", "levels [1, 2] in one week"),
                ("week 3 squat", "from level 1 to level 3"),
            ],
        ),
        # Every ladder is climbed by itself.
        (((0, WALL), (7, SQUAT), (14, COUNTER)), []),
    ],
)
def test_a_ladder_is_climbed_step_by_step(items, expected) -> None:
    assert wrong(climbing(*items)) == expected


@pytest.mark.parametrize(("weeks", "passes"), [(1, True), (2, True), (3, False)])
def test_the_template_says_how_long_a_level_is_kept(weeks: int, passes: bool) -> None:
    plan = climbing((0, STAND), (14, SQUAT))
    template = changed(plan.template, caps=changed(plan.template.caps, dwell_weeks=weeks))
    texts = said(replace(plan, template=template), CODE)
    assert texts == ([] if passes else ["level 2 was kept 2 weeks, 3 needed"])


@pytest.mark.parametrize("name", [HIGH, STAND, SQUAT])
def test_a_ladder_may_start_up_to_the_first_level_made_for_the_person(name: str) -> None:
    """A novice: the first two levels are for less fit people, the next two for novices."""
    assert wrong(climbing((7, name))) == []


def test_a_ladder_does_not_start_above_that() -> None:
    text = "starts at level 4, the first open level for this person is 3"
    assert wrong(climbing((7, BOX))) == [("week 2 squat", text)]
    # Who owns no band may begin above the level that needs one.
    clam, band, side = "clamshell", "clamshell_band", "side_lying_abduction"
    assert wrong(climbing((0, clam))) == wrong(climbing((0, band))) == []
    assert said(climbing((0, side)), CODE) == [
        "starts at level 3, the first open level for this person is 2"
    ]
    pieces = tuple(e for e in valid().intake.equipment if "band" not in e)
    assert wrong(climbing((0, side)).with_intake(equipment=pieces)) == []


def test_families_of_habits_and_devices_follow_calendars_instead() -> None:
    """Insoles all day long from the first day, then fewer hours."""
    own = {f.id: f for f in CATALOG.families.values()}
    habits = [f for f in own.values() if f.component == "habit" and len(f.levels) > 1]
    for family in habits:
        first, last = family.levels[0].activity, family.levels[-1].activity
        days = (entry(last, 0), entry(first, 7))
        assert wrong(climbing().with_plan(all_day=days)) == []
    assert habits


def test_what_is_done_all_day_belongs_to_its_ladder() -> None:
    plan = climbing((0, HIGH)).with_plan(all_day=(entry(STAND, 1),))
    assert said(plan, CODE) == ["levels [1, 2] in one week"]


THREE = {"squat": (STAND, SQUAT), "push_up": (WALL, COUNTER), "dead_bug": (SLIDE, MARCH)}


def stepping(**weeks: int) -> tuple[tuple[int, str], ...]:
    """Ladders that begin in week 1, each with the week of its step."""
    found = []
    for number, (family, week) in enumerate(weeks.items()):
        first, then = THREE[family]
        found += [(number, first), (7 * (week - 1) + number, then)]
    return tuple(found)


@pytest.mark.parametrize(
    ("weeks", "counted"),
    [
        ({"squat": 3, "push_up": 3}, None),
        ({"squat": 3, "push_up": 3, "dead_bug": 4}, None),
        ({"squat": 3, "push_up": 3, "dead_bug": 3}, "dead_bug, squat, push_up"),
    ],
)
def test_two_ladders_step_in_one_week(weeks: dict[str, int], counted: str | None) -> None:
    texts = [("week 3", f"steps of {counted}; at most 2 (prg_ladder_step)")]
    assert wrong(climbing(*stepping(**weeks))) == ([] if counted is None else texts)


def test_a_step_down_is_not_counted_as_one() -> None:
    plan = climbing(*stepping(squat=3, push_up=3), (2, MARCH), (16, SLIDE))
    assert wrong(plan) == [("week 3 dead_bug", "from level 2 to level 1")]


@pytest.mark.parametrize(("week", "passes"), [(2, True), (3, False), (4, True)])
def test_no_ladder_steps_in_the_quit_week(week: int, passes: bool) -> None:
    """The quit day is day 14, in week 3."""
    base = quitting()
    plan = climbing(*stepping(squat=week), base=base).with_plan(all_day=base.plan.all_day)
    quits = [text for text in said(plan, CODE) if "quit" in text]
    assert quits == ([] if passes else ["steps of squat; at most 0 (prg_quit_week)"])


DISC = {"lumbar_disc_herniation": "settled"}
CURL, CURL_UP = "curl_up_brace", "curl_up_mcgill"
BACK, BACK_45 = "seated_trunk_extension_band", "back_extension_45"


@pytest.mark.parametrize(
    ("items", "counted"),
    [
        (((0, CURL), (14, CURL_UP), (1, STAND), (15, SQUAT)), []),
        (((0, CURL), (21, CURL_UP), (1, BACK), (15, BACK_45)), []),
        (((0, CURL), (14, CURL_UP), (1, BACK), (15, BACK_45)), ["mcgill_curl_up, back_extensor"]),
    ],
)
def test_a_rule_may_count_the_steps_onto_its_own_target(items, counted: list[str]) -> None:
    """With a healing disc one ladder a week steps onto loaded bending."""
    texts = said(climbing(*items, base=valid().having(**DISC)), CODE)
    steps = [text for text in texts if text.startswith("steps of")]
    assert steps == [f"steps of {names}; at most 1 (cr_029)" for names in counted]


PRONE = ("prone_lying", "prone_on_elbows")


@pytest.mark.parametrize(
    ("facts", "names", "holding"),
    [
        ({"inflammatory_features_count": 3}, (STAND, SQUAT), "rf_inflam"),
        ({"inflammatory_features_count": 2}, (STAND, SQUAT), None),
        # It ends with a clearance.
        ({"inflammatory_features_count": 3, "clearance_given": True}, (STAND, SQUAT), None),
        # One without an end goes on, for what it is about.
        ({"adherence_pct": 60, "clearance_given": True}, (STAND, SQUAT), "prg_adherence_repeat"),
        ({"adherence_pct": 60}, PRONE, None),
        # A rule that steps back holds nothing.
        ({"adherence_pct": 40}, (STAND, SQUAT), None),
        # Nobody knows: a hold that may be is none.
        ({"adherence_pct": None}, (STAND, SQUAT), None),
    ],
)
def test_no_step_while_a_rule_holds(facts, names: tuple[str, str], holding: str | None) -> None:
    first, second = names
    plan = climbing((0, first), (14, second), base=valid().with_facts(**facts))
    holds = [text for text in said(plan, CODE) if "no step" in text]
    assert holds == ([] if holding is None else [f"no step while {holding} holds"])


def test_a_hold_of_some_sessions_ends_by_itself() -> None:
    rule = CATALOG.rules["prg_adherence_repeat"]
    (effect,) = rule.then
    short = changed(effect, progress=changed(effect.progress, sessions=1))
    rules = {**CATALOG.rules, rule.id: changed(rule, then=(short,))}
    plan = climbing((0, STAND), (14, SQUAT), base=valid().with_facts(adherence_pct=60))
    assert wrong(replace(plan, catalog=changed(CATALOG, rules=rules))) == []


def after(first: int, last: int, *items: tuple[int, str]) -> list[tuple[str, str]]:
    """What is wrong where the person is away from one day to another."""
    away = (Away(start=on(first), end=on(last), kind="travel"),)
    return wrong(climbing(*items).with_intake(away=away))


@pytest.mark.parametrize(
    ("first", "last", "items", "expected"),
    [
        # Two weeks away, back on day 28: one level down, and a new count of weeks.
        (14, 27, ((13, SQUAT), (28, STAND)), []),
        (14, 27, ((13, SQUAT), (35, STAND)), []),
        (14, 27, ((13, SQUAT), (28, HIGH)), [("week 5 squat", "from level 3 to level 1")]),
        (14, 27, ((13, STAND), (28, HIGH)), []),
        (14, 27, ((13, HIGH), (28, SQUAT)), [("week 5 squat", "from level 1 to level 3")]),
        (
            14, 27, ((6, SQUAT), (28, STAND), (35, SQUAT)),
            [("week 6 squat", "level 2 was kept 1 weeks, 2 needed")],
        ),
        # Only the first level after the return is taken back.
        (14, 27, ((21, SQUAT), (28, SQUAT), (41, STAND)),
         [("week 6 squat", "from level 3 to level 2")]),
        (21, 34, ((0, SQUAT), (14, STAND)), [("week 3 squat", "from level 3 to level 2")]),
        (7, 20, ((0, SQUAT), (28, SQUAT), (35, STAND)),
         [("week 6 squat", "from level 3 to level 2")]),
        # After a week no ladder goes down, and one of mobility never does.
        (21, 27, ((13, SQUAT), (28, STAND)), [("week 5 squat", "from level 3 to level 2")]),
        (
            14, 27, ((6, PRONE[0]), (13, PRONE[1]), (28, PRONE[0])),
            [("week 5 mdt_extension", "from level 2 to level 1")],
        ),
    ],
)  # fmt: skip
def test_a_ladder_goes_down_one_level_after_weeks_away(first, last, items, expected) -> None:
    assert [v for v in after(first, last, *items) if "week 2" not in v[0]] == expected


def walking(*names: str, **facts: Any) -> list[str]:
    items = [(7 * week, name) for week, name in enumerate(names)]
    return said(climbing(*items, base=valid().with_facts(**facts)), CODE)


WALKS = ("walk_short", "walk_slow", "walk_easy", "walk_moderate")


@pytest.mark.parametrize(("minutes", "first"), [(10, 3), (9, 1), (None, 1), ("a while", 1)])
def test_who_walks_ten_minutes_already_begins_above_both_walks_of_ten(minutes, first) -> None:
    """The first two levels ask for ten minutes without a rest; the third is not shown so."""
    for level, name in enumerate(WALKS, start=1):
        starts = f"starts at level {level}, the first open level for this person is {first}"
        texts = walking(name, continuous_walk_minutes=minutes)
        assert texts == ([starts] if level > first else []), name


@pytest.mark.parametrize(
    ("day", "name", "first"), [(0, "walk_slow", 2), (0, "walk_easy", 2), (7, "walk_slow", 1)]
)
def test_a_walk_that_is_too_long_for_the_caps_is_passed_over(day: int, name: str, first) -> None:
    """In week 1 one walks for five minutes at once: the first level takes 15, the others five."""
    base = valid().having(lumbar_fusion_postop="wk2_6").with_facts(continuous_walk_minutes=9)
    level = CATALOG.activities[name].level
    text = f"starts at level {level}, the first open level for this person is {first}"
    assert said(climbing((day, name), base=base), CODE) == ([text] if level > first else [])


@pytest.mark.parametrize(
    ("minutes", "able", "level"),
    [
        ((10, 20, 30), 5, 0),
        ((10, 20, 30), 10, 1),
        ((10, 20, 30), 25, 2),
        ((10, 20, 30), 30, 3),
        ((10, 20, 30), None, 0),
        # A level that says no minutes ends it, and so does one that is too long.
        ((10, None, 30), 30, 1),
        ((10, 40, 30), 30, 1),
    ],
)
def test_levels_whose_minutes_the_person_does_are_passed_from_the_lowest_on(
    minutes, able, level: int
) -> None:
    levels = tuple(
        SimpleNamespace(
            level=number,
            advance_when=SimpleNamespace(shown_by="walk", minutes=least) if least else None,
        )
        for number, least in enumerate(minutes, 1)
    )
    case = SimpleNamespace(answers=SimpleNamespace(facts={"walk": able}))
    assert _mastered(case, SimpleNamespace(levels=levels)) == level
