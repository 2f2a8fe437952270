"""Busy calendars as a person uses them: imported, planned around, audited later."""

from __future__ import annotations

import json
import re

from tests.support.process import intake, planner

WORK = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:a
SUMMARY:Zorgwold
DTSTART;TZID=Europe/Berlin:20261207T063000
DTEND;TZID=Europe/Berlin:20261207T071000
RRULE:FREQ=WEEKLY;BYDAY=MO
END:VEVENT
BEGIN:VEVENT
UID:b
SUMMARY:Zorgwold
DTSTART:20261207T063000Z
RRULE:FREQ=SECONDLY
END:VEVENT
END:VCALENDAR
"""
SPAN = ("--from", "2026-12-07", "--weeks", "2", "--timezone", "Europe/Berlin")
LISTED = re.search(r"busy:\n(?:  - .*\n)+", intake())[0]
LEFT_OUT = "work.ics:10: event left out, its time counts as free"


def test_import_prints_times_and_says_what_is_left_out(tmp_path):
    (tmp_path / "work.ics").write_text(WORK)
    done = planner("calendar", "import", "work.ics", *SPAN, cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "# 2026-12-07 to 2026-12-20, clock of Europe/Berlin",
        "busy:",
        "  - {from: 2026-12-07T06:30, to: 2026-12-07T07:10}",
        "  - {from: 2026-12-14T06:30, to: 2026-12-14T07:10}",
    ]
    assert LEFT_OUT in done.stderr
    assert "Zorgwold" not in done.stdout + done.stderr


def test_import_refuses_every_broken_file(tmp_path):
    (tmp_path / "cut.ics").write_text(WORK[:120])
    done = planner("calendar", "import", "cut.ics", "none.ics", *SPAN, cwd=tmp_path)
    assert done.returncode == 10
    assert done.stdout == ""
    assert "cut.ics: the file is cut off" in done.stderr
    assert "none.ics: there is no such file" in done.stderr


def test_import_asks_for_the_weeks(tmp_path):
    (tmp_path / "work.ics").write_text(WORK)
    assert planner("calendar", "import", "work.ics", cwd=tmp_path).returncode == 2
    bad_zone = (*SPAN[:-1], "Mars/Olympus")
    assert planner("calendar", "import", "work.ics", *bad_zone, cwd=tmp_path).returncode == 10


def test_a_plan_keeps_clear_and_can_be_audited_later(tmp_path):
    calendar, plan = tmp_path / "work.ics", tmp_path / "out/plan.json"
    calendar.write_text(WORK)
    named = intake((LISTED, "busy_calendars: [work.ics]\n"))
    (tmp_path / "in.yaml").write_text(named)
    options = ("-o", tmp_path / "out", "--effort", "quick")
    done = planner("plan", tmp_path / "in.yaml", *options)
    assert done.returncode == 0, done.stderr
    assert LEFT_OUT in done.stderr
    text = plan.read_text("utf-8")
    assert "Zorgwold" not in text
    made = json.loads(text)
    monday_mornings = [
        session
        for session in made["sessions"]
        for busy in made["busy_calendars"][0]["busy"]
        if session["date"] == busy["start"][:10] and session["start"] < busy["end"][11:16]
    ]
    assert len(made["busy_calendars"][0]["busy"]) == made["request"]["weeks"]
    assert monday_mornings == []

    def audit() -> tuple[int, str]:
        checked = planner("audit", plan, "--intake", tmp_path / "in.yaml")
        return checked.returncode, checked.stderr

    assert audit() == (0, "")
    calendar.write_text(WORK.replace("0630", "0645"))
    assert audit()[0] == 0
    assert "has changed since the plan was made" in audit()[1]
    calendar.unlink()
    assert audit()[0] == 0
    assert "can no longer be read" in audit()[1]
    assert planner("plan", tmp_path / "in.yaml", *options).returncode == 10
    made["busy_calendars"] = []
    plan.write_text(json.dumps(made))
    assert audit()[0] == 10
    calendar.write_text(WORK)
    assert audit()[0] == 14
