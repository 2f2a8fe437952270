"""The three documents, each a template with its data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from planner.domain.plan import Plan
from planner.explain.messages import Messages
from planner.export.charts import NAMES, Chart, Measured, charts
from planner.export.known import Known
from planner.export.sheet.clinician import clinician_data
from planner.export.sheet.paper import PAPERS, paper_of
from planner.export.sheet.pictures import Draw, pictures
from planner.export.sheet.programme import programme_data
from planner.export.sheet.typeset import small, typeset
from planner.export.sheet.weeks import weeks_data
from planner.export.view import ProgrammeView, programme_view

WEEKS, PROGRAMME, CLINICIAN = "weeks", "programme", "clinician"
DOCUMENTS = (WEEKS, PROGRAMME, CLINICIAN)
PICTURED = (WEEKS, PROGRAMME)
CHARTS: Mapping[str, tuple[str, ...]] = {
    WEEKS: (),
    PROGRAMME: NAMES,
    CLINICIAN: ("measured", "mass"),
}


def prepared(
    document: str,
    plan: Plan,
    known: Known,
    messages: Messages,
    *,
    draw: Draw,
    citations: Mapping[str, str],
    measured: Sequence[Measured] | None = None,
    paper: str | None = None,
    discreet: bool = False,
) -> Callable[[], bytes]:
    """One of the documents, ready to be set as tagged PDF (PDF/UA-1).

    The same plan gives the same bytes. To set it takes a while, and may be done in any thread.

    Args:
        document: `weeks` for the fridge, `programme` for the person, or `clinician`.
        plan: an audited plan.
        known: names and stop signs of the catalog.
        messages: sentences of the catalog.
        draw: draws the figure of an activity.
        citations: the full reference of each source, by id.
        measured: what was reported so far; None where no programme is kept.
        paper: `a4` or `letter`; None = that of the plan's time zone.
        discreet: the title names nobody and nothing.
    """
    view = programme_view(plan, known, messages)
    data = _data(document, plan, view, messages, citations, measured is not None)
    data |= _about(document, plan, messages, paper or paper_of(plan.request.timezone), discreet)
    drawn = pictures(plan, draw) if document in PICTURED else {}
    shown: dict[str, str | bytes] = {**(small(drawn) if document == WEEKS else drawn)}
    if CHARTS[document]:
        found = charts(plan, messages, measured or (), names=CHARTS[document])
        shown |= {chart.id: chart.svg for chart in found}
        data["charts"] = [_chart(chart) for chart in found]
    return partial(typeset, f"{document}.typ", data, shown, plan.request.assessed_on)


def _chart(chart: Chart) -> dict[str, str]:
    return {"picture": chart.id, "title": chart.title, "note": chart.note, "text": chart.text}


def _data(
    document: str,
    plan: Plan,
    view: ProgrammeView,
    messages: Messages,
    citations: Mapping[str, str],
    is_followed: bool,
) -> dict[str, Any]:
    if document == WEEKS:
        return weeks_data(plan, view, messages)
    if document == PROGRAMME:
        return programme_data(plan, view, messages)
    return clinician_data(plan, view, messages, citations, is_followed=is_followed)


def _about(
    document: str, plan: Plan, messages: Messages, paper: str, discreet: bool
) -> dict[str, Any]:
    """What every document says about itself."""
    say = messages.say
    key = f"sheet.{document}_{'discreet' if discreet else 'title'}"
    title = say(key, id=plan.request.intake_id)
    return {
        "title": title,
        "footer": say("sheet.footer", title=title, revision=plan.revision),
        "page": say("sheet.page"),
        "picture_of": say("sheet.picture_of", name="{name}"),
        "language": say("sheet.language"),
        "paper": PAPERS[paper],
    }
