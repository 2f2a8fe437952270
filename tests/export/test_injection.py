"""Hostile text in every text field makes no content line of its own and loses no event."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from planner.domain.plan import Plan
from planner.explain import messages_of
from planner.export import to_ics, verify_ics
from planner.export.events import event_uid
from planner.knowledge import load_catalog
from tests.support.calendar_plan import calendar_plan, expected_times
from tests.support.calendar_readers import IN_PROCESS, JUDGES, Times, by_node

MESSAGES = messages_of(load_catalog())
# Words of closed lists, and what is a time; every other text may hold anything.
CLOSED = {"format", "status", "verdict", "start", "end", "timezone", "date", "check_on", "unit"}
PAYLOADS = {
    "crlf": "x\r\nATTENDEE:mailto:evil@e.invalid",
    "lf": "x\nATTENDEE:mailto:evil@e.invalid",
    "cr": "x\rATTENDEE:mailto:evil@e.invalid",
    "vt": "x\vATTENDEE:mailto:evil@e.invalid",
    "ff": "x\fATTENDEE:mailto:evil@e.invalid",
    "rs": "x\x1eATTENDEE:mailto:evil@e.invalid",
    "nul": "x\0ATTENDEE:mailto:evil@e.invalid",
    "nel": "x\x85ATTENDEE:mailto:evil@e.invalid",
    "line_separator": "x\u2028ATTENDEE:mailto:evil@e.invalid",
    "paragraph_separator": "x\u2029ATTENDEE:mailto:evil@e.invalid",
    "folded": "x\r\n ATTENDEE:mailto:evil@e.invalid",
    "bidi": "x\u202eATTENDEE\u2066:mailto:evil@e.invalid\ufeff",
    "surrogate": "x\ud800\udfff\ud83dATTENDEE:mailto:evil@e.invalid",
    "begin": "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil\r\nSUMMARY:evil",
    "escapes": "x\\nATTENDEE:\\,;\\;\"'%0D%0A=0D=0A^n\\",
    "long": "ä🦵👩‍⚕️" * 3000,
    "joiners": "\u200d" * 3000,
    "controls": "".join(map(chr, range(0x20))) + "\x7f\x80\x9f",
}


def poisoned(payload: str) -> Plan:
    """The plan with the payload at the end of every text, so that keys stay unique."""
    plan = calendar_plan()
    few = replace(plan, sessions=plan.sessions[:6], all_day=plan.all_day[:6])
    data = msgspec.to_builtins(few, builtin_types=(type(plan.request.start),))

    def walk(value: Any, name: str) -> Any:
        match value:
            case str():
                return value if name in CLOSED else value + payload
            case dict():
                return {key: walk(below, key) for key, below in value.items()}
            case list() | tuple():
                return [walk(below, name) for below in value]
        return value

    return msgspec.convert(walk(data, ""), Plan)


@cache
def poisoned_ics(payload: str) -> bytes:
    return to_ics(poisoned(payload), MESSAGES)


def expected(plan: Plan) -> Times:
    return {event_uid(plan.plan_id, key): times for key, times in expected_times(plan).items()}


def lines(data: bytes) -> Iterator[str]:
    """Names of the content lines, after unfolding; any line break of any kind ends one."""
    for line in re.split(
        r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+", data.decode().replace("\r\n ", "")
    ):
        yield re.split("[:;]", line)[0]


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_there_are_the_same_content_lines_as_without_it(payload: str) -> None:
    data = poisoned_ics(payload)
    assert Counter(lines(data)) == Counter(lines(poisoned_ics("")))
    verify_ics(data, poisoned(payload))


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
@pytest.mark.parametrize("judge", IN_PROCESS)
def test_strict_readers_accept_it_and_find_the_same_events(judge: str, payload: str) -> None:
    data = poisoned_ics(payload)
    assert JUDGES[judge](data) == expected(poisoned(payload))


def test_readers_from_npm_accept_it_and_find_the_same_events() -> None:
    names = ("ical.js", "node-ical", "ts-ics")
    texts = [poisoned_ics(payload).decode() for payload in PAYLOADS.values()]
    for payload, found in zip(PAYLOADS.values(), by_node(texts, *names), strict=True):
        assert found == dict.fromkeys(names, expected(poisoned(payload)))


@pytest.mark.parametrize("judge", ["libical", "sabre-vobject", "ruby-icalendar"])
def test_other_readers_accept_it_and_find_the_same_events(judge: str) -> None:
    for payload in (PAYLOADS["begin"], PAYLOADS["controls"], PAYLOADS["long"]):
        assert JUDGES[judge](poisoned_ics(payload)) == expected(poisoned(payload))
