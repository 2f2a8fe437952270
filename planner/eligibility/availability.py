"""What the person, not a rule, leaves out: equipment, level, wishes, and items nobody needs."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.answers import Answers
from planner.domain.intake import Intake
from planner.domain.verdict import Reason, Status
from planner.knowledge import Catalog
from planner.knowledge.model import Activity, Node
from planner.rules import hits, truth


def own_limits(
    activity: Activity, catalog: Catalog, intake: Intake, answers: Answers, levels: dict[str, str]
) -> Iterator[tuple[Status, Reason]]:
    """Every status that does not come from a rule, with its reason."""
    texts = catalog.decision_policy.texts
    missing = missing_equipment(activity, catalog, intake)
    if missing:
        words = ", ".join(catalog.vocabulary["equipment"][name].meaning for name in missing)
        text = texts["equipment_missing"].format(equipment=words)
        yield Status.NOT_AVAILABLE, Reason(rule="equipment", text=text)
    if not is_indicated(activity, catalog, answers):
        words = " or ".join(_name(catalog, name) for name in activity.indicated_by)
        text = texts["not_indicated"].format(findings=words)
        yield Status.EXCLUDED, Reason(rule="indicated_by", text=text)
    if {activity.id, activity.component, activity.family} & set(intake.preferences.never):
        yield Status.NOT_AVAILABLE, Reason(rule="preferences", text=texts["never_wanted"])
    if _is_above(activity, catalog, levels):
        yield Status.NOT_AVAILABLE, Reason(rule="min_level", text=texts["level_too_high"])


def missing_equipment(activity: Activity, catalog: Catalog, intake: Intake) -> tuple[str, ...]:
    """Equipment of the activity that is not owned, not at hand in every home, and not handed out.

    An intake without equipment says nothing about it: then only what every home has is there.
    """
    policy = catalog.equipment_policy, catalog.decision_policy
    known = {*policy[0].always_at_hand, *policy[1].comes_with_item, *(intake.equipment or ())}
    return tuple(name for name in activity.equipment if name not in known)


def is_indicated(activity: Activity, catalog: Catalog, answers: Answers) -> bool:
    """One of the findings that the activity is for is present (policy `indicated_items`)."""
    if not activity.indicated_by:
        return True
    nodes = [
        Node(criterion=name) if name in catalog.criteria else Node(condition=name)
        for name in activity.indicated_by
    ]
    also = catalog.decision_policy.also_indicated
    nodes += [row.when for row in also if hits(activity, row.target, catalog)]
    return any(truth(node, answers, catalog) is True for node in nodes)


def _is_above(activity: Activity, catalog: Catalog, levels: dict[str, str]) -> bool:
    ranks = {name: term.rank or 0 for name, term in catalog.vocabulary["levels"].items()}
    level = levels.get(activity.component)
    return level is not None and ranks[activity.min_level] > ranks[level]


def _name(catalog: Catalog, name: str) -> str:
    if name in catalog.criteria:
        return catalog.criteria[name].meaning
    return catalog.conditions[name].name
