"""A plan is complete: format, numbers of weeks, phases, keys, items, how to go on."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace as changed

from planner.domain import plan as p
from tests.support.audits import found
from tests.support.plans import Bundle, valid

CODE = "plan_format"
PLAN = valid().plan


def wrong(bundle: Bundle) -> list[tuple[str, str]]:
    return [(v.where, v.text) for v in found(bundle, CODE).violations]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"format": "a"}, [("format", f"is a, not {p.FORMAT}")]),
        ({"format": "z"}, [("format", f"is z, not {p.FORMAT}")]),
        ({"revision": 0}, [("revision", "is 0")]),
        ({"revision": 1}, []),
        ({"revision": 2}, []),
        ({"plan_id": " "}, [("plan_id", "is empty")]),
        ({"maintenance": ()}, [("maintenance", "says nothing about how to go on")]),
        ({"maintenance": (" ",)}, [("maintenance", "says nothing about how to go on")]),
        ({"maintenance": (" ", "Go on.")}, []),
    ],
)
def test_the_head_of_a_plan_is_filled_in(fields: dict[str, Any], expected) -> None:
    assert wrong(valid().with_plan(**fields)) == expected


def test_every_session_and_entry_has_a_key_and_every_session_an_item() -> None:
    sessions = (changed(PLAN.sessions[0], key=" "), changed(PLAN.sessions[1], items=()))
    entries = (changed(PLAN.all_day[0], key=" "), PLAN.all_day[1])
    assert wrong(valid().with_plan(sessions=sessions, all_day=entries)) == [
        ("sessions", "a session has no key"),
        (PLAN.sessions[1].key, "holds no item"),
        ("all_day", "an entry has no key"),
    ]


@pytest.mark.parametrize("numbers", [(1, 2, 3, 4, 5), (1, 2, 3, 4, 6, 5), (2, 3, 4, 5, 6, 7)])
def test_weeks_are_numbered_from_one_to_the_last(numbers: tuple[int, ...]) -> None:
    weeks = tuple(changed(PLAN.weeks[n - 1] if n < 7 else PLAN.weeks[-1], week=n) for n in numbers)
    expected = ("weeks", f"are numbered {list(numbers)}")
    assert expected in wrong(valid().with_plan(weeks=weeks))


def phases(*spans: tuple[int, int]) -> tuple[p.Phase, ...]:
    names = (phase.id for phase in PLAN.phases)
    return tuple(
        p.Phase(id=name, name=name, aim="On.", first_week=first, last_week=last)
        for name, (first, last) in zip(names, spans, strict=True)
    )


@pytest.mark.parametrize(
    ("spans", "covered"),
    [
        (((1, 1), (2, 4), (5, 6)), None),
        (((1, 1), (2, 4), (5, 5)), [1, 2, 3, 4, 5]),
        (((1, 1), (2, 4), (6, 6)), [1, 2, 3, 4, 6]),
        (((1, 1), (2, 4), (5, 7)), [1, 2, 3, 4, 5, 6, 7]),
        (((1, 1), (2, 5), (5, 6)), [1, 2, 3, 4, 5, 5, 6]),
        (((0, 1), (2, 4), (5, 6)), [0, 1, 2, 3, 4, 5, 6]),
    ],
)
def test_phases_cover_every_week_once(spans, covered: list[int] | None) -> None:
    texts = [text for where, text in wrong(valid().with_plan(phases=phases(*spans)))
             if where == "phases"]  # fmt: skip
    assert texts == ([] if covered is None else [f"cover the weeks {covered}"])


def test_a_week_says_the_phase_that_it_lies_in() -> None:
    first, second, third = (phase.id for phase in PLAN.phases)
    moved = valid().with_plan(phases=phases((1, 2), (3, 4), (5, 6)))
    assert wrong(moved) == [("week 2", f"says phase {second}, the phases say {first}")]
    short = valid().with_plan(phases=phases((1, 1), (2, 4), (5, 5)))
    assert ("week 6", f"says phase {third}, the phases say None") in wrong(short)


@pytest.mark.parametrize(("fact", "passes"), [("age", True), ("shoe_colour", False)])
def test_what_is_still_asked_is_a_fact_of_the_catalog(fact: str, passes: bool) -> None:
    question = p.Question(fact=fact, text="How is it?", why_it_matters="It helps.")
    asked = valid().with_plan(questions=(question,))
    assert wrong(asked) == ([] if passes else [("questions", f"no fact is called {fact}")])
