"""The plan names the inputs it was made from."""

from __future__ import annotations

from planner.audit.case import Case
from planner.audit.report import Report, check


@check("provenance")
def provenance(case: Case, report: Report) -> None:
    """Digests, template and request equal those of the inputs.

    Requirement: plan format; a plan is only worth what its inputs are.
    """
    made, intake, template = case.plan.made_from, case.intake, case.template
    request = case.plan.request
    pairs = [
        ("intake", made.intake, intake.sha256),
        ("catalog", made.catalog, case.catalog.sha256),
        ("template.id", made.template.id, template.id),
        ("template.version", made.template.version, template.version),
        ("template.sha256", made.template.sha256, template.sha256),
        ("request.intake_id", request.intake_id, intake.id),
        ("request.start", request.start, intake.plan.start),
        ("request.weeks", request.weeks, intake.plan.weeks),
        ("request.timezone", request.timezone, intake.plan.timezone),
        ("request.assessed_on", request.assessed_on, intake.assessed_on),
    ]
    read = [
        [calendar.file, calendar.sha256, [(busy.start, busy.end) for busy in calendar.busy]]
        for calendar in intake.busy_calendars
    ]
    recorded = [
        [calendar.file, calendar.sha256, [(busy.start, busy.end) for busy in calendar.busy]]
        for calendar in case.plan.busy_calendars
    ]
    report.expect(recorded == read, "busy_calendars", "are not the calendars that were read")
    for name, said, right in pairs:
        report.expect(said == right, name, f"says {said}, the input is {right}")
    report.expect(bool(made.planner.strip()), "made_from.planner", "no version is named")
