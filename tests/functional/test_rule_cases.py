"""Every rule of the catalog proves itself on its own cases."""

import pytest

from planner.knowledge import load_catalog
from planner.rules import truth
from planner.workflow.proof.person import case_answers

CATALOG = load_catalog()
WANTED = {"fires": True, "does_not_fire": False, "unknown": None}
CASES = [
    pytest.param(rule, case, WANTED[name], id=f"{rule.id}-{name}")
    for rule in CATALOG.rules.values()
    for name, case in rule.cases.items()
]


@pytest.mark.parametrize(("rule", "case", "wanted"), CASES)
def test_case(rule, case, wanted):
    assert truth(rule.when, case_answers(case), CATALOG, resolve=False) is wanted


def test_there_are_cases_of_every_kind():
    named = [name for rule in CATALOG.rules.values() for name in rule.cases]
    assert {kind: named.count(kind) > 400 for kind in WANTED} == dict.fromkeys(WANTED, True)
