"""A doctor agrees in the middle of a week: the rest of that week already holds exercise."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.support.lives import Turn, live
from tests.support.people import CATALOG

CLEARED = dt.date(2027, 3, 10)
KEPT = frozenset(CATALOG.decision_policy.provisional.keeps)


@pytest.fixture(scope="module")
def turn(tmp_path_factory: pytest.TempPathFactory) -> Turn:
    return next(live("cleared", tmp_path_factory.mktemp("cleared")))


def test_habits_alone_before(turn: Turn) -> None:
    assert turn.before.screening.provisional
    held = {item.activity for session in turn.before.sessions for item in session.items}
    assert held
    assert {CATALOG.activities[name].component for name in held} <= KEPT


def test_the_revision_is_not_provisional_and_passes_its_audit(turn: Turn) -> None:
    assert not turn.made.plan.screening.provisional
    assert turn.made.plan.audit is not None
    assert turn.made.plan.audit.passed


def test_exercise_begins_in_the_week_of_the_clearance_and_never_before(turn: Turn) -> None:
    days = [
        session.date
        for session in turn.made.plan.sessions
        for item in session.items
        if CATALOG.activities[item.activity].component not in KEPT
    ]
    assert days
    assert CLEARED < min(days) <= dt.date(2027, 3, 14)
