"""No rule can be lost, and few can be changed, without a case that comes out otherwise.

The full run, with every mutant of every rule, is `make mutate-rules`.
"""

from __future__ import annotations

import pytest

from planner.rules import truth
from planner.workflow.proof.person import case_answers
from tests.mutation.cases import FOLDER, file_of, rule_cases
from tests.mutation.decided import Outcome
from tests.mutation.detect import DECISION, FAST, REASON
from tests.mutation.edges import tree
from tests.mutation.expect import VERBS, holds
from tests.mutation.mutants import DROP, EDGE, KINDS, mutants
from tests.mutation.run import HARD, hard_drops, run, sample
from tests.support.people import CATALOG

SIZE = 400
# What the sample of all other mutants reaches at the least, in percent.
SCORE = 90


def test_every_rule_decides_what_its_case_expects():
    failed = []
    for name, case in rule_cases().items():
        outcome = case.someone.outcome(name, CATALOG.rules[name])
        failed += [(name, expect) for expect in case.expect if not holds(outcome, expect)]
    assert failed == [], (
        "see tests/mutation/cases.py; tools/mutate_rules.py --draft RULE drafts anew"
    )


def test_rules_that_hold_in_no_week_decide_nothing():
    """The catalog that mutants are put into is shorter, and decides the same."""
    for name in list(rule_cases())[::40]:
        person = rule_cases()[name].someone
        short, whole = person.outcome(name, CATALOG.rules[name]), Outcome(person, CATALOG)
        assert short.eligibility == whole.eligibility
        assert short.screening == whole.screening


def test_every_edge_comes_out_as_it_says():
    failed = []
    for name, case in rule_cases().items():
        for edge in case.edges:
            when = tree(CATALOG.rules[name], edge.get("gate"))
            if truth(when, case_answers(edge), CATALOG, resolve=False) is not edge["holds"]:
                failed.append((name, edge))
    assert failed == []


def test_every_rule_has_its_case_in_its_place():
    assert set(rule_cases()) == set(CATALOG.rules), "python tools/mutate_rules.py --draft"
    wanted = {file_of(rule) for rule in CATALOG.rules.values()}
    assert set(FOLDER.rglob("*.yaml")) == wanted


def test_no_absolute_or_strong_rule_can_be_dropped_unnoticed():
    results = run(hard_drops(), FAST)
    assert len(results) == sum(rule.severity in HARD for rule in CATALOG.rules.values())
    assert [r.mutant.id for r in results if r.evidence not in (DECISION, REASON)] == []


def test_few_other_faults_go_unnoticed():
    results = run(sample(SIZE), FAST)
    survivors = [result.mutant.id for result in results if result.evidence is None]
    assert 100 * (SIZE - len(survivors)) >= SCORE * SIZE, survivors


def test_a_mutant_differs_from_its_rule():
    kinds = set()
    for rule in CATALOG.rules.values():
        for mutant in mutants(rule):
            kinds.add(mutant.kind)
            assert mutant.rule != rule
            assert (mutant.rule is None) is (mutant.kind == DROP)
    assert kinds == set(KINDS)


def test_a_threshold_is_moved_by_its_last_digit():
    rule = next(r for r in CATALOG.rules.values() if r.when.at_least == 28)
    moved = [m.rule.when.at_least for m in mutants(rule) if m.kind == EDGE and m.rule is not None]
    assert moved == [27, 29]


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_used(verb):
    used = {key for case in rule_cases().values() for expect in case.expect for key in expect}
    assert verb in used
