"""The formats a plan can be exported to, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

from msgspec import Struct

from planner.documents import hint
from planner.domain.local import living_in
from planner.domain.plan import Plan
from planner.errors import PlannerError
from planner.explain.messages import Messages
from planner.export.charts import Measured
from planner.export.csv import to_csv
from planner.export.events import Event
from planner.export.ics import to_ics
from planner.export.json import to_json
from planner.export.known import Known
from planner.export.programme import to_markdown
from planner.export.readback import verify_ics
from planner.told import told

if TYPE_CHECKING:
    from planner.export.fhir import HealthRecord
    from planner.export.sheet import Draw
    from planner.figures import Figures


class View(Struct, frozen=True, kw_only=True):
    """How a plan is shown.

    Attributes:
        messages: sentences of the catalog.
        discreet: the calendar says nothing about health, the page nothing in its name and title;
            other formats are always complete.
        citations: the full reference of each source of the catalog, by id.
        sequence: SEQUENCE of calendar events by key, see `sequence_after`.
        cancelled: events of the plan before that a revision withdraws.
        known: names and stop signs of the catalog.
        figures: loads the pictures of activities; gives None for a catalog that has none.
        measured: what was reported so far; None where no programme is kept.
        picture: draws the figure of an activity for print, see `planner.export.sheet.pictures`.
        record: intake and check-ins, for record systems; None = the plan alone.
        paper: of printed sheets, `a4` or `letter`; None = that of the plan's time zone.
    """

    messages: Messages
    discreet: bool = False
    citations: Mapping[str, str] = {}
    sequence: Mapping[str, int] = {}
    cancelled: Sequence[Event] = ()
    known: Known = Known()
    figures: Callable[[], Figures | None] = lambda: None
    picture: Draw = lambda _, __: None
    measured: tuple[Measured, ...] | None = None
    paper: str | None = None
    record: HealthRecord | None = None


class Format(Struct, frozen=True):
    """A format: the name of its file, and the function that makes its bytes.

    `discreet` is a name of the file that says nothing about health, where it needs one. What is
    ready but for a long last step comes as a function, which any thread may call.
    """

    file: str
    render: Callable[[Plan, View], bytes | Callable[[], bytes]]
    discreet: str | None = None

    def named(self, view: View) -> str:
        """The name of the file."""
        return self.discreet if view.discreet and self.discreet else self.file


def _ics(plan: Plan, view: View) -> bytes:
    data = to_ics(
        plan,
        view.messages,
        discreet=view.discreet,
        sequence=view.sequence,
        cancelled=view.cancelled,
    )
    verify_ics(data, plan)
    return data


def _markdown(plan: Plan, view: View) -> bytes:
    return to_markdown(plan, view.messages, view.citations)


def _html(plan: Plan, view: View) -> bytes:
    # Templates and charts need time to load.
    from planner.export.charts import charts
    from planner.export.page import to_html

    return to_html(
        plan,
        view.known,
        view.messages,
        figures=view.figures(),
        citations=view.citations,
        charts=charts(plan, view.messages, view.measured or ()),
        discreet=view.discreet,
    )


def _fhir(plan: Plan, view: View) -> bytes:
    from planner.export.fhir import to_fhir

    names = {**view.known.names, **view.known.measures}
    return to_fhir(plan, names, view.messages, record=view.record, discreet=view.discreet)


def _pdf(document: str) -> Callable[[Plan, View], Callable[[], bytes]]:
    def rendered(plan: Plan, view: View) -> Callable[[], bytes]:
        from planner.export.sheet import prepared

        return prepared(
            document,
            plan,
            view.known,
            view.messages,
            draw=view.picture,
            citations=view.citations,
            measured=view.measured,
            paper=view.paper,
            discreet=view.discreet,
        )

    return rendered


FORMATS: Mapping[str, Format] = {
    "json": Format("plan.json", lambda plan, _: to_json(plan)),
    "ics": Format("plan.ics", _ics),
    "csv": Format("plan.csv", lambda plan, view: to_csv(plan, view.messages)),
    "md": Format("programme.md", _markdown),
    "fhir": Format("fhir-bundle.json", _fhir, discreet="bundle.json"),
    "html": Format("programme.html", _html, discreet="page.html"),
    "pdf-weeks": Format("week-sheets.pdf", _pdf("weeks"), discreet="weeks.pdf"),
    "pdf-programme": Format("programme.pdf", _pdf("programme"), discreet="booklet.pdf"),
    "pdf-clinician": Format("clinician.pdf", _pdf("clinician"), discreet="summary.pdf"),
}
# Documents that are set side by side, while the next one is made ready.
AT_ONCE = 2
# Names that stand for several formats.
GROUPS: Mapping[str, tuple[str, ...]] = {"pdf": ("pdf-weeks", "pdf-programme", "pdf-clinician")}
WORDS = (*FORMATS, *GROUPS)
FILE_NAMES: Mapping[str, str] = {name: kind.file for name, kind in FORMATS.items()}
# Every name that a file of a plan may have.
ALL_NAMES = tuple(name for kind in FORMATS.values() for name in (kind.file, kind.discreet) if name)


def render(plan: Plan, names: Iterable[str], view: View) -> dict[str, bytes]:
    """File name to content for each format; a calendar is read back and compared first.

    Raises:
        PlannerError: an unknown format (exit code 2).
        BadInput: the plan has a time that does not exist.
        AuditViolation: the calendar differs from the plan.
    """
    wanted = tuple(dict.fromkeys(names))
    unknown = [f"{name!r}{hint(name, WORDS)}" for name in wanted if name not in WORDS]
    if unknown:
        words = told("; no format ").join(unknown)
        raise PlannerError(told("there is no format {words}", words=words))
    kinds = [FORMATS[each] for name in wanted for each in GROUPS.get(name, (name,))]
    with living_in(plan.request.timezone), ThreadPoolExecutor(AT_ONCE) as threads:
        made: dict[str, bytes | Future[bytes]] = {}
        for kind in kinds:
            content = kind.render(plan, view)
            name = kind.named(view)
            made[name] = content if isinstance(content, bytes) else threads.submit(content)
        return {name: c if isinstance(c, bytes) else c.result() for name, c in made.items()}
