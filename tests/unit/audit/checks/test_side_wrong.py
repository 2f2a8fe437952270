"""Left, right or both where an activity has sides, and nothing elsewhere."""

from __future__ import annotations

import pytest
from msgspec.structs import replace as changed

from tests.support.audits import said
from tests.support.plans import entry, made_item, made_session, valid

SIDES, MIDDLE, NONE = "calf_soleus_wall", "wall_push_up", "edu_traffic_light"


@pytest.mark.parametrize(
    ("name", "side", "in_session", "all_day"),
    [
        (SIDES, "left", True, True),
        (SIDES, "right", True, True),
        (SIDES, "both", True, True),
        # What is done all day long may leave it out.
        (SIDES, None, False, True),
        (SIDES, "up", False, False),
        (MIDDLE, None, True, True),
        (MIDDLE, "both", False, False),
        (MIDDLE, "left", False, False),
        (NONE, None, True, True),
        (NONE, "right", False, False),
    ],
)
def test_a_side_is_said_where_there_are_sides(name, side, in_session, all_day) -> None:
    laterality = {SIDES: "each_side", MIDDLE: "bilateral", NONE: "n_a"}[name]
    wrong = [f"side {side} with laterality {laterality}"]
    session = made_session(1, 0, made_item(name, 5, side))
    plan = valid().with_plan(sessions=(session,), all_day=())
    assert said(plan, "side_wrong") == ([] if in_session else wrong)
    day = changed(entry(name, 0), side=side)
    plan = valid().with_plan(sessions=(), all_day=(day,))
    assert said(plan, "side_wrong") == ([] if all_day else wrong)
