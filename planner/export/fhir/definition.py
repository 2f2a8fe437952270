"""What the plan was made from: the template as PlanDefinition, its items as ActivityDefinitions."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.plan import AllDay, Item, Phase
from planner.export.fhir.care import in_weeks
from planner.export.fhir.frame import Frame, Resource, text


def _used(frame: Frame) -> dict[str, Item | AllDay]:
    """The first use of each activity."""
    found: dict[str, Item | AllDay] = {}
    for session in frame.plan.sessions:
        for item in session.items:
            found.setdefault(item.activity, item)
    for day in frame.plan.all_day:
        found.setdefault(day.activity, day)
    return found


def activities(frame: Frame) -> Iterator[Resource]:
    """Each activity of the plan; whether its record is in use elsewhere is not known here."""
    for activity, item in sorted(_used(frame).items()):
        yield frame.new(
            "ActivityDefinition",
            activity,
            url=frame.url("ActivityDefinition", activity),
            identifier=[{"value": activity}],
            title=item.name,
            status="unknown",
            description=item.what,
            purpose=" ".join(dict.fromkeys(reason.text for reason in item.why)),
            usage="\n".join(item.how),
            kind="ServiceRequest",
            code=text(item.name),
        )


def template(frame: Frame) -> Resource:
    """The template with its phases as far as the plan reaches."""
    made = frame.plan.made_from.template
    return frame.new(
        "PlanDefinition",
        url=frame.url("PlanDefinition"),
        identifier=[{"value": made.id}, {"value": f"sha256:{made.sha256}"}],
        version=made.version,
        title=made.id,
        status="unknown",
        action=[_phase(frame, phase) for phase in frame.plan.phases],
    )


def _phase(frame: Frame, phase: Phase) -> Resource:
    weeks = range(phase.first_week, phase.last_week + 1)
    sessions = (s for s in frame.plan.sessions if s.week in weeks)
    used = {item.activity for session in sessions for item in session.items}
    used.update(day.activity for day in frame.plan.all_day if day.week in weeks)
    parts = [
        {"definitionCanonical": frame.url("ActivityDefinition", each)} for each in sorted(used)
    ]
    action: Resource = {
        "title": phase.name,
        "description": in_weeks(frame, phase.first_week, phase.last_week, phase.aim),
    }
    return {**action, "action": parts} if parts else action
