"""A revision goes on from the one before it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace as changed

from tests.support.audits import said
from tests.support.mutations.revised import with_parent, with_past
from tests.support.mutations.tools import on, week
from tests.support.plan_variants import revised
from tests.support.plans import Bundle

CODE = "history_kept"


def after_one_from(day: int) -> Bundle:
    """The revision of day 16, where the plan before it began on some day as well."""
    block = revised().plan.replan
    assert block is not None
    return with_parent(replan=changed(block, from_=on(day)))


@pytest.mark.parametrize(("day", "passes"), [(9, True), (16, True), (17, False)])
def test_it_begins_no_earlier_than_the_one_before_it(day: int, passes: bool) -> None:
    texts = said(after_one_from(day), CODE)
    assert any("where the plan before began" in text for text in texts) is not passes


@pytest.mark.parametrize(
    ("day", "passes"), [(-1, False), (0, True), (16, True), (41, True), (42, False)]
)
def test_it_begins_inside_the_plan(day: int, passes: bool) -> None:
    texts = said(with_past(day=on(day)), CODE)
    assert any("is outside the plan" in text for text in texts) is not passes


def test_it_begins_after_the_last_report() -> None:
    late = "is not after the report of"
    assert not any(late in text for text in said(with_past(day=on(16)), CODE))
    assert any(late in text for text in said(with_past(day=on(15)), CODE))
    assert not any(late in text for text in said(with_past(day=on(15), check_ins=()), CODE))


@pytest.mark.parametrize(("number", "passes"), [(1, False), (2, False), (3, True), (6, True)])
def test_sums_of_weeks_that_are_over_stand(number: int, passes: bool) -> None:
    """The revision begins in week 3."""
    texts = said(week(revised(), number, met_min=9), CODE)
    assert texts == ([] if passes else ["are not as they were published"])
