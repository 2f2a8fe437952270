"""What the person, not a rule, leaves out: equipment, level, wishes."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.intake import Intake
from planner.domain.verdict import Reason, Status
from planner.knowledge import Catalog
from planner.knowledge.model import Activity


def own_limits(
    activity: Activity, catalog: Catalog, intake: Intake, levels: dict[str, str]
) -> Iterator[tuple[Status, Reason]]:
    """Every status that does not come from a rule, with its reason."""
    texts = catalog.decision_policy.texts
    missing = missing_equipment(activity, catalog, intake)
    if missing:
        words = ", ".join(catalog.vocabulary["equipment"][name].meaning for name in missing)
        text = texts["equipment_missing"].format(equipment=words)
        yield Status.NOT_AVAILABLE, Reason(rule="equipment", text=text)
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


def _is_above(activity: Activity, catalog: Catalog, levels: dict[str, str]) -> bool:
    ranks = {name: term.rank or 0 for name, term in catalog.vocabulary["levels"].items()}
    level = levels.get(activity.component)
    return level is not None and ranks[activity.min_level] > ranks[level]
