"""Plans that begin after some weeks of the programme, and ladders that begin above the bottom."""

from __future__ import annotations

from tests.support.mutations.tools import swapped
from tests.support.plans import Bundle, valid


def texts(bundle: Bundle, code: str) -> list[str]:
    return [violation.text for violation in bundle.audit().violations if violation.code == code]


def test_a_demand_right_after_settling_in_counts_from_the_plan() -> None:
    """Strength on one day from week 2 (prg_strength_start) asks nothing of week 1 in any plan."""
    found = texts(valid().with_facts(plan_week=2), "required")
    assert not any("on 0 days, at least 1 needed" in text for text in found)


def test_later_demands_count_from_the_programme() -> None:
    assert texts(valid(), "required") == []
    found = texts(valid().with_facts(plan_week=5), "required")
    assert any("on 0 days, at least 2 needed" in text for text in found)


def test_the_effort_of_a_phase_counts_from_the_programme() -> None:
    """Week 1 of the plan allows effort 4, week 5 of the programme effort 5."""
    assert texts(valid(), "intensity") == []
    raised = valid().dosed("w1-d0", "dead_bug_slide", rpe=5)
    assert any("screen_and_correct" in text for text in texts(raised, "intensity"))
    later = raised.with_facts(plan_week=5)
    assert not any("screen_and_correct" in text for text in texts(later, "intensity"))


def test_who_has_shown_ten_minutes_may_start_above_that_level() -> None:
    easy = swapped(valid(), "walk_short", "walk_easy", range(1, 7))
    assert texts(easy.with_facts(continuous_walk_minutes=10), "ladder") == []
    assert texts(easy.with_facts(continuous_walk_minutes=9), "ladder")
