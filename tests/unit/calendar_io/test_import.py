"""Calendar files to busy times, as tests/cases/calendars/import.yaml says."""

from __future__ import annotations

import contextlib
import datetime as dt
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from planner.calendar_io import child, limits, read_calendar, run
from planner.errors import BadInput, ExitCode

CASES = yaml.safe_load(
    (Path(__file__).parents[2] / "cases/calendars/import.yaml").read_text("utf-8")
)
WINDOW = (dt.date(2026, 3, 1), dt.date(2026, 6, 1), "Europe/Berlin")
SECRET = "Zorgwold"
CORPUS = sorted(
    path
    for package in ("icalendar", "recurring_ical_events")
    for path in Path(str(files(package))).rglob("*.ics")
)


def content(case: dict) -> str:
    if "raw" in case:
        return case["raw"]
    lines = case.get("lines") or (
        f"BEGIN:VEVENT\nUID:{SECRET}\nSUMMARY:{SECRET}\n{case['event']}END:VEVENT\n"
    )
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{lines}END:VCALENDAR\n".replace("\n", "\r\n")


def written(folder: Path, text: str) -> Path:
    path = folder / "work.ics"
    path.write_bytes(text.encode())
    return path


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case, tmp_path):
    path = written(tmp_path, content(case))
    if "refused" in case:
        with pytest.raises(BadInput, match=case["refused"]) as error:
            read_calendar(path, *WINDOW)
        assert error.value.exit_code == ExitCode.BAD_INPUT
        return
    found = read_calendar(path, *WINDOW)
    shown = [f"{a.isoformat('T', 'minutes')}/{b.isoformat('T', 'minutes')}" for a, b in found.busy]
    assert shown == case["busy"]
    said = "\n".join(map(str, found.notes))
    assert bool(said) == bool(case.get("notes"))
    for words in case.get("notes", []):
        assert words in said
    assert SECRET not in said
    assert read_calendar(path, *WINDOW) == found


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_public_calendars_are_read_or_refused(path):
    zone = child.ZoneInfo("Europe/Berlin")
    # Anything but an answer or a refusal would be a defect.
    with contextlib.suppress(child.NotReadable):
        answer = child._read_busy(path.read_bytes(), "2019-01-01", "2020-01-01", zone)
        assert answer.refused is None
        assert all(start < end for start, end in answer.busy)


def test_the_corpus_is_there():
    assert len(CORPUS) > 200


def test_a_reader_that_takes_too_long_is_stopped(tmp_path, monkeypatch):
    # The real child, with less time than it takes to start.
    monkeypatch.setattr(limits, "WALL_SECONDS", 0.01)
    path = written(tmp_path, content(CASES[0]))
    with pytest.raises(BadInput, match="too long"):
        read_calendar(path, *WINDOW)


def test_a_child_that_dies_is_no_free_time(tmp_path, monkeypatch):
    monkeypatch.setattr(run.sys, "executable", "/bin/false")
    path = written(tmp_path, content(CASES[0]))
    with pytest.raises(BadInput, match="reader stopped"):
        read_calendar(path, *WINDOW)


def test_a_file_that_is_too_large_is_not_read(tmp_path):
    path = tmp_path / "big.ics"
    with path.open("wb") as file:
        file.truncate(3_000_000_000)
    with pytest.raises(BadInput, match="larger than 10 MB"):
        read_calendar(path, *WINDOW)
