"""More pain never makes a decision bolder; what is not said never makes anything harder."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.progression import Change, Review
from tests.support.checkins import BUG, CALM, SET, STRETCH, WALK, after

SCORE = st.integers(0, 10)
ACTIVITIES = (SET, BUG, WALK, STRETCH)
DAYS = (0, 2, 4)
LATEST = ("pain_during", "pain_next_morning")
EXAMPLES = 100


def scores(**limits: st.SearchStrategy[int]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({name: limits.get(name, st.integers(0, 4)) for name in CALM})


WEEK = st.fixed_dictionaries(
    {
        "scores": scores(),
        "facts": st.fixed_dictionaries({"worst_pain_max_7d": SCORE}),
        "items": st.dictionaries(
            st.sampled_from(ACTIVITIES),
            st.fixed_dictionaries({"pain_during": SCORE, "pain_next_morning": SCORE}),
        ),
        "missed": st.sets(st.sampled_from(DAYS), max_size=2).map(sorted),
    }
)


def strictness(review: Review) -> dict[str, int]:
    """How strict the decision on each item is; a stop of the programme is the strictest."""
    if review.stopped:
        return dict.fromkeys(ACTIVITIES, len(Change))
    return {d.activity: d.change.strictness for d in review.decisions}


def last(*weeks: dict[str, Any]) -> dict[str, int]:
    return strictness(after(*weeks).review)


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(WEEK, max_size=2), WEEK, st.sampled_from((*LATEST, "worst", "item")), SCORE,
       st.sampled_from(ACTIVITIES))  # fmt: skip
def test_more_pain_is_never_followed_by_a_bolder_decision(
    earlier: list[dict[str, Any]], week: dict[str, Any], where: str, more: int, activity: str
) -> None:
    if where == "worst":
        value = min(10, week["facts"]["worst_pain_max_7d"] + more)
        worse = {**week, "facts": {"worst_pain_max_7d": value}}
    elif where == "item":
        base = {"pain_during": 0, "pain_next_morning": 0, **week["items"].get(activity, {})}
        calm = {**week["items"], activity: base}
        up = {name: min(10, value + more) for name, value in base.items()}
        week, worse = {**week, "items": calm}, {**week, "items": {**calm, activity: up}}
    else:
        value = min(10, week["scores"][where] + more)
        worse = {**week, "scores": {**week["scores"], where: value}}
    before, now = last(*earlier, week), last(*earlier, worse)
    assert {name: now.get(name, -1) >= strict for name, strict in before.items()} == dict.fromkeys(
        before, True
    )


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    WEEK, st.sampled_from((*CALM, "worst", "red_flags", "session", "done")), st.sampled_from(DAYS)
)
def test_what_is_not_said_never_makes_anything_harder(
    week: dict[str, Any], missing: str, day: int
) -> None:
    if missing == "red_flags":
        less = {**week, "red_flags": None}
    elif missing == "worst":
        less = {**week, "facts": {"worst_pain_max_7d": None}}
    elif missing == "session":
        less = {**week, "unreported": [day]}
    elif missing == "done":
        less = {**week, "partial": [day]}
    else:
        less = {**week, "scores": {**week["scores"], missing: None}}
    had = {name for name, strict in last({}, week).items() if strict == 0}
    has = {name for name, strict in last({}, less).items() if strict == 0}
    assert has <= had


@given(st.sampled_from(tuple(CALM)))
@settings(max_examples=len(CALM), deadline=None)
def test_without_a_score_nothing_gets_harder(missing: str) -> None:
    found = after({"scores": {missing: None}}).review
    assert not any(decision.change is Change.PROGRESS for decision in found.decisions)


def test_calm_and_complete_weeks_do_get_harder() -> None:
    changes = [decision.change for decision in after({}).review.decisions]
    assert Change.PROGRESS in changes
