"""What views for people take from the catalog, beside the plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from planner.explain import messages_of
from planner.explain.messages import Messages
from planner.export.charts import Measured
from planner.export.formats import View
from planner.export.known import Known, Sign
from planner.knowledge import Catalog
from planner.knowledge.model import Rule
from planner.workflow.gallery import Gallery
from planner.workflow.pictures import figures_if_any
from planner.workflow.writing.citations import citations

if TYPE_CHECKING:
    from planner.export.fhir import HealthRecord

SYMPTOMS = "session_symptoms"
EMERGENCY = "emergency_now"
ITEM = "item"
# The name that `excluded` gives to an activity's own list of findings.
INDICATED_BY = "indicated_by"


def view_of(
    catalog: Catalog,
    directory: Path | None = None,
    *,
    discreet: bool = False,
    paper: str | None = None,
    measured: tuple[Measured, ...] | None = None,
    record: HealthRecord | None = None,
    gallery: Gallery | None = None,
) -> View:
    """How plans of a catalog are shown.

    Args:
        catalog: names, sentences and sources.
        directory: its folder, for the pictures; None for the project's own.
        discreet: see `View`.
        paper: see `View`.
        measured: see `View`.
        record: see `View`.
        gallery: pictures for print; None for the catalog's own, of which none is kept.
    """
    messages = messages_of(catalog)
    return View(
        messages=messages,
        citations=citations(catalog),
        discreet=discreet,
        known=known(catalog, messages),
        figures=lambda: figures_if_any(directory, catalog),
        picture=gallery or Gallery(directory, catalog),
        paper=paper,
        measured=measured,
        record=record,
    )


def known(catalog: Catalog, messages: Messages) -> Known:
    """Names of activities and measures, stop signs of every session, ranges of scores."""
    signs = [sign for rule in catalog.rules.values() for sign in _signs(rule, messages)]
    return Known(
        names={activity.id: activity.name for activity in catalog.activities.values()},
        measures={row["id"]: row["name"] for row in catalog.scales["measures"]},
        signs=tuple(sorted(signs, key=_rank)),
        reasons={rule.id: rule.why.patient for rule in catalog.rules.values()},
        needs=frozenset({INDICATED_BY, *_finding_rules(catalog)}),
        pain=catalog.progression.pain_range,
        effort=catalog.progression.effort_range,
    )


def _finding_rules(catalog: Catalog) -> list[str]:
    """Rules that leave items out as long as a finding is not there."""
    return [
        rule.id
        for rule in catalog.rules.values()
        if rule.when.not_ is not None and any(effect.exclude for effect in rule.then)
    ]


def _signs(rule: Rule, messages: Messages) -> list[Sign]:
    """The signs that a stop rule of sessions reads, each with its sentence."""
    if rule.when.fact != SYMPTOMS:
        return []
    urgent = any(e.refer is not None and e.refer.urgency == EMERGENCY for e in rule.then)
    return [
        Sign(
            id=str(symptom),
            sign=messages.say(f"sign.{symptom}"),
            text=effect.stop.text,
            is_emergency=urgent,
            ends_session=effect.stop.scope != ITEM,
        )
        for effect in rule.then
        if effect.stop is not None
        for symptom in rule.when.in_ or ()
    ]


def _rank(sign: Sign) -> tuple[bool, bool]:
    return (not sign.is_emergency, not sign.ends_session)
