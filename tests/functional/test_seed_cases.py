"""Every statement of the seed is honoured: on decisions, and on plans; and every case can fail."""

from __future__ import annotations

import pytest

from tests.support.made import of_vignette
from tests.support.people import CATALOG
from tests.support.seed import (
    PLAN_VERBS,
    VERBS,
    cases,
    failures,
    holds,
    read,
    rules_of,
    shared_plans,
    statements,
    without,
)
from tools.seed_page import PAGE, page

CASES = [pytest.param(case, id=case.id) for case in cases()]
PLANS = [pytest.param(entry, id=entry.id) for entry in shared_plans()]


@pytest.mark.parametrize("case", CASES)
def test_the_statement_is_honoured(case):
    assert failures(case, CATALOG) == []


@pytest.mark.parametrize("case", CASES)
def test_without_its_rules_it_is_not(case):
    rules = rules_of(case.statement)
    assert rules
    assert failures(case, without(rules)) != []


@pytest.mark.slow
@pytest.mark.parametrize("entry", PLANS)
def test_the_plan_shows_it(entry):
    plan = of_vignette(entry.of).plan
    assert plan is not None
    assert holds(plan, entry.expect)


def test_every_statement_has_its_cases():
    assert statements() == list(CATALOG.seed_statements)


def test_a_file_names_its_statement_and_uses_known_verbs():
    for name in statements():
        data = read(name)
        assert data["statement"] == name
        assert len({case["name"] for case in data["cases"]}) == len(data["cases"])
        for case in data["cases"]:
            assert all(sum(key in VERBS for key in expect) == 1 for expect in case["expect"])
        for entry in data.get("plans", ()):
            assert all(sum(key in PLAN_VERBS for key in expect) == 1 for expect in entry["expect"])


def test_the_page_of_the_seed_is_the_one_the_data_gives():
    assert PAGE.read_text(encoding="utf-8") == page(CATALOG), "run: python tools/seed_page.py"
