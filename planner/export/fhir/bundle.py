"""The bundle: every resource of a plan, in a fixed order, as canonical bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from planner.domain.plan import AllDay, Item, Plan
from planner.explain.dose import dose_in_words
from planner.explain.messages import Messages
from planner.export.fhir.approved import provenance
from planner.export.fhir.care import Say, care_plan, goals, requests
from planner.export.fhir.definition import activities, template
from planner.export.fhir.frame import Frame, Resource, frame_of
from planner.export.fhir.person import answers, conditions, gender
from planner.export.fhir.record import HealthRecord
from planner.export.fhir.reports import reports
from planner.export.fhir.safety import issues, observations


def to_fhir(
    plan: Plan,
    names: Mapping[str, str],
    messages: Messages,
    *,
    record: HealthRecord | None = None,
    discreet: bool = False,
) -> bytes:
    """A FHIR R4 (4.0.1) Bundle of type collection; equal plans give equal bytes.

    Args:
        plan: the plan.
        names: name of each activity of the catalog, by id.
        messages: every sentence that the plan does not hold itself.
        record: what is known of the person beside the plan; None = the plan alone.
        discreet: leave out the ids that a clinic gave, which may name the person.

    Raises:
        BadInput: the plan has a time that does not exist.
    """
    frame = frame_of(plan, names, messages, discreet=discreet)

    def say(item: Item | AllDay) -> str:
        return dose_in_words(item.dose, messages, item.side)

    resources = _all(frame, say, record)
    entries = [{"fullUrl": f"urn:uuid:{each['id']}", "resource": each} for each in resources]
    # A bundle with more in it is another one.
    key = "" if record is None else f"record/{len(record.check_ins)}"
    spoken = plan.request.spoken
    bundle = frame.new("Bundle", key, language=spoken, type="collection", entry=entries)
    return json.dumps(bundle, ensure_ascii=False, indent=2).encode() + b"\n"


def _all(frame: Frame, say: Say, record: HealthRecord | None) -> list[Resource]:
    aims, planned = list(goals(frame)), list(requests(frame, say))
    person = _person(frame, record) if record is not None else ()
    return [
        _patient(frame, record),
        *person,
        care_plan(frame, aims, planned),
        *provenance(frame),
        *aims,
        *planned,
        *observations(frame),
        *issues(frame),
        template(frame),
        *activities(frame),
    ]


def _person(frame: Frame, record: HealthRecord) -> Iterator[Resource]:
    yield from conditions(frame, record)
    yield from answers(frame, record)
    yield from reports(frame, record)


def _patient(frame: Frame, record: HealthRecord | None) -> Resource:
    """Only what is known: the id of the intake, and the sex where it was given."""
    given = None if frame.discreet else [{"value": frame.plan.request.intake_id}]
    return frame.new("Patient", identifier=given, gender=gender(record))
