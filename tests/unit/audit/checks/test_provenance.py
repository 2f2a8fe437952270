"""The plan names the very inputs that it was made from."""

from __future__ import annotations

import pytest
from msgspec.structs import replace as changed

from planner.domain.intake import Busy, BusyCalendar
from tests.support.audits import found
from tests.support.mutations.tools import moment, on
from tests.support.plans import Bundle, valid

CODE = "provenance"
MADE, REQUEST = valid().plan.made_from, valid().plan.request


def wrong(bundle: Bundle) -> list[tuple[str, str]]:
    return [(v.where, v.text) for v in found(bundle, CODE).violations]


@pytest.mark.parametrize("name", ["intake", "catalog"])
def test_the_digests_are_those_of_the_inputs(name: str) -> None:
    for other in ("0" * 64, "f" * 64):
        made = changed(MADE, **{name: other})
        right = getattr(MADE, name)
        text = f"says {other}, the input is {right}"
        assert wrong(valid().with_plan(made_from=made)) == [(name, text)]


@pytest.mark.parametrize("field", ["id", "version", "sha256"])
@pytest.mark.parametrize("other", ["", "zzz"])
def test_the_template_is_that_of_the_plan(field: str, other: str) -> None:
    made = changed(MADE, template=changed(MADE.template, **{field: other}))
    text = f"says {other}, the input is {getattr(MADE.template, field)}"
    assert wrong(valid().with_plan(made_from=made)) == [(f"template.{field}", text)]


@pytest.mark.parametrize(
    ("field", "other"),
    [
        ("intake_id", "somebody"),
        ("start", on(1)),
        ("start", on(-1)),
        ("weeks", 5),
        ("weeks", 7),
        ("timezone", "Europe/Paris"),
        ("assessed_on", on(1)),
        ("assessed_on", on(-1)),
    ],
)
def test_the_request_is_that_of_the_intake(field: str, other: object) -> None:
    asked = changed(REQUEST, **{field: other})
    text = f"says {other}, the input is {getattr(REQUEST, field)}"
    assert wrong(valid().with_plan(request=asked)) == [(f"request.{field}", text)]


@pytest.mark.parametrize(("version", "passes"), [("1.0", True), ("", False), (" ", False)])
def test_the_version_of_the_planner_is_named(version: str, passes: bool) -> None:
    plan = valid().with_plan(made_from=changed(MADE, planner=version))
    expected = [("made_from.planner", "no version is named")]
    assert wrong(plan) == ([] if passes else expected)


MEETING = Busy(start=moment(1, 9), end=moment(1, 10))
CALENDAR = BusyCalendar(file="work.ics", sha256="a" * 64, busy=(MEETING,), notes=("One left out.",))


@pytest.mark.parametrize(
    ("recorded", "passes"),
    [
        ((CALENDAR,), True),
        # Notes are about the reading, not about the calendar.
        ((changed(CALENDAR, notes=()),), True),
        ((), False),
        ((CALENDAR, CALENDAR), False),
        ((changed(CALENDAR, file="home.ics"),), False),
        ((changed(CALENDAR, sha256="b" * 64),), False),
        ((changed(CALENDAR, busy=()),), False),
        ((changed(CALENDAR, busy=(changed(MEETING, end=moment(1, 11)),)),), False),
        ((changed(CALENDAR, busy=(changed(MEETING, start=moment(1, 8)),)),), False),
    ],
)
def test_the_calendars_are_those_that_were_read(recorded, passes: bool) -> None:
    plan = valid().with_intake(busy_calendars=(CALENDAR,)).with_plan(busy_calendars=recorded)
    expected = [("busy_calendars", "are not the calendars that were read")]
    assert wrong(plan) == ([] if passes else expected)
