"""The records of a programme as values: what stands now, and what stood before."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cached_property
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from planner.documents import Document, parse_yaml
from planner.domain.intake import Intake
from planner.domain.plan import Plan
from planner.domain.revision import Approval
from planner.errors import BadInput, StoreError
from planner.export.approval import holds
from planner.export.json import plan_hash
from planner.intake.read import read_document
from planner.knowledge import Catalog
from planner.store import Entry, Kind, Record
from planner.told import told

ACTIVE, STOPPED = "active", "stopped"
T = TypeVar("T")
FALLING = (Kind.RETEST, Kind.DECISION)
TELLING = (Kind.INTAKE, Kind.CHECK_IN, Kind.WITHDRAWAL)


class State(Struct, frozen=True, kw_only=True):
    """Whether the programme runs.

    Attributes:
        state: `active`, or `stopped` until somebody who may has seen the person.
        since: day of the check-in that changed it (ISO).
        rules: ids of the rules that stopped it.
        text: the page for the clinician; empty while it runs.
    """

    state: str = ACTIVE
    since: str = ""
    rules: tuple[str, ...] = ()
    text: str = ""


class CalendarState(Struct, frozen=True, kw_only=True):
    """What the calendar of the person should show.

    Attributes:
        revision: of the plan that it was made from.
        sequence: SEQUENCE of each event by its key.
        cancelled: keys of events that are withdrawn (STATUS:CANCELLED).
    """

    revision: int
    sequence: dict[str, int]
    cancelled: tuple[str, ...] = ()


class History:
    """Every record of one programme, oldest first; nothing is dropped."""

    def __init__(self, programme: str, records: Iterable[Record]) -> None:
        self.programme = programme
        self.records = tuple(records)

    def of(self, kind: Kind) -> tuple[Record, ...]:
        """All records of a kind, also those that were replaced."""
        return tuple(record for record in self.records if record.kind is kind)

    @cached_property
    def replaced(self) -> frozenset[int]:
        """Numbers of records that a later one took the place of, and of what followed from them.

        Retests and decisions of a check-in fall with it. A stop does not, nor what was withdrawn
        from a calendar: somebody who may has to lift it.
        """
        gone = {record.replaces for record in self.records if record.replaces is not None}
        caused = {r.number for r in self.records if r.cause in gone and r.kind in FALLING}
        return frozenset(gone | caused)

    def current(self, kind: Kind) -> tuple[Record, ...]:
        """Records of a kind that still count."""
        return tuple(record for record in self.of(kind) if record.number not in self.replaced)

    def latest(self, kind: Kind) -> Record:
        """The record of a kind that counts now.

        Raises:
            StoreError: there is none.
        """
        found = self.current(kind)
        if not found:
            raise StoreError(
                told(
                    "{programme}: the programme holds no {kind}",
                    programme=self.programme,
                    kind=kind.replace("_", " "),
                )
            )
        return found[-1]

    @cached_property
    def approvals(self) -> tuple[Approval, ...]:
        """Every approval that counts, of whatever revision: recorded alone, or with its plan."""
        plans = (self.plan_of(record).approval for record in self.of(Kind.PLAN))
        alone = (_decoded(record, Approval) for record in self.current(Kind.APPROVAL))
        return (*(approval for approval in plans if approval is not None), *alone)

    def with_approval(self, plan: Plan) -> Plan:
        """A plan of the programme with the latest approval of what it says.

        Where there is none, with that of an earlier state, which shows that it was changed since;
        one of a later revision says nothing about it.
        """
        own = () if plan.approval is None else (plan.approval,)
        found = sorted((*own, *self.approvals), key=lambda approval: approval.on)
        digest = plan_hash(plan) if found else ""
        before = {str(number) for number in range(1, plan.revision + 1)}
        standing = [approval for approval in found if holds(approval, digest)]
        earlier = [approval for approval in found if approval.revision in before]
        return replace(plan, approval=next(reversed(standing or earlier), None))

    @cached_property
    def plan(self) -> Plan:
        """The latest revision of the plan."""
        return self.plan_of(self.latest(Kind.PLAN))

    @cached_property
    def news(self) -> tuple[Record, ...]:
        """What was told since the latest plan was made, not what the planner made of it."""
        made = self.latest(Kind.PLAN).number
        later = (record for record in self.records if record.number > made)
        return tuple(r for r in later if r.kind in TELLING and r.cause is None)

    def plan_of(self, record: Record) -> Plan:
        """The plan of a record."""
        return _decoded(record, Plan)

    def intake(self, catalog: Catalog) -> Intake:
        """The latest version of the intake.

        Raises:
            BadInput: the catalog no longer knows something in it.
        """
        return read_document(self.document(self.latest(Kind.INTAKE)), catalog)

    def intake_of_plan(self, catalog: Catalog, plan: Plan | None = None) -> Intake:
        """The version of the intake that a plan (None for the latest) was made from."""
        versions = [read_document(self.document(r), catalog) for r in self.of(Kind.INTAKE)]
        wanted = (plan or self.plan).made_from.intake
        return next((found for found in versions if found.sha256 == wanted), versions[0])

    def document(self, record: Record) -> Document:
        """The content of a record for a strict reader; it names itself in messages."""
        name = told(
            "{programme}, record {number} ({kind})",
            programme=self.programme,
            number=record.number,
            kind=record.kind,
        )
        return parse_yaml(record.body.encode(), name)

    @property
    def state(self) -> State:
        """Whether the programme runs."""
        found = self.current(Kind.STATE)
        return _decoded(found[-1], State) if found else State()

    @property
    def calendar(self) -> CalendarState:
        """What the calendar should show."""
        return _decoded(self.latest(Kind.CALENDAR), CalendarState)


def _decoded(record: Record, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(record.body, type=kind)
    except msgspec.MsgspecError:
        raise StoreError(
            told(
                "record {number} ({kind}) is not what this planner can read; it may be of a"
                " newer one",
                number=record.number,
                kind=record.kind,
            )
        ) from None


def as_json(value: object) -> str:
    """A value as the store keeps it."""
    return msgspec.json.encode(value, order="deterministic").decode()


def data_as_json(document: Document) -> str:
    """A file of the person as the store keeps it.

    Raises:
        BadInput: it holds a number that JSON cannot hold.
    """
    try:
        return json.dumps(document.data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except ValueError:
        raise BadInput([document.problem((), told("holds a number that is not finite"))]) from None


def plan_entry(plan: Plan, by: str, *, cause: int = 0) -> Entry:
    """A revision of the plan, to be added."""
    return Entry(
        kind=Kind.PLAN, dated=plan.request.start.isoformat(), body=as_json(plan), by=by, cause=cause
    )


def override_entries(intake: Intake) -> list[Entry]:
    """The overrides of an intake, each with who and why."""
    return [
        Entry(
            kind=Kind.OVERRIDE,
            dated=intake.assessed_on.isoformat(),
            body=as_json({"rule": override.rule}),
            by=override.by,
            reason=override.reason,
        )
        for override in intake.overrides
    ]


def body_of(record: Record) -> Any:  # noqa: ANN401
    """The content of a record as plain data."""
    return msgspec.json.decode(record.body)
