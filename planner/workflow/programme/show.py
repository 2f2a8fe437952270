"""A programme at a glance, and its history line by line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from msgspec import Struct

from planner.domain.revision import Approval
from planner.explain import Section
from planner.explain.layout import day, fitting_table, short_day, wrap
from planner.export.approval import holds
from planner.export.json import plan_hash
from planner.store import Kind, Location, ProgrammeLine, Record
from planner.workflow.programme.history import ACTIVE, History, body_of
from planner.workflow.programme.place import Place, opened

ABOUT = {
    Kind.INTAKE: "Intake",
    Kind.OVERRIDE: "Rule set aside",
    Kind.PLAN: "Plan",
    Kind.CHECK_IN: "Check-in",
    Kind.WITHDRAWAL: "Withdrawn",
    Kind.RETEST: "Retest",
    Kind.DECISION: "Decisions",
    Kind.STATE: "State",
    Kind.CALENDAR: "Calendar",
    Kind.MOVE: "Session",
    Kind.APPROVAL: "Approved",
}
WORDS = {
    "progress": "may get harder",
    "hold": "stay",
    "step_back": "get easier",
    "stop": "stop",
    "refer": "stop until a clinician was told",
}
STATES = {ACTIVE: "running", "stopped": "stopped: see a clinician first"}


class HistoryLine(Struct, frozen=True, kw_only=True):
    """A record in a list: what, of when, by whom and why; `counts` is False once replaced."""

    number: int
    kind: str
    dated: str
    by: str
    about: str
    reason: str
    counts: bool


class Overview(Struct, frozen=True, kw_only=True):
    """A programme at a glance."""

    programme: str
    store: str
    state: str
    since: str
    revision: int
    weeks: int
    start: dt.date
    sessions: int
    check_ins: int
    last_check_in: str | None
    decisions: dict[str, Any] | None
    referral: str
    cancelled_events: int
    approval: Approval | None = None
    is_approved: bool = False


def read_history(place: Place) -> History:
    """Everything that was recorded."""
    with opened(place.location) as store:
        return History(place.programme, store.records(place.programme))


def all_programmes(location: Location) -> tuple[ProgrammeLine, ...]:
    """The programmes of a store; none where there is no store yet."""
    if location.path is not None and not location.path.exists():
        return ()
    with opened(location) as store:
        return store.programmes()


def list_lines(found: tuple[ProgrammeLine, ...], width: int) -> tuple[Section, ...]:
    """The list as a table."""
    rows = [
        (line.id, STATES.get(line.state, line.state), str(line.check_ins),
         line.last)
        for line in found
    ]  # fmt: skip
    head = ("programme", "state", "check-ins", "last day")
    return (Section("Programmes", tuple(fitting_table(head, rows, frozenset((2,)), width))),)


def overview(place: Place) -> Overview:
    """What stands now."""
    history = read_history(place)
    plan, state = history.plan, history.state
    check_ins = history.current(Kind.CHECK_IN)
    decisions = history.current(Kind.DECISION)
    approval = history.approval
    return Overview(
        programme=place.programme,
        store=place.location.name,
        state=state.state,
        since=state.since,
        revision=plan.revision,
        weeks=plan.request.weeks,
        start=plan.request.start,
        sessions=len(plan.sessions),
        check_ins=len(check_ins),
        last_check_in=check_ins[-1].dated if check_ins else None,
        decisions=body_of(decisions[-1]) if decisions else None,
        referral=state.text,
        cancelled_events=len(history.calendar.cancelled),
        approval=approval,
        is_approved=approval is not None and holds(approval, plan_hash(plan)),
    )


def _approved(found: Overview) -> str:
    if found.approval is None:
        return "none: a draft"
    who = f"{found.approval.by} ({found.approval.role}) on {day(found.approval.on)}"
    if found.is_approved:
        return f"revision {found.approval.revision} by {who}"
    return f"no longer: revision {found.approval.revision} was approved by {who}"


def overview_sections(found: Overview, width: int) -> tuple[Section, ...]:
    """The overview as text."""
    since = f" since {day(dt.date.fromisoformat(found.since))}" if found.since else ""
    last = (
        f", the last of {day(dt.date.fromisoformat(found.last_check_in))}"
        if found.last_check_in
        else ""
    )
    lines = [
        f"  State      {STATES[found.state]}{since if found.state != ACTIVE else ''}",
        f"  Plan       revision {found.revision}: {found.weeks} weeks from {day(found.start)},"
        f" {found.sessions} sessions",
        f"  Check-ins  {found.check_ins or 'none yet'}{last}",
    ]
    lines.append(f"  Approval   {_approved(found)}")
    if found.decisions:
        lines.append(f"  Decisions  {_counted(found.decisions)}")
    if found.cancelled_events:
        lines.append(f"  Calendar   {found.cancelled_events} events are withdrawn")
    lines.append(f"  Store      {found.store}")
    referral = [line for text in found.referral.splitlines() for line in wrap(text, width) or [""]]
    return (
        Section(f"Programme {found.programme}", tuple(lines)),
        Section("See a clinician first", tuple(referral)),
        Section("Next", (f"  {_next(found)}",)),
    )


def _counted(review: dict[str, Any]) -> str:
    """How many items the latest review changes, and how."""
    words = [WORDS[decision["change"]] for decision in review["decisions"]]
    counts = [
        f"{words.count(word)} {word}" for word in dict.fromkeys(WORDS.values()) if word in words
    ]
    return ", ".join(counts) or "none"


def _next(found: Overview) -> str:
    if found.state != ACTIVE:
        return "Do no session until a clinician has seen you; show the page above."
    return f"planner check-in {found.programme}"


def history_lines(place: Place) -> tuple[HistoryLine, ...]:
    """Every record, oldest first, also what was replaced."""
    history = read_history(place)
    counts: dict[Kind, int] = {}
    lines = []
    for record in history.records:
        counts[record.kind] = counts.get(record.kind, 0) + 1
        lines.append(
            HistoryLine(
                number=record.number,
                kind=record.kind.value,
                dated=record.dated,
                by=record.by,
                about=_about(record, counts[record.kind]),
                reason=record.reason,
                counts=record.number not in history.replaced,
            )
        )
    return tuple(lines)


def history_sections(name: str, lines: tuple[HistoryLine, ...], width: int) -> tuple[Section, ...]:
    """The history as a table; a record that no longer counts says so."""
    rows = [
        (
            str(line.number),
            short_day(dt.date.fromisoformat(line.dated)),
            line.by,
            line.about if line.counts else f"{line.about} (no longer counts)",
        )
        for line in lines
    ]
    head = ("no.", "of", "by", "what")
    reasons = [
        text
        for line in lines
        if line.reason
        for text in wrap(f"{line.number}  {line.reason}", width, rest="     ")
    ]
    return (
        Section(f"History of {name}", tuple(fitting_table(head, rows, frozenset((0,)), width))),
        Section("Reasons given", tuple(reasons)),
    )


def _about(record: Record, ordinal: int) -> str:
    name = ABOUT[record.kind]
    if record.kind in DETAILS:
        return name + DETAILS[record.kind](body_of(record))
    match record.kind:
        case Kind.CHECK_IN:
            return f"{name} {ordinal}{_corrects(record)}"
        case Kind.WITHDRAWAL:
            return f"{name}: record {record.replaces}"
        case Kind.DECISION:
            return f"{name} after record {record.cause}"
        case _:
            return f"{name} version {ordinal}"


def _corrects(record: Record) -> str:
    return f", corrects record {record.replaces}" if record.replaces else ""


def _withdrawn(body: dict[str, Any]) -> str:
    gone = len(body["cancelled"])
    return f": {gone} events withdrawn" if gone else " as in the plan"


def _moved(body: dict[str, Any]) -> str:
    if body["start"] is None:
        return "dropped"
    start = dt.datetime.fromisoformat(body["start"])
    return f"at {short_day(start.date())} {start:%H:%M}"


# What follows the name of a record in the history, told from its body.
DETAILS: dict[Kind, Callable[[dict[str, Any]], str]] = {
    Kind.PLAN: lambda body: f" revision {body['revision']}",
    Kind.OVERRIDE: lambda body: f": {body['rule']}",
    Kind.RETEST: lambda body: f": {body['measure'].replace('_', ' ')}",
    Kind.STATE: lambda body: f": {STATES.get(body['state'], body['state'])}",
    Kind.CALENDAR: _withdrawn,
    Kind.MOVE: lambda body: f" {body['key']}: {_moved(body)}",
    Kind.APPROVAL: lambda body: f": revision {body['revision']} by {body['by']}",
}
