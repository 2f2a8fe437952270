"""One intake through the whole planner, as the command runs it, and everything that must hold."""

from __future__ import annotations

import json
import tempfile
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from click.testing import CliRunner, Result
from icalendar import Calendar

from planner.audit import audit
from planner.cli import main
from planner.documents import Document
from planner.domain.answers import Answers
from planner.domain.intake import Intake
from planner.domain.plan import Plan
from planner.eligibility import decide
from planner.errors import BadInput, ExitCode
from planner.export.events import days_of, event_uid
from planner.export.json import read_plan
from planner.export.readback import verify_ics
from planner.intake import read_document, resolve_answers
from planner.knowledge import load_template
from planner.rules import firings_by_week
from tests.generative.agreement import differences
from tests.generative.people import the_catalog

# What contracts.md allows for an intake that may be anything: a violation or a crash is a defect.
ALLOWED = (
    ExitCode.DONE,
    ExitCode.BAD_INPUT,
    ExitCode.REFERRAL,
    ExitCode.INFEASIBLE,
    ExitCode.NO_PLAN_IN_TIME,
)


class Finding(msgspec.Struct, frozen=True):
    """What came of one intake.

    Attributes:
        faults: what must not be; empty where all is well.
        rules, checks: rules that fired (for certain) and checks that compared something.
        pairs: (activity, side) pairs on which both readings of the rules were compared.
    """

    index: int
    code: int
    seconds: float
    weeks: int
    template: str
    pairs: int
    faults: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()


def examine(index: int, intake: dict[str, Any]) -> Finding:
    """Run one intake and look at everything that comes out.

    Args:
        index: its number, for the record.
        intake: the content of an intake file.
    """
    began = time.perf_counter()
    faults: list[str] = []
    rules: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    pairs = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "intake.json"
        file.write_text(json.dumps(intake), "utf-8")
        arguments = ["plan", str(file), "-o", str(folder / "out"), "--effort", "quick", "--json"]
        ran = CliRunner().invoke(main, arguments)
        seconds = time.perf_counter() - began
        faults += _of_run(ran, intake)
        person = _person(intake)
        if person is not None:
            read, answers = person
            rules, pairs, found = _second_reading(read, answers)
            faults += found
            if ran.exit_code == ExitCode.DONE:
                checks, found = _of_files(folder / "out", read, answers)
                faults += found
    plan = intake["plan"]
    return Finding(
        index=index,
        code=ran.exit_code,
        seconds=round(seconds, 2),
        weeks=plan["weeks"],
        template=plan["template"],
        pairs=pairs,
        faults=tuple(faults),
        rules=rules,
        checks=checks,
    )


def _person(intake: dict[str, Any]) -> tuple[Intake, Answers] | None:
    catalog = the_catalog()
    try:
        read = read_document(Document(intake, "made", {}), catalog)
    except BadInput:
        return None
    return read, resolve_answers(read, catalog)


def _of_run(ran: Result, intake: dict[str, Any]) -> Iterator[str]:
    if ran.exception is not None and not isinstance(ran.exception, SystemExit):
        told = traceback.format_exception(ran.exception)
        yield "traceback: " + "".join(told[-3:])[-800:]
    elif "Traceback" in ran.stderr:
        yield "traceback on standard error"
    elif ran.exit_code not in ALLOWED:
        yield f"exit {ran.exit_code}: {ran.stderr[-1500:]}"
    # What a conflict or a refused plan is about has to be named.
    if ran.exit_code in (ExitCode.DONE, ExitCode.REFERRAL):
        yield from (f"a patient's value in a log: {key}" for key in _told_values(ran, intake))


def _told_values(ran: Result, intake: dict[str, Any]) -> Iterator[str]:
    """Answers that only this person gave, and that progress and remarks repeat."""
    for index, override in enumerate(intake.get("overrides", ())):
        if override["reason"] in ran.stderr:
            yield f"overrides[{index}].reason"
    for name, value in intake.get("facts", {}).items():
        if isinstance(value, float) and value != int(value) and str(value) in ran.stderr:
            yield f"facts.{name}"
    yield from (f"conditions.{c['id']}" for c in intake["conditions"] if c["id"] in ran.stderr)


def _second_reading(read: Intake, answers: Answers) -> tuple[tuple[str, ...], int, tuple[str, ...]]:
    catalog = the_catalog()
    eligibility = decide(catalog, read, answers, read.plan.weeks)
    found = [
        f"disagreement: {d.activity} {d.side}: engine {d.engine} {d.engine_rules},"
        f" audit {d.audit} {d.audit_rules}"
        for d in differences(catalog, read, answers, eligibility)
    ]
    weeks = firings_by_week(catalog, answers, read.plan.weeks, frozenset(), read.plan.start)
    fired = {f.rule.id for week in weeks for f in week if not f.unknown}
    return tuple(sorted(fired)), len(eligibility.verdicts), tuple(found)


def _of_files(
    folder: Path, intake: Intake, answers: Answers
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Checks that compared something, and faults of the files as they were written."""
    catalog = the_catalog()
    plan = read_plan(folder / "plan.json")
    data = (folder / "plan.ics").read_bytes()
    template = load_template(plan.made_from.template.id, catalog)
    faults: list[str] = []
    if plan.audit is None or not plan.audit.passed:
        faults.append("plan.json says no passed audit")
    again = audit(plan, intake, answers, catalog, template)
    faults += [f"plan.json: {v.code}: {v.where}: {v.text}" for v in again.violations]
    verify_ics(data, plan)
    seen, missing = _as_in_calendar(plan, data)
    faults += missing
    of_calendar = audit(seen, intake, answers, catalog, template)
    faults += [f"plan.ics: {v.code}: {v.where}: {v.text}" for v in of_calendar.violations]
    return tuple(c.code for c in again.checks if c.count), tuple(faults)


def _as_in_calendar(plan: Plan, data: bytes) -> tuple[Plan, list[str]]:
    """The plan with the dates, times and items that the calendar file holds."""
    events = {str(event["UID"]): event for event in Calendar.from_ical(data).events}
    sessions, all_day, faults = [], [], []
    for session in plan.sessions:
        event = events[event_uid(plan.plan_id, session.key)]
        text = str(event.get("DESCRIPTION", ""))
        items = tuple(item for item in session.items if item.name in text)
        if len(items) < len(session.items):
            faults.append(f"plan.ics: {session.key} lacks an item")
        start, end = event.DTSTART, event.DTEND
        times = {"date": start.date(), "start": f"{start:%H:%M}", "end": f"{end:%H:%M}"}
        sessions.append(msgspec.structs.replace(session, items=items, **times))
    for key, entries in days_of(plan).items():
        event = events[event_uid(plan.plan_id, key)]
        text = str(event.get("DESCRIPTION", ""))
        faults += [f"plan.ics: {key} lacks {e.activity}" for e in entries if e.name not in text]
        all_day += [msgspec.structs.replace(e, date=event.DTSTART) for e in entries]
    order = {entry.key: place for place, entry in enumerate(plan.all_day)}
    all_day.sort(key=lambda entry: order[entry.key])
    return msgspec.structs.replace(plan, sessions=tuple(sessions), all_day=tuple(all_day)), faults
