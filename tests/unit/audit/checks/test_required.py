"""In which weeks a demand holds."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from planner.audit.checks import required as module
from planner.audit.checks.required import _by_minutes, _counted, _holds
from tests.support.audits import case_of
from tests.support.plan_variants import revised

STRETCH = SimpleNamespace(component="stretch")
STRENGTH = SimpleNamespace(component="strength")
ASKS = SimpleNamespace(ask=SimpleNamespace(fact="goal_weight_loss"))
SAYS = SimpleNamespace(ask=None)


def holding(body, named=(STRENGTH,), present=(), goal=True) -> list[int]:
    """Weeks of six in which a demand holds; `present`: week and activity of what is planned."""
    nothing = dict.fromkeys(
        (
            "from_week",
            "unless_blocked",
            "window",
            "when_present",
            "with_first_stretch_week",
            "if_goal",
        )
    )
    placed = [SimpleNamespace(week=week, activity=activity) for week, activity in present]
    case = SimpleNamespace(
        weeks=range(1, 7),
        quit_week=None,
        placed=placed,
        in_week=lambda week: [p for p in placed if p.week == week],
        named_by=lambda _: named,
        programme_week=lambda week: week + 10,
        answers=SimpleNamespace(facts={"goal_weight_loss": goal}),
        catalog=SimpleNamespace(
            planning=SimpleNamespace(unless_blocked_from_week=3, settling_in_weeks=2),
            rules={"r": SimpleNamespace(then=(ASKS, SAYS))},
        ),
    )
    fired = SimpleNamespace(rule="r", body=SimpleNamespace(what=None, **{**nothing, **body}))
    return [week for week in case.weeks if _holds(case, fired, week)]


def test_a_demand_holds_from_its_week_on() -> None:
    assert holding({}) == [1, 2, 3, 4, 5, 6]
    assert holding({"from_week": 3}) == [3, 4, 5, 6]
    assert holding({"unless_blocked": True}) == [3, 4, 5, 6]


@pytest.mark.parametrize(("from_week", "counted"), [(2, 5), (3, 5), (4, 15)])
def test_weeks_after_settling_in_are_those_of_the_programme(from_week, counted) -> None:
    planning = SimpleNamespace(settling_in_weeks=2)
    case = SimpleNamespace(
        catalog=SimpleNamespace(planning=planning), programme_week=lambda week: week + 10
    )
    assert _counted(case, from_week, 5) == counted


def test_stretches_alone_are_not_demanded_in_the_week_of_their_trials() -> None:
    assert holding({}, named=(STRETCH,)) == [2, 3, 4, 5, 6]
    assert holding({}, named=(STRETCH, STRENGTH)) == [1, 2, 3, 4, 5, 6]
    assert holding({}, named=()) == [1, 2, 3, 4, 5, 6]


def test_a_demand_with_stretches_holds_from_the_first_of_them_on() -> None:
    body = {"with_first_stretch_week": True}
    assert holding(body, present=((2, STRENGTH), (5, STRETCH), (3, STRETCH))) == [3, 4, 5, 6]
    assert holding(body, present=((2, STRENGTH),)) == []


def test_a_demand_on_what_goes_with_something_holds_in_the_weeks_of_that() -> None:
    present = ((2, STRENGTH), (3, STRETCH), (5, STRENGTH))
    assert holding({"when_present": "strength"}, present=present) == [2, 5]


@pytest.mark.parametrize(("goal", "weeks"), [(True, 6), (False, 0), (None, 0)])
def test_a_demand_of_a_goal_holds_for_who_has_it(goal, weeks) -> None:
    assert len(holding({"if_goal": True}, goal=goal)) == weeks
    assert len(holding({"if_goal": False}, goal=goal)) == 6


@pytest.mark.parametrize(("days", "passes"), [(1, True), (2, True), (3, False)])
def test_a_most_of_days_may_be_reached_and_not_passed(
    days: int, passes: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[bool] = []
    monkeypatch.setattr(module, "targets", lambda *_: [SimpleNamespace(week=1)])
    monkeypatch.setattr(module, "dates_of", lambda _: list(range(days)))
    monkeypatch.setattr(module, "_report", lambda *parts: said.append(parts[4]))
    body = SimpleNamespace(what=None, min_days=None, max_days=2, non_consecutive=False)
    module._per_week(None, None, SimpleNamespace(body=body, rule="r"), 1)
    assert said == [passes]


def test_days_of_endurance_in_a_revision_are_those_of_the_ladder_that_is_done() -> None:
    """95 minutes in week 3: bouts of 15 of the walk that is done, of 20 of a hike."""
    case = case_of(revised())
    assert _by_minutes(case, {"walk_short"}, 3) == [6]
    assert _by_minutes(case, {"hike_gentle"}, 3) == [4]
    assert _by_minutes(case, {"walk_short", "hike_gentle"}, 3) == [6]
    # Where none of the ladders is done, the longest of their shortest bouts counts.
    assert _by_minutes(case, {"cycle_upright_easy", "hike_gentle"}, 3) == [4]
    assert _by_minutes(case, {"walk_short", "dead_bug_slide"}, 3) == []
    assert _by_minutes(case, {"run_walk"}, 3) == []
