"""SEQUENCE numbers of a new export, from the file that was exported before."""

from __future__ import annotations

import re

from planner.domain.plan import Plan
from planner.explain.messages import Messages
from planner.export.events import event_uid, events_of
from planner.export.ics import to_ics

_EVENT = re.compile(rb"BEGIN:VEVENT\r\nUID:([^\r]+)\r\n.*?END:VEVENT\r\n", re.DOTALL)
_NUMBER = re.compile(rb"^SEQUENCE:(\d{1,9})\r$", re.MULTILINE)


def sequence_after(
    previous: bytes, plan: Plan, messages: Messages, *, discreet: bool = False
) -> dict[str, int]:
    """SEQUENCE by event key (RFC 5545, 3.8.7.4): one more where the event changed.

    Args:
        previous: the file written for the revision before, by `to_ics`.
        plan: the new revision.
        messages: sentences of the catalog.
        discreet: as in `to_ics`, for both files.

    Returns:
        The old number for an event whose bytes stay the same, the old number and one for an
        event that changed, and the default (revision less one) for a new event.
    """
    old = _events(previous)
    keys = {event_uid(plan.plan_id, event.key): event.key for event in events_of(plan, messages)}
    numbers: dict[str, int] = {}
    for uid, key in keys.items():
        found = _NUMBER.search(old.get(uid, b""))
        numbers[key] = int(found[1]) if found else plan.revision - 1
    same = _events(to_ics(plan, messages, discreet=discreet, sequence=numbers))
    for uid, key in keys.items():
        if uid in old and same[uid] != old[uid]:
            numbers[key] += 1
    return numbers


def _events(data: bytes) -> dict[str, bytes]:
    """The bytes of each event by UID."""
    return {found[1].decode(): found[0] for found in _EVENT.finditer(data)}
