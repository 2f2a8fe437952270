"""Whether a person has the finding that an item is for, or may come to have it."""

from __future__ import annotations

from planner.domain.answers import Answers
from planner.domain.verdict import Reason, Status
from planner.eligibility.gates import Gatekeeper, Opening
from planner.knowledge import Catalog
from planner.knowledge.decision_policy import AwaitedItems
from planner.knowledge.model import Activity, Node
from planner.rules import hits, truth

RULE = "indicated_by"


def without_indication(
    activity: Activity, catalog: Catalog, answers: Answers, keeper: Gatekeeper
) -> tuple[Status, Opening, Reason] | None:
    """How an item is closed whose finding is not there; None where it is there.

    A criterion that may still come keeps the item waiting, as a defer does (policy
    `awaited_items`); without one the item is for other people.
    """
    if is_indicated(activity, catalog, answers):
        return None
    awaited = awaited_by(activity, catalog, answers)
    names = [awaited.criterion] if awaited else activity.indicated_by
    words = " or ".join(_name(catalog, name) for name in names)
    text = catalog.decision_policy.texts["awaited" if awaited else "not_indicated"]
    reason = Reason(rule=RULE, text=text.format(findings=words))
    if awaited is None:
        return Status.EXCLUDED, Opening(None), reason
    opening = keeper.criterion(awaited.criterion, awaited.earliest_week_if_unmeasured)
    return Status.DEFERRED, opening, reason


def awaited_by(activity: Activity, catalog: Catalog, answers: Answers) -> AwaitedItems | None:
    """The first criterion that the item waits for, and that may come to this person."""
    for row in catalog.decision_policy.awaited_items:
        nodes = [Node(condition=name) for name in row.conditions]
        if row.criterion in activity.indicated_by and any(
            truth(node, answers, catalog) is True for node in nodes
        ):
            return row
    return None


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


def _name(catalog: Catalog, name: str) -> str:
    if name in catalog.criteria:
        return catalog.criteria[name].meaning
    return catalog.conditions[name].name
