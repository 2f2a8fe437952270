"""One person of a cohort: planned in a worker, told in rows."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

import planner
from planner.cohort.people import Person
from planner.cohort.rows import Row, exclusions, items, of_plan, sessions
from planner.documents import Document, parse_yaml
from planner.errors import BadInput, ExitCode, PlannerError, Problem
from planner.knowledge import load_catalog, load_template, template_files
from planner.knowledge.files import digest

if TYPE_CHECKING:
    from planner.workflow.plan import PlanOutcome

# Not one of ours: what Python itself ends with.
DEFECT = 1
# A worker may have several threads; a plan takes the whole of it.
_ALONE = threading.Lock()


class Settings(Struct, frozen=True):
    """What is the same for everybody.

    Attributes:
        effort: how long better plans are looked for.
        template: id or file that all get; None = as each intake says.
        catalog_dir: folder of the catalog; None for the project's own.
        with_plans: the files of each plan are made too.
        made_with: see the function; it must be the same on every worker.
    """

    effort: str
    template: str | None
    catalog_dir: Path | None
    with_plans: bool
    made_with: str


class Result(Struct, frozen=True):
    """What became of one person.

    Attributes:
        number: of the person.
        status: the row of `statuses`.
        sessions: rows.
        items: rows.
        exclusions: rows.
        seconds: of the clock.
        cpu_seconds: of the processor.
        files: of the plan by name, where they were asked for.
    """

    number: int
    status: Row
    sessions: list[Row] = []
    items: list[Row] = []
    exclusions: list[Row] = []
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    files: dict[str, bytes] = {}


class OtherPlanner(PlannerError):
    """A worker would make other plans than the command that asked it."""

    exit_code = ExitCode.BAD_CATALOG


def made_with(catalog_dir: Path | None, template: str | None = None) -> str:
    """Version of the planner, digests of the catalog, its templates and the one for everybody.

    Raises:
        BadCatalog: the catalog or the template has faults.
    """
    catalog = load_catalog(catalog_dir)
    shipped = digest({name: path.read_bytes() for name, path in template_files().items()})
    words = [planner.__version__, catalog.sha256, shipped]
    if template is not None:
        words.append(load_template(template, catalog, named_in=("--template", "")).sha256)
    return " ".join(words)


def planned(person: Person, settings: Settings) -> Result:
    """Plan one person; whatever goes wrong is told in the row of `statuses`.

    Raises:
        OtherPlanner: this worker has another planner or catalog.
    """
    with _ALONE:
        if made_with(settings.catalog_dir, settings.template) != settings.made_with:
            text = "a worker has another version of the planner or catalog; start it anew"
            raise OtherPlanner(text)
        wall, cpu = time.perf_counter(), time.process_time()
        result = _planned(person, settings)
        return replace(
            result,
            seconds=round(time.perf_counter() - wall, 6),
            cpu_seconds=round(time.process_time() - cpu, 6),
        )


def lost(person: Person) -> Result:
    """For whom every process that planned this person was ended."""
    text = f"{person.name}: the process that planned this person was ended (too little memory?)"
    return Result(person.number, _status(person, DEFECT, text))


def _planned(person: Person, settings: Settings) -> Result:
    try:
        document = _document(person)
        outcome = _outcome(document, person, settings)
        return _told(person, document.data["id"], outcome, settings)
    except PlannerError as error:
        return Result(person.number, _status(person, error.exit_code, str(error)))
    except Exception as error:
        # The words of an error that nobody foresaw may hold anything.
        text = f"{person.name}: a defect of the planner ({type(error).__name__}); plan it alone"
        return Result(person.number, _status(person, DEFECT, text))


def _document(person: Person) -> Document:
    if person.fault:
        raise BadInput([Problem(person.name, 0, "", person.fault)])
    return parse_yaml(person.data, person.name)


def _outcome(document: Document, person: Person, settings: Settings) -> PlanOutcome:
    from planner.workflow.plan import plan_of

    return plan_of(
        document,
        Path(person.folder, "intake"),
        template=settings.template,
        effort=settings.effort,
        catalog_dir=settings.catalog_dir,
    )


def _told(person: Person, name: str, outcome: PlanOutcome, settings: Settings) -> Result:
    from planner.workflow.deliver import plan_files, referral_file

    number, plan = person.number, outcome.plan
    if plan is None:
        text = outcome.referral_text
        row = _status(person, ExitCode.REFERRAL, text or "")
        row |= {"id": name, "decision": outcome.screening.decision}
        return Result(number, row, files=referral_file(text) if settings.with_plans else {})
    return Result(
        number,
        _status(person, ExitCode.DONE, "") | {"id": name} | of_plan(plan),
        sessions=list(sessions(number, plan)),
        items=list(items(number, plan)),
        exclusions=list(exclusions(number, plan)),
        files=plan_files(plan, catalog_dir=settings.catalog_dir) if settings.with_plans else {},
    )


def _status(person: Person, code: int, message: str) -> Row:
    return {
        "number": person.number,
        "name": person.name,
        "intake": person.digest,
        "exit_code": int(code),
        "message": message,
    }
