"""Conditions to findings of the catalog; what is not on record as present is never taken."""

from __future__ import annotations

import datetime as dt
from typing import Any

from msgspec import Struct

from planner.domain.coded import CONDITION, FIELD, ICD10CM, SIDE, STAGE
from planner.domain.units import DAYS_PER_WEEK
from planner.intake.fhir.bundle import Entry
from planner.intake.fhir.elements import Concept, Condition
from planner.intake.fhir.notes import Taken
from planner.intake.fhir.scope import Scope
from planner.intake.fhir.when import when
from planner.intake.health import SIDES, fields_of
from planner.knowledge.codes import IcdCode

CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical"
VERIFICATION = "http://terminology.hl7.org/CodeSystem/condition-ver-status"


class Meant(Struct, frozen=True):
    """A condition of the catalog that a record speaks of; `fields` as an intake holds them."""

    id: str
    fields: dict[str, Any]
    entry: Entry


class Recorded:
    """All Conditions of a bundle, one after the other."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.meant: dict[str, list[Meant]] = {}

    def take(self, entry: Entry, condition: Condition) -> None:
        """Read one Condition."""
        scope = self.scope
        if scope.is_changed(entry, condition) or not self._is_present(entry, condition):
            return
        if scope.is_about_another(entry, condition.subject):
            return
        scope.leave_rest(entry, condition)
        codes = scope.codings(condition.code)
        own = [each.code for each in codes if each.system == CONDITION]
        if own:
            self._own(entry, condition, own[0])
            return
        if condition.stage:
            scope.leave(entry, "unused", "stage")
        if condition.body_site:
            scope.leave(entry, "unused", "bodySite")
        if condition.extension:
            scope.leave(entry, "unused", "extension")
        icd = [each.code for each in codes if each.system == ICD10CM]
        if not icd:
            why = "no_icd" if codes else "no_code"
            scope.leave(entry, why, "code", code=scope.shown(condition.code))
        for code in dict.fromkeys(icd):
            self._icd(entry, condition, code)

    def _is_present(self, entry: Entry, condition: Condition) -> bool:
        held = self.scope.codes.conditions
        clinical = _status(condition.clinical_status, CLINICAL)
        verified = _status(condition.verification_status, VERIFICATION)
        if condition.verification_status and verified not in held.verification_statuses:
            self.scope.leave(entry, "not_confirmed", "verificationStatus", code=verified)
        elif clinical not in held.clinical_statuses:
            why = "not_active" if clinical else "no_status"
            self.scope.leave(entry, why, "clinicalStatus", code=clinical)
        elif ended := next((name for name in entry.raw if name.startswith("abatement")), None):
            self.scope.leave(entry, "ended", ended)
        else:
            return True
        return False

    def _icd(self, entry: Entry, condition: Condition, code: str) -> None:
        listed = self.scope.codes.icd10cm(code)
        shown = self.scope.shown(condition.code)
        if not listed:
            self.scope.leave(entry, "code_unknown", "code", code=shown)
        since = self._since(entry, condition)
        for each in listed:
            if each.asks:
                self.scope.leave(entry, "near", "code", code=shown, asks=each.asks)
            elif name := _named(each, since, self.scope.on):
                fields = {"side": each.side, "since": since.isoformat() if since else None}
                self._add(Meant(name, fields, entry))
            else:
                may = each.may_mean or tuple(choice.condition for choice in each.by_onset)
                why = "which" if each.may_mean else "onset"
                self.scope.leave(entry, why, "code", code=shown, may_mean=may)

    def _since(self, entry: Entry, condition: Condition) -> dt.date | None:
        """Day of the onset, if it is a whole day up to the assessment."""
        if condition.onset_date_time is None:
            return None
        found, on = when(condition.onset_date_time), self.scope.on
        if found is None or not found.is_one_day or (on is not None and found.day > on):
            self.scope.leave(entry, "date", "onsetDateTime")
            return None
        return found.day

    def _own(self, entry: Entry, condition: Condition, name: str) -> None:
        """A Condition that this planner wrote."""
        catalog = self.scope.catalog
        if name not in catalog.conditions:
            self.scope.leave(entry, "code_unknown", "code", code=self.scope.shown(condition.code))
            return
        stages = [_status(stage.summary, STAGE) for stage in condition.stage]
        sides = [_status(site, SIDE) for site in condition.body_site]
        since = self._since(entry, condition)
        fields: dict[str, Any] = {
            "side": next((side for side in sides if side in SIDES), None),
            "stage": next((s for s in stages if s in catalog.conditions[name].stages), None),
            "since": since.isoformat() if since else None,
        }
        allowed = {*fields_of(name, catalog), *catalog.facts}
        for number, more in enumerate(condition.extension):
            key = more.url.removeprefix(FIELD)
            values = (more.value_boolean, more.value_decimal, more.value_string)
            value = next((each for each in values if each is not None), None)
            if not more.url.startswith(FIELD) or key not in allowed or value is None:
                self.scope.leave(entry, "unused", "extension", number)
                continue
            if isinstance(value, float) and value.is_integer():
                value = int(value)
            is_list = key in catalog.facts and catalog.facts[key].type == "list"
            fields[key] = [*fields.get(key, ()), value] if is_list else value
        self._add(Meant(name, fields, entry))

    def _add(self, meant: Meant) -> None:
        self.meant.setdefault(meant.id, []).append(meant)

    def settle(self) -> list[dict[str, Any]]:
        """One record for each condition; where two disagree, what they disagree on is left."""
        return [self._joined(name, records) for name, records in self.meant.items()]

    def _joined(self, name: str, records: list[Meant]) -> dict[str, Any]:
        joined: dict[str, Any] = {"id": name}
        sides = {meant.fields.get("side") for meant in records} - {None}
        if sides:
            joined["side"] = sides.pop() if len(sides) == 1 else "both"
        for key in dict.fromkeys(key for meant in records for key in meant.fields):
            values = [m.fields[key] for m in records if m.fields.get(key) is not None]
            if key == "side" or not values:
                continue
            if all(value == values[0] for value in values):
                joined[key] = values[0]
            else:
                for meant in records:
                    self.scope.leave(meant.entry, "contradicted", asks=())
        for meant in records:
            note = Taken(
                what=name,
                value=dict(joined),
                resource=meant.entry.name,
                path=meant.entry.place(),
                date=joined.get("since"),
            )
            self.scope.taken.append(note)
        return joined


def _status(concept: Concept | None, system: str) -> str | None:
    coding = concept.coding if concept is not None else ()
    return next((each.code for each in coding if each.system == system), None)


def _named(entry: IcdCode, since: dt.date | None, on: dt.date | None) -> str | None:
    """The condition that a code stands for, once the onset is known."""
    if entry.condition is not None or since is None or on is None:
        return entry.condition
    days = (on - since).days
    for choice in entry.by_onset:
        first, end = choice.weeks
        if first * DAYS_PER_WEEK <= days and (end is None or days < end * DAYS_PER_WEEK):
            return choice.condition
    return None
