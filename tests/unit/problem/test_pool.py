"""Candidates: when each may start."""

from __future__ import annotations

import pytest

from planner.problem.build import build
from tests.support.contexts import EVENINGS, context_of
from tests.support.people import CATALOG, all_tried, having, healthy, intake


def latest_starts(weeks):
    """Latest start (1-based) of the stretches that rules ask for by name, and of all others."""
    found = context_of(
        all_tried(healthy(), "short"), intake(weeks, availability=EVENINGS), weeks=weeks
    )
    problem = build(CATALOG, found.template, found.intake, found.answers, found.eligibility)[
        0
    ].problem
    asked = {d.activities for d in problem.day_demands if d.at_least and not d.weight}
    named, others = [], []
    for one in problem.candidates:
        starts = [path.start + 1 for path in one.paths]
        if not one.once:
            is_named = one.component == "stretch" and any(w <= one.activities for w in asked)
            (named if is_named else others).append(max(starts))
    return max(named), max(others)


@pytest.mark.parametrize(
    ("weeks", "named", "others"), [(4, 4, 2), (5, 4, 3), (6, 4, 4), (12, 10, 10)]
)
def test_nothing_starts_late_but_what_is_asked_for_then(weeks, named, others):
    """Rules that may wait for new items ask from week 4 on; else the last two weeks add nothing."""
    assert latest_starts(weeks) == (named, others)


def test_what_a_rule_requires_comes_in_though_the_template_does_not_plan_its_component():
    """Balance from age 65 on: `empower` has no target for it."""
    person = intake(6, availability=EVENINGS)
    older = having(healthy(age=70), nslbp_chronic="chronic_gt_12w")
    for answers, is_there in ((older, True), (having(healthy(), nslbp_chronic=None), False)):
        found = context_of(answers, person, weeks=6, template="empower")
        inputs = (found.template, found.intake, found.answers, found.eligibility)
        problem = build(CATALOG, *inputs)[0].problem
        assert any(c.component == "balance" for c in problem.candidates) is is_there
