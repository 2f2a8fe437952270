"""Milder items come some weeks before harder ones where a rule sets their order."""

from __future__ import annotations

import pytest

from tests.support.audits import found
from tests.support.joins import sessions_of
from tests.support.plans import Bundle, entry, valid

CODE = "order_sequence"
# One after another, a week apart, with a leg pain that has settled (rule cr_193).
FIRST, SECOND, THIRD, FOURTH = (
    "hamstring_9090_active", "hamstring_doorway", "hamstring_supine_strap", "hamstring_seated",
)  # fmt: skip


def settled(*days: tuple[int, str]) -> Bundle:
    """Items on days of the plan (0 = first) of somebody whose leg pain has settled."""
    base = valid().having(sciatica="settled")
    return base.with_plan(sessions=sessions_of(*days), all_day=())


def wrong(bundle: Bundle) -> list[tuple[str, str]]:
    return [(v.where, v.text) for v in found(bundle, CODE).violations]


def late(week: int, weeks: int, before: str, first: int) -> str:
    return f"week {week}, {weeks} weeks after {before} (week {first}) needed (cr_193)"


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (((0, FIRST), (7, SECOND), (14, THIRD)), []),
        (((6, FIRST), (7, SECOND)), []),
        (((0, FIRST), (35, SECOND)), []),
        (((0, FIRST), (6, SECOND)), [(SECOND, late(1, 1, FIRST, 1))]),
        (((7, FIRST), (0, SECOND)), [(SECOND, late(1, 1, FIRST, 2))]),
        # Two steps on, twice as long.
        (
            ((0, FIRST), (7, SECOND), (13, THIRD)),
            [(THIRD, late(2, 2, FIRST, 1)), (THIRD, late(2, 1, SECOND, 2))],
        ),
        (((0, FIRST), (6, SECOND), (14, THIRD)), [(SECOND, late(1, 1, FIRST, 1))]),
        (
            ((0, FIRST), (7, SECOND), (14, THIRD), (20, FOURTH)),
            [
                (FOURTH, late(3, 3, FIRST, 1)),
                (FOURTH, late(3, 2, SECOND, 2)),
                (FOURTH, late(3, 1, THIRD, 3)),
            ],
        ),
        # What is not in the plan is passed over.
        (((0, FIRST), (7, THIRD)), []),
        (((0, SECOND), (6, THIRD)), [(THIRD, late(1, 1, SECOND, 1))]),
        (((0, THIRD),), []),
        # The first time counts.
        (((0, FIRST), (7, SECOND), (8, FIRST), (13, SECOND)), []),
    ],
)
def test_each_comes_a_week_after_the_one_before(days, expected: list[tuple[str, str]]) -> None:
    assert wrong(settled(*days)) == expected


def test_a_rule_that_names_no_weeks_hides_no_other() -> None:
    """A short leg is corrected first; that rule has an order without weeks."""
    plan = settled((0, FIRST), (6, SECOND)).having(lli_structural="any", sciatica="settled")
    assert wrong(plan) == [(SECOND, late(1, 1, FIRST, 1))]


def test_what_is_done_all_day_counts_too() -> None:
    plan = settled((0, FIRST)).with_plan(all_day=(entry(SECOND, 6),))
    assert wrong(plan) == [(SECOND, late(1, 1, FIRST, 1))]


@pytest.mark.parametrize(("day", "passes"), [(27, False), (28, True)])
@pytest.mark.parametrize("is_running", [False, True])
def test_running_comes_after_four_weeks_of_brisk_walks(day, passes, is_running) -> None:
    """Who runs already does not wait."""
    base = valid().with_facts(currently_running=is_running)
    plan = base.with_plan(sessions=sessions_of((0, "walk_brisk"), (day, "run_walk")), all_day=())
    text = "week 4, 4 weeks after walk_brisk (week 1) needed (prg_running_gate)"
    assert wrong(plan) == ([] if passes or is_running else [("run_walk", text)])
