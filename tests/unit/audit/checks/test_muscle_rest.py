from __future__ import annotations

from msgspec.structs import replace as changed

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


def test_half_an_hour_too_early_is_said_as_it_is() -> None:
    texts = said(moved(valid(), "w2-d4", 10, "17:30"), "muscle_rest")
    assert texts
    assert all(": 47.5 h after or before w2-d1 " in text for text in texts)


def test_a_session_that_is_listed_twice_is_done_twice() -> None:
    once = next(s for s in valid().plan.sessions if s.key == "w2-d1")
    twice = valid().with_plan(sessions=(*valid().plan.sessions, changed(once)))
    texts = said(twice, "muscle_rest")
    assert texts
    assert all(": 0 h after" in text for text in texts)
