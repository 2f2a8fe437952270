"""The bundle: every resource of a plan, in a fixed order, as canonical bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping

from planner.domain.plan import AllDay, Item, Plan
from planner.explain.dose import dose_in_words
from planner.explain.messages import Messages
from planner.export.fhir.care import Say, care_plan, goals, requests
from planner.export.fhir.definition import activities, template
from planner.export.fhir.frame import Frame, Resource, frame_of
from planner.export.fhir.safety import issues, observations


def to_fhir(
    plan: Plan, names: Mapping[str, str], messages: Messages, *, discreet: bool = False
) -> bytes:
    """A FHIR R4 (4.0.1) Bundle of type collection; equal plans give equal bytes.

    Args:
        plan: the plan.
        names: name of each activity of the catalog, by id.
        messages: every sentence that the plan does not hold itself.
        discreet: leave out the ids that a clinic gave, which may name the person.

    Raises:
        BadInput: the plan has a time that does not exist.
    """
    frame = frame_of(plan, names, messages, discreet=discreet)

    def say(item: Item | AllDay) -> str:
        return dose_in_words(item.dose, messages, item.side)

    entries = [{"fullUrl": f"urn:uuid:{each['id']}", "resource": each} for each in _all(frame, say)]
    bundle = frame.new("Bundle", language=plan.request.spoken, type="collection", entry=entries)
    return json.dumps(bundle, ensure_ascii=False, indent=2).encode() + b"\n"


def _all(frame: Frame, say: Say) -> list[Resource]:
    aims, planned = list(goals(frame)), list(requests(frame, say))
    return [
        _patient(frame),
        care_plan(frame, aims, planned),
        *aims,
        *planned,
        *observations(frame),
        *issues(frame),
        template(frame),
        *activities(frame),
    ]


def _patient(frame: Frame) -> Resource:
    """Only what the plan holds: the id of the intake."""
    given = None if frame.discreet else [{"value": frame.plan.request.intake_id}]
    return frame.new("Patient", identifier=given)
