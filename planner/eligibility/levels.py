"""Level of the person in each component, by the predicates of the dosing tables."""

from __future__ import annotations

from planner.domain.answers import Answers
from planner.knowledge import Catalog
from planner.knowledge.model import Node
from planner.rules import truth


def person_levels(catalog: Catalog, answers: Answers) -> dict[str, str]:
    """Component to level.

    The lowest level holds if its predicate does; else the highest whose predicate holds; else
    the second lowest. If every test of a component is missing, older people start at the lowest
    level (`dosing.level_assignment.fallback`). Components that follow others take the lower.
    """
    assignment = catalog.dosing.level_assignment
    rank = {level: term.rank or 0 for level, term in catalog.vocabulary["levels"].items()}
    ordered = sorted(rank, key=lambda level: rank[level])
    lowest, usual = ordered[0], ordered[1]
    found: dict[str, str] = {}
    for component in assignment.components:
        tests = {test.level: test.when for test in component.levels}
        if not any(_is_answered(tree, answers, catalog) for tree in tests.values()):
            found[component.component] = lowest if _is_older(catalog, answers) else usual
            continue
        holding = [level for level in ordered if level in tests and truth(tests[level], answers, catalog) is True]
        found[component.component] = (
            lowest if lowest in holding else max(holding, key=lambda level: rank[level], default=usual)
        )
    for follower in assignment.same_as:
        named = [component for component in found if component in follower.rule]
        found[follower.component] = min((found[name] for name in named), key=lambda level: rank[level])
    return found


def _is_answered(node: Node, answers: Answers, catalog: Catalog) -> bool:
    if node.fact is not None:
        return answers.facts.get(node.fact) is not None
    parts = (*(node.all or ()), *(node.any or ()), *((node.not_,) if node.not_ else ()))
    return any(_is_answered(part, answers, catalog) for part in parts)


def _is_older(catalog: Catalog, answers: Answers) -> bool:
    """In one of the upper half of the age bands (from 65)."""
    age = answers.facts.get("age")
    bands = sorted(catalog.age_bands.values(), key=lambda band: band.min)
    older = bands[len(bands) // 2 :]
    return isinstance(age, int) and age >= older[0].min
