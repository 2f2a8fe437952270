"""Causes that two plans show: a new limit, no room, another in its place, begun later."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from msgspec.structs import replace

from planner.domain.plan import Item, Plan, Session
from planner.problem.context import Context
from planner.problem.history import minute_of
from planner.workflow.programme import causes
from tests.support.plan_variants import limit, revised, telling
from tests.support.plans import made_item

WEEK = 4


def session_of(plan: Plan) -> Session:
    """The first session of a late week."""
    return next(s for s in plan.sessions if s.week == WEEK)


def with_items(plan: Plan, old: Session, *items: Item) -> Plan:
    changed = [replace(s, items=items) if s.key == old.key else s for s in plan.sessions]
    return replace(plan, sessions=tuple(changed))


def context(**fields: Any) -> Context:
    return cast("Context", SimpleNamespace(**fields))


def slot(session: Session, more: int = 0) -> SimpleNamespace:
    start, end = minute_of(session.start), minute_of(session.end)
    return SimpleNamespace(
        date=session.date, start=start, end=end + more, capacity=end - start + more
    )


def test_a_dose_falls_or_rises_only_where_every_amount_agrees() -> None:
    item = made_item("walk_short", 21, minutes=20, rpe=3)
    less = replace(item, dose=replace(item.dose, minutes=10))
    mixed = replace(less, dose=replace(less.dose, rpe=4))
    assert causes.is_less(item, less)
    assert causes.is_more(less, item)
    assert not causes.is_more(item, less)
    assert not causes.is_less(item, mixed)
    assert not causes.is_more(item, mixed)
    assert not causes.is_less(item, item)


def test_what_came_where_both_do_not_fit_takes_the_room() -> None:
    before = revised().plan
    old = session_of(before)
    gone = old.items[-1]
    came = made_item("walk_short" if gone.activity != "walk_short" else "bird_dog", 60)
    after = with_items(before, old, *old.items[:-1], came)
    tight, wide = context(slots=[slot(old)]), context(slots=[slot(old, more=gone.minutes)])
    assert causes.takes_the_room(tight, before, after, old, gone) == came
    assert causes.takes_the_room(wide, before, after, old, gone) is None
    assert causes.takes_the_room(context(slots=[]), before, after, old, gone) is None
    emptier = with_items(before, old, *old.items[:-1])
    assert causes.takes_the_room(tight, before, emptier, old, gone) is None


def test_only_its_own_component_takes_its_place() -> None:
    before = revised().plan
    old = session_of(before)
    gone = old.items[0]
    held = {item.activity for item in old.items}
    came = replace(gone, activity="something_else", name="Something else")
    assert came.activity not in held
    after = with_items(before, old, came, *old.items[1:])
    assert causes.takes_the_place(before, after, old, gone) == came
    other = replace(came, component="endurance" if gone.component != "endurance" else "balance")
    after = with_items(before, old, other, *old.items[1:])
    assert causes.takes_the_place(before, after, old, gone) is None


def test_what_begins_in_its_week_comes_first() -> None:
    base = revised().plan
    old = session_of(base)
    gone = replace(old.items[0], activity="later", new=True)
    came = replace(old.items[0], activity="sooner", new=True)
    before = with_items(base, old, gone, *old.items[1:])
    after = with_items(base, old, came, *old.items[1:])
    assert causes.comes_first(before, after, gone, WEEK) == came
    assert causes.comes_first(before, after, replace(gone, activity="never"), WEEK) is None
    assert causes.comes_first(before, with_items(base, old, came, gone), gone, WEEK) is None
    assert causes.comes_first(before, before, gone, WEEK) is None


def test_a_limit_is_new_where_it_was_not_told_before() -> None:
    bundle = revised()
    before = bundle.plan
    fresh = limit("cr_148", "effort_rpe_0_10", 3, "Effort 3 at most.", "walk_short")
    after = telling(bundle, fresh).plan
    active = SimpleNamespace(
        kind="cap", hard=True, rule="cr_148", activities={"walk_short"}, weeks=(3,), text="Why."
    )
    now = context(limits=[active])
    assert [b.rule for b in causes.new_limits(now, before, after, "walk_short", 3)] == ["cr_148"]
    assert not list(causes.new_limits(now, before, after, "walk_short", 2))
    assert not list(causes.new_limits(now, before, after, "bird_dog", 3))
    assert not list(causes.new_limits(now, after, after, "walk_short", 3))
