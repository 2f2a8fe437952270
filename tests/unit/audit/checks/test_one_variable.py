"""One thing of a kind rises at a time."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from msgspec.structs import replace as changed

from planner.audit.checks import one_variable as module
from tests.support.audits import found, said
from tests.support.mutations.revised import missing, with_past
from tests.support.mutations.tools import on, swapped, walking, with_session
from tests.support.people import CATALOG
from tests.support.plan_variants import revised
from tests.support.plans import Bundle, made_item, made_session, valid


def test_one_variable_may_rise_and_two_may_not() -> None:
    longer = walking(valid(), {5: 31})
    assert said(longer, "one_variable") == []
    harder = longer.dosed("w5-d0", "walk_short", rpe=5)
    assert said(harder, "one_variable") == [
        "effort, minutes rise at once, at most 1 (prg_one_variable)"
    ]


def test_the_same_as_before_is_no_rise() -> None:
    same = valid().dosed("w5-d0", "walk_short", rpe=4)
    more_days = with_session(same, made_session(5, 6, made_item("walk_short", 31, minutes=30)))
    assert said(more_days, "one_variable") == []


def test_the_best_of_the_weeks_before_counts() -> None:
    """Week 3 was harder: what week 5 adds is minutes only."""
    base = valid().dosed("w3-d0", "walk_short", rpe=5)
    again = walking(base, {5: 31}).dosed("w5-d0", "walk_short", rpe=5)
    texts = said(again, "one_variable")
    assert texts == said(base, "one_variable")


def test_a_ladder_that_comes_down_and_up_again_steps() -> None:
    down = swapped(valid(), "mini_squat_counter", "sit_to_stand", range(5, 6))
    texts = said(down, "one_variable")
    assert not any(text.startswith("steps of") for text in texts)


def test_another_day_and_more_effort_are_two_things() -> None:
    more = with_session(valid(), made_session(5, 6, made_item("walk_short", 31, minutes=30)))
    assert said(more.dosed("w5-d0", "walk_short", rpe=5), "one_variable") == [
        "days, effort rise at once, at most 1 (prg_one_variable)"
    ]


def test_an_effort_where_none_was_given_is_a_rise() -> None:
    silent = valid().items(
        lambda s, i: i.activity == "walk_short",
        dose=changed(made_item("walk_short", 30).dose, minutes=20, rpe=None),
    )
    again = silent.dosed("w5-d0", "walk_short", rpe=1, minutes=21)
    assert said(silent, "one_variable") == []
    assert said(again, "one_variable") == [
        "effort, minutes rise at once, at most 1 (prg_one_variable)"
    ]


@pytest.mark.parametrize(
    ("name", "rises"),
    [
        # 4.8 MET after 3.0: another mode. As much MET as before: none, whatever its family.
        ("dance_low_impact", True),
        ("dance_slow_ballroom", False),
        # As much MET, one step further on the ladder.
        ("walk_easy", True),
    ],
)
def test_a_harder_mode_is_a_thing_that_rises(name: str, rises: bool) -> None:
    longer = swapped(valid(), "walk_short", name, range(5, 6), minutes=31, rpe=4)
    wrong = "minutes, mode or load rise at once, at most 1 (prg_one_variable)"
    assert said(longer, "one_variable") == ([wrong] if rises else [])


def test_minutes_and_modes_of_endurance_are_not_those_of_strength() -> None:
    """Longer walks in the week in which strength gets harder."""
    base = walking(valid(), {6: 31})
    harder = base.dosed("w6-d1", "counter_push_up", rpe=5)
    assert said(harder, "one_variable") == []


def test_two_ladders_of_a_kind_do_not_step_in_the_same_week() -> None:
    """Both squats and push-ups were lower in week 5 and come back in week 6."""
    lower = swapped(valid(), "mini_squat_counter", "sit_to_stand", range(5, 6), sets=1, rpe=4)
    one = [v for v in found(lower, "one_variable").violations if v.text.startswith("steps")]
    assert one == []
    both = swapped(lower, "counter_push_up", "wall_push_up", range(5, 6), sets=1, rpe=4)
    (steps,) = [v for v in found(both, "one_variable").violations if v.text.startswith("steps")]
    assert steps.where == "week 6 strength"
    assert steps.text == "steps of push_up, squat, at most 1 (prg_one_variable)"


def test_a_week_without_the_kind_is_not_compared() -> None:
    idle = valid().sessions(lambda s: None if s.week == 5 else s)
    assert said(idle, "one_variable") == []


@pytest.mark.parametrize(
    ("rungs", "steps"),
    [
        # Week and level, in the order in which they were done; week 3 is looked at.
        (((1, 1), (3, 2)), True),
        (((1, 2), (3, 2)), False),
        (((2, 2), (3, 1)), False),
        # What counts is the level it was last done at, and the highest of the week.
        (((1, 3), (2, 1), (3, 2)), True),
        (((1, 1), (2, 3), (3, 2)), False),
        (((2, 1), (3, 1), (3, 2)), True),
        (((2, 1), (3, 2), (3, 1)), True),
        # Begun in that week, or done in others only.
        (((3, 2),), False),
        (((1, 1),), False),
        (((1, 1), (4, 2)), False),
        (((1, 1), (2, 2), (4, 3)), False),
        (((2, None), (3, 2)), False),
        (((2, 1), (3, None)), False),
        ((), False),
    ],
)
def test_a_ladder_steps_above_where_it_was_last_done(
    rungs, steps: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def placed(week: int, level: int | None, session: object = "s") -> SimpleNamespace:
        activity = SimpleNamespace(component="strength", family="squat", level=level)
        return SimpleNamespace(week=week, activity=activity, session=session)

    # All day long it is done without a session, and that is no step.
    done = [*(placed(*rung) for rung in rungs), placed(3, 9, None)]
    monkeypatch.setattr(module, "reached", lambda case, family: done)
    bare = SimpleNamespace(
        week=3, activity=SimpleNamespace(component="strength", family=None, level=7)
    )
    case = SimpleNamespace(in_sessions=[placed(3, 1), bare])
    assert module._steps(case, "strength", 3) == (["squat"] if steps else [])
    assert module._steps(case, "balance", 3) == []


def harder(rpe: int) -> Bundle:
    """The walk of the first day of week 3 with another effort, in a revision from day 16 on."""
    return revised().dosed("w3-d0", "walk_short", rpe=rpe)


def test_what_was_missed_before_a_revision_is_no_rise() -> None:
    """Each walk of week 3 is five minutes longer than those of week 2."""
    both = "effort, minutes rise at once, at most 1 (prg_one_variable)"
    assert said(harder(4), "one_variable") == []
    assert said(harder(5), "one_variable") == [both]
    missed = replace(harder(5), past=missing("w3-d0").past)
    assert said(missed, "one_variable") == []


def test_a_week_of_which_all_was_missed_is_not_compared() -> None:
    """Of week 2 nothing was done, and the revision begins on its last day."""
    cut = replace(with_past(day=on(13)), plan=revised().plan)
    rising = cut.dosed("w2-d0", "walk_short", rpe=5)
    assert said(rising, "one_variable") == [
        "effort, minutes rise at once, at most 1 (prg_one_variable)"
    ]
    gone = missing("w2-d0", "w2-d2", "w2-d5", base=rising)
    assert said(gone, "one_variable") == []


@pytest.mark.parametrize(("most", "passes"), [(1, False), (2, True), (3, True)])
def test_as_many_things_rise_as_the_cap_says(most: int, passes: bool) -> None:
    rule = CATALOG.rules["prg_one_variable"]
    then = tuple(
        changed(e, cap=changed(e.cap, variables_up_per_component=most)) if e.cap else e
        for e in rule.then
    )
    rules = {**CATALOG.rules, rule.id: changed(rule, then=then)}
    rising = walking(valid(), {5: 31}).dosed("w5-d0", "walk_short", rpe=5)
    bundle = replace(rising, catalog=changed(CATALOG, rules=rules))
    assert (said(bundle, "one_variable") == []) is passes


def test_a_kind_whose_energy_is_not_known_costs_none() -> None:
    walk = CATALOG.activities["walk_short"]
    known = SimpleNamespace(activity=walk)
    assert module._met(known) == walk.met.value == 3
    assert module._met(SimpleNamespace(activity=changed(walk, met=None))) == 0


def test_a_long_walk_that_was_missed_is_no_rise_of_the_week_that_is_cut() -> None:
    """40 minutes on the first day of week 3; the walks that are left are as long as in week 2."""
    long = revised().dosed("w3-d0", "walk_short", minutes=40)
    for key in ("w3-d2", "w3-d5"):
        long = long.dosed(key, "walk_short", minutes=25)
    harder = long.dosed("w3-d5", "walk_short", rpe=5)
    both = "effort, minutes rise at once, at most 1 (prg_one_variable)"
    assert said(harder, "one_variable") == [both]
    assert said(replace(harder, past=missing("w3-d0").past), "one_variable") == []
