"""Every check of the audit notices plans that were spoiled in its field."""

from __future__ import annotations

from collections import Counter

import pytest

from planner.audit.checks import all_checks
from tests.support import plan_variants, plans
from tests.support.audits import found
from tests.support.mutations import MUTATIONS, Mutation
from tests.support.mutations.template_doses import ranged

ENOUGH = 5
VALID = {
    "valid": plans.valid,
    "untested": plan_variants.untested,
    "bending": plan_variants.bending,
    "insoles": plan_variants.insoles,
    "heel_lift": plan_variants.heel_lift,
    "quitting": plan_variants.quitting,
    "stopped": plan_variants.stopped,
    "slimming": plan_variants.slimming,
    "weak": plan_variants.weak,
    "full_stomach": plan_variants.full_stomach,
    "away_a_week": plan_variants.away_a_week,
    "revised": plan_variants.revised,
    "ranged": lambda: ranged(strength={"sets_at_most": 2}),
}


@pytest.mark.parametrize("name", VALID)
def test_the_plans_to_be_spoiled_pass(name: str) -> None:
    result = VALID[name]().audit()
    assert result.violations == ()
    assert result.passed
    assert [check.code for check in result.checks] == sorted(all_checks())


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda m: f"{m.code}: {m.description}")
def test_a_spoiled_plan_is_noticed(mutation: Mutation) -> None:
    report = found(mutation.mutate(), mutation.code)
    assert report.violations
    assert {violation.code for violation in report.violations} == {mutation.code}
    assert any(mutation.says in violation.text for violation in report.violations)
    assert all(violation.where and violation.text for violation in report.violations)


def test_every_check_has_mutations() -> None:
    told_apart = {(mutation.code, mutation.description) for mutation in MUTATIONS}
    assert len(told_apart) == len(MUTATIONS)
    counts = Counter(mutation.code for mutation in MUTATIONS)
    assert {code: counts[code] for code in all_checks() if counts[code] < ENOUGH} == {}
    assert set(counts) <= set(all_checks())


def test_every_check_looks_at_something() -> None:
    looked_at = Counter[str]()
    for name in VALID:
        looked_at.update({c.code: c.count for c in VALID[name]().audit().checks})
    only_spoiled = {"order_sequence", "suggestions_answered", "overrides_listed"}
    assert {code for code in all_checks() if not looked_at[code]} <= only_spoiled
