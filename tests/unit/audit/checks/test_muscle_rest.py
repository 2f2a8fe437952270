from __future__ import annotations

from tests.support.audits import said
from tests.support.mutations.tools import moved
from tests.support.plans import made_item, valid


def test_two_items_of_one_session_do_not_hide_the_next_session() -> None:
    twice = valid().adding("w2-d1", made_item("counter_push_up", 4, sets=1))
    assert said(twice, "muscle_rest") == []
    next_day = moved(twice, "w2-d4", 9)
    texts = said(next_day, "muscle_rest")
    assert sum(text.startswith("pectorals: 24 h") for text in texts) == 2


def test_the_order_in_which_sessions_are_listed_does_not_matter() -> None:
    near = moved(valid(), "w2-d4", 9)
    backwards = near.with_plan(sessions=near.plan.sessions[::-1])
    assert len(said(backwards, "muscle_rest")) == len(said(near, "muscle_rest")) > 0
