"""`plan.json`: the plan itself, written and read back without loss."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec.structs import replace

from planner.documents import KeyPath, convert, parse_yaml
from planner.documents.source import file_name, read_bytes
from planner.domain.plan import FORMAT, Plan, Session
from planner.domain.units import HOURS_PER_DAY, MINUTES_PER_HOUR
from planner.errors import BadInput
from planner.export.times import clock, is_zone
from planner.told import told

INDENT = 2
MINUTES_PER_DAY = HOURS_PER_DAY * MINUTES_PER_HOUR
# A plan of a year has some 6 MB; the reader that tells every problem needs time for each value.
LARGEST_BYTES = 16 * 1024 * 1024


def to_json(plan: Plan) -> bytes:
    """The plan as UTF-8: keys in the order of `plan/1`, two spaces of indent, LF at the end."""
    data = msgspec.json.encode(plan, order="deterministic")
    return msgspec.json.format(data, indent=INDENT) + b"\n"


def plan_hash(plan: Plan) -> str:
    """SHA-256 of `to_json` without the approval: equal for equal plans, approved or not."""
    return hashlib.sha256(to_json(replace(plan, approval=None))).hexdigest()


def read_plan(path: Path | str) -> Plan:
    """A plan from a file; `-` is standard input.

    Raises:
        BadInput: every problem, with line and key.
    """
    data = read_bytes(path, LARGEST_BYTES, BadInput)
    try:
        plan = msgspec.json.decode(data, type=Plan)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        # The strict reader stops at the first problem and knows no lines; this one tells all.
        document = parse_yaml(data, file_name(path))
        if not isinstance(document.data, dict) or document.data.get("format") != FORMAT:
            text = told(
                "this is no plan that can be read; a plan.json says 'format: {format}'",
                format=FORMAT,
            )
            raise BadInput([document.problem((), text)]) from None
        plan = convert(document, Plan)
    faults = list(_faults(plan))
    if faults:
        document = parse_yaml(data, file_name(path))
        raise BadInput(document.problem(where, text) for where, text in faults)
    return plan


def _faults(plan: Plan) -> Iterator[tuple[KeyPath, str]]:
    """What the types alone cannot say."""
    if plan.format != FORMAT:
        text = told("is {found}, but only {known} can be read", found=plan.format, known=FORMAT)
        yield ("format",), text
    if plan.revision < 1:
        yield ("revision",), told("must be 1 or more")
    if not is_zone(plan.request.timezone):
        yield ("request", "timezone"), told("is no IANA time zone, such as Europe/Berlin")
    keys: set[str] = set()
    for number, session in enumerate(plan.sessions):
        place = ("sessions", number)
        yield from _session_faults(session, place)
        if session.key in keys:
            text = told("{key} is used twice; every session has its own", key=session.key)
            yield (*place, "key"), text
        keys.add(session.key)


def _session_faults(session: Session, place: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    for name, value in (("start", session.start), ("end", session.end)):
        if clock(value) is None:
            yield (*place, name), told("is no clock time; write it as 06:30")
    if not is_zone(session.timezone):
        yield (*place, "timezone"), told("is no IANA time zone, such as Europe/Berlin")
    if not session.items:
        yield (*place, "items"), told("is empty; remove the session or add an item")
    for index, item in enumerate(session.items):
        if item.minutes > MINUTES_PER_DAY:
            yield (*place, "items", index, "minutes"), told("is longer than a day")
