"""Takes in a check-in, a correction or a withdrawal: kept, reviewed, acted on where it stops."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from planner.documents import Document, hint, load_yaml
from planner.domain.checkin import FORMAT, CheckIn
from planner.errors import BadInput, Problem, StoreError
from planner.explain import messages_of
from planner.export.events import events_of
from planner.intake import resolve_answers
from planner.intake.checkin import read_check_in, with_check_ins
from planner.knowledge import Catalog, load_catalog
from planner.progression import Review
from planner.store import Entry, Kind, Record
from planner.told import told
from planner.workflow.languages import speaking_of
from planner.workflow.programme.asking import ask_check_in, ask_day
from planner.workflow.programme.history import (
    ACTIVE,
    STOPPED,
    CalendarState,
    History,
    State,
    as_json,
    data_as_json,
)
from planner.workflow.programme.interview import Ask, Interview, Tell
from planner.workflow.programme.person import Person, check_ins_of, person_of
from planner.workflow.programme.place import Place, opened
from planner.workflow.programme.spoken import in_the_readers_language
from planner.workflow.referral import STOPPED as ENDING
from planner.workflow.referral import referral_text


class Taken(Struct, frozen=True, kw_only=True):
    """A check-in that was taken in.

    Attributes:
        number: of the check-in in the history, from 1; None for a withdrawal.
        review: what the log leads to now; None where no check-in is left.
        stopped: the programme is stopped, by this check-in or before.
        referral: the page for the clinician.
        cancelled: events that are withdrawn from the calendar now.
    """

    programme: str
    number: int | None
    date: dt.date
    review: Review | None
    stopped: bool
    referral: str = ""
    cancelled: int = 0


def check_in(
    place: Place,
    file: Path | str,
    *,
    by: str,
    corrects: int | None = None,
    reason: str = "",
    catalog_dir: Path | None = None,
) -> Taken:
    """Take in a check-in from a file (`-`: standard input).

    Args:
        place: the programme.
        file: a `checkin/1`.
        by: role of who gives it.
        corrects: number of the check-in whose place it takes.
        reason: why, where it corrects one.
        catalog_dir: None for the one that ships with the planner.

    Raises:
        BadInput: the file has faults.
        StoreError: no such programme or check-in, or the store cannot be written.
    """
    return take_in(
        place, load_yaml(file), by=by, corrects=corrects, reason=reason, catalog_dir=catalog_dir
    )


@in_the_readers_language
def take_in(
    place: Place,
    document: Document,
    *,
    by: str,
    corrects: int | None = None,
    reason: str = "",
    catalog_dir: Path | None = None,
) -> Taken:
    """As `check_in`, for a document that is already parsed."""
    catalog = load_catalog(catalog_dir)
    with opened(place.location) as store:
        history = History(place.programme, store.records(place.programme))
        replaced = None if corrects is None else check_in_record(history, corrects, catalog)
        others = _others(history, catalog, replaced)
        after = max((other.date for other in others), default=None) if replaced is None else None
        given = read_check_in(document, history.plan, catalog, after=after)
        if replaced is not None and not reason:
            raise _without_reason("corrected", catalog)
        person = person_of(history, (*others, given), catalog)
        entries = [
            Entry(
                kind=Kind.CHECK_IN,
                dated=given.date.isoformat(),
                body=data_as_json(document),
                by=by,
                reason=reason,
                replaces=replaced.number if replaced else None,
            ),
            *_retests(given, by),
        ]
        entries += _consequences(history, person, by, len(entries), catalog)
        store.append(place.programme, len(history.records), entries)
        number = len(history.of(Kind.CHECK_IN)) + 1
        return _taken(place, number, given.date, person, entries, history, catalog)


@in_the_readers_language
def guided(
    place: Place, ask: Ask, tell: Tell, *, on: dt.date | None, by: str,
    catalog_dir: Path | None = None,
) -> Taken:  # fmt: skip
    """Ask for a check-in step by step and take it in; nothing is kept of one that was stopped.

    Without a day, the day is asked for: nothing here reads the clock.

    Raises:
        Stopped: the person ended the questions.
        StoreError: no such programme, or the store cannot be written.
    """
    catalog = load_catalog(catalog_dir)
    messages = messages_of(catalog)
    interview = Interview(messages, ask, tell)
    tell(messages.say("ask.begin", programme=place.programme))
    # The store is not held open while a person thinks.
    with opened(place.location) as store:
        history = History(place.programme, store.records(place.programme))
    before = check_ins_of(history, catalog)
    after = max((found.date for found in before), default=None)
    date = on or ask_day(history.plan, after, interview)
    day = Document({"format": FORMAT, "date": date.isoformat()}, "--on", {})
    read_check_in(day, history.plan, catalog, after=after)
    intake = with_check_ins(history.intake(catalog), before, catalog)
    reported = {report.key: report for found in before for report in found.sessions}
    since = max((found.date for found in before), default=history.plan.request.start)
    with speaking_of(history.plan):
        written = messages_of(load_catalog(catalog_dir))
    data = ask_check_in(
        history.plan, intake, resolve_answers(intake, catalog, date), reported, since, date,
        written, catalog, interview,
    )  # fmt: skip
    return take_in(place, Document(data, told("your answers"), {}), by=by, catalog_dir=catalog_dir)


@in_the_readers_language
def withdraw(
    place: Place, number: int, *, by: str, reason: str, catalog_dir: Path | None = None
) -> Taken:
    """Take a check-in back; it stays in the history and no longer counts.

    Raises:
        BadInput: no reason is given.
        StoreError: no such check-in, or it was taken back before.
    """
    catalog = load_catalog(catalog_dir)
    if not reason:
        raise _without_reason("withdrawn", catalog)
    with opened(place.location) as store:
        history = History(place.programme, store.records(place.programme))
        record = check_in_record(history, number, catalog)
        others = _others(history, catalog, record)
        entry = Entry(
            kind=Kind.WITHDRAWAL, dated=record.dated, body="{}", by=by, reason=reason,
            replaces=record.number,
        )  # fmt: skip
        date = dt.date.fromisoformat(record.dated)
        person = person_of(history, others, catalog) if others else None
        entries = [entry]
        if person is not None:
            entries += _consequences(history, person, by, 1, catalog)
        store.append(place.programme, len(history.records), entries)
        return _taken(place, None, date, person, entries, history, catalog)


def _without_reason(what: str, catalog: Catalog) -> BadInput:
    return BadInput([Problem("--reason", 0, "", messages_of(catalog).say(f"fault.why_{what}"))])


def check_in_record(history: History, number: int, catalog: Catalog) -> Record:
    """The record of a check-in by its number in the history.

    Raises:
        StoreError: there is none, or another one took its place.
    """
    found = history.of(Kind.CHECK_IN)
    words = {"programme": history.programme, "number": number, "count": len(found)}
    if not 1 <= number <= len(found):
        raise StoreError(messages_of(catalog).say("fault.no_check_in", **words))
    record = found[number - 1]
    if record.number in history.replaced:
        raise StoreError(messages_of(catalog).say("fault.not_counted", **words))
    return record


def _others(history: History, catalog: Catalog, replaced: Record | None) -> tuple[CheckIn, ...]:
    records = [r for r in history.records if replaced is None or r.number != replaced.number]
    return check_ins_of(History(history.programme, records), catalog)


def _retests(given: CheckIn, by: str) -> list[Entry]:
    return [
        Entry(
            kind=Kind.RETEST,
            dated=(retest.date or given.date).isoformat(),
            body=as_json({"measure": retest.measure, "value": retest.value}),
            by=by,
            cause=index,
        )
        for index, retest in enumerate(given.retests, start=1)
    ]


def _consequences(
    history: History, person: Person, by: str, position: int, catalog: Catalog
) -> list[Entry]:
    """The decisions, and the stop of the programme with its calendar where one is due."""
    latest = _standing(history, person)
    day = latest.on.isoformat()
    found = [
        Entry(kind=Kind.DECISION, dated=day, body=as_json(latest), by="planner", cause=position)
    ]
    if person.screening.stops_plan and history.state.state == ACTIVE:
        state = State(
            state=STOPPED,
            since=day,
            rules=tuple(f.rule for f in person.screening.findings if f.stops),
            text=referral_text(person.screening, messages_of(catalog), ENDING),
        )
        calendar = withdrawn(history, person, catalog)
        found += [
            Entry(kind=Kind.STATE, dated=day, body=as_json(state), by=by, cause=position + 1),
            Entry(kind=Kind.CALENDAR, dated=day, body=as_json(calendar), by=by, cause=position + 2),
        ]
    return found


def _standing(history: History, person: Person) -> Review:
    """The latest review; while the programme is stopped nothing is decided."""
    found = person.review
    if history.state.state == ACTIVE:
        return found
    return Review(on=found.on, week=found.week, stopped=True)


def withdrawn(history: History, person: Person, catalog: Catalog) -> CalendarState:
    """The calendar with what is still to come cancelled, each event with a raised SEQUENCE."""
    before, on = history.calendar, person.review.on
    told = {report.key for check_in in person.check_ins for report in check_in.sessions}
    gone = []
    for event in events_of(history.plan, messages_of(catalog)):
        day = event.start.date() if isinstance(event.start, dt.datetime) else event.start
        if day >= on and event.key not in (*before.cancelled, *told):
            gone.append(event.key)
    raised = {key: before.sequence.get(key, 0) + 1 for key in gone}
    return replace(
        before, sequence={**before.sequence, **raised}, cancelled=(*before.cancelled, *gone)
    )


def _taken(
    place: Place,
    number: int | None,
    date: dt.date,
    person: Person | None,
    entries: list[Entry],
    history: History,
    catalog: Catalog,
) -> Taken:
    stops = person is not None and person.screening.stops_plan
    calendar = [entry for entry in entries if entry.kind is Kind.CALENDAR]
    before = len(history.calendar.cancelled)
    after = len(_calendar(calendar[-1]).cancelled) if calendar else before
    text = history.state.text
    if stops and person is not None:
        text = referral_text(person.screening, messages_of(catalog), ENDING)
    return Taken(
        programme=place.programme,
        number=number,
        date=date,
        review=_standing(history, person) if person is not None else None,
        stopped=stops or history.state.state != ACTIVE,
        referral=text,
        cancelled=after - before,
    )


def _calendar(entry: Entry) -> CalendarState:
    return msgspec.json.decode(entry.body, type=CalendarState)


def resume(
    place: Place, *, by: str, reason: str, on: dt.date, catalog_dir: Path | None = None
) -> None:
    """Lift a stop: a clinician has seen the person.

    The dates stay withdrawn until a new revision of the plan.

    Raises:
        BadInput: no clinician, or no reason.
        StoreError: the programme is not stopped.
    """
    roles = load_catalog(catalog_dir).derivations.clinician_roles
    problems = []
    if by not in roles:
        text = told("only a clinician can lift a stop{hint}", hint=hint(by, roles))
        problems.append(Problem("--by", 0, "", text))
    if not reason:
        problems.append(Problem("--reason", 0, "", told("say what was found")))
    if problems:
        raise BadInput(problems)
    with opened(place.location) as store:
        history = History(place.programme, store.records(place.programme))
        if history.state.state == ACTIVE:
            raise StoreError(
                told("{programme}: the programme is not stopped", programme=place.programme)
            )
        day = on.isoformat()
        entry = Entry(
            kind=Kind.STATE, dated=day, body=as_json(State(since=day)), by=by, reason=reason
        )
        store.append(place.programme, len(history.records), [entry])
