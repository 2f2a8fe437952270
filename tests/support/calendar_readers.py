"""Independent readers of a calendar file: each gives {uid: [start, end]} in UTC or as dates."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
READERS = ROOT / "tests" / "export" / "readers"
READ_MJS = ROOT / "tests" / "export" / "node" / "read.mjs"
NODE_MODULES = ROOT / ".tools" / "node" / "node_modules"
SYSTEM_PYTHON = "/usr/bin/python3"
TIMEOUT_S = 120
Times = dict[str, list[str]]


def word(value: dt.date) -> str:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    return value.strftime("%Y%m%d")


def run(command: Sequence[str | Path], **options: str) -> str:
    done = subprocess.run(
        command,
        capture_output=True,
        encoding="utf-8",
        timeout=TIMEOUT_S,
        check=False,
        env={**os.environ, "TZ": "UTC", "LC_ALL": "C.UTF-8"},
        **options,
    )
    assert done.returncode == 0, f"{command[0]}: {done.stderr[-500:]}"
    return done.stdout


def unique(pairs: list[tuple[str, list[str]]]) -> Times:
    assert len(dict(pairs)) == len(pairs), "a UID is used twice"
    return dict(pairs)


def by_icalendar(data: bytes) -> Times:
    from icalendar import Calendar

    events = Calendar.from_ical(data).events
    return unique([(str(e["UID"]), [word(e.DTSTART), word(e.DTEND)]) for e in events])


def by_recurring_ical_events(data: bytes) -> Times:
    import recurring_ical_events
    from icalendar import Calendar

    found = recurring_ical_events.of(Calendar.from_ical(data)).all()
    return unique([(str(e["UID"]), [word(e.start), word(e.end)]) for e in found])


def by_vobject(data: bytes) -> Times:
    import vobject

    events = vobject.readOne(data.decode()).vevent_list
    return unique([(e.uid.value, [word(e.dtstart.value), word(e.dtend.value)]) for e in events])


def by_ics(data: bytes) -> Times:
    from ics import Calendar

    pairs = []
    for event in Calendar(data.decode()).events:
        form = "YYYYMMDD" if event.all_day else "YYYYMMDDTHHmmss[Z]"
        pairs.append((event.uid, [at.to("utc").format(form) for at in (event.begin, event.end)]))
    return unique(pairs)


def by_ical(data: bytes) -> Times:
    from ical.calendar_stream import IcsCalendarStream

    events = IcsCalendarStream.calendar_from_ics(data.decode()).events
    return unique([(e.uid, [word(e.dtstart), word(e.dtend)]) for e in events])


def by_khal(data: bytes) -> Times:
    """What khal lists after an import."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "calendar").mkdir()
        (folder / "plan.ics").write_bytes(data)
        config = _khal_config(folder / "calendar", folder)
        run([*KHAL, "-c", config, "import", "--batch", "-a", "plan", folder / "plan.ics"])
        return _khal_list(config)


def listed_by_khal(calendar: Path, at: Path) -> Times:
    """What khal lists of a folder of events; its own files stand in `at`."""
    return _khal_list(_khal_config(calendar, at))


KHAL = (Path(sys.executable).with_name("khal"),)
_MOMENT = "%Y%m%dT%H%M%SZ"


def _khal_config(calendar: Path, at: Path) -> Path:
    config = at / "khal"
    config.write_text(
        f"[calendars]\n[[plan]]\npath = {calendar}\ntype = calendar\n"
        f"[locale]\nlocal_timezone = UTC\ndefault_timezone = UTC\ntimeformat = %H%M%S\n"
        f"dateformat = %Y%m%d\nlongdateformat = %Y%m%d\ndatetimeformat = {_MOMENT}\n"
        f"longdatetimeformat = {_MOMENT}\n[sqlite]\npath = {at}/khal.db\n"
    )
    return config


def _khal_list(config: Path) -> Times:
    """khal shows the last day of a whole-day event as its end."""
    shown = ["--day-format", "", "--format", "{uid} {start-long} {end-long}", "--once"]
    listing = run([*KHAL, "-c", config, "list", *shown, "20270101", "3650d"])
    pairs = []
    for line in filter(None, listing.splitlines()):
        uid, start, end = line.split()
        if "T" not in end:
            end = word(dt.datetime.strptime(end, "%Y%m%d").date() + dt.timedelta(days=1))
        pairs.append((uid, [start, end]))
    return unique(pairs)


def by_node(texts: Sequence[str], *names: str) -> list[dict[str, Times]]:
    """Results of the named readers from npm for each text, in one process."""
    need(shutil.which("node") and NODE_MODULES.is_dir(), "node and its modules")
    command = ["node", READ_MJS, NODE_MODULES, ",".join(names)]
    return json.loads(run(command, input=json.dumps(list(texts))))


@cache
def _all_by_node(data: bytes) -> dict[str, Times]:
    return by_node([data.decode()], "ical.js", "node-ical", "ts-ics")[0]


def by_libical(data: bytes) -> Times:
    test = 'import gi; gi.require_version("ICalGLib", "3.0")'
    need(works(SYSTEM_PYTHON, "-c", test), "libical (gir1.2-ical-3.0, python3-gi)")
    return _by_script(data, SYSTEM_PYTHON, READERS / "libical.py")


def by_sabre(data: bytes) -> Times:
    has_library = Path("/usr/share/php/Sabre/VObject").is_dir()
    need(shutil.which("php") and has_library, "sabre/vobject (php-cli, php-sabre-vobject)")
    return _by_script(data, "php", READERS / "sabre.php")


def by_ruby(data: bytes) -> Times:
    need(works("ruby", "-rstringio", "-e", 'require "icalendar"'), "the gem icalendar")
    return _by_script(data, "ruby", READERS / "icalendar.rb")


@cache
def works(*command: str) -> bool:
    if shutil.which(command[0]) is None:
        return False
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def need(is_there: object, what: str) -> None:
    """Skip where a reader is missing; in continuous integration that is a failure."""
    if is_there:
        return
    reason = f"{what} is not installed; run tools/judges.sh"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def _by_script(data: bytes, *command: str | Path) -> Times:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "plan.ics"
        file.write_bytes(data)
        return json.loads(run([*command, file]))


JUDGES: dict[str, Callable[[bytes], Times]] = {
    "icalendar": by_icalendar,
    "recurring-ical-events": by_recurring_ical_events,
    "vobject": by_vobject,
    "ics": by_ics,
    "ical": by_ical,
    "khal": by_khal,
    "ical.js": lambda data: _all_by_node(data)["ical.js"],
    "node-ical": lambda data: _all_by_node(data)["node-ical"],
    "ts-ics": lambda data: _all_by_node(data)["ts-ics"],
    "libical": by_libical,
    "sabre-vobject": by_sabre,
    "ruby-icalendar": by_ruby,
}
# Readers in this process, fast enough for every payload; the last three have strict grammars.
IN_PROCESS = ("icalendar", "vobject", "ics", "ical")
