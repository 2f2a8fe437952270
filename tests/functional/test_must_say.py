"""What must be said of an item is found in every export that names the item."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator

import pytest
from icalendar import Calendar
from msgspec.structs import replace

from planner.domain.plan import AllDay, Item, Plan
from planner.explain import messages_of
from planner.export.csv import to_csv
from planner.export.events import days_of, event_uid
from planner.export.ics import to_ics
from planner.export.json import to_json
from planner.export.programme import to_markdown
from planner.workflow.writing.citations import citations
from tests.support.made import of_vignette
from tests.support.people import CATALOG

MESSAGES = messages_of(CATALOG)
NAMES = ("v03_piriformis_guarding", "v08_heavy_smoker_watchman")
IN_SESSIONS = ("stop", "exclude", "set_method")
STEP_UP = MESSAGES.texts["ladder.step_up"].partition("{")[0]
pytestmark = pytest.mark.slow
Texts = dict[tuple[str, str], str]


@pytest.fixture(scope="module", params=NAMES)
def plan(request: pytest.FixtureRequest) -> Plan:
    made = of_vignette(request.param).plan
    assert made is not None
    return made


def must_say(plan: Plan, use: Item | AllDay, week: int) -> Iterator[str]:
    """Read from the plan's fields, without the code that writes exports."""
    yield from use.stop_if
    yield from (text for text in use.precautions if not text.startswith(STEP_UP))
    for limit in plan.screening.limits:
        first, last = limit.weeks or (1, plan.request.weeks)
        if use.activity in limit.activities and first <= week <= last:
            yield limit.says
    for entry in plan.advice:
        if entry.effect in IN_SESSIONS and use.activity in entry.activities:
            yield entry.text


def uses(plan: Plan) -> Iterator[tuple[str, int, Item | AllDay]]:
    """Key of the event, week and use, of every item and entry."""
    for session in plan.sessions:
        yield from ((session.key, session.week, item) for item in session.items)
    for key, entries in days_of(plan).items():
        yield from ((key, entry.week, entry) for entry in entries)


def flat(text: str) -> str:
    return " ".join(text.replace("\\", "").split())


def of_ics(plan: Plan) -> Texts:
    described = {
        str(event["UID"]): flat(str(event["DESCRIPTION"]))
        for event in Calendar.from_ical(to_ics(plan, MESSAGES)).events
    }
    return {
        (key, use.activity): described[event_uid(plan.plan_id, key)] for key, _, use in uses(plan)
    }


def of_csv(plan: Plan) -> Texts:
    rows = list(csv.DictReader(io.StringIO(to_csv(plan, MESSAGES).decode())))
    days = {entry.key: key for key, entries in days_of(plan).items() for entry in entries}
    return {
        (days.get(row["key"], row["key"]), row["activity"]): flat(" ".join(row.values()))
        for row in rows
        if row["kind"] in ("session", "all_day")
    }


def of_whole(text: Callable[[Plan], bytes]) -> Callable[[Plan], Texts]:
    """One text for all, of an export that says everything once."""

    def read(plan: Plan) -> Texts:
        said = flat(text(plan).decode())
        return {(key, use.activity): said for key, _, use in uses(plan)}

    return read


EXPORTS: dict[str, Callable[[Plan], Texts]] = {
    "ics": of_ics,
    "csv": of_csv,
    "md": of_whole(lambda plan: to_markdown(plan, MESSAGES, citations(CATALOG))),
    "json": of_whole(to_json),
}


def missing(plan: Plan, wanted: Plan, export: str) -> list[str]:
    said = EXPORTS[export](plan)
    return [
        f"{key} {use.activity}: {text}"
        for key, week, use in uses(wanted)
        for text in must_say(wanted, use, week)
        if flat(text) not in said[key, use.activity]
    ]


@pytest.mark.parametrize("export", EXPORTS)
def test_nothing_that_must_be_said_is_missing(plan: Plan, export: str) -> None:
    wanted = [text for _, week, use in uses(plan) for text in must_say(plan, use, week)]
    assert len(wanted) > 100
    assert missing(plan, plan, export) == []


@pytest.mark.parametrize("export", EXPORTS)
def test_what_is_left_out_is_noticed(plan: Plan, export: str) -> None:
    told = replace(plan.advice[0], effect="stop", text="Stop at the sign of the blue bird.")
    bound = replace(told, activities=(plan.sessions[0].items[0].activity,))
    with_it = replace(plan, advice=(*plan.advice, bound))
    assert missing(with_it, with_it, export) == []
    assert missing(plan, with_it, export)


def test_a_discreet_calendar_says_nothing_of_it(plan: Plan) -> None:
    said = flat(to_ics(plan, MESSAGES, discreet=True).decode().replace("\r\n ", ""))
    for _, week, use in uses(plan):
        assert not [text for text in must_say(plan, use, week) if flat(text) in said]
