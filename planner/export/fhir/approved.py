"""Who approved the plan: a note on the CarePlan, and Provenance where the approval holds."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.revision import Approval
from planner.export.approval import approval_text
from planner.export.fhir.frame import Frame, Resource, text

PARTICIPANT = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"


def approval_note(frame: Frame) -> Resource:
    """Approved by whom, a draft, or changed since (FHIR R4 Annotation).

    A record system without the words still tells them apart: a draft has no author, and what was
    changed since has one while its CarePlan is a draft.
    """
    words = approval_text(frame.plan, frame.messages)
    given = frame.plan.approval
    if given is None:
        return {"text": words}
    return {"authorString": _who(frame, given), "time": given.on.isoformat(), "text": words}


def provenance(frame: Frame) -> Iterator[Resource]:
    """The approval of exactly this plan; nothing where it is a draft or was changed since.

    `recorded` has to be an instant: it is midnight UTC of the day that `occurredDateTime` tells.
    `entity` is what was approved, by its digest. There is no signature, and none is claimed.
    """
    given = frame.plan.approval
    if given is None or not frame.approved:
        return
    yield frame.new(
        "Provenance",
        f"{given.by}/{given.role}/{given.on}",
        target=[frame.to("CarePlan")],
        occurredDateTime=given.on.isoformat(),
        recorded=f"{given.on.isoformat()}T00:00:00Z",
        activity=text(frame.messages.say("label.approval")),
        agent=[
            {
                "type": {
                    "coding": [{"system": PARTICIPANT, "code": "verifier"}],
                    "text": approval_text(frame.plan, frame.messages),
                },
                "role": [text(frame.messages.word(given.role))],
                "who": {"type": "Practitioner", "display": given.by},
            }
        ],
        entity=[{"role": "source", "what": {"identifier": {"value": f"sha256:{given.sha256}"}}}],
    )


def _who(frame: Frame, given: Approval) -> str:
    return f"{given.by}, {frame.messages.word(given.role)}"
