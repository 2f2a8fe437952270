"""On how many days a rule can be met, worked out by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from msgspec.structs import replace as changed

from planner.audit import given as module
from planner.audit.firings import Fired
from planner.audit.given import (
    _apart,
    _counts,
    _due_again,
    _is_full,
    _waits,
    first_date_given,
    fits_in,
    given_days,
)
from planner.domain.intake import Window
from planner.knowledge.model import Target
from tests.support.audits import case_of
from tests.support.mutations.revised import missing
from tests.support.mutations.tools import on
from tests.support.plan_variants import quitting
from tests.support.plans import Bundle, entry, valid

SEDENTARY = valid().having(sedentary="any")


def free(*days: int, until: dt.time = dt.time(19, 15)) -> Window:
    return Window(
        days=(), dates=tuple(on(day) for day in days), start=dt.time(18), end=until, preferred=True
    )


def asked(bundle: Bundle, tag: str) -> Fired:
    """What the rule for sedentary people asks for: `walking` or `sitting_breaks`."""
    return next(
        fired
        for fired in case_of(bundle).firings.of("require", 1)
        if fired.rule == "cr_138" and tag in fired.body.what.tag
    )


def days_given(bundle: Bundle, tag: str, week: int, **body: object) -> int:
    fired = asked(bundle, tag)
    return given_days(case_of(bundle), replace(fired, body=changed(fired.body, **body)), week)


@pytest.mark.parametrize(
    ("free_days", "walks", "apart", "breaks"),
    [
        ((7, 8, 9, 10, 11, 12, 13), 7, 4, 7),
        ((7, 10), 2, 2, 7),
        ((7, 8, 10), 3, 2, 7),
        ((6, 13, 14), 1, 1, 7),
        # Nothing begins before the first free date.
        ((9, 10), 2, 1, 5),
        ((14,), 0, 0, 0),
        ((), 0, 0, 7),
    ],
)
def test_walks_need_free_time_and_breaks_need_a_plan_that_has_begun(
    free_days: tuple[int, ...], walks: int, apart: int, breaks: int
) -> None:
    bare = SEDENTARY.sessions(lambda s: None).with_intake(availability=(free(*free_days),))
    bare = bare.with_plan(all_day=())
    assert days_given(bare, "walking", 2) == walks
    assert days_given(bare, "walking", 2, non_consecutive=True) == apart
    assert days_given(bare, "sitting_breaks", 2) == breaks


def test_what_an_absolute_rule_asks_for_gives_way_to_nothing() -> None:
    case = case_of(SEDENTARY.with_intake(availability=(free(9),)))
    fired = asked(SEDENTARY, "walking")
    absolute = next(r.id for r in case.catalog.rules.values() if r.severity == "absolute")
    assert given_days(case, replace(fired, rule=absolute), 2) == 7


@pytest.mark.parametrize(
    ("windows", "first"),
    [
        ((free(2), free(4)), 2),
        ((free(0), free(4)), 0),
        # What comes before everything else takes 22 minutes.
        ((free(2, until=dt.time(18, 21)), free(4)), 4),
        ((free(2, until=dt.time(18, 22)), free(4)), 2),
        # Where no time is long enough for it, the first one counts.
        ((free(2, until=dt.time(18, 12)), free(4, until=dt.time(18, 12))), 2),
        ((), None),
    ],
)
def test_the_first_date_holds_what_comes_before_everything_else(windows, first) -> None:
    found = first_date_given(case_of(valid().with_intake(availability=windows)))
    assert found == (None if first is None else on(first))


@pytest.mark.parametrize(
    ("days", "most"), [((), 0), ((3,), 1), ((1, 0, 2, 3), 2), ((0, 2, 4), 3), ((0, 1, 3, 4), 2)]
)
def test_days_that_are_not_in_a_row(days: tuple[int, ...], most: int) -> None:
    assert _apart(on(day) for day in days) == most


def test_a_rule_that_only_a_new_habit_meets_waits_for_the_quit_week_to_end() -> None:
    smoker = quitting().having(sedentary="any", smoker="any")
    waiting = smoker.with_plan(
        all_day=tuple(e for e in smoker.plan.all_day if e.activity != "sitting_break_60")
    )
    assert [days_given(waiting, "sitting_breaks", week) for week in (2, 3, 4)] == [7, 0, 7]
    # Breaks that are a habit already, and walks, which are none, do not wait.
    assert days_given(smoker, "sitting_breaks", 3) == 7
    assert days_given(waiting, "walking", 3) == 7


def test_a_day_on_which_it_is_done_without_a_session_counts_too() -> None:
    """Free on day 7 only; a walk that needs no session lies on day 9."""
    bare = SEDENTARY.sessions(lambda s: None).with_intake(availability=(free(7),))
    walk = next(
        a.id for a in bare.catalog.activities.values()
        if "walking" in a.tags and a.component == "weight_loss"
    )  # fmt: skip
    assert days_given(bare, "walking", 2) == 1
    assert days_given(bare.all_day(entry(walk, 9)), "walking", 2) == 2


def test_what_may_be_done_all_day_long_needs_no_free_time() -> None:
    bare = SEDENTARY.sessions(lambda s: None).with_intake(availability=())
    case, fired = case_of(bare), asked(bare, "walking")

    def fits(*names: str) -> bool:
        what = changed(fired.body.what, tag=(), activity=names)
        return fits_in(case, replace(fired, body=changed(fired.body, what=what)), 2)

    assert not fits("walk_short")
    assert fits("sitting_break_60")
    assert fits("walk_short", "sitting_break_60")


@pytest.mark.parametrize(
    ("missed", "names", "day"),
    [
        # Done: nothing has to come again, even where something else of it was missed.
        ((), ("assess_intake_screen",), 0),
        (("w1-d0",), ("assess_intake_screen", "walk_short"), 0),
        # Missed in a week that is over: from the first day of the revision on.
        (("w1-d0",), ("assess_intake_screen",), 16),
        # Missed in the week that the revision cuts: that week had it already.
        (("w2-d1", "w3-d1"), ("sit_to_stand",), 21),
        # What counts is the last time that each was planned.
        (("w2-d1", "w2-d4"), ("sit_to_stand",), 21),
        (("w1-d0", "w1-d2", "w2-d0", "w2-d2"), ("dead_bug_slide",), 0),
        # Never planned before.
        ((), ("hike_gentle",), 16),
    ],
)
def test_what_was_missed_is_due_again(missed, names, day: int) -> None:
    case = case_of(missing(*missed))
    activities = [case.catalog.activities[name] for name in names]
    assert _due_again(case, activities) == on(day)


def habit(name: str = "walk_tall", **fields: Any) -> SimpleNamespace:
    """A habit, done all day long, that counts as new in its first week."""
    return SimpleNamespace(
        **{"id": name, "component": "".join([*"habit"]), "family": None, "tags": (), **fields}
    )


PLANNING = SimpleNamespace(
    all_day_components=("habit", "weight_loss"),
    all_day_activities=("insole",),
    all_day_tags=("device",),
    not_new_components=("lesson",),
    not_new_activities=("pain_log",),
    not_new_tags=("contact",),
)


def limit(quantity: str = "new_habits_per_week", value: float = 1, **fields: Any) -> Any:
    # Put together anew: the words of a catalog that was read are no constants of the code.
    body = SimpleNamespace(quantity="".join([*quantity]), value=value)
    return SimpleNamespace(**{"body": body, "names": "walk_tall", "holds": True, **fields})


def stub(**fields: Any) -> Any:
    """A plan of which `first` says in which week each thing comes first."""
    caps = fields.pop("caps", ())
    return SimpleNamespace(**{
        "catalog": SimpleNamespace(planning=PLANNING),
        "applies": lambda cap, week: cap.holds and week == 3,
        "plan": SimpleNamespace(
            made_from=SimpleNamespace(template=SimpleNamespace(id="template"))
        ),
        "firings": SimpleNamespace(
            hits=lambda activity, cap: cap.names == activity.id,
            limits=lambda kind, quantity, week: [
                cap for cap in caps if (kind, week, quantity) == ("cap", 3, cap.body.quantity)
            ],
        ),
        **fields,
    })  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "cap", "counts"),
    [
        ({}, limit(), True),
        ({}, limit("new_items_per_week"), True),
        # What is done all day long and is no habit counts as an item only.
        ({"component": "weight_loss"}, limit(), False),
        ({"component": "weight_loss"}, limit("new_items_per_week"), True),
        ({"component": "strength"}, limit("new_items_per_week"), False),
        ({"component": "strength", "tags": ("device",)}, limit("new_items_per_week"), True),
        ({"tags": ("contact",)}, limit(), False),
        ({"tags": ("other", "contact")}, limit(), False),
        ({"tags": ("other",)}, limit(), True),
        ({}, limit(names="something_else"), False),
        ({"name": "pain_log"}, limit(names="pain_log"), False),
        ({"component": "lesson", "tags": ("device",)}, limit("new_items_per_week"), False),
    ],
)
def test_what_counts_as_something_new_all_day_long(fields, cap, counts: bool) -> None:
    assert _counts(stub(), cap, habit(**fields)) is counts


def placed(week: int = 3, rules: tuple[str, ...] = ("r",), **fields: Any) -> SimpleNamespace:
    activity = habit(**fields)
    why = [SimpleNamespace(rule=rule) for rule in rules]
    return SimpleNamespace(
        key=activity.id, week=week, session=None, activity=activity, item=SimpleNamespace(why=why)
    )


@pytest.mark.parametrize(
    ("items", "most", "is_full"),
    [
        ([placed()], 1, True),
        ([placed()], 2, False),
        ([placed(), placed()], 2, False),
        ([], 1, False),
        ([], 0, True),
        # What began before, what the template begins, and what does not count.
        ([placed(name="old")], 1, False),
        ([placed(rules=("template",))], 1, False),
        ([placed(rules=("r", "template"))], 1, False),
        ([placed(rules=("r", "s"))], 1, True),
        ([placed(tags=("contact",))], 1, False),
    ],
)
def test_a_week_is_full_of_what_rules_begin_in_it(items, most: float, is_full: bool) -> None:
    case = stub(in_week=lambda week: items, first_weeks={"walk_tall": 3, "old": 2})
    assert _is_full(case, limit(value=most, names="walk_tall"), 3) is is_full


def test_what_begins_in_a_session_does_not_fill_a_week() -> None:
    timed = placed()
    timed.session = "s"
    case = stub(in_week=lambda week: [timed], first_weeks={"walk_tall": 3})
    assert not _is_full(case, limit(), 3)


@pytest.mark.parametrize(
    ("allowed", "first", "caps", "begun", "waits"),
    [
        # Nothing may begin in the week.
        ((habit(),), {}, (limit(value=0),), [], True),
        ((habit(),), {}, (limit("new_items_per_week", 0),), [], True),
        ((habit(),), {}, (), [], False),
        ((), {}, (limit(value=0),), [], False),
        ((habit(),), {}, (limit(value=0, holds=False),), [], False),
        ((habit(),), {}, (limit(value=0, names="other"),), [], False),
        # It is a habit already; a later week is none.
        ((habit(),), {"walk_tall": 2}, (limit(value=0),), [], False),
        ((habit(),), {"walk_tall": 3}, (limit(value=0),), [], True),
        ((habit(),), {"walk_tall": 4}, (limit(value=0),), [], True),
        ((habit(family="posture"),), {"posture": 2}, (limit(value=0),), [], False),
        # Something else that is open would not be new.
        ((habit(), habit("other")), {}, (limit(value=0),), [], False),
        # One may begin: something else has, or has not, or it is this one.
        ((habit(),), {}, (limit(value=1),), [], False),
        ((habit(),), {"other": 3}, (limit(value=1),), ["other"], True),
        ((habit(),), {"other": 3, "walk_tall": 3}, (limit(value=1),), ["other"], False),
    ],
)
def test_what_only_a_new_habit_meets_waits_for_a_week_with_room(
    allowed, first, caps, begun, waits: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_is_full", lambda case, cap, week: bool(begun))
    assert _waits(stub(caps=caps, first_weeks=first), allowed, 3) is waits


@pytest.mark.parametrize(("minutes", "fits"), [(15, False), (16, True), (17, True)])
def test_a_walk_fits_into_a_time_that_holds_its_shortest_bout(minutes: int, fits: bool) -> None:
    """Fifteen minutes, and one to set up."""
    walk = Target(activity=("walk_short",))
    last = free(13, until=dt.time(18, minutes))
    case, fired = case_of(SEDENTARY.with_intake(availability=(last,))), asked(SEDENTARY, "walking")
    wanted = replace(fired, body=changed(fired.body, what=walk))
    assert fits_in(case, wanted, 2) is fits
    # Of the other weeks no time counts, unless the rule gives way to none.
    assert not fits_in(case, wanted, 1)
    assert not fits_in(case, wanted, 3)
    absolute = next(r.id for r in case.catalog.rules.values() if r.severity == "absolute")
    assert fits_in(case, replace(wanted, rule=absolute), 1)


@pytest.mark.parametrize(
    ("demanded", "first"),
    [
        # 20 minutes are free on day 2, 21 on day 4, 22 on day 6; each activity needs one to set up.
        ([(True, (19,))], 2),
        ([(True, (20,))], 4),
        ([(True, (21,))], 6),
        # Of several that would do the shortest counts; of several demands the longest.
        ([(True, (21, 19))], 2),
        ([(True, (19,)), (True, (20,))], 4),
        ([(True, (99,))], 2),
        # What comes before some things only, and what nothing can meet, is no matter.
        ([(False, (21,))], 2),
        ([(None, (21,))], 2),
        ([(True, ())], 2),
        ([], 2),
    ],
)
def test_the_first_date_holds_the_longest_of_what_comes_first(
    demanded, first: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of each demand: whether it comes before everything, and the minutes of what meets it."""
    lengths = {2: 20, 4: 21, 6: 22}
    windows = tuple(free(day, until=dt.time(18, length)) for day, length in lengths.items())
    case = case_of(valid().with_intake(availability=windows))
    made = [
        SimpleNamespace(
            bound=None,
            body=SimpleNamespace(
                what=[SimpleNamespace(id="x", minutes=(m,), setup_minutes=1) for m in minutes],
                of=None if is_any is None else SimpleNamespace(any=is_any),
            ),
        )
        for is_any, minutes in demanded
    ]
    monkeypatch.setattr(
        module, "demands", lambda _, relation: made if relation == "before_or_with" else []
    )
    monkeypatch.setattr(type(case), "named_by", lambda _self, what, _bound: what)
    assert first_date_given(case) == on(first)
