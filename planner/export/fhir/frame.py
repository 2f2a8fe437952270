"""What all resources of a bundle share: ids that follow from the plan, references, texts."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from planner.domain.plan import Plan
from planner.explain.messages import Messages
from planner.export.approval import holds
from planner.export.json import plan_hash

Resource = dict[str, Any]
UCUM = "http://unitsofmeasure.org"
# By it the resources of HL7's Physical Activity guide 1.0.1 are found on a server.
PHYSICAL_ACTIVITY = {
    "system": "http://hl7.org/fhir/us/physical-activity/CodeSystem/pa-temporary-codes",
    "code": "PhysicalActivity",
}
# A namespace of this export, itself derived from a fixed name.
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:planner:fhir-r4")


def text(words: str) -> dict[str, str]:
    """A CodeableConcept that has words and no code."""
    return {"text": words}


class Frame(Struct, frozen=True, kw_only=True):
    """The plan and what its resources are called.

    Attributes:
        plan: the plan.
        digest: of the plan; equal plans have equal ids.
        names: name of each activity of the catalog, by id.
        messages: every sentence that the plan does not hold itself.
        discreet: nothing that could name a person.
        approved: somebody approved the plan as it stands.
    """

    plan: Plan
    digest: str
    names: Mapping[str, str]
    messages: Messages
    discreet: bool = False
    approved: bool = False

    def id(self, kind: str, key: str = "") -> str:
        """The id of a resource: the same for the same plan and key."""
        return str(uuid.uuid5(_SPACE, f"{self.digest}/{kind}/{key}"))

    def url(self, kind: str, key: str = "") -> str:
        """The full URL of a resource within the bundle."""
        return f"urn:uuid:{self.id(kind, key)}"

    def to(self, kind: str, key: str = "") -> dict[str, str]:
        """A reference to a resource of the bundle."""
        return {"reference": self.url(kind, key)}

    def new(self, of: str, key: str = "", /, **fields: object) -> Resource:
        """A resource; fields that are None or empty are left out, as FHIR asks."""
        filled = {name: value for name, value in fields.items() if value not in (None, "", [], {})}
        return {"resourceType": of, "id": self.id(of, key), **filled}

    def component(self, name: str) -> str:
        """A component in words."""
        return self.messages.say(f"component.{name}")

    def category(self) -> list[Resource]:
        """What plans, goals and requests are about, for people and for a search by code."""
        return [{"coding": [dict(PHYSICAL_ACTIVITY)], **text(self.messages.say("fhir.category"))}]

    def name(self, activity: str) -> str:
        """The name of an activity, or its id where the catalog knows none."""
        return self.names.get(activity, activity)


def frame_of(plan: Plan, names: Mapping[str, str], messages: Messages, *, discreet: bool) -> Frame:
    """The frame of a plan."""
    digest = plan_hash(plan)
    approved = plan.approval is not None and holds(plan.approval, digest)
    return Frame(
        plan=plan,
        digest=digest,
        names=names,
        messages=messages,
        discreet=discreet,
        approved=approved,
    )
