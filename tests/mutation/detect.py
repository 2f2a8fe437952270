"""What notices a mutant of a rule; nothing here counts rules or compares files.

The order is that of cost. `decision`: for some person another verdict, limit, demand, referral or
question. `reason`: the same is decided for that person on other grounds, and the reason that is
printed is another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from msgspec.structs import replace

from planner.audit.case import Case
from planner.audit.checks import all_checks
from planner.audit.report import Report
from planner.eligibility import decide
from planner.knowledge import Catalog
from planner.knowledge.model import Rule
from planner.rules import firings, truth
from planner.screening import screen
from planner.workflow.proof.person import case_answers
from tests.functional.test_vignettes import JUDGES
from tests.mutation.cases import rule_cases
from tests.mutation.decided import remembering
from tests.mutation.edges import is_seen_by_own_cases, tree
from tests.mutation.expect import Expect, holds, verb_of
from tests.mutation.mutants import SEVERITY, TREE_KINDS, Mutant
from tests.support import seed
from tests.support.mutations import MUTATIONS
from tests.support.people import CATALOG
from tests.support.plans import Bundle
from tests.support.vignettes import VIGNETTES, Vignette

Detector = Callable[[Mutant], str | None]
OWN, EDGE, DECISION, REASON, SEED, VIGNETTE, AUDIT = (
    "case of the rule",
    "answers on the edge",
    "decision",
    "reason",
    "seed case",
    "vignette",
    "audit",
)
EVIDENCE = (OWN, EDGE, DECISION, REASON, SEED, VIGNETTE, AUDIT)


def own_cases(mutant: Mutant) -> str | None:
    """A case that stands in the rule itself comes out otherwise."""
    return OWN if is_seen_by_own_cases(mutant) else None


def edge_cases(mutant: Mutant) -> str | None:
    """Answers on the edge of its tree come out otherwise."""
    case = rule_cases().get(mutant.of.id)
    if case is None or mutant.rule is None or mutant.kind not in TREE_KINDS:
        return None
    return EDGE if wrong_edges(mutant.rule, case.edges, mutant.gate) else None


def wrong_edges(rule: Rule, edges: list[Expect], gate: int | None) -> list[Expect]:
    """Edges that the tree of the rule, or of its gate, does not come out as."""
    return [
        edge
        for edge in edges
        if edge.get("gate") == gate
        and truth(tree(rule, gate), case_answers(edge), CATALOG, resolve=False) is not edge["holds"]
    ]


def verdict_cases(mutant: Mutant) -> str | None:
    """Something else is decided for the person of its case, or for another reason."""
    case = rule_cases().get(mutant.of.id)
    if case is None:
        return None
    outcome = case.someone.outcome(mutant.of.id, mutant.rule)
    # Who may set a rule aside says nothing about a rule that is not there.
    expects = [e for e in case.expect if verb_of(e) != "set_aside_by" or mutant.kind == SEVERITY]
    failed = [expect for expect in expects if not holds(outcome, expect)]
    if not failed:
        return None
    for expect in failed:
        anyone = {key: value for key, value in expect.items() if key != "by"}
        # A finding, sentence or right to set aside is that of its rule: there is no other ground.
        if verb_of(expect) in ("set_aside_by", "told") or not holds(outcome, anyone):
            return DECISION
    return REASON


def put(mutant: Mutant, catalog: Catalog = CATALOG) -> Catalog:
    """The catalog with the mutant in the place of its rule."""
    rules: dict[str, Rule] = {}
    for name, rule in catalog.rules.items():
        new = mutant.rule if name == mutant.of.id else rule
        if new is not None:
            rules[name] = new
    return replace(catalog, rules=rules)


@cache
def _seed_cases() -> dict[str, list[seed.Case]]:
    found = defaultdict(list)
    for case in seed.cases():
        found[case.statement].append(case)
    return found


def seed_cases(mutant: Mutant) -> str | None:
    """A case of a statement that the rule carries fails."""
    catalog = put(mutant)
    with remembering():
        for statement in mutant.of.seed:
            for case in _seed_cases().get(statement, ()):
                if seed.failures(case, catalog):
                    return SEED
    return None


@cache
def _fired(vignette: str) -> frozenset[str]:
    found = next(v for v in VIGNETTES if v.id == vignette)
    return frozenset(firing.rule.id for firing in found.firings)


def vignettes(mutant: Mutant) -> str | None:
    """A check of a vignette in which the rule holds, or that names it, fails."""
    for vignette in VIGNETTES:
        named = mutant.of.id in str(vignette.data)
        if not named and mutant.of.id not in _fired(vignette.id):
            continue
        if mutant.rule is None and named and _names(vignette, mutant.of.id):
            return VIGNETTE
        if any(not right for right in _checks(vignette, mutant)):
            return VIGNETTE
    return None


def _names(vignette: Vignette, rule: str) -> bool:
    """A check says that the rule fires: it cannot, once it is dropped."""
    return any(
        check.kind in ("rule_fires", "rule_unknown") and rule in check.fields["rules"]
        for check in vignette.checks
    )


def _checks(vignette: Vignette, mutant: Mutant) -> Iterator[bool]:
    fired = _fired(vignette.id) | {mutant.of.id}
    slim = replace(CATALOG, rules={n: r for n, r in CATALOG.rules.items() if n in fired})
    catalog, again = put(mutant, slim), Vignette(vignette.data)
    with remembering():
        again.__dict__["firings"] = firings(catalog, again.answers)
        again.__dict__["screening"] = screen(catalog, again.answers)
        again.__dict__["eligibility"] = decide(
            catalog, again.intake, again.answers, again.intake.plan.weeks
        )
    for check in again.checks:
        if check.kind in JUDGES:
            yield JUDGES[check.kind](check) is (check.section != "must_not")


def _violations(bundle: Bundle, code: str) -> list[Any]:
    case = Case(bundle.plan, bundle.intake, bundle.answers, bundle.catalog, bundle.template)
    report = Report(code)
    all_checks()[code](case, report)
    return report.violations


@cache
def _spoiled() -> dict[str, list[tuple[Bundle, str, int]]]:
    """Spoiled plans by the rules that their violations name."""
    found = defaultdict(list)
    for mutation in MUTATIONS:
        bundle = mutation.mutate()
        violations = _violations(bundle, mutation.code)
        texts = " ".join(violation.text for violation in violations)
        for rule in CATALOG.rules:
            if rule in texts:
                found[rule].append((bundle, mutation.code, len(violations)))
    return found


def audits(mutant: Mutant) -> str | None:
    """A spoiled plan whose violation names the rule passes the check, or fails it otherwise."""
    from dataclasses import replace as changed

    for bundle, code, count in _spoiled().get(mutant.of.id, ()):
        catalog = put(mutant, bundle.catalog)
        if len(_violations(changed(bundle, catalog=catalog), code)) != count:
            return AUDIT
    return None


FAST: tuple[Detector, ...] = (own_cases, edge_cases, verdict_cases)
SLOW: tuple[Detector, ...] = (seed_cases, vignettes, audits)
OLD: tuple[Detector, ...] = (own_cases, *SLOW)


def noticed_by(mutant: Mutant, detectors: tuple[Detector, ...]) -> str | None:
    """The first evidence against the mutant; None: it survives."""
    for detector in detectors:
        evidence = detector(mutant)
        if evidence is not None:
            return evidence
    return None
