"""Observations to values of facts; which of them counts is settled afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from msgspec import Struct

from planner.domain.coded import CHECKLIST, FACT, TICK, Coded
from planner.intake.checklists import positive_words
from planner.intake.fhir.bundle import Entry
from planner.intake.fhir.elements import Component, Observation
from planner.intake.fhir.newest import Found
from planner.intake.fhir.scope import Scope, is_one_of
from planner.intake.fhir.values import NotTaken, in_unit, measured, own, own_word
from planner.intake.fhir.when import measured_at
from planner.knowledge.codes import AnswerList, CodeName, Near, Reading

FINAL = ("final", "amended", "corrected")


class Here(Struct, frozen=True):
    """A value: of an observation, or of one of its components.

    Attributes:
        entry: the resource; `steps` lead to the value in it.
        whole: the observation.
        part: what holds code and value: the observation, or a component of it.
    """

    entry: Entry
    whole: Observation
    part: Observation | Component
    steps: tuple[str | int, ...] = ()


class Observed:
    """All observations of a bundle, one after the other.

    Attributes:
        found: values for each fact.
        factors: of facts that are a product: (fact, place of the factor) to its values.
        checklists: what was ticked on checklists of this planner, by id.
    """

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.found: dict[str, list[Found]] = {}
        self.factors: dict[tuple[str, int], list[Found]] = {}
        self.checklists: dict[str, list[Found]] = {}

    def take(self, entry: Entry, observation: Observation) -> None:
        """Read one observation."""
        scope = self.scope
        if scope.is_changed(entry, observation):
            return
        if observation.status not in FINAL:
            scope.leave(entry, "status", "status", code=safe(observation.status))
            return
        if observation.focus:
            scope.leave(entry, "another", "focus")
            return
        if scope.is_about_another(entry, observation.subject):
            return
        scope.leave_rest(entry, observation)
        if measured_at(observation) is None:
            for name in entry.raw:
                if name.startswith("effective"):
                    scope.leave(entry, "date", name)
        codes = scope.codings(observation.code)
        if any(is_one_of(code, scope.codes.observations.panels) for code in codes):
            self._panel(entry, observation)
        else:
            self._valued(Here(entry, observation, observation))

    def _panel(self, entry: Entry, observation: Observation) -> None:
        for name in entry.raw:
            if name.startswith("value"):
                self.scope.leave(entry, "unused", name)
        for number, part in enumerate(observation.component):
            if part.modifier_extension:
                self.scope.leave(entry, "changed", "component", number)
            else:
                self._valued(Here(entry, observation, part, ("component", number)))

    def _valued(self, here: Here) -> None:
        codes = self.scope.codings(here.part.code)
        try:
            own_code = next((code for code in codes if code.system in (FACT, CHECKLIST)), None)
            if own_code is not None:
                is_known = self._own(here, own_code)
            else:
                self._leave_unused(here)
                is_known = self._by_code(here, codes)
            if not is_known:
                why = "code_unknown" if codes else "no_code"
                self._leave(here, why, "code", code=self.scope.shown(here.part.code))
        except NotTaken as reason:
            self._leave(here, reason.why, reason.step, code=safe(reason.code))

    def _leave_unused(self, here: Here) -> None:
        """Parts that only some observations need."""
        if here.whole.body_site is not None and not here.steps and not self._needs_site(here):
            self._leave(here, "unused", "bodySite")
        if here.whole.component and not here.steps:
            self._leave(here, "unused", "component")

    def _needs_site(self, here: Here) -> bool:
        codes = self.scope.codings(here.part.code)
        readings = self.scope.codes.observations.readings
        return any(
            reading.sites and is_one_of(code, reading.codes)
            for reading in readings
            for code in codes
        )

    def _by_code(self, here: Here, codes: tuple[Coded, ...]) -> bool:
        """Whether a code of the value is known; what it says is taken or left."""
        for names, take in self._meanings():
            if any(is_one_of(code, names) for code in codes):
                take(here)
                return True
        return False

    def _meanings(self) -> Iterator[tuple[tuple[CodeName, ...], Callable[[Here], None]]]:
        held = self.scope.codes.observations
        for reading in held.readings:
            yield reading.codes, partial(self._reading, reading)
        for answers in held.answers:
            yield answers.codes, partial(self._answer, answers)
        for product in held.products:
            for place, name in enumerate(product.codes):
                yield (name,), partial(self._factor, product, place)
        for near in held.asks:
            yield (near,), partial(self._near, near)

    def _own(self, here: Here, code: Coded) -> bool:
        """What this planner wrote."""
        catalog = self.scope.catalog
        if code.system == CHECKLIST:
            if code.code not in {**catalog.screening_groups, **catalog.screening_bundles}:
                return False
            self._checklist(here, code.code)
            return True
        fact = catalog.facts.get(code.code)
        if fact is None:
            return False
        self._add(here, fact.id, own(here.part, fact, self.scope))
        return True

    def _checklist(self, here: Here, name: str) -> None:
        said = {own_word(part.code, TICK): part.value_boolean for part in here.whole.component}
        words = positive_words(name, self.scope.catalog)
        is_dated = measured_at(here.whole) is not None
        if not is_dated or any(said.get(word) is None for word in words):
            raise NotTaken("no_value", "component")
        ticked = [word for word in words if said[word]]
        self.checklists.setdefault(name, []).append(_found(here, name, ticked, None))

    def _reading(self, reading: Reading, here: Here) -> None:
        sites = self.scope.codings(here.whole.body_site)
        if reading.sites and not any(is_one_of(site, reading.sites) for site in sites):
            self._leave(here, "site", "bodySite", asks=(reading.fact,))
            return
        fact = self.scope.catalog.facts[reading.fact]
        value = measured(here.part, fact, fact.unit or "", self.scope)
        self._add(here, fact.id, value, reading.valid_days, reading.check)

    def _answer(self, answers: AnswerList, here: Here) -> None:
        concept = here.part.value_codeable_concept
        codes = self.scope.codings(concept)
        meant = {
            (value.fact, value.value)
            for value in answers.values
            if any(is_one_of(code, value.codes) for code in codes)
        }
        if len(meant) == 1:
            ((fact, said),) = meant
            self._add(here, fact, said, answers.valid_days)
        else:
            asks = tuple(dict.fromkeys(value.fact for value in answers.values))
            shown = self.scope.shown(concept)
            self._leave(here, "answer", "valueCodeableConcept", code=shown, asks=asks)

    def _factor(self, product: Reading, place: int, here: Here) -> None:
        if here.part.value_quantity is None:
            raise NotTaken("no_value", "valueQuantity")
        number = in_unit(here.part.value_quantity, product.codes[place].unit or "", self.scope)
        found = _found(here, product.fact, number, product.valid_days)
        self.factors.setdefault((product.fact, place), []).append(found)

    def _near(self, near: Near, here: Here) -> None:
        self._leave(here, "near", "code", code=near.code, asks=near.asks)

    def _add(
        self,
        here: Here,
        fact: str,
        value: object,
        valid_days: int | None = None,
        check: str | None = None,
    ) -> None:
        found = _found(here, fact, value, valid_days, check)
        self.found.setdefault(fact, []).append(found)

    def _leave(
        self,
        here: Here,
        why: str,
        step: str,
        code: str | None = None,
        asks: tuple[str, ...] = (),
    ) -> None:
        self.scope.leave(here.entry, why, *here.steps, step, code=code, asks=asks)


def _found(
    here: Here,
    fact: str,
    value: object,
    valid_days: int | None,
    check: str | None = None,
) -> Found:
    return Found(
        fact=fact,
        value=value,
        entry=here.entry,
        steps=here.steps,
        when=measured_at(here.whole),
        valid_days=valid_days,
        check=check,
    )


def safe(code: str | None) -> str | None:
    """A word of the record as a message shows it."""
    return code[:20] if code is not None and code.isprintable() else None
