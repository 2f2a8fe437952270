from __future__ import annotations

import pytest

from planner.domain.intake import Away
from tests.support.audits import found, said
from tests.support.joins import joined
from tests.support.mutations.tools import on, walking
from tests.support.plans import Bundle, made_item, made_session, valid


def away(first: int, last: int) -> Bundle:
    days = (Away(start=on(first), end=on(last), kind="travel"),)
    return valid().with_intake(away=days)


@pytest.mark.parametrize(
    ("first", "last", "shares"), [(7, 34, ["60"]), (14, 27, ["80", "90"]), (21, 26, [])]
)
def test_the_share_of_the_usual_load_is_told(first: int, last: int, shares: list[str]) -> None:
    texts = [text for text in said(away(first, last), "absence") if "usual load" in text]
    assert [text.split()[0] for text in texts] == shares
    told = f"From {on(last + 1)} on: {' and '.join(shares)} percent of the load."
    warned = away(first, last).with_plan(warnings=(told,))
    assert not [text for text in said(warned, "absence") if "usual load" in text]
    other_day = away(first, last).with_plan(warnings=(told.replace(str(on(last + 1)), "then"),))
    assert len([text for text in said(other_day, "absence") if "usual load" in text]) == len(shares)


def doing(bundle: Bundle, *items: tuple[int, str], **dose: int | None) -> Bundle:
    """Nothing but sessions of one item each, on given days."""
    sessions = (
        made_session(day // 7 + 1, day % 7, made_item(name, 5, **dose)) for day, name in items
    )
    return bundle.with_plan(sessions=tuple(sessions))


def texts(bundle: Bundle, words: str) -> list[str]:
    return [text for text in said(bundle, "absence") if words in text]


@pytest.mark.parametrize(("minutes", "passes"), [(17, True), (18, False)])
def test_the_share_is_that_of_the_seven_days_from_the_return(minutes: int, passes: bool) -> None:
    """Back on a Thursday: the last whole week held 60 minutes; 51 on Saturday to Wednesday."""
    back = walking(away(10, 16), {3: 17, 4: 17}).dosed("w4-d2", "walk_short", minutes=minutes)
    report = found(back.dosed("w4-d5", "walk_short", minutes=30), "absence")
    said_of = [(v.where, v.text) for v in report.violations if "endurance min" in v.text]
    wrong = "52 endurance min after 60, at most 0.85 of it (prg_absence_7_13)"
    assert said_of == ([] if passes else [(f"seven days from {on(17)}", wrong)])


@pytest.mark.parametrize(("minutes", "passes"), [(19, True), (20, True), (21, False)])
def test_after_four_weeks_a_restart_is_a_first_week_one_level_down(minutes, passes) -> None:
    back = walking(away(7, 34), {6: 20}).dosed("w6-d2", "walk_short", minutes=minutes)
    wrong = "61 endurance min, a restart has 60 at most (prg_absence_28)"
    assert texts(back, "a restart") == ([] if passes else [wrong])


def test_a_restart_is_bound_even_if_no_whole_week_lies_before_the_days_away() -> None:
    back = walking(away(0, 27), {5: 21, 6: 30})
    assert texts(back, "endurance min") == [
        "63 endurance min, a restart has 60 at most (prg_absence_28)"
    ]


@pytest.mark.parametrize(("sets", "passes"), [(1, True), (2, True), (3, False)])
def test_one_set_less_than_three_are_two(sets: int, passes: bool) -> None:
    trained = away(21, 27).with_facts(months_resistance_training=30)
    back = doing(trained, (28, "mini_squat_counter"), sets=sets)
    wrong = "3 sets after days away, at most 2 (prg_absence_7_13)"
    assert texts(back, "sets after") == ([] if passes else [wrong])


def test_the_sets_of_an_item_without_sets_or_without_a_dose_are_not_compared() -> None:
    assert texts(doing(away(21, 27), (28, "mini_squat_counter"), sets=None), "sets after") == []
    assert texts(doing(away(21, 27), (28, "superman"), sets=9), "sets after") == []


HIGH, STAND, SQUAT = "sit_to_stand_high", "sit_to_stand", "mini_squat_counter"


@pytest.mark.parametrize(
    ("items", "wrong"),
    [
        # Two weeks away, days 14 to 27: what was done last counts, and what is done first.
        (((7, STAND), (13, SQUAT), (28, STAND)), None),
        (((7, SQUAT), (13, STAND), (28, STAND)), "level 2 after days away, level 1 needed"),
        (((13, STAND), (14, SQUAT), (28, STAND)), "level 2 after days away, level 1 needed"),
        (((13, STAND), (28, STAND), (29, HIGH)), "level 2 after days away, level 1 needed"),
        (((13, STAND), (28, HIGH), (29, STAND), (30, SQUAT)), None),
        (((13, SQUAT), (27, STAND), (28, SQUAT)), "level 3 after days away, level 2 needed"),
        (((13, SQUAT), (28, HIGH)), None),
        # The days of a plan do not have to be listed in order.
        (((29, SQUAT), (28, STAND), (13, SQUAT), (7, STAND)), None),
        # A ladder that is new, or that is not taken up again, has nothing to step back from.
        (((28, SQUAT),), None),
        (((13, SQUAT),), None),
    ],
)
def test_a_ladder_starts_again_one_step_lower(items, wrong: str | None) -> None:
    rule = "(prg_absence_14_27)"
    steps = texts(doing(away(14, 27), *items), "after days away, level")
    assert steps == ([] if wrong is None else [f"{wrong} {rule}"])


def test_no_ladder_steps_back_after_a_week() -> None:
    back = doing(away(21, 27), (13, SQUAT), (28, SQUAT))
    assert texts(back, "after days away, level") == []


def test_each_family_steps_back_by_itself_and_is_named_with_its_week() -> None:
    back = doing(
        away(13, 26), (8, STAND), (9, "counter_push_up"), (27, STAND), (36, "wall_push_up")
    )
    (violation,) = [v for v in found(back, "absence").violations if ", level" in v.text]
    assert violation.where == "week 4 squat"


def test_the_questions_come_with_the_first_training_whenever_that_is() -> None:
    back = doing(away(7, 34), (36, SQUAT))
    assert texts(back, "training again") == [
        f"comes on None, training again on {on(36)} (prg_absence_28)"
    ]
    assert texts(doing(away(7, 34), (6, SQUAT)), "training again") == []


def test_what_has_no_dose_hides_nothing_that_comes_after_it() -> None:
    back = doing(away(21, 27), (28, "superman"), (29, "mini_squat_counter"), sets=9)
    assert texts(back, "sets after") == ["9 sets after days away, at most 1 (prg_absence_7_13)"]


@pytest.mark.parametrize(("minutes", "passes"), [(25, True), (26, False)])
def test_the_share_is_that_of_what_was_done(minutes: int, passes: bool) -> None:
    """Of twice 30 minutes in the last whole week one was missed: 85 percent of 30 are 25.5."""
    walks = ((7, 30), (9, 30), (16, 30), (28, minutes))
    days = [(day, made_item("walk_short", m, minutes=m)) for day, m in walks]
    gone = Away(start=on(21), end=on(27), kind="travel")
    back = joined(*days, missed=(9,)).with_intake(away=(gone,))
    wrong = "26 endurance min after 30, at most 0.85 of it (prg_absence_7_13)"
    assert texts(back, "endurance min") == ([] if passes else [wrong])


@pytest.mark.parametrize(("sets", "passes"), [(1, True), (2, False)])
def test_one_set_is_always_left(sets: int, passes: bool) -> None:
    """The dose of a carry is one set."""
    back = doing(away(21, 27), (28, "farmer_carry"), sets=sets)
    wrong = "2 sets after days away, at most 1 (prg_absence_7_13)"
    assert texts(back, "sets after") == ([] if passes else [wrong])
