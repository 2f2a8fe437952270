"""Ways out of a clash in a revision are tried with its past."""

from __future__ import annotations

import pytest

from planner.eligibility import decide
from planner.problem.model import Problem
from planner.solver.read import Found
from planner.workflow import ways_out
from planner.workflow.ways_out import Person, has_plan
from tests.support.plan_variants import revised


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[Problem]:
    """Problems that were searched for any revision; none is found."""
    seen: list[Problem] = []

    def none(problem: Problem, limit: float) -> Found | None:
        assert limit > 0
        seen.append(problem)

    monkeypatch.setattr(ways_out, "any_revision", none)
    return seen


def test_a_way_out_of_a_revision_has_its_past(tried: list[Problem]) -> None:
    base = revised()
    assert base.past is not None
    eligibility = decide(base.catalog, base.intake, base.answers, base.intake.plan.weeks)
    person = Person(base.catalog, base.template, base.intake, base.answers, eligibility, base.past)
    assert not has_plan(person, base.intake)
    (problem,) = tried
    assert problem.revision is not None
    first = (base.past.day - base.past.plan.request.start).days
    assert problem.revision.first_day == first
    assert len(problem.revision.past) > 0
