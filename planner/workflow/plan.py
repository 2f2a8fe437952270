"""The main job and its smaller sisters: where all stages meet."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from planner.documents import Document, load_yaml, refuse_unwritable
from planner.domain.answers import Answers
from planner.domain.intake import Intake
from planner.domain.language import language
from planner.domain.plan import AuditResult, Plan
from planner.errors import BadCatalog, BadInput, Infeasible, NoPlanInTime, Problem
from planner.knowledge import Catalog, Template, load_catalog, load_template, template_files
from planner.knowledge.languages import known_language
from planner.knowledge.messages import messages_of
from planner.screening import ScreeningResult, screen
from planner.told import told
from planner.workflow.audited import passed
from planner.workflow.calendars import as_recorded, with_calendars
from planner.workflow.languages import reading, speaking_of, speaking_to
from planner.workflow.referral import referral_text

if TYPE_CHECKING:
    from planner.solver.interrupt import Stop
    from planner.solver.progress import Progress

DEFAULT_TEMPLATE = "general_low_back"


class PlanOutcome(Struct, frozen=True, kw_only=True):
    """What `make_plan` made: a plan, or the text of a referral; seconds of each stage.

    `intake` is what the plan was made from; None where there is none.
    """

    plan: Plan | None
    screening: ScreeningResult
    intake: Intake | None = None
    referral_text: str | None = None
    timings: dict[str, float] = {}


class _Clock:
    """Seconds of each stage; they are told, never used to decide anything."""

    def __init__(self) -> None:
        self.timings: dict[str, float] = {}
        self.last = time.perf_counter()

    def done(self, stage: str) -> None:
        now = time.perf_counter()
        self.timings[stage] = now - self.last
        self.last = now


def make_plan(
    intake_path: Path | str,
    *,
    template: str | None = None,
    effort: str = "standard",
    catalog_dir: Path | None = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
    folder: Path | None = None,
) -> PlanOutcome:
    """From an intake file to an audited plan, or to a referral.

    A `stop` ends the search early, not the audit. A `folder` for the result that cannot be
    written is refused before the search, but not before a referral is known.

    Raises:
        BadInput: the intake has faults, or safety questions are open.
        BadCatalog: the catalog or template has faults.
        Infeasible: demands clash; the message names the smallest set.
        NoPlanInTime: the limit ended the search before any plan.
        AuditViolation: the audit refuses the plan (a defect of the planner).
        OutputError: the folder cannot be written.
    """
    with reading(intake_path, catalog_dir) as document:
        return _made(document, intake_path, template, effort, catalog_dir, progress, stop, folder)


def plan_of(
    document: Document,
    beside: Path,
    *,
    template: str | None = None,
    effort: str = "standard",
    catalog_dir: Path | None = None,
) -> PlanOutcome:
    """As `make_plan`, for a document that is already parsed; calendars stand beside a path."""
    with speaking_to(document, catalog_dir):
        return _made(document, beside, template, effort, catalog_dir, None, None, None)


def _made(
    document: Document,
    intake_path: Path | str,
    template: str | None,
    effort: str,
    catalog_dir: Path | None,
    progress: Progress | None,
    stop: Stop | None,
    folder: Path | None,
) -> PlanOutcome:
    clock = _Clock()
    catalog, intake, answers = person_of(document, catalog_dir)
    named_in = ("--template", "") if template else (document.file, "plan.template")
    ref = template or intake.plan.template or DEFAULT_TEMPLATE
    chosen = load_template(ref, catalog, named_in=named_in)
    clock.done("read")
    screening = screen(catalog, answers, intake.plan.start)
    clock.done("screen")
    if screening.stops_plan:
        return PlanOutcome(
            plan=None,
            screening=screening,
            referral_text=referral_text(screening, messages_of(catalog)),
            timings=clock.timings,
        )
    _refuse_undecided(document.file, catalog, screening)
    intake = with_calendars(intake, intake_path)
    if folder is not None:
        refuse_unwritable(folder)
    plan = _solved(catalog, chosen, intake, answers, screening, effort, progress, stop, clock)
    return PlanOutcome(plan=plan, screening=screening, intake=intake, timings=clock.timings)


def read_person(
    intake_path: Path | str, catalog_dir: Path | None
) -> tuple[Catalog, Intake, Answers]:
    """The catalog, and one person as the intake gives them."""
    return person_of(load_yaml(intake_path), catalog_dir)


def person_of(document: Document, catalog_dir: Path | None) -> tuple[Catalog, Intake, Answers]:
    """As `read_person`, for a document that is already parsed."""
    from planner.intake import resolve_answers
    from planner.intake.read import read_document

    catalog = load_catalog(catalog_dir)
    intake = read_document(document, catalog)
    return catalog, intake, resolve_answers(intake, catalog)


def _solved(
    catalog: Catalog,
    template: Template,
    intake: Intake,
    answers: Answers,
    screening: ScreeningResult,
    effort: str,
    progress: Progress | None,
    stop: Stop | None,
    clock: _Clock,
) -> Plan:
    from planner.eligibility import decide
    from planner.solver.result import SolveStatus
    from planner.workflow.infeasible import explained
    from planner.workflow.search import searched
    from planner.workflow.ways_out import Person
    from planner.workflow.writing.plan import write

    eligibility = decide(catalog, intake, answers, intake.plan.weeks)
    clock.done("decide")
    built, context, result = searched(
        catalog, template, intake, answers, eligibility, effort, progress, stop
    )
    clock.done("solve")
    if result.status is SolveStatus.INFEASIBLE:
        person = Person(catalog, template, intake, answers, eligibility)
        raise Infeasible(explained(built.problem, person))
    if result.status is SolveStatus.UNKNOWN:
        raise NoPlanInTime(catalog.planning.texts["no_plan_in_time"])
    plan = write(context, built, result, screening)
    clock.done("write")
    audited = with_audit(plan, intake, answers, catalog, template)
    clock.done("audit")
    return audited


def with_audit(
    plan: Plan, intake: Intake, answers: Answers, catalog: Catalog, template: Template
) -> Plan:
    """The plan with its audit.

    Raises:
        AuditViolation: the plan breaks a rule; nothing may be exported.
    """
    from planner.audit import audit

    result = audit(plan, intake, answers, catalog, template)
    return replace(plan, audit=passed(result, told("the audit refuses this plan:")))


def _refuse_undecided(name: str, catalog: Catalog, screening: ScreeningResult) -> None:
    """Policy unanswered_red_flag: no plan while a safety question is open."""
    open_ = dict.fromkeys(what for entry in screening.undecided for what in entry.facts)
    if open_:
        raise BadInput(_unanswered(name, catalog, what) for what in open_)


def _unanswered(name: str, catalog: Catalog, what: str) -> Problem:
    """The question behind a safety rule: a fact, or a condition recorded without its stage."""
    if what in catalog.conditions:
        condition = catalog.conditions[what]
        text = told(
            "a safety question is open: say the stage of '{what}' ({stages})",
            what=what,
            stages=", ".join(condition.stages),
        )
        return Problem(name, 0, "conditions", text)
    if what in catalog.facts:
        text = told("a safety question is open: {ask}", ask=catalog.facts[what].ask)
        return Problem(name, 0, f"facts.{what}", text)
    return Problem(name, 0, what, told("a safety question is open: answer '{what}'", what=what))


def screen_intake(intake_path: Path | str, catalog_dir: Path | None = None) -> ScreeningResult:
    """Screening only."""
    with reading(intake_path, catalog_dir) as document:
        catalog, intake, answers = person_of(document, catalog_dir)
        return replace(screen(catalog, answers, intake.plan.start), language=language())


def audit_plan(
    plan_path: Path | str,
    intake_path: Path | str,
    catalog_dir: Path | None = None,
    template: str | None = None,
    tell: Callable[[str], None] | None = None,
) -> AuditResult:
    """Independent check of a plan file against the intake, also of one edited by hand.

    A plan names its template by id; the file of one that does not ship with the planner has to
    be given. Calendars of the intake that have changed or are gone are taken as the plan recorded
    them; `tell` says so.

    Raises:
        BadInput: the plan or the intake has faults.
        BadCatalog: the catalog has faults, or the template is not known.
    """
    from planner.export.json import read_plan

    plan = read_plan(plan_path)
    if plan.replan is not None:
        text = told(
            "is a revision: it is judged with the plan before it and the check-ins, which"
            " only its programme holds; `planner replan` did so before it was kept"
        )
        raise BadInput([Problem(str(plan_path), 0, "replan", text)])
    known_language(plan.request.spoken, catalog_dir, str(plan_path))
    with speaking_of(plan):
        return _audited(plan, plan_path, intake_path, catalog_dir, template, tell)


def _audited(
    plan: Plan,
    plan_path: Path | str,
    intake_path: Path | str,
    catalog_dir: Path | None,
    template: str | None,
    tell: Callable[[str], None] | None,
) -> AuditResult:
    from planner.audit import audit

    catalog, intake, answers = read_person(intake_path, catalog_dir)
    named = plan.made_from.template.id
    # A plan is a file of anybody's: what it names is an id, never a path that would be read.
    if template is None and named not in template_files():
        text = told(
            "'{named}' does not ship with the planner; name its file with --template", named=named
        )
        raise BadCatalog([Problem(str(plan_path), 0, "made_from.template.id", text)])
    chosen = load_template(template or named, catalog)
    intake, remarks = as_recorded(intake, intake_path, plan)
    for remark in remarks:
        if tell is not None:
            tell(remark)
    return audit(plan, intake, answers, catalog, chosen)
