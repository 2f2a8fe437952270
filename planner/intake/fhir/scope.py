"""What reading a bundle needs everywhere: the catalog, the codes, the person, and what was left."""

from __future__ import annotations

import datetime as dt

from planner.domain.coded import Coded
from planner.intake.fhir.bundle import Bundle, Entry, is_id
from planner.intake.fhir.elements import Concept, Reference, Resource, names_of
from planner.intake.fhir.notes import Left, Taken
from planner.knowledge.catalog import Catalog
from planner.knowledge.codes import CodeName, Codes

ENVELOPE = frozenset({"resourceType", "id"})
_SHOWN = 60


class Scope:
    """One reading of one bundle.

    Attributes:
        on: day of the assessment; None where nothing says it.
        person: the entry of the patient, if there is one.
        taken, left: what became of everything, in the order of the bundle.
    """

    def __init__(self, bundle: Bundle, catalog: Catalog, codes: Codes, on: dt.date | None) -> None:
        self.bundle = bundle
        self.catalog = catalog
        self.codes = codes
        self.on = on
        self.taken: list[Taken] = []
        self.left: list[Left] = []
        patients = [entry for entry in bundle.entries if entry.kind == "Patient"]
        self.person = patients[0] if patients else None
        self._subject: str | None = None

    def leave(
        self,
        entry: Entry,
        why: str,
        *steps: str | int,
        code: str | None = None,
        may_mean: tuple[str, ...] = (),
        asks: tuple[str, ...] = (),
        days: int | None = None,
    ) -> None:
        """Note what is not taken; `steps` lead to it within the resource."""
        self.left.append(
            Left(
                resource=entry.name,
                path=entry.place(*steps),
                why=why,
                code=code,
                may_mean=may_mean,
                asks=asks,
                days=days,
            )
        )

    def leave_rest(self, entry: Entry, resource: Resource) -> None:
        """Note every element that is not read."""
        known = names_of(type(resource)) | ENVELOPE
        for name in entry.raw:
            if name not in known:
                self.leave(entry, "unused", name if name.isidentifier() else "?")

    def is_changed(self, entry: Entry, resource: Resource) -> bool:
        """Something in the resource may turn its meaning round; it is then left."""
        for name, value in (
            ("modifierExtension", resource.modifier_extension),
            ("implicitRules", resource.implicit_rules),
        ):
            if value:
                self.leave(entry, "changed", name)
                return True
        return False

    def is_about_another(self, entry: Entry, subject: Reference | None) -> bool:
        """The resource is about somebody else; it is then left.

        What names nobody is taken as the person's where the bundle holds one Patient, and told.
        """
        named = subject.reference if subject is not None else None
        if named is None:
            self.leave(entry, "nobody" if self.person is None else "check_whose", "subject")
            return self.person is None
        named = named.partition("/_history/")[0]
        if self.person is not None:
            ids = {self.person.url, self.person.name} - {None}
            is_same = named in ids or any(named.endswith(f"/{name}") for name in ids)
        else:
            # Without a Patient the first one named is the person.
            self._subject = self._subject or named
            is_same = named == self._subject
        if not is_same:
            self.leave(entry, "another", "subject")
        return not is_same

    def codings(self, concept: Concept | None) -> tuple[Coded, ...]:
        """Codes of the systems that are known, by their short names."""
        found = []
        for coding in concept.coding if concept is not None else ():
            system = self.codes.system(coding.system or "") or coding.system
            if system and coding.code:
                found.append(Coded(system, coding.code))
        return tuple(found)

    def shown(self, concept: Concept | None) -> str | None:
        """The codes as a message shows them; None where there are none."""
        codes = [coding.code for coding in concept.coding if coding.code] if concept else []
        return ", ".join(code for code in codes if is_id(code))[:_SHOWN] or None


def is_one_of(coded: Coded, names: tuple[CodeName, ...]) -> bool:
    """The code is among the names of a list."""
    return any((name.system, name.code) == (coded.system, coded.code) for name in names)
