"""A new revision of the plan: the past stands, the days to come change as little as they can."""

from __future__ import annotations

import datetime as dt
import hashlib
import time
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from planner.documents import refuse_unwritable, write_all
from planner.domain.local import measuring_in
from planner.domain.part import Because
from planner.domain.plan import Plan
from planner.domain.revision import Change, Replan, TradeOff
from planner.errors import Infeasible, NoPlanInTime, ReferralNeeded
from planner.explain import Section, messages_of
from planner.explain.layout import day as long_day
from planner.explain.layout import labelled, points, short_day, wrap
from planner.export.events import Event, events_of
from planner.export.formats import View, render
from planner.knowledge import Catalog, Template, load_catalog, load_template
from planner.knowledge.messages import Messages
from planner.screening import screen
from planner.store import Entry, Kind
from planner.told import told
from planner.workflow.audited import passed
from planner.workflow.deliver import REFERRAL
from planner.workflow.programme.changes import changes
from planner.workflow.programme.granting import granted
from planner.workflow.programme.history import (
    ACTIVE,
    CalendarState,
    History,
    as_json,
    plan_entry,
)
from planner.workflow.programme.past import Now, now_of
from planner.workflow.programme.place import Place, opened
from planner.workflow.programme.spoken import in_its_language
from planner.workflow.referral import STOPPED as ENDING
from planner.workflow.referral import referral_text
from planner.workflow.writing.citations import citations

if TYPE_CHECKING:
    from planner.solver.interrupt import Stop
    from planner.solver.progress import Progress
    from planner.solver.result import SolveResult

ITEM_KINDS = ("added", "dropped", "moved")


class Revised(Struct, frozen=True, kw_only=True):
    """A new revision that was made and kept.

    Attributes:
        sequence: SEQUENCE of each calendar event by its key.
        cancelled: events of the plan before that are withdrawn.
        files: written now.
        seconds: of the search and of everything.
    """

    programme: str
    plan: Plan
    sequence: dict[str, int]
    cancelled: tuple[Event, ...]
    files: tuple[Path, ...] = ()
    seconds: dict[str, float] = {}


@in_its_language
def replan(
    place: Place,
    *,
    day: dt.date | None,
    by: str,
    folder: Path | None = None,
    effort: str = "standard",
    changes_first: bool = False,
    catalog_dir: Path | None = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Revised:
    """Make the next revision from what is known now, audit it and keep it.

    Args:
        place: the programme.
        day: first day that may change; None for the day after the last check-in.
        by: role of who asks for it.
        folder: also write plan.json and plan.ics there.
        effort: of the search.
        changes_first: fewer changes come before the clinical shortfall.
        catalog_dir: None for the one that ships with the planner.
        progress: hears of the search.
        stop: ends the search early.

    Raises:
        BadInput: the day lies where nothing may be planned any more.
        ReferralNeeded: the programme is stopped; somebody has to be seen first.
        Infeasible: demands clash.
        AuditViolation: the audit refuses the revision (a defect of the planner); nothing is kept.
        StoreError: no such programme, or somebody else wrote to it meanwhile.
    """
    begun = time.perf_counter()
    catalog = load_catalog(catalog_dir)
    if folder is not None:
        refuse_unwritable(folder)
    # The store is not held open while the search runs; `append` sees whether it moved on.
    with opened(place.location) as store:
        history = History(place.programme, store.records(place.programme))
    if history.state.state != ACTIVE:
        if folder is not None:
            write_stopped(history, folder, catalog)
        raise ReferralNeeded(history.state.text)
    now = now_of(history, day, catalog)
    template = load_template(history.plan.made_from.template.id, catalog)
    plan, seconds = revised_plan(
        now, catalog, template, effort=effort, changes_first=changes_first,
        progress=progress, stop=stop,
    )  # fmt: skip
    calendar, cancelled = next_calendar(history, plan, catalog)
    entries = [
        plan_entry(plan, by),
        Entry(
            kind=Kind.CALENDAR, dated=now.past.day.isoformat(), body=as_json(calendar), by=by,
            cause=1,
        ),
    ]  # fmt: skip
    with opened(place.location) as store:
        store.append(place.programme, len(history.records), entries)
    made = Revised(
        programme=place.programme, plan=plan, sequence=calendar.sequence, cancelled=cancelled
    )
    files = write_revised(made, history, folder, catalog) if folder is not None else ()
    return replace(made, files=files, seconds={**seconds, "all": time.perf_counter() - begun})


def revised_plan(
    now: Now,
    catalog: Catalog,
    template: Template,
    *,
    effort: str = "standard",
    changes_first: bool = False,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> tuple[Plan, dict[str, float]]:
    """The audited revision, and the seconds that its search took.

    Raises:
        ReferralNeeded: the screening stops the programme.
        Infeasible: demands clash.
        NoPlanInTime: the limit ended the search.
        AuditViolation: the audit refuses the revision.
    """
    from planner.eligibility import decide
    from planner.solver.result import SolveStatus
    from planner.workflow.infeasible import explained
    from planner.workflow.search import searched
    from planner.workflow.ways_out import Person
    from planner.workflow.writing.plan import write

    screening = screen(catalog, now.answers)
    if screening.stops_plan:
        raise ReferralNeeded(referral_text(screening, messages_of(catalog), ENDING))
    eligibility = decide(catalog, now.intake, now.answers, now.intake.plan.weeks)
    messages = messages_of(catalog)
    made = now.past.plan.made_from
    is_same = (made.catalog, made.template.sha256) == (catalog.sha256, template.sha256)
    begun = time.perf_counter()
    built, context, result = searched(
        catalog, template, now.intake, now.answers, eligibility, effort, progress, stop, now.past,
        # Where nobody has told anything new, a longer search is no reason to change a plan.
        changes_first=changes_first or (is_same and not now.has_news),
    )  # fmt: skip
    seconds = {"search": time.perf_counter() - begun}
    if result.status is SolveStatus.INFEASIBLE:
        person = Person(catalog, template, now.intake, now.answers, eligibility, now.past)
        raise Infeasible(explained(built.problem, person))
    if result.status is SolveStatus.UNKNOWN:
        raise NoPlanInTime(catalog.planning.texts["no_plan_in_time"])
    plan = write(context, built, result, screening)
    revision = built.problem.revision
    ends = _ends(result)
    reasons = _reasons(now, messages)

    def finished(plan: Plan, wished: frozenset[str]) -> Plan:
        block = Replan(
            from_=now.past.day,
            parent=digest(now.past.plan),
            reasons=reasons,
            changes=changes(context, now.past.plan, plan, messages, wished),
            tolerance=revision.weights.tolerance if revision is not None else 0,
            trade_off=ends,
        )
        return _audited(replace(plan, replan=block), now, catalog, template)

    return granted(plan, now, messages, finished), seconds


def digest(plan: Plan) -> str:
    """SHA-256 of a plan as the store keeps it."""
    return hashlib.sha256(as_json(plan).encode()).hexdigest()


def _ends(result: SolveResult) -> tuple[TradeOff, ...]:
    return tuple(
        TradeOff(
            first="changes" if end.first == "changes" else "shortfall",
            changes=end.changes,
            shortfall=end.shortfall,
            proven=end.proven,
        )
        for end in result.ends
    )


def _audited(plan: Plan, now: Now, catalog: Catalog, template: Template) -> Plan:
    from planner.audit import audit

    result = audit(plan, now.intake, now.answers, catalog, template, now.past)
    return replace(plan, audit=passed(result, told("the audit refuses this revision:")))


def _reasons(now: Now, messages: Messages) -> tuple[Because, ...]:
    """Why the plan is revised: new decisions, absence, a new intake, a check-in."""
    plan = now.past.plan
    decided = [r for r in now.past.rulings if r.closes or r.change == "step_back"]
    found = [r.because for r in decided if r.on in now.new_check_ins]
    if now.intake.sha256 != plan.made_from.intake:
        found.append(Because(rule="intake", text=messages.say("replan.new_intake")))
    # What was told before is known to the published plan.
    for away in now.intake.away if now.has_news else ():
        if plan.request.start <= away.end < now.past.day:
            start, end = short_day(away.start), short_day(away.end)
            text = messages.say("replan.away", start=start, end=end)
            found.append(Because(rule="absence", text=text))
    if now.new_check_ins:
        date = short_day(max(now.new_check_ins))
        found.append(Because(rule="check_in", text=messages.say("replan.check_in", date=date)))
    if not found:
        found.append(Because(rule="asked", text=messages.say("replan.asked")))
    return tuple(dict.fromkeys(found))


def next_calendar(
    history: History, plan: Plan, catalog: Catalog
) -> tuple[CalendarState, tuple[Event, ...]]:
    """The calendar of the revision: UIDs stay, SEQUENCE rises where an event changed.

    Returns:
        The state to keep, and the events of the plan before that are withdrawn now.
    """
    messages = messages_of(catalog)
    state = history.calendar
    before = {event.key: event for event in events_of(history.plan, messages)}
    after = {event.key: event for event in events_of(plan, messages)}
    sequence = dict(state.sequence)
    for key, event in after.items():
        if key not in sequence:
            sequence[key] = plan.revision - 1
        elif before.get(key) != event or key in state.cancelled:
            sequence[key] += 1
    gone = [key for key in before if key not in after]
    for key in gone:
        if key not in state.cancelled:
            sequence[key] = sequence.get(key, 0) + 1
    still = [key for key in state.cancelled if key not in after]
    kept = CalendarState(
        revision=plan.revision,
        sequence=sequence,
        cancelled=tuple(dict.fromkeys((*still, *gone))),
    )
    return kept, tuple(before[key] for key in gone)


def write_revised(
    made: Revised, history: History, folder: Path, catalog: Catalog
) -> tuple[Path, ...]:
    """Of a revision that was just kept: plan and calendar, with what was approved before it."""
    view = View(
        messages=messages_of(catalog),
        citations=citations(catalog),
        sequence=made.sequence,
        cancelled=made.cancelled,
    )
    # A calendar keeps its units: the text of an event changes only where its SEQUENCE rises.
    with measuring_in(None):
        files = render(history.with_approval(made.plan), ("json", "ics"), view)
    return write_all({folder / name: content for name, content in files.items()})


def write_stopped(history: History, folder: Path, catalog: Catalog) -> tuple[Path, ...]:
    """Of a stopped programme: the referral, and a calendar that withdraws what was to come."""
    messages, state = messages_of(catalog), history.calendar
    plan = history.with_approval(history.plan)
    events = events_of(plan, messages)
    gone = tuple(event for event in events if event.key in state.cancelled)
    keys = {key for event in gone for key in event.keys}
    rest = replace(
        plan,
        sessions=tuple(s for s in plan.sessions if s.key not in keys),
        all_day=tuple(e for e in plan.all_day if e.key not in keys),
    )
    view = View(messages=messages, sequence=state.sequence, cancelled=gone)
    with measuring_in(None):
        files = render(rest, ("ics",), view)
    text = f"{history.state.text}\n".encode()
    return write_all(
        {folder / name: content for name, content in (files | {REFERRAL: text}).items()}
    )


def revised_sections(made: Revised, messages: Messages, width: int) -> tuple[Section, ...]:
    """What changed, in words."""
    say, block = messages.say, made.plan.replan
    assert block is not None
    moved = [c for c in block.changes if c.kind in ITEM_KINDS and " " in (c.to or c.from_ or "")]
    labels = {key: say(f"label.{key}") for key in ("plan", "store", "written")}
    rows = [
        ("plan", say("revised.plan", revision=made.plan.revision, day=long_day(block.from_))),
        ("store", say("revised.store", programme=made.programme)),
        *(("written", str(file)) for file in made.files),
    ]
    ends = [_end(end, messages) for end in block.trade_off]
    lines = grouped(block.changes, messages)
    nothing = wrap(say("replan.nothing"), width)
    return (
        Section(
            say("revised.title", programme=made.programme),
            labelled([(labels[key], text) for key, text in rows], labels.values()),
        ),
        Section(say("section.why"), tuple(points([why.text for why in block.reasons], width))),
        Section(
            messages.counted("revised.changes", len(moved)),
            tuple(points(lines, width) if lines else nothing),
        ),
        Section(say("revised.trade_off"), tuple(points(ends, width))),
    )


def _end(end: TradeOff, messages: Messages) -> str:
    """The costs of a revision at one end of the trade-off."""
    return messages.say(
        f"replan.end_{end.first}",
        changes=messages.counted("count.change_points", end.changes),
        shortfall=messages.counted("count.points", end.shortfall),
        proven=messages.say("replan.proven") if end.proven else "",
    )


def grouped(changes: tuple[Change, ...], messages: Messages) -> list[str]:
    """One line for each kind of change of an item with one reason, with how often it comes."""
    alike: dict[tuple[object, ...], list[Change]] = {}
    for change in changes:
        alike.setdefault((change.kind, change.what, change.why), []).append(change)
    lines = []
    for found in alike.values():
        more = len(found) - 1
        last = messages.say("replan.more", count=more, week=found[-1].week) if more else ""
        lines.append(found[0].text + last)
    return lines
