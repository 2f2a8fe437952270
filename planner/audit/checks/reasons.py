"""Every item says what, how and why; everything left out says why not."""

from __future__ import annotations

from planner.audit.case import Case
from planner.audit.report import Report, check
from planner.knowledge.model import Precaution

PRINTED = "print_warning"


@check("reasons")
def reasons(case: Case, report: Report) -> None:
    """Name, what, how and why are there, and every reason names something that exists.

    Requirement: plan_reason_for_each (seed S37). A reason is a rule, condition, criterion or
    goal of the catalog, or the template; its sources exist. Every excluded activity has a text.
    A precaution with code print_warning stands with the item wherever it is shown, also where it
    is not offered (seed S20).
    """
    catalog = case.catalog
    known = {
        *catalog.rules,
        *catalog.conditions,
        *catalog.criteria,
        *catalog.goals,
        case.template.id,
    }
    for placed in case.placed:
        item = placed.item
        said = [item.name, item.what, *item.how]
        is_said = bool(item.how) and all(text.strip() for text in said)
        report.expect(is_said, placed.where, "name, what or how is empty")
        report.expect(bool(item.why), placed.where, "no reason is given")
        for why in item.why:
            report.expect(bool(why.text.strip()), placed.where, f"reason {why.rule} has no text")
            report.expect(why.rule in known, placed.where, f"nothing is called {why.rule}")
            for source in why.sources:
                is_known = source in catalog.sources
                report.expect(is_known, placed.where, f"no source is called {source}")
    for entry in case.plan.excluded:
        text = "no reason is given for leaving it out"
        report.expect(bool(entry.text.strip()), f"excluded {entry.activity}", text)
    _warnings(case, report)


def _warnings(case: Case, report: Report) -> None:
    for fired in case.firings.of("precaution", 1):
        body: Precaution = fired.body
        if body.code != PRINTED:
            continue
        named = {activity.id for activity in case.named_by(body.target, fired.bound)}
        text = f"the warning of {fired.rule} is missing"
        for placed in case.placed:
            if placed.activity.id in named:
                report.expect(body.text in placed.item.precautions, placed.where, text)
        for entry in case.plan.excluded:
            if entry.activity in named:
                report.expect(body.text in entry.text, f"excluded {entry.activity}", text)
