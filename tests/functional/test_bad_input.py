"""What the real `planner` process says to bad input: a clear message, its exit code, no traceback.

Each table names a case and gives what is wrong, the exit code, and parts of what must be said.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.support.process import ROOT, assert_said, intake, planner, short

EXAMPLE = ROOT / "examples/desk_worker_sciatica.yaml"
# What is planned, wherever any plan will do.
SHORT = short()
FEW = ("weeks: 12", "weeks: 2")
AVAILABILITY = re.search(r"availability:\n(?:  - .*\n)+", intake())[0]
QUICK = ("--effort", "quick")


class Bad(NamedTuple):
    """An example intake with parts replaced or with lines added, and what is said about it."""

    code: int
    says: tuple[str, ...]
    changes: tuple[tuple[str, str], ...] = ()
    add: str = ""


SPRING = ("start: 2026-12-07", "start: 2027-03-01")
INTAKES = {
    "no availability": Bad(10, ("in.yaml:3:", "'availability' is missing"), ((AVAILABILITY, ""),)),
    "availability that is empty": Bad(
        13, ("No time is left", "availability window"), ((AVAILABILITY, "availability: []\n"), FEW)
    ),
    "busy all the time": Bad(
        13,
        ("No time is left", "busy times"),
        (("2026-12-24T00:00, to: 2026-12-27", "2026-12-01T00:00, to: 2027-12-27"), FEW),
    ),
    "busy after two days": Bad(
        13,
        (
            "No plan can meet all of these at once",
            "1. endurance on at least 2 days in week 1",
            "[cr_142]",
        ),
        (("2026-12-24T00:00, to: 2026-12-27", "2026-12-09T00:00, to: 2027-12-27"), FEW),
    ),
    "window that ends before it starts": Bad(
        10,
        ("in.yaml:63: availability[0].to: must be later than 'from'",),
        (('from: "07:00", to: "07:50"', 'from: "07:50", to: "07:00"'),),
    ),
    "windows that overlap": Bad(
        10,
        ("in.yaml:64: availability[1]: overlaps availability[0]",),
        (('[tue, thu], from: "18:00"', '[mon, tue], from: "07:30"'),),
    ),
    "start before the assessment": Bad(
        10,
        ("in.yaml:6: plan.start: the plan starts before the assessment on 2026-12-01",),
        (("start: 2026-12-07", "start: 2026-11-30"),),
    ),
    "0 weeks": Bad(
        10, ("in.yaml:6: plan.weeks: must be from 1 to 52",), (("weeks: 12", "weeks: 0"),)
    ),
    "60 weeks": Bad(
        10, ("in.yaml:6: plan.weeks: must be from 1 to 52",), (("weeks: 12", "weeks: 60"),)
    ),
    "window in the hour that is skipped in spring": Bad(
        10,
        ("in.yaml:65: availability[2]:", "does not exist on 2027-03-28", "Europe/Berlin"),
        (SPRING, ('from: "09:30", to: "10:45"', 'from: "02:15", to: "03:15"')),
    ),
    "busy time in the hour that is skipped in spring": Bad(
        10,
        ("in.yaml:67: busy[0].from: this time does not exist", "busy[0].to:", "2027-03-28"),
        (
            SPRING,
            ("2026-12-24T00:00, to: 2026-12-27T00:00", "2027-03-28T02:15, to: 2027-03-28T02:45"),
        ),
    ),
    "unknown time zone": Bad(
        10,
        ("in.yaml:6: plan.timezone:", "did you mean 'Europe/Berlin'?"),
        (("Europe/Berlin", "Europe/Berln"),),
    ),
    "negative mass": Bad(
        10,
        ("in.yaml:11: facts.weight_kg: must be from 30 to 300 kg",),
        (("weight_kg: 72", "weight_kg: -72"),),
    ),
    "trial of an unknown muscle": Bad(
        10,
        ("in.yaml:47: stretch_trials[6].muscle: unknown muscle 'solus'", "'soleus'?"),
        (("muscle: soleus", "muscle: solus"),),
    ),
    "trial of a muscle that no stretch is for": Bad(
        10,
        ("unknown muscle 'multifidus'", "use one of: hamstrings,"),
        (("muscle: soleus", "muscle: multifidus"),),
    ),
    "override where none is allowed": Bad(
        10,
        ("in.yaml:76: overrides[0].rule: this rule allows no override",),
        add="overrides: [{rule: cr_001, by: physician, reason: wants it}]\n",
    ),
    "override by somebody who may not": Bad(
        10,
        ("in.yaml:76: overrides[0].by: only a clinician", "physician"),
        add="overrides: [{rule: cr_016, by: aunt, reason: wants it}]\n",
    ),
    "key that stands there twice": Bad(
        10, ("in.yaml:76: wake:", "twice (first on line 68)"), add='wake: "07:00"\n'
    ),
    "unknown template": Bad(
        11,
        ("in.yaml: plan.template: there is no template 'sciatica_frist'", "'sciatica_first'?"),
        (("template: sciatica_first", "template: sciatica_frist"),),
    ),
}


@pytest.mark.parametrize("bad", INTAKES.values(), ids=INTAKES)
def test_an_intake(bad: Bad, tmp_path: Path) -> None:
    file = tmp_path / "in.yaml"
    file.write_text(intake(*bad.changes) + bad.add, "utf-8")
    done = planner("plan", file, "-o", tmp_path / "out", *QUICK)
    assert_said(done, bad.code, *bad.says)
    assert list(tmp_path.iterdir()) == [file]


def bomb() -> bytes:
    """Nine levels of ten aliases each: a thousand million words, if they were expanded."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    return "\n".join(lines).encode()


# Content of the file, and what is said.
CONTENTS: dict[str, tuple[Callable[[], bytes], tuple[str, ...]]] = {
    "nothing": (lambda: b"", ("the file is empty", "planner intake new")),
    "a list": (lambda: b"- 1\n- 2\n", ("in.yaml:1: a mapping (key: value) is needed here",)),
    "another alphabet": (lambda: b"id: J\xf6rg\n", ("in.yaml:1:", "not UTF-8", "save it as UTF-8")),
    "a NUL byte": (lambda: intake().encode() + b"\0", ("in.yaml:76:", "NUL byte")),
    "aliases that multiply": (bomb, ("in.yaml:2: a1[0]: aliases", "write it out", "more problems")),
    "50 MB": (lambda: b"# xx\n" * (10 * 1024 * 1024), ("in.yaml: the file is larger than 1 MB",)),
    "deep nesting": (lambda: b"a: " + b"[" * 100_000, ("in.yaml:1:", "nesting")),
    "deep JSON": (lambda: b'{"a":' * 5000 + b"1" + b"}" * 5000, ("in.yaml:1:", "deeper than 40")),
    "JSON that is cut off": (
        lambda: b'{"format": "intake/1", "facts": {',
        ("no valid YAML or JSON",),
    ),
    "JSON with a wrong value": (
        lambda: (
            b'{"format": "intake/1", "id": "a", "plan": {"start": "2026-12-07", "weeks": 4,\n'
            b'"timezone": "UTC"}, "availability": [],\n"facts": {"age": 410}}'
        ),
        ("in.yaml:3: facts.age: must be from 18 to 100 years",),
    ),
    "words that steer the terminal": (
        lambda: b'"\\e[2Jformat": intake/1',
        ("in.yaml:1:", "unknown key '\N{REPLACEMENT CHARACTER}[2Jformat'"),
    ),
}


@pytest.mark.parametrize(("content", "says"), CONTENTS.values(), ids=CONTENTS)
def test_a_file(content: Callable[[], bytes], says: tuple[str, ...], tmp_path: Path) -> None:
    file = tmp_path / "in.yaml"
    file.write_bytes(content())
    assert_said(planner("plan", file, "-o", tmp_path / "out"), 10, *says)
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    ("given", "says"),
    [(b"", "the file is empty"), (bytes(range(256)), "not UTF-8"), (b"a: [", "no valid YAML")],
)
def test_standard_input(given: bytes, says: str, tmp_path: Path) -> None:
    done = planner("plan", "-", "-o", tmp_path / "out", given=given)
    assert_said(done, 10, "<stdin>", says)
    assert not list(tmp_path.iterdir())


# Path of the intake, and what is said; `{tmp}` is an empty folder.
PLACES = {
    "a folder": ("{tmp}", "this is a directory; name a file in it"),
    "nothing there": ("{tmp}/no.yaml", "there is no such file; check the path"),
    "below a file": (f"{EXAMPLE}/x.yaml", "cannot be read"),
    "a device": ("/dev/null", "no regular file; use '-'"),
    "a name that is too long": ("{tmp}/" + "x" * 300, "File name too long"),
    # Nobody can read the start of a process's memory, not even root.
    "a file that cannot be read": ("/proc/self/mem", "cannot be read"),
}


@pytest.mark.parametrize(("path", "says"), PLACES.values(), ids=PLACES)
def test_a_path(path: str, says: str, tmp_path: Path) -> None:
    named = path.format(tmp=tmp_path)
    assert_said(planner("plan", named, "-o", tmp_path / "out"), 10, named, says)
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    file = tmp_path / "in.yaml"
    file.write_text(intake(), "utf-8")
    file.chmod(0)
    assert_said(planner("plan", file), 10, str(file), "may not be read; check its permissions")


# Changes to a template, and what is said.
LOOSE = "sciatica_first.yaml"
TEMPLATES = {
    "more items than the catalog allows": (
        ("items_per_session: 8", "items_per_session: 99"),
        (f"{LOOSE}:", "caps.items_per_session: 99 loosens rule"),
    ),
    "a key that would set a contraindication aside": (
        ("id: sciatica_first", "id: sciatica_first\nallow: [hamstring_seated]"),
        (f"{LOOSE}:", "allow: unknown key 'allow'"),
    ),
    "an activity that does not exist": (
        ("assess_intake_screen", "assess_intake_scren"),
        (f"{LOOSE}:", "did you mean 'assess_intake_screen'"),
    ),
}


@pytest.mark.parametrize(("change", "says"), TEMPLATES.values(), ids=TEMPLATES)
def test_a_template_file(change: tuple[str, str], says: tuple[str, ...], tmp_path: Path) -> None:
    text = (ROOT / "templates" / LOOSE).read_text("utf-8")
    assert change[0] in text
    file = tmp_path / LOOSE
    file.write_text(text.replace(*change), "utf-8")
    done = planner("plan", EXAMPLE, "-o", tmp_path / "out", "--template", file)
    assert_said(done, 11, *says)
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("sciatica_frist", ("--template: there is no template", "did you mean 'sciatica_first'?")),
        ("no/such.yaml", ("no/such.yaml: there is no such file",)),
    ],
)
def test_a_template_that_is_not_there(name: str, says: tuple[str, ...], tmp_path: Path) -> None:
    assert_said(planner("plan", EXAMPLE, "-o", tmp_path / "out", "--template", name), 11, *says)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a plan that is right."""
    folder = tmp_path_factory.mktemp("made")
    assert planner("plan", SHORT, "-o", folder, *QUICK).returncode == 0
    return folder


def changed(**changes: Any) -> Callable[[bytes], bytes]:
    """A change of the top keys of a plan."""
    return lambda data: json.dumps(json.loads(data) | changes, indent=1).encode()


def mistyped(data: bytes) -> bytes:
    plan = json.loads(data)
    plan["revision"] = "one"
    plan["sessions"][0]["start"] = 7
    plan["sessions"][0]["date"] = "2026-13-45"
    plan["sessions"][0]["items"][0]["minutes"] = "five"
    return json.dumps(plan, indent=1).encode()


# What happens to plan.json, the exit code, and what is said.
PLANS: dict[str, tuple[Callable[[bytes], bytes], int, tuple[str, ...]]] = {
    "cut off": (lambda data: data[: len(data) // 2], 10, ("no valid YAML or JSON",)),
    "empty": (lambda _: b"", 10, ("this is no plan", "format: plan/1")),
    "an intake": (lambda _: intake().encode(), 10, ("this is no plan", "format: plan/1")),
    "a later format": (changed(format="plan/2"), 10, ("plan/2", "plan/1 can be read")),
    "another later format": (lambda _: b'{"format": "plan/2"}', 10, ("format: plan/1",)),
    "a key too many": (changed(foo=1), 10, ("foo: unknown key 'foo'",)),
    "no UTF-8": (lambda _: b'{"format": "plan/1\xff"}', 10, ("not UTF-8",)),
    "huge": (lambda _: b" " * (50 * 1024 * 1024), 10, ("larger than 16 MB",)),
    "wrong types": (
        mistyped,
        10,
        (
            "revision: a whole number is needed here",
            "sessions[0].start: a text is needed here",
            "sessions[0].date: a date as YYYY-MM-DD",
            "sessions[0].items[0].minutes: a whole number",
        ),
    ),
    "a template that is a path": (
        lambda data: data.replace(b'"id": "sciatica_first"', b'"id": "/etc/hosts.yaml"'),
        11,
        ("made_from.template.id: '/etc/hosts.yaml' does not ship", "--template"),
    ),
}


@pytest.mark.parametrize(("change", "code", "says"), PLANS.values(), ids=PLANS)
def test_the_audit_of_a_file(
    change: Callable[[bytes], bytes], code: int, says: tuple[str, ...], made: Path, tmp_path: Path
) -> None:
    file = tmp_path / "plan.json"
    file.write_bytes(change((made / "plan.json").read_bytes()))
    assert_said(planner("audit", file, "--intake", SHORT), code, "plan.json", *says)


def test_the_audit_of_a_plan_of_somebody_else(made: Path) -> None:
    other = ROOT / "examples/shift_worker.yaml"
    done = planner("audit", made / "plan.json", "--intake", other)
    assert done.returncode == 14
    assert "VIOLATION" in done.stdout
    assert done.stderr == ""


# Arguments (`{made}` is the folder of the plan), exit code, and what is said.
COMMANDS = {
    "an activity with the nearest word": (
        "explain {made}/plan.json hamstring_seted",
        10,
        "did you mean 'hamstring_seated'?",
    ),
    "an activity like no other": ("explain {made}/plan.json zzzzzz", 10, "planner catalog search"),
    "a format with the nearest word": ("export {made}/plan.json --to icss -o x", 2, "mean 'ics'?"),
    "a format like no other": (
        "export {made}/plan.json --to zzz -o x",
        2,
        "one of: json, ics, csv",
    ),
    "no format": ("export {made}/plan.json -o x", 2, "--to"),
    "a view of no plan": (f"export {EXAMPLE} --to csv -o x", 10, "this is no plan"),
    "a command with the nearest word": ("plam x.yaml", 2, "did you mean 'plan'?"),
    "an option": ("plan x.yaml --efort quick", 2, "--effort"),
    "a screening of nothing": ("screen no.yaml", 10, "no.yaml: there is no such file"),
    "questions of nothing": ("intake questions no.yaml", 10, "no.yaml: there is no such file"),
    "a record": ("catalog show walkk", 10, "did you mean 'walk'?"),
    "a folder without a catalog": ("--catalog no/where catalog check", 11, "no/where"),
    "standard input without a folder": ("plan -", 2, "-o"),
    "guided questions into a file": (f"intake new -o {EXAMPLE}/x.yaml", 10, "below a file"),
    "guided questions over a file": (f"intake new -o {EXAMPLE}", 10, "exists already"),
}


@pytest.mark.parametrize(("line", "code", "says"), COMMANDS.values(), ids=COMMANDS)
def test_a_command(line: str, code: int, says: str, made: Path, tmp_path: Path) -> None:
    done = planner(*line.format(made=made).split(), cwd=tmp_path)
    assert_said(done, code, says)
    assert not list(tmp_path.iterdir())


def test_json_is_an_intake_like_any_other(tmp_path: Path) -> None:
    """As JSON, which is YAML as well, the intake has the same digest."""
    import yaml

    plain = yaml.load(intake(), yaml.BaseLoader)
    numbers = {key: _value(word) for key, word in plain["facts"].items()}
    plain |= {"facts": numbers, "plan": plain["plan"] | {"weeks": int(plain["plan"]["weeks"])}}
    plain["availability"][0]["preferred"] = True
    file = tmp_path / "in.json"
    file.write_text(json.dumps(plain), "utf-8")
    digests = [
        json.loads(planner("intake", "check", path, "--json").stdout)["sha256"]
        for path in (file, EXAMPLE)
    ]
    assert digests[0] == digests[1]


def _value(word: str) -> object:
    return {"true": True, "false": False}.get(word, int(word) if word.isdigit() else word)
