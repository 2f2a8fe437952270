import datetime as dt
import re

import pytest
from icalendar import Calendar
from msgspec.structs import replace

from planner.domain.plan import Plan
from planner.errors import BadInput
from planner.explain import messages_of
from planner.export import size_warning, to_ics
from planner.export.events import event_uid
from planner.knowledge import load_catalog
from tests.support.calendar_plan import calendar_plan

MESSAGES = messages_of(load_catalog())
PLAN = calendar_plan()
DATA = to_ics(PLAN, MESSAGES)
# What stored files must not hold, or what calendars are known to misread.
UNWANTED = ("METHOD", "RRULE", "RDATE", "EXDATE", "ATTENDEE", "ORGANIZER", "X-LIC-LOCATION", "URL")


def lines(data: bytes = DATA) -> list[str]:
    return data.decode().replace("\r\n ", "").splitlines()


def event(key: str, data: bytes = DATA) -> list[str]:
    """Content lines of one event."""
    all_lines = lines(data)
    start = all_lines.index(f"UID:{event_uid(PLAN.plan_id, key)}")
    return all_lines[start : all_lines.index("END:VEVENT", start)]


def moved(key: str, **changes: object) -> Plan:
    """The next revision of the plan, with one session changed."""
    sessions = tuple(replace(s, **changes) if s.key == key else s for s in PLAN.sessions)
    return replace(PLAN, revision=2, sessions=sessions)


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert to_ics(calendar_plan(), MESSAGES) == DATA


def test_the_head_names_the_calendar_and_how_often_to_refresh_it() -> None:
    head = lines()[: lines().index("BEGIN:VTIMEZONE")]
    assert head[:10] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//rehab-planner//planner//EN",
        "CALSCALE:GREGORIAN",
        "NAME:Exercise plan",
        "X-WR-CALNAME:Exercise plan",
        "X-WR-TIMEZONE:Europe/Berlin",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-PUBLISHED-TTL:PT12H",
        "DESCRIPTION:A draft: no clinician has approved it.\\nClear to start."
        "\\nRule cr_127 is set aside by a podiatrist.",
    ]


def test_events_hold_nothing_that_calendars_misread() -> None:
    events = lines()[lines().index("BEGIN:VEVENT") :]
    assert not [line for line in events if line.startswith(UNWANTED)]


def test_each_zone_in_use_is_defined_once_before_the_events() -> None:
    names = [line for line in lines() if line.startswith("TZID:")]
    assert names == ["TZID:Europe/Berlin", "TZID:America/New_York", "TZID:Pacific/Apia"]
    assert lines().index("BEGIN:VEVENT") > lines().index("TZID:Pacific/Apia")


def test_without_sessions_there_is_no_zone() -> None:
    assert b"VTIMEZONE" not in to_ics(replace(PLAN, sessions=()), MESSAGES)


def test_a_session_is_busy_private_and_has_one_alarm() -> None:
    found = event("w01-strength-0")
    for line in (
        "DTSTART;TZID=Europe/Berlin:20270301T073000",
        "DTEND;TZID=Europe/Berlin:20270301T080500",
        "SUMMARY:Rehab: strength + walk (35 min)",
        "STATUS:CONFIRMED",
        "CLASS:PRIVATE",
        "TRANSP:OPAQUE",
        "X-MICROSOFT-CDO-BUSYSTATUS:BUSY",
        "CATEGORIES:Exercise",
        "X-REHAB-KEY:w01-strength-0",
    ):
        assert found.count(line) == 1
    assert found[found.index("BEGIN:VALARM") :] == [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:-PT30M",
        "DESCRIPTION:Rehab: strength + walk (35 min)",
        "END:VALARM",
    ]


def test_a_day_is_one_free_event_without_alarm() -> None:
    found = event("w01-d1-allday")
    for line in (
        "DTSTART;VALUE=DATE:20270301",
        "DTEND;VALUE=DATE:20270302",
        "TRANSP:TRANSPARENT",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
        "X-REHAB-KEYS:w01-d1-orthotic_wear\\,w01-d1-step_goal",
    ):
        assert found.count(line) == 1
    assert "BEGIN:VALARM" not in found


def test_events_stand_in_order_of_time() -> None:
    starts = [str(event["DTSTART"].dt) for event in Calendar.from_ical(DATA).events]
    assert [start[:10] for start in starts] == sorted(start[:10] for start in starts)


def test_the_discreet_form_says_nothing_about_health() -> None:
    data = to_ics(PLAN, MESSAGES, discreet=True)
    text = data.decode().replace("\r\n ", "")
    assert set(re.findall(r"^(?:SUMMARY|DESCRIPTION|NAME):.*?\r$", text, re.MULTILINE)) == {
        "SUMMARY:Appointment\r",
        "DESCRIPTION:Reminder\r",
        "NAME:Calendar\r",
    }
    telling = re.sub(r"(?m)^(UID|PRODID):.*$", "", text)
    words = "rehab|exercise|squat|insoles|pain|strength|podiatrist|CATEGORIES"
    assert not re.search(words, telling, re.IGNORECASE)


def test_a_moved_session_keeps_its_uid_and_the_others_their_bytes() -> None:
    key = "w02-strength-0"
    plan = moved(key, date=dt.date(2027, 3, 9))
    data = to_ics(plan, MESSAGES, sequence=dict.fromkeys(keys(), 0) | {key: 1})
    changed = [
        (old, new)
        for old, new in zip(sorted(lines()), sorted(lines(data)), strict=True)
        if old != new
    ]
    assert event(key, data)[1:7] == [
        "DTSTAMP:20270220T000100Z",
        "CREATED:20270220T000000Z",
        "LAST-MODIFIED:20270220T000100Z",
        "SEQUENCE:1",
        "DTSTART;TZID=Europe/Berlin:20270309T073000",
        "DTEND;TZID=Europe/Berlin:20270309T080500",
    ]
    assert set(lines(data)) - set(lines()) <= set(event(key, data))
    assert changed


def keys() -> list[str]:
    days = {
        f"w{entry.week:02d}-d{(entry.date - PLAN.request.start).days % 7 + 1}-allday"
        for entry in PLAN.all_day
    }
    return [*(session.key for session in PLAN.sessions), *sorted(days)]


def test_without_numbers_the_sequence_follows_the_revision() -> None:
    assert set(re.findall(rb"SEQUENCE:\d+", DATA)) == {b"SEQUENCE:0"}
    later = to_ics(replace(PLAN, revision=3), MESSAGES)
    assert set(re.findall(rb"SEQUENCE:\d+", later)) == {b"SEQUENCE:2"}


def test_uids_differ_between_plans_and_tell_nothing() -> None:
    uid = event_uid("desk-worker-1", "w01-strength-1")
    assert re.fullmatch(r"[0-9a-f-]{36}@rehab-planner\.invalid", uid)
    assert uid == event_uid("desk-worker-1", "w01-strength-1")
    assert uid != event_uid("desk-worker-2", "w01-strength-1")


def test_a_time_that_the_clocks_leave_out_is_refused() -> None:
    plan = moved("w04-strength-0", date=dt.date(2027, 3, 28), start="02:10")
    with pytest.raises(
        BadInput, match=r"sessions\.w04-strength-0: 02:10 on 2027-03-28 does not exist"
    ):
        to_ics(plan, MESSAGES)


def test_an_unknown_zone_is_refused() -> None:
    plan = replace(PLAN, request=replace(PLAN.request, timezone="Mars/Olympus\r\nX:y"))
    with pytest.raises(BadInput, match="timezone"):
        to_ics(plan, MESSAGES)


def test_a_large_file_is_remarked_on() -> None:
    assert size_warning(DATA) is None
    assert size_warning(b"x" * 400 * 1024) is None
    assert "401 KiB" in str(size_warning(b"x" * 401 * 1024))


def test_a_plan_of_twelve_weeks_stays_below_the_size_that_calendars_take() -> None:
    assert len(DATA) < 200 * 1024
