"""What differs between a revision and the plan before it: the kind, the week and the name of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from msgspec.structs import replace as changed

from planner.domain import plan as p
from planner.domain.revision import Change
from tests.support.audits import found, said
from tests.support.mutations.revised import block, listed
from tests.support.mutations.revised import change as told
from tests.support.plan_variants import revised
from tests.support.plans import Bundle, entry, made_item, made_session, valid

CODE = "changes_listed"
HIGH, STAND, SQUAT = "sit_to_stand_high", "sit_to_stand", "mini_squat_counter"
WALK, PUSH = "walk_short", "wall_push_up"


def session(day: int, *items: p.Item | str) -> p.Session:
    made = [made_item(item, 5) if isinstance(item, str) else item for item in items]
    return made_session(day // 7 + 1, day % 7, *made)


def between(before: Any, after: Any, *changes: Change) -> Bundle:
    """A revision from day 16 on, with nothing but these sessions or all-day items."""
    base = block(changes=changes)
    assert base.past is not None
    past = changed(base.past, plan=changed(base.past.plan, **_split(before)))
    return replace(base.with_plan(**_split(after)), past=past)


def _split(parts: Any) -> dict[str, Any]:
    return {
        "sessions": tuple(part for part in parts if isinstance(part, p.Session)),
        "all_day": tuple(part for part in parts if isinstance(part, p.AllDay)),
    }


def differences(before: Any, after: Any) -> list[str]:
    """Everything that was done and not told, as `week: kind name`."""
    violations = found(between(before, after), CODE).violations
    ends = ": told 0 times, done 1 times"
    assert all(v.text.endswith(ends) for v in violations)
    return [
        f"{v.where.removeprefix('changes of week ')}: {v.text.removesuffix(ends)}"
        for v in violations
    ]


# Days 28 to 34 of the plan are week 5.
@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([(28, STAND)], [(28, STAND)], []),
        ([(28, STAND)], [(29, STAND)], ["5: moved sit_to_stand"]),
        ([(28, STAND)], [], ["5: dropped sit_to_stand"]),
        ([], [(28, STAND)], ["5: added sit_to_stand"]),
        # Of two days that are gone the first one is moved; a level is named as it is now.
        (
            [(28, STAND), (29, SQUAT)],
            [(30, HIGH)],
            ["5: dropped mini_squat_counter", "5: moved sit_to_stand_high"],
        ),
        # Of two days that are new the first one is where the old one went.
        (
            [(28, STAND)],
            [(29, HIGH), (30, SQUAT)],
            ["5: added mini_squat_counter", "5: moved sit_to_stand_high"],
        ),
        # Sessions need not be listed in the order of their dates.
        (
            [(29, SQUAT), (28, STAND)],
            [(30, HIGH)],
            ["5: dropped mini_squat_counter", "5: moved sit_to_stand_high"],
        ),
        # Nothing moves into another week, or becomes another exercise.
        ([(34, STAND)], [(35, STAND)], ["6: added sit_to_stand", "5: dropped sit_to_stand"]),
        ([(28, STAND)], [(29, PUSH)], ["5: added wall_push_up", "5: dropped sit_to_stand"]),
        ([(28, "dead_bug_slide")], [(29, "thoracic_open_book")],
         ["5: added thoracic_open_book", "5: dropped dead_bug_slide"]),
        ([(28, STAND)], [(28, SQUAT)], ["5: level mini_squat_counter"]),
        ([(28, STAND, PUSH)], [(28, PUSH)], ["5: dropped sit_to_stand"]),
        ([(28, STAND)], [(28, STAND, STAND)], ["5: dose sit_to_stand"]),
        # Of two on a day the first one is named, and says whether the level is another.
        ([(28, STAND, SQUAT)], [], ["5: dropped sit_to_stand"]),
        ([], [(28, STAND, SQUAT)], ["5: added sit_to_stand"]),
        ([(28, SQUAT)], [(29, STAND, SQUAT)], ["5: moved sit_to_stand"]),
        ([(28, STAND, SQUAT)], [(28, HIGH, SQUAT)], ["5: level sit_to_stand_high"]),
        ([(28, STAND, SQUAT)], [(28, STAND, HIGH)], ["5: dose sit_to_stand"]),
        # What begins before the revision is history.
        ([(15, STAND)], [], []),
        ([], [(15, STAND)], []),
        ([(16, STAND)], [], ["3: dropped sit_to_stand"]),
        ([], [(16, STAND)], ["3: added sit_to_stand"]),
        # Warm-up and cool-down come and go with what they surround.
        ([(28, "wu_easy_walk")], [], []),
        ([], [(28, "cd_easy_walk")], []),
    ],
)  # fmt: skip
def test_what_differs_between_two_plans(before: Any, after: Any, expected: list[str]) -> None:
    old, new = ([session(*day) for day in days] for days in (before, after))
    assert differences(old, new) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),
        ({"side": "left"}, ["5: dose thoracic_open_book"]),
        ({"dose": p.ItemDose(reps=3)}, ["5: dose thoracic_open_book"]),
        # It takes as long as it takes: that is no change of its own.
        ({"minutes": 6}, []),
    ],
)
def test_another_side_or_dose_on_the_same_day(fields: dict[str, Any], expected: list[str]) -> None:
    item = made_item("thoracic_open_book", 4, "both")
    assert differences([session(28, item)], [session(28, changed(item, **fields))]) == expected


@pytest.mark.parametrize("name", [STAND, SQUAT])
def test_another_time_is_told_beside_another_level(name: str) -> None:
    later = changed(session(28, name), start="18:05")
    level = [] if name == STAND else [f"5: level {name}"]
    assert differences([session(28, STAND)], [later]) == [*level, f"5: time {name}"]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([(28, 2)], [(28, 2)], []),
        ([(28, 2)], [(28, 3)], ["5: dose footwear_check"]),
        ([(28, 2)], [], ["5: dropped footwear_check"]),
        ([], [(28, 2)], ["5: added footwear_check"]),
        ([(28, 2)], [(29, 2)], ["5: added footwear_check", "5: dropped footwear_check"]),
        ([(27, 2)], [(28, 2)], ["4: dropped footwear_check", "5: added footwear_check"]),
        ([(15, 2)], [(15, 3)], []),
        ([(15, 2)], [], []),
        ([(16, 2)], [(16, 3)], ["3: dose footwear_check"]),
    ],
)
def test_what_is_done_all_day_stays_or_goes_day_by_day(before, after, expected) -> None:
    old, new = (
        [entry("footwear_check", day, minutes=minutes) for day, minutes in days]
        for days in (before, after)
    )
    assert sorted(differences(old, new)) == expected


def test_every_all_day_item_is_compared_with_itself() -> None:
    both = [entry("footwear_check", 28, minutes=5), entry("sitting_break_60", 28)]
    assert differences(both, both[::-1]) == []
    assert differences(both, both[1:]) == ["5: dropped footwear_check"]


@pytest.mark.parametrize(("times", "passes"), [(0, False), (1, True), (2, False)])
def test_a_change_is_told_once(times: int, passes: bool) -> None:
    one = told(kind="dropped", week=5, what=STAND)
    texts = said(between([session(28, STAND)], [], *[one] * times), CODE)
    wrong = f"dropped sit_to_stand: told {times} times, done 1 times"
    assert texts == ([] if passes else [wrong])


def test_what_was_not_done_is_not_told() -> None:
    (violation,) = found(between([], [], told(kind="moved", week=4, what=WALK)), CODE).violations
    assert violation.where == "changes of week 4"
    assert violation.text == "moved walk_short: told 1 times, done 0 times"


GOOD = p.Because(rule="asked", text="Asked for.")


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"why": (GOOD,)}, None),
        ({"why": ()}, "says not why"),
        ({"why": (p.Because(rule=" ", text="Asked for."),)}, "says not why"),
        ({"why": (p.Because(rule="asked", text=" "),)}, "says not why"),
        ({"why": (GOOD, p.Because(rule="asked", text=" "))}, "says not why"),
        ({"text": " "}, "says nothing"),
    ],
)
def test_every_change_says_what_and_why(fields: dict[str, Any], text: str | None) -> None:
    """Two sessions are dropped; the second one of the two is told badly."""
    first, second = (told(kind="dropped", week=5, what=name) for name in (STAND, WALK))
    before = [session(28, STAND), session(29, WALK)]
    violations = found(between(before, [], first, changed(second, **fields)), CODE).violations
    wrong = [] if text is None else [("change 2", text)]
    assert [(v.where, v.text) for v in violations] == wrong


@pytest.mark.parametrize(
    ("texts", "passes"), [((), False), (("Asked.",), True), (("Asked.", " "), False)]
)
def test_the_revision_says_why_it_was_made(texts: tuple[str, ...], passes: bool) -> None:
    reasons = tuple(p.Because(rule="asked", text=text) for text in texts)
    violations = found(block(reasons=reasons), CODE).violations
    wrong = [("replan", "says not why the plan is revised")]
    assert [(v.where, v.text) for v in violations] == ([] if passes else wrong)


def test_a_first_plan_has_nothing_to_list() -> None:
    assert found(valid(), CODE).looked_at == 0
    assert found(replace(revised(), past=None), CODE).looked_at == 0
    assert found(revised().with_plan(replan=None), CODE).looked_at == 0
    # The time of the one change, what and why of it, and why the plan was revised.
    assert len(listed()) == 1
    assert found(revised(), CODE).looked_at == 1 + 2 + 1


@pytest.mark.parametrize(
    ("starts", "expected"),
    [
        (("07:00", "19:00"), []),
        (("07:30", "19:00"), ["5: time sit_to_stand"]),
        (("07:00", "20:00"), ["5: time sit_to_stand"]),
        # Once a day is enough to be told.
        (("07:30", "20:00"), ["5: time sit_to_stand"]),
        (("07:00",), ["5: dose sit_to_stand"]),
    ],
)
def test_of_two_sessions_a_day_each_may_be_at_another_time(starts, expected: list[str]) -> None:
    def day(*times: str) -> list[p.Session]:
        return [
            changed(session(28, STAND), key=f"w5-d0-{number}", start=time)
            for number, time in enumerate(times)
        ]

    assert differences(day("07:00", "19:00"), day(*starts)) == expected
