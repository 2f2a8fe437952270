"""Level of the person in each component, by the tests of the dosing tables."""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.answers import Answers
from planner.knowledge import Catalog
from planner.knowledge.dosing import ComponentLevels
from planner.rules import reads, truth


def person_levels(catalog: Catalog, answers: Answers) -> dict[str, str]:
    """Component to level (`dosing.level_assignment` and `decision_policy.levels`).

    Unknown leaves count as false. A component that follows others takes their lower level.
    """
    assignment = catalog.dosing.level_assignment
    found = {row.component: _tested(catalog, answers, row) for row in assignment.components}
    for component, others in catalog.decision_policy.levels.lower_of.items():
        found[component] = lower_of(catalog, found, others)
    return found


def lower_of(catalog: Catalog, levels: dict[str, str], components: Iterable[str]) -> str:
    """The lowest level among the components."""
    return min((levels[name] for name in components), key=lambda level: _rank(catalog, level))


def _tested(catalog: Catalog, answers: Answers, row: ComponentLevels) -> str:
    policy = catalog.decision_policy.levels
    holding = [test.level for test in row.levels if truth(test.when, answers, catalog) is True]
    if policy.first in holding:
        return policy.first
    if not holding and not _is_tested(catalog, answers, row):
        return next(u.level for u in policy.untested if truth(u.when, answers, catalog) is True)
    return max(holding, key=lambda level: _rank(catalog, level), default=policy.otherwise)


def _is_tested(catalog: Catalog, answers: Answers, row: ComponentLevels) -> bool:
    """Some test of the component was answered; age alone is not a test."""
    read = frozenset().union(*(reads(test.when, catalog) for test in row.levels))
    not_tests = frozenset().union(
        *(reads(entry.when, catalog) for entry in catalog.decision_policy.levels.untested)
    )
    return not (read - not_tests).isdisjoint(answers.facts)


def _rank(catalog: Catalog, level: str) -> int:
    return catalog.vocabulary["levels"][level].rank or 0
