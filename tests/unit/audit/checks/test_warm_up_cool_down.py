"""Which sessions begin and end gently, and for how long."""

from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec.structs import replace as changed

from planner.domain import plan as p
from planner.knowledge.model import Target
from tests.support.audits import found
from tests.support.capping import limited
from tests.support.mutations.tools import on
from tests.support.people import CATALOG
from tests.support.plans import Bundle, made_item, made_session, valid

CODE = "warm_up_cool_down"


def brisk(minutes: int) -> p.Item:
    return made_item("walk_short", minutes, minutes=minutes, rpe=4)


def ends(warm: int, cool: int, *items: p.Item, day: int = 0) -> p.Session:
    """Items between so many minutes of warm-up and cool-down; 0 = none at all."""
    first = (made_item("wu_easy_walk", warm),) if warm else ()
    last = (made_item("cd_easy_walk", cool),) if cool else ()
    return changed(made_session(1, day), items=(*first, *items, *last))


def wrong(*sessions: p.Session, base: Bundle | None = None) -> list[tuple[str, str]]:
    plan = (base or valid()).with_plan(sessions=sessions, all_day=())
    return [(v.where, v.text) for v in found(plan, CODE).violations]


@pytest.mark.parametrize(
    ("warm", "cool", "missing"),
    [
        (5, 5, []),
        (4, 5, ["warm_up of 4 min, 5 min needed"]),
        (5, 4, ["cool_down of 4 min, 5 min needed"]),
        (0, 0, ["warm_up of 0 min, 5 min needed", "cool_down of 0 min, 5 min needed"]),
    ],
)
def test_five_minutes_each_from_eleven_minutes_on(warm: int, cool: int, missing) -> None:
    assert wrong(ends(warm, cool, brisk(11))) == [("w1-d0", text) for text in missing]
    assert wrong(ends(warm, cool, brisk(10))) == []


def test_target_items_are_taken_together_and_others_do_not_count() -> None:
    strong, lesson = made_item("wall_push_up", 6), made_item("edu_traffic_light", 30)
    assert wrong(ends(0, 0, brisk(4), strong, lesson)) == []
    assert len(wrong(ends(0, 0, brisk(5), strong))) == 2
    assert wrong(ends(0, 0, lesson)) == []


def test_one_item_that_is_not_easy_makes_all_of_them_count() -> None:
    easy = made_item("walk_short", 10, minutes=10, rpe=3)
    assert wrong(ends(0, 0, easy, easy)) == []
    assert len(wrong(ends(0, 0, easy, brisk(1)))) == 2


def test_only_what_stands_at_the_ends_counts() -> None:
    warm, cool = made_item("wu_easy_walk", 3), made_item("cd_easy_walk", 3)
    assert wrong(ends(0, 0, warm, warm, brisk(11), cool, cool)) == []
    assert [text for _, text in wrong(ends(0, 0, warm, brisk(11), warm, cool, brisk(1), cool))] == [
        "warm_up of 3 min, 5 min needed",
        "cool_down of 3 min, 5 min needed",
    ]


def test_every_session_is_looked_at_for_itself() -> None:
    """Also after one without items, or with none that anybody knows."""
    empty = ends(0, 0)
    unknown = ends(0, 0, changed(brisk(30), activity="flying"), day=1)
    bare = ends(0, 0, brisk(11), day=2)
    assert {where for where, _ in wrong(empty, unknown, bare)} == {"w1-d2"}
    assert wrong(ends(0, 0, brisk(10)), ends(0, 0, brisk(10), day=1)) == []


def without_the_usual_rule() -> Bundle:
    rules = {name: rule for name, rule in CATALOG.rules.items() if name != "prg_warm_up"}
    return replace(valid(), catalog=changed(CATALOG, rules=rules))


def test_without_a_rule_nothing_is_asked_for() -> None:
    assert wrong(ends(0, 0, brisk(30)), base=without_the_usual_rule()) == []


@pytest.mark.parametrize(("day", "binds"), [(6, True), (7, False)])
def test_a_floor_binds_in_its_window(day: int, binds: bool) -> None:
    """It names no minutes from which it binds, and nor does any other: it always binds."""
    floor = {"quantity": "warm_up_minutes", "value": 3, "window": "week_1", "target": Target(
        component=("endurance",))}  # fmt: skip
    base = limited(without_the_usual_rule(), "floor", floor)
    session = changed(ends(0, 0, brisk(1)), date=on(day))
    texts = [text for _, text in wrong(session, base=base)]
    assert texts == (["warm_up of 0 min, 3 min needed"] if binds else [])


def test_the_largest_floor_counts() -> None:
    """Asthma asks for ten minutes of warm-up, before which five of cool-down stay enough."""
    sick = valid().having(asthma="controlled")
    assert wrong(ends(10, 5, brisk(11)), base=sick) == []
    assert wrong(ends(9, 5, brisk(11)), base=sick) == [("w1-d0", "warm_up of 9 min, 10 min needed")]
    # It names no minutes of its own: from those of the usual rule on.
    assert wrong(ends(0, 0, brisk(10)), base=sick) == []
