from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from planner.audit.demands import (
    BEFORE_OR_WITH,
    comes_late,
    demands,
    first_date,
    is_possible,
    says_number,
    targets,
)
from planner.audit.evaluator import NOTHING, Bound
from planner.audit.firings import Fired
from planner.domain.plan import Conflict
from planner.knowledge.model import Target
from tests.support.audits import case_of
from tests.support.mutations.tools import on
from tests.support.plan_variants import insoles
from tests.support.plans import valid


@pytest.mark.parametrize(
    ("first", "then", "days", "late"),
    [
        (3, 4, 1, False),
        (4, 4, 1, True),
        (4, 4, 0, False),
        (5, 4, 0, True),
        (None, 4, 0, True),
        (4, None, 9, False),
        (None, None, 0, False),
    ],
)
def test_what_comes_first_lies_the_days_before(
    first: int | None, then: int | None, days: int, late: bool
) -> None:
    one, other = (None if day is None else on(day) for day in (first, then))
    assert comes_late(one, other, days) is late


def test_nothing_has_no_first_date() -> None:
    assert first_date([]) is None


@pytest.mark.parametrize(
    ("rule", "number", "said"),
    [
        ("cr_141", "25", True),
        ("cr_141", "5", False),
        ("cr_141", "3", True),
        ("cr_142", "25", False),
    ],
)
def test_a_conflict_says_a_number_of_the_rules_that_it_names(rule, number, said: bool) -> None:
    conflict = Conflict(text="25 minutes are missing, on 3 days.", between=("cr_141", "time"))
    other = Conflict(text="7 minutes.", between=("cr_143",))
    case = case_of(valid().with_plan(conflicts=(other, conflict)))
    assert says_number(case, rule, number) is said


# Kept: what a target names is remembered as long as the case lives.
HARD, CALF, WALK = (
    Target(activity=(name,)) for name in ("superman", "calf_soleus_wall", "walk_short")
)
EITHER = Target(activity=("superman", "walk_short"))


def fired(side: str | None = None) -> Fired:
    return Fired("rule", "require", None, Bound(side=side) if side else NOTHING, is_certain=True)


@pytest.mark.parametrize(
    ("done", "bound", "counts"),
    [
        ("left", None, True),
        ("left", "left", True),
        ("left", "right", False),
        ("both", "right", True),
    ],
)
def test_items_of_the_other_side_are_not_meant(done, bound, counts: bool) -> None:
    case = case_of(valid().items(lambda s, i: i.activity == "calf_soleus_wall", side=done))
    found = targets(case, CALF, fired(bound))
    assert bool(found) is counts
    # What has no sides is meant for either of them.
    assert targets(case, WALK, fired(bound))


@pytest.mark.parametrize("side", [None, "left"])
def test_possible_is_what_may_be_done_in_the_week(side: str | None) -> None:
    case = case_of(valid())
    assert is_possible(case, EITHER, fired(side), 1)
    assert not is_possible(case, HARD, fired(side), 1)
    assert is_possible(case, CALF, fired(side), 3)


def test_each_demand_counts_once_and_only_those_of_the_relation() -> None:
    found = list(demands(case_of(insoles()), BEFORE_OR_WITH))
    assert found
    assert {each.body.relation for each in found} == {BEFORE_OR_WITH}
    keys = [(each.rule, id(each.body), each.bound) for each in found]
    assert len(set(keys)) == len(keys)


def asking(weeks: dict[int, tuple[Any, ...]]) -> Any:
    """A plan in which some requirements are in force in some weeks."""
    return SimpleNamespace(
        weeks=range(1, 4),
        firings=SimpleNamespace(
            of=lambda kind, week: weeks.get(week, ()) if kind == "require" else ()
        ),
    )


def test_demands_of_every_week_count_once_each() -> None:
    """The same body of another rule, or bound to another side, is another demand."""
    body = SimpleNamespace(relation=BEFORE_OR_WITH)
    other = SimpleNamespace(relation=BEFORE_OR_WITH)
    weekly = SimpleNamespace(relation="per_week")
    left = Bound(side="left")

    def made(rule: str, body: Any, bound: Bound = NOTHING) -> Fired:
        return Fired(rule, "require", body, bound, is_certain=True)

    weeks = {
        1: (made("a", body), made("a", weekly)),
        2: (made("a", body), made("b", body), made("a", body, left)),
        3: (made("b", body), made("a", other)),
    }
    found = [
        (each.rule, each.body is body, each.bound)
        for each in demands(asking(weeks), BEFORE_OR_WITH)
    ]
    assert found == [
        ("a", True, NOTHING), ("b", True, NOTHING), ("a", True, left), ("a", False, NOTHING),
    ]  # fmt: skip
    assert [each.body for each in demands(asking(weeks), "per_week")] == [weekly]


def test_the_first_date_is_the_earliest() -> None:
    items = [SimpleNamespace(date=on(day)) for day in (5, 2, 9)]
    assert first_date(items) == on(2)


@pytest.mark.parametrize(
    ("laterality", "side", "possible"),
    [
        # It may be done on the left side only.
        ("each_side", None, True),
        ("each_side", "left", True),
        ("each_side", "right", False),
        ("bilateral", "right", True),
    ],
)
def test_what_may_be_done_on_one_side_is_possible_for_that_side(laterality, side, possible) -> None:
    def is_allowed(activity: Any, this: str, week: int) -> bool:
        return (activity.id, this, week) == ("pose", "left", 2)

    poses = [SimpleNamespace(id=name, laterality=laterality) for name in ("closed", "pose")]
    case = SimpleNamespace(
        named_by=lambda target, bound: poses,
        verdicts=SimpleNamespace(
            is_allowed=is_allowed,
            is_allowed_somehow=lambda activity, week: is_allowed(activity, "left", week),
        ),
    )
    assert is_possible(case, CALF, fired(side), 2) is possible
    assert not is_possible(case, CALF, fired(side), 3)
