"""In which weeks a demand holds."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from planner.audit.checks import required as module
from planner.audit.checks.required import _by_minutes, _counted, _holds
from planner.audit.report import Report
from planner.domain.intake import Away
from planner.knowledge.model import Target
from tests.support.audits import case_of, found, said
from tests.support.mutations.tools import moved, on
from tests.support.plan_variants import revised
from tests.support.plans import Bundle, entry, made_item, made_session, valid

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


def fired(**body: Any) -> SimpleNamespace:
    whole = {"min_days": None, "max_days": None, "non_consecutive": False, "unless_blocked": False}
    return SimpleNamespace(
        rule="r", body=SimpleNamespace(what=Target(tag=("walking",)), **whole | body)
    )


@pytest.mark.parametrize(
    ("days", "body", "apart"),
    [
        ((0, 2), {"min_days": 2}, [True]),
        ((0, 1), {"min_days": 2}, [False]),
        ((0, 2, 3), {"min_days": 3}, [False]),
        ((3, 0, 3), {"min_days": 2}, [True]),
        # With more days than asked some follow each other; without a least no day is asked for.
        ((0, 1, 3), {"min_days": 2}, []),
        ((0, 1), {}, []),
        ((0, 1), {"min_days": 2, "non_consecutive": False}, []),
        # Fewer than are asked for: that alone is told.
        ((0, 1), {"min_days": 3}, []),
    ],
)
def test_as_many_days_as_are_asked_do_not_follow_each_other(
    days, body, apart, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What lies in the other weeks does not count."""
    placed = [SimpleNamespace(week=1, date=on(day)) for day in days]
    placed += [SimpleNamespace(week=week, date=on(day)) for week, day in ((2, 7), (2, 8))]
    said: list[bool] = []
    monkeypatch.setattr(module, "targets", lambda *_: placed)
    monkeypatch.setattr(module, "_least", lambda *_: None)
    monkeypatch.setattr(module, "_report", lambda *parts: said.append(parts[4]))
    asked = fired(**{"non_consecutive": True, **body})
    module._per_week(None, None, asked, 1)
    assert said == apart


@pytest.mark.parametrize(
    ("found", "given", "most", "is_said", "number", "texts"),
    [
        # Three days are asked.
        (3, 7, 7, False, None, []),
        (4, 0, 0, False, None, []),
        (2, 7, 7, True, "1", ["walking: on 2 days, at least 3 needed"]),
        # Caps allow two: a conflict names the rule.
        (2, 7, 2, True, None, []),
        (2, 7, 2, False, None, ["on 2 of 3 days, and no conflict says so"]),
        (1, 7, 2, True, None, ["walking: on 1 days, at least 2 needed"]),
        (1, 7, 2, False, None, ["walking: on 1 days, at least 2 needed"]),
        (2, 7, 1, False, None, ["on 2 of 3 days, and no conflict says so"]),
        # The person gives two or one: a conflict names the rule and the days missing.
        (2, 2, 7, True, "1", []),
        (2, 2, 7, True, None, ["on 2 of 3 days, and no conflict says so"]),
        (1, 1, 7, True, "2", []),
        (1, 1, 7, True, "1", ["on 1 of 3 days, and no conflict says so"]),
        (2, 2, 2, True, None, ["on 2 of 3 days, and no conflict says so"]),
    ],
)
def test_fewer_days_than_asked_pass_where_no_more_can_be_and_a_conflict_says_so(
    found, given, most, is_said, number, texts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "given_days", lambda *_: given)
    monkeypatch.setattr(module, "_most_days", lambda *_: most)
    monkeypatch.setattr(module, "is_reported", lambda *_: is_said)
    monkeypatch.setattr(module, "says_number", lambda _case, _rule, said: said == number)
    monkeypatch.setattr(module, "_gives_way", lambda *_: False)
    report = Report("required")
    module._least(None, report, fired(min_days=3), 2, found)
    assert [v.text for v in report.violations] == texts
    assert {v.where for v in report.violations} <= {"week 2 r"}


GIVES_WAY = {"is_possible": True, "_is_out_of_reach": False, "given_days": 3, "fits_in": True}


@pytest.mark.parametrize(
    ("found", "unless_blocked", "gives_way"),
    [
        ({}, False, False),
        ({}, True, True),
        ({"is_possible": False}, False, True),
        ({"_is_out_of_reach": True}, False, True),
        ({"given_days": 1}, False, False),
        ({"given_days": 0}, False, True),
        ({"fits_in": False}, False, True),
    ],
)
def test_a_demand_gives_way_for_each_of_five_reasons_and_a_conflict_says_so(
    found, unless_blocked, gives_way, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {**GIVES_WAY, **found}.items():
        monkeypatch.setattr(module, name, lambda *_, value=value: value)
    asked = fired(unless_blocked=unless_blocked)
    assert bool(module._gives_way(None, asked, 1)) is gives_way

    def texts(holds: bool, is_said: bool) -> list[str]:
        monkeypatch.setattr(module, "is_reported", lambda *_: is_said)
        report = Report("required")
        module._report(None, report, asked, 1, holds, "not there")
        return [v.text for v in report.violations]

    assert texts(True, False) == []
    wrong = "walking: not there"
    unsaid = f"{wrong}; it may give way, and no conflict says so"
    assert texts(False, False) == [unsaid if gives_way else wrong]
    assert texts(False, True) == ([] if gives_way else [wrong])


@pytest.mark.parametrize(
    ("opened", "minutes", "is_out"),
    [
        (("endurance",), 0, True),
        (("endurance",), 5, False),
        (("endurance", "endurance"), 0, True),
        (("endurance", "strength"), 0, False),
        (("strength",), 0, False),
        ((), 0, False),
    ],
)
def test_endurance_is_out_of_reach_where_no_minutes_are_left(
    opened, minutes, is_out: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One more activity of endurance is named, and closed in that week."""
    names = [SimpleNamespace(id=f"{i}", component=name) for i, name in enumerate(opened)]
    closed = SimpleNamespace(id="closed", component="endurance")
    only = frozenset(activity.id for activity in names)
    reached = {only: {2: SimpleNamespace(minutes=minutes)}}
    monkeypatch.setattr(module, "weekly_reach", lambda _, these: reached[these])
    case = SimpleNamespace(
        named_by=lambda *_: [closed, *names],
        verdicts=SimpleNamespace(
            is_allowed_somehow=lambda activity, week: week == 2 and activity in names
        ),
    )
    asked = SimpleNamespace(body=SimpleNamespace(what=None), bound=None)
    assert module._is_out_of_reach(case, asked, 2) is is_out


@pytest.mark.parametrize(
    ("caps", "at_all", "days"),
    [
        ((), 7, 7),
        ((), 3, 3),
        (((4, True, True),), 7, 4),
        (((4, True, True), (2, True, True)), 7, 2),
        # One that holds in other weeks, and one on a part of the target only.
        (((4, False, True),), 7, 7),
        (((4, True, False),), 7, 7),
        (((9, True, True),), 42, 9),
    ],
)
def test_caps_on_days_lower_what_is_asked(
    caps, at_all, days, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`caps`: days, whether it holds in the week, whether it names all of the target."""
    made = [
        SimpleNamespace(body=SimpleNamespace(value=value), holds=holds, whole=whole)
        for value, holds, whole in caps
    ]
    limits = {("cap", "days_per_week", 2): made}
    first, second = (SimpleNamespace(id=name, component="endurance") for name in "ab")
    monkeypatch.setattr(module, "most_days", lambda *_: at_all)
    case = SimpleNamespace(
        join=None,
        dates=range(42),
        named_by=lambda *_: [first, second],
        applies=lambda cap, _week: cap.holds,
        firings=SimpleNamespace(
            limits=lambda *key: limits[key],
            hits=lambda activity, cap: cap.whole or activity is first,
        ),
    )
    asked = SimpleNamespace(body=SimpleNamespace(what=None), bound=None)
    assert module._most_days(case, asked, 2) == days


@pytest.mark.parametrize(
    ("join", "components", "days"),
    [
        (True, ("endurance",), 2),
        (True, ("strength", "endurance"), 2),
        (True, ("strength",), 5),
        (None, ("endurance",), 5),
    ],
)
def test_in_a_revision_the_minutes_lower_the_days_of_endurance(
    join, components, days, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two bouts fit into the minutes; the doses allow five days."""
    named = [SimpleNamespace(id=name, component=name) for name in components]
    split = {(frozenset(components), 3): [2]}
    monkeypatch.setattr(module, "most_days", lambda *_: 5)
    monkeypatch.setattr(module, "_by_minutes", lambda _, ids, week: split[frozenset(ids), week])
    case = SimpleNamespace(
        join=join,
        dates=range(42),
        named_by=lambda *_: named,
        firings=SimpleNamespace(limits=lambda *_: []),
    )
    asked = SimpleNamespace(body=SimpleNamespace(what=None), bound=None)
    assert module._most_days(case, asked, 3) == days


def test_a_target_is_named_by_all_of_its_selectors() -> None:
    target = Target(activity=("a", "b"), family=("c",), component=("d",), tag=("e",),
                    muscle_stretch=("f",), movement=("g",))  # fmt: skip
    assert module._words(target) == ("a", "b", "c", "d", "e", "f")


def late(bundle: Bundle, name: str) -> list[str]:
    """What is said of one activity that is required, without its name and what gives way."""
    texts = [text.partition(": ") for text in said(bundle, "required")]
    return [text.partition(";")[0] for named, _, text in texts if named == name]


TRIALS = "assess_stretch_trials"


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (14, None),
        # On the day of the first stretch it is too late: one day lies between.
        (15, "first on 2027-01-26, needed before 2027-01-26"),
        (16, "first on 2027-01-27, needed before 2027-01-26"),
    ],
)
def test_trials_come_a_day_before_the_first_stretch(day: int, says: str | None) -> None:
    found = late(moved(valid(), "w1-d2", day), TRIALS)
    assert found == ([] if says is None else [says])


def test_what_comes_first_is_demanded_only_by_what_comes_later() -> None:
    assert late(valid().without(TRIALS), TRIALS) == ["first on None, needed before 2027-01-26"]
    assert late(valid().without(TRIALS, "calf_soleus_wall"), TRIALS) == []
    screen = "assess_intake_screen"
    assert late(valid(), screen) == []
    assert late(valid().without(screen), screen) == ["first on None, needed before 2027-01-11"]
    # With everything else on its own day is early enough, a day later is not.
    assert late(moved(valid(), "w1-d0", 1), screen) != []


@pytest.mark.parametrize(
    ("day", "says"), [(6, True), (7, False), (13, False), (14, True), (None, True)]
)
def test_what_is_due_in_a_week_is_in_it(day: int | None, says: bool) -> None:
    name = "dietitian_referral"
    heavy = valid().having(obesity_class2="any")
    told = heavy if day is None else heavy.all_day(entry(name, day))
    assert late(told, name) == (["nothing of it in this week"] if says else [])
    away = (Away(start=on(7), end=on(7), kind="travel"),)
    assert late(told.with_intake(away=away), name) == []


@pytest.mark.parametrize(
    ("target", "only"),
    [
        (Target(component=("stretch",)), True),
        (Target(component=("stretch", "strength")), False),
        (Target(activity=("calf_soleus_wall",)), True),
        (Target(activity=("no_such_thing",)), False),
    ],
)
def test_the_catalog_tells_what_is_stretches_only(target: Target, only: bool) -> None:
    assert module._is_stretch_only(case_of(valid()), SimpleNamespace(what=target)) is only


@pytest.mark.parametrize(
    ("day", "week"), [(-3, 1), (0, 1), (6, 1), (7, 2), (41, 6), (42, 6), (60, 6)]
)
def test_what_comes_too_late_is_said_of_the_week_in_which_it_was_needed(day, week) -> None:
    """All that there is lies on one day, and nobody was screened."""
    lone = made_session(1, day, made_item("walk_short", 21))
    bare = valid().with_plan(sessions=(lone,), all_day=())
    places = [v.where for v in found(bare, "required").violations]
    assert [place for place in places if place.endswith("plan_screen_first")] == [
        f"week {week} plan_screen_first"
    ]
