"""The audit as a whole: what it finds, in which order it looks, and what a revision cannot undo."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from planner import audit as module
from planner.audit import _alone, breaks_a_rule
from planner.audit.checks import all_checks
from planner.audit.joined import Join
from planner.audit.report import Report
from tests.support.mutations.revised import with_past
from tests.support.mutations.tools import on
from tests.support.plan_variants import revised
from tests.support.plans import Bundle, entry, valid


def broken(bundle: Bundle, known: tuple[Any, ...] = ()) -> bool:
    return breaks_a_rule(
        bundle.plan, bundle.intake, bundle.answers, bundle.catalog, bundle.template, known
    )


def test_a_plan_that_passes_breaks_no_rule() -> None:
    assert not broken(valid())
    wrong = valid().with_plan(format="plan/0")
    assert broken(wrong)
    assert not broken(wrong, wrong.audit().violations)
    assert broken(wrong, wrong.audit().violations[1:])


def test_the_check_that_takes_longest_comes_last(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def check(code: str, holds: bool) -> Any:
        def run(case: object, report: Report) -> None:
            seen.append(report.code)
            report.expect(holds, "plan", code)

        return run

    codes = {code: check(code, holds=code != "z") for code in ("a", "required", "z")}
    monkeypatch.setattr(module, "all_checks", lambda: codes)
    assert broken(valid())
    assert seen == ["a", "z"]
    codes["z"] = check("z", holds=True)
    seen.clear()
    assert not broken(valid())
    assert seen == ["a", "z", "required"]


def test_every_check_counts_what_it_looked_at() -> None:
    result = valid().audit()
    assert [check.code for check in result.checks] == list(all_checks())
    assert result.passed
    assert result.violations == ()


def found(day: int, *places: str) -> tuple[list[str], list[Any]]:
    """What stays of violations at some places, and the plans that were looked at for them."""
    looked_at: list[Any] = []

    def look(plan: Any) -> Any:
        looked_at.append(plan)
        return SimpleNamespace()

    def reports(case: object) -> list[Report]:
        report = Report("weekly_caps")
        for place in places:
            report.expect(False, place, "too much")
        return [report]

    patch = pytest.MonkeyPatch()
    patch.setattr(module, "_reports", reports)
    past = with_past(day=on(day)).past
    assert past is not None
    left = _alone(revised().all_day(entry("if_then_plan", day)).plan, Join(past, on(0)), look)
    patch.undo()
    return [violation.where for violation in left], looked_at


def test_only_the_week_that_a_revision_cuts_is_beyond_help() -> None:
    """It begins on day 16, the Wednesday of week 3."""
    places = ("week 2 endurance", "week 3 endurance", "w3-d0 walk_short", "week 4 endurance")
    left, (bare,) = found(16, *places)
    assert left == ["week 3 endurance"]
    assert max(session.date for session in bare.sessions) == on(15)
    assert max(day.date for day in bare.all_day) == on(15)
    assert {s.key for s in bare.sessions} >= {"w1-d0", "w3-d1"}


def test_a_revision_from_a_first_day_of_a_week_cuts_none() -> None:
    assert found(14, "week 3 endurance") == ([], [])


def test_what_the_days_gone_by_break_is_not_held_against_a_revision() -> None:
    """A walk of 200 minutes was done on the Monday; nothing but that walk lies in the week."""
    long = revised().dosed("w3-d0", "walk_short", minutes=200)
    alone = long.sessions(lambda s: s if s.week != 3 or s.key == "w3-d0" else None)
    later = long.sessions(lambda s: s if s.week != 3 or s.key in ("w3-d0", "w3-d2") else None)

    def ramps(bundle: Bundle) -> list[str]:
        return [v.where for v in bundle.audit().violations if v.code == "weekly_ramp"]

    assert ramps(alone) == []
    assert ramps(later) != []
