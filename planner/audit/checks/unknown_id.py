"""Every word of an item is the catalog's."""

from __future__ import annotations

from planner.audit.case import Case
from planner.audit.report import Report, check
from planner.domain.plan import AllDay, Item
from planner.knowledge.model import Activity


@check("unknown_id")
def unknown_id(case: Case, report: Report) -> None:
    """Activities exist, and what an item repeats of the catalog is the same there.

    Requirement: every id exists in the catalog (plan format). Component, family, level, impact,
    positions, movements, muscles and stretches may not differ, because other checks and readers
    rely on them.
    """
    known = case.catalog.activities
    named: list[tuple[str, Item | AllDay]] = [
        (session.key, item) for session in case.plan.sessions for item in session.items
    ]
    named += [(entry.key, entry) for entry in case.plan.all_day]
    for key, item in named:
        where = f"{key} {item.activity}"
        report.expect(item.activity in known, where, "no such activity in the catalog")
        if item.activity in known:
            for field, given, right in _repeated(item, known[item.activity]):
                text = f"{field} is {given}, the catalog says {right}"
                report.expect(given == right, where, text)
        if isinstance(item, Item):
            is_known = item.intensity in case.catalog.intensity_classes
            report.expect(is_known, where, f"no intensity class {item.intensity}")
    for entry in case.plan.excluded:
        is_known = entry.activity in known
        report.expect(is_known, f"excluded {entry.activity}", "no such activity in the catalog")
    for gate in case.plan.gates:
        is_known = gate.criterion in case.catalog.criteria
        report.expect(is_known, f"gate {gate.criterion}", "no such criterion in the catalog")


def _repeated(item: Item | AllDay, activity: Activity) -> list[tuple[str, object, object]]:
    found: list[tuple[str, object, object]] = [
        ("component", item.component, activity.component),
        ("family", item.family, activity.family),
        ("level", item.level, activity.level),
        ("movements", item.movements, activity.movements),
    ]
    if isinstance(item, Item):
        found += [
            ("impact", item.impact, activity.impact),
            ("positions", item.positions, activity.positions),
            ("primary muscles", item.muscles.primary, activity.muscles.primary),
            ("secondary muscles", item.muscles.secondary, activity.muscles.secondary),
            ("stretches", item.stretches, activity.muscles.stretched),
        ]
    return found
