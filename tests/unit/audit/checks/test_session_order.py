"""The order inside a session: numbers, warm-up first, cool-down last, no cold stretches."""

from __future__ import annotations

import pytest
from msgspec.structs import replace as changed

from planner.domain import plan as p
from tests.support.audits import found, said
from tests.support.plans import made_item, made_session, valid

CODE = "session_order"
WARM, COOL = made_item("wu_easy_walk", 5), made_item("cd_easy_walk", 5)
STRONG, CONTROL = made_item("wall_push_up", 5), made_item("dead_bug_slide", 4)
STRETCH, LESSON = made_item("calf_soleus_wall", 5, "both"), made_item("edu_traffic_light", 10)
WARM_LATE, COOL_EARLY = "warm-up after other items", "cool-down before other items"
STRONG_LATE = "strength after a stretch"
COLD = "a stretch is done cold, nothing warms before it"


def holding(*items: p.Item) -> p.Session:
    numbered = tuple(changed(item, order=place) for place, item in enumerate(items, start=1))
    return changed(made_session(1, 0), items=numbered)


@pytest.mark.parametrize(
    ("items", "texts"),
    [
        ((), []),
        ((WARM,), []),
        ((COOL,), []),
        ((WARM, COOL), []),
        ((WARM, WARM, STRONG, STRETCH, COOL, COOL), []),
        ((STRONG, WARM), [WARM_LATE]),
        ((WARM, STRONG, WARM, COOL), [WARM_LATE]),
        ((COOL, STRONG), [COOL_EARLY]),
        ((WARM, COOL, STRONG, COOL), [COOL_EARLY]),
        ((COOL, WARM), [WARM_LATE, COOL_EARLY]),
        ((WARM, STRETCH, STRONG), [STRONG_LATE]),
        ((WARM, STRONG, STRETCH, CONTROL, STRONG), [STRONG_LATE]),
        ((WARM, STRONG, STRETCH, CONTROL, STRETCH), []),
        ((STRETCH,), [COLD]),
        ((STRETCH, STRONG), [STRONG_LATE, COLD]),
        ((STRETCH, CONTROL, STRETCH), [COLD]),
        # What one does warms, what one is told does not.
        ((CONTROL, STRETCH), []),
        ((WARM, STRETCH), []),
        ((LESSON, STRETCH), [COLD]),
        ((LESSON, CONTROL, STRETCH), []),
    ],
)
def test_what_comes_before_what(items: tuple[p.Item, ...], texts: list[str]) -> None:
    assert said(valid().with_plan(sessions=(holding(*items),)), CODE) == texts


@pytest.mark.parametrize(
    ("orders", "passes"),
    [((1, 2, 3), True), ((0, 1, 2), False), ((1, 3, 2), False), ((1, 2, 4), False)],
)
def test_items_are_numbered_from_one(orders: tuple[int, ...], passes: bool) -> None:
    session = holding(WARM, STRONG, COOL)
    items = (changed(i, order=order) for i, order in zip(session.items, orders, strict=True))
    violations = found(
        valid().with_plan(sessions=(changed(session, items=tuple(items)),)), CODE
    ).violations
    wrong = [("w1-d0", f"items are numbered {list(orders)}")]
    assert [(v.where, v.text) for v in violations] == ([] if passes else wrong)
