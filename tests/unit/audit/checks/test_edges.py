"""Exact edges and exemptions of single checks, and branches that another branch covers too."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from msgspec.structs import replace as changed

from planner.audit.checks.dose import _volume
from planner.audit.checks.warm_up_cool_down import _leading
from planner.audit.demands import is_reported
from planner.domain.intake import Away
from planner.domain.plan import Conflict, ItemDose
from tests.support.audits import case_of, found, said
from tests.support.mutations.tools import entries, on
from tests.support.people import CATALOG
from tests.support.plan_variants import insoles, slimming, untested
from tests.support.plans import Bundle, made_item, made_session, valid


@cache
def ordering() -> frozenset[str]:
    """Rules that put a correction first by an `order`."""
    rules = CATALOG.rules.values()
    return frozenset(r.id for r in rules if any(e.order and e.order.first for e in r.then))


@cache
def requiring() -> frozenset[str]:
    """Rules that put a correction first by a `require` before or with a component."""
    return frozenset(
        rule.id
        for rule in CATALOG.rules.values()
        if any(
            e.require and e.require.relation == "before_or_with" and e.require.of
            and e.require.of.component and e.require.days_before is None
            for e in rule.then
        )
    )  # fmt: skip


def with_rules_less(bundle: Bundle, names: frozenset[str]) -> Bundle:
    """Judged by a catalog without some rules: what another rule would catch too is not."""
    rules = {name: rule for name, rule in CATALOG.rules.items() if name not in names}
    return replace(bundle, catalog=changed(CATALOG, rules=rules))


def corrected_on(day: int) -> Bundle:
    """Flat feet; every insole item on one day. The first stretch is on day 15."""
    bare = insoles().without("footwear_check")
    return entries(bare, lambda e: "orthotic" in e.activity, date=on(day), week=day // 7 + 1)


@pytest.mark.parametrize("other", [ordering, requiring])
def test_a_correction_on_the_day_of_the_first_stretch_is_in_time(other) -> None:
    first = min(
        s.date for s in valid().plan.sessions if any(i.component == "stretch" for i in s.items)
    )
    day = (first - on(0)).days
    assert said(with_rules_less(corrected_on(day), other()), "correction_first") == []
    late = said(with_rules_less(corrected_on(day + 1), other()), "correction_first")
    assert [text.split(", ")[0] for text in late] == [f"comes on {first}"] * len(late)
    assert late


def walk_alone(minutes: int, rpe: int) -> Bundle:
    """A day with nothing but a walk, neither warm-up nor cool-down."""
    session = made_session(2, 6, made_item("walk_short", minutes, minutes=minutes, rpe=rpe))
    bare = changed(session, items=session.items[1:-1])
    return valid().with_plan(sessions=(bare,))


@pytest.mark.parametrize(
    ("minutes", "rpe", "passes"),
    [
        (11, 4, False),
        (10, 4, True),
        # As light as 11 of 20 at most: no warm-up, however long.
        (30, 3, True),
        (30, 1, True),
        (30, 4, False),
    ],
)
def test_short_or_easy_walks_need_no_warm_up(minutes: int, rpe: int, passes: bool) -> None:
    assert (said(walk_alone(minutes, rpe), "warm_up_cool_down") == []) is passes


def test_each_session_is_long_enough_by_itself() -> None:
    """Ten minutes twice are no twenty, even if both are listed as the same session."""
    once = walk_alone(10, 4)
    again = changed(once.plan.sessions[0])
    assert said(once.with_plan(sessions=(*once.plan.sessions, again)), "warm_up_cool_down") == []


def test_an_item_of_unknown_effort_is_not_easy() -> None:
    unknown = walk_alone(30, 3).dosed("w2-d6", "walk_short", rpe=None)
    assert len(said(unknown, "warm_up_cool_down")) == 2


def test_strength_of_low_effort_is_not_exempt() -> None:
    """Only the dose rows of endurance exempt by effort."""
    session = made_session(2, 6, made_item("wall_push_up", 12, rpe=1))
    bare = changed(session, items=session.items[1:-1])
    assert len(said(valid().with_plan(sessions=(bare,)), "warm_up_cool_down")) == 2


def test_a_floor_with_no_least_minutes_of_its_own_takes_the_smallest_of_the_others() -> None:
    """Asthma asks for ten minutes; the eleven minutes from which one is needed stand elsewhere."""
    for minutes, passes in ((10, True), (11, False)):
        sick = walk_alone(minutes, 4).having(asthma="controlled")
        assert (said(sick, "warm_up_cool_down") == []) is passes
    assert any("10 min needed" in text for text in said(sick, "warm_up_cool_down"))


def test_only_what_stands_at_the_end_counts_and_all_of_it() -> None:
    warm, walk = made_item("wu_easy_walk", 3), made_item("walk_short", 9)
    assert _leading((warm, warm, walk, warm), "warm_up") == 6
    assert _leading((walk, warm), "warm_up") == 0
    assert _leading((), "warm_up") == 0


@pytest.mark.parametrize(
    ("dose", "volume"),
    [
        ({"minutes": 20}, 20),
        ({}, 0),
        ({"sets": 3, "minutes": 20}, 3),
        ({"reps": 5, "minutes": 20}, 5),
        ({"hold_s": 7, "minutes": 20}, 7),
        ({"sets": 3, "reps": 5}, 15),
        ({"sets": 3, "hold_s": 7}, 21),
        ({"sets": 3, "reps": 5, "hold_s": 7}, 105),
    ],
)
def test_how_much_a_dose_is(dose: dict[str, int], volume: int) -> None:
    assert _volume(ItemDose(**dose)) == volume


def halved(bundle: Bundle) -> list[str]:
    """Where more than half a dose stands although the person has fibromyalgia."""
    sore = bundle.having(fibromyalgia="any")
    return [v.where for v in found(sore, "dose").violations if "(cr_178)" in v.text]


@pytest.mark.parametrize(("reps", "passes"), [(5, True), (6, False)])
def test_half_a_dose_is_half_of_it(reps: int, passes: bool) -> None:
    """Half of 2 x 10 repetitions, in the first two weeks."""
    dosed = valid().dosed("w2-d1", "wall_push_up", sets=2, reps=reps)
    assert ("w2-d1 wall_push_up" not in halved(dosed)) is passes


def test_only_exercise_of_the_first_weeks_is_halved() -> None:
    places = halved(valid())
    assert "w1-d1 walk_short" in places
    assert not [place for place in places if "assess_" in place or "edu_" in place]
    assert {place[:2] for place in places if place.startswith("w")} == {"w1", "w2"}


@pytest.mark.parametrize("name", CATALOG.energy["not_for"])
def test_the_forecast_is_for_nobody_whom_the_model_leaves_out(name: str) -> None:
    texts = said(slimming().having(**{name: None}), "forecast")
    assert f"the model is not for people with {name}" in texts
    assert not any("the model is not for" in text for text in said(slimming(), "forecast"))


def test_a_forecast_is_only_for_who_wants_to_lose_weight() -> None:
    for goal in (False, None):
        texts = said(slimming().with_facts(goal_weight_loss=goal), "forecast")
        assert "weight loss is not a goal of the person" in texts


def test_weight_targets_that_a_rule_turns_off_are_off() -> None:
    off = said(slimming().with_facts(eating_disorder_flag=True), "forecast")
    assert any(text.startswith("weight targets are off (") for text in off)


def review(goal: object) -> list[str]:
    """A man of 31 kg/m2 without a weekly review of his weight."""
    heavy = slimming().without("weight_goal_review")
    texts = said(heavy.with_facts(bmi=31, goal_weight_loss=goal), "required")
    return [text for text in texts if text.startswith("weight_goal_review")]


def test_what_is_for_a_goal_is_required_only_of_who_has_it() -> None:
    assert review(True)
    assert review(False) == []
    assert review(None) == []


def test_an_untested_muscle_waits_for_a_trial_and_says_so() -> None:
    """Neither a trial alone nor the word alone is enough."""
    conditional = said(untested().without("assess_stretch_trials"), "trial_missing")
    assert any(text.startswith("no trial of soleus") for text in conditional)
    sure = untested().items(lambda s, i: i.activity == "calf_soleus_wall", conditional=None)
    assert [t for t in said(sure, "trial_missing") if t.startswith("no trial of soleus")]
    assert said(untested(), "trial_missing") == []


def back_after(first: int, last: int) -> Bundle:
    away = (Away(start=on(first), end=on(last), kind="travel"),)
    kept = [s for s in valid().plan.sessions if not on(first) <= s.date <= on(last)]
    return valid().with_intake(away=away).with_plan(sessions=tuple(kept))


def lifted(sets: int, week: int) -> list[str]:
    """Two weeks away (days 14 to 27), then some sets in a week."""
    back = back_after(14, 27)
    plan = back.items(
        lambda s, i: i.component == "strength" and s.week >= 5,
        dose=made_item("counter_push_up", 5, sets=1).dose,
    )
    more = plan.items(
        lambda s, i: i.component == "strength" and s.week == week,
        dose=made_item("counter_push_up", 5, sets=sets).dose,
    )
    return [text for text in said(more, "absence") if "sets after days away" in text]


@pytest.mark.parametrize(
    ("week", "sets", "passes"), [(5, 1, True), (5, 2, False), (6, 2, True), (6, 3, False)]
)
def test_sets_come_back_week_by_week(week: int, sets: int, passes: bool) -> None:
    assert (lifted(sets, week) == []) is passes


def test_sets_before_the_days_away_and_of_other_work_are_not_bound() -> None:
    back = back_after(14, 27)
    before = back.items(
        lambda s, i: i.component == "strength" and s.week < 3,
        dose=made_item("wall_push_up", 5, sets=9).dose,
    )
    other = before.items(
        lambda s, i: i.component == "motor_control",
        dose=made_item("dead_bug_slide", 5, sets=9).dose,
    )
    bound = [t for t in said(other, "absence") if t.startswith("9 sets")]
    assert bound == []


def walked(minutes: int) -> list[str]:
    """After a week away that followed 90 minutes: the minutes of the seven days after it."""
    back = back_after(21, 27)
    scaled = back.items(
        lambda s, i: i.activity == "walk_short" and s.week == 5,
        minutes=minutes // 3,
        dose=made_item("walk_short", minutes // 3, minutes=minutes // 3).dose,
    )
    return [text for text in said(scaled, "absence") if "endurance min after" in text]


def test_nothing_is_compared_with_a_week_that_held_nothing() -> None:
    assert walked(75) == []
    assert walked(78)
    bare = back_after(21, 27).sessions(lambda s: None if s.week == 3 else s)
    assert not [t for t in said(bare, "absence") if "endurance min after" in t]


def test_the_first_training_after_four_weeks_asks_again() -> None:
    """The intake questions come on the first day back, not on a later one."""
    back = back_after(7, 34)
    ask = made_item("assess_intake_screen", 22)
    texts = [t for t in said(back, "absence") if "training again on" in t]
    assert len(texts) == 1
    first = min(s.date for s in back.plan.sessions if s.date >= on(35))
    days = sorted({(s.date - on(0)).days for s in back.plan.sessions if s.date >= first})
    for day, passes in ((days[0], True), (days[1], False)):
        plan = back.sessions(
            lambda s, day=day: changed(s, items=(ask, *s.items)) if s.date == on(day) else s
        )
        late = [t for t in said(plan, "absence") if "training again on" in t]
        assert (late == []) is passes


def test_a_conflict_reports_the_rules_that_it_names_and_no_others() -> None:
    conflict = Conflict(text="No time for it.", between=("cr_147", "availability"))
    case = case_of(valid().with_plan(conflicts=(conflict,)))
    assert is_reported(case, "cr_147")
    assert not is_reported(case, "cr_148")
    assert not is_reported(case_of(valid()), "cr_147")
