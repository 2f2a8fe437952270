"""Small cohorts: short plans, a person to be referred, and intakes with faults in between."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from planner.cohort.one import Result
from planner.cohort.people import Person
from planner.documents import load_yaml
from tests.support.process import ROOT

EXAMPLES = ("short_leg_gardener", "facet_baker", "heavy_smoker_watchman")
TIMED = {"timings", "timing.md"}


def intake(example: str, name: str) -> dict[str, Any]:
    """An example under another id, for one week."""
    data = dict(load_yaml(ROOT / f"examples/{example}.yaml").data)
    return data | {"id": name, "plan": {**data["plan"], "weeks": 1}, "goals": ["less_pain"]}


def documents() -> list[str]:
    """Twelve: six can be planned, three are referred, three have faults."""
    good = [json.dumps(intake(EXAMPLES[n % len(EXAMPLES)], f"good-{n}")) for n in range(6)]
    referred = [json.dumps(intake("red_flag_numb_saddle", f"referred-{n}")) for n in range(3)]
    unknown = json.dumps(intake(EXAMPLES[0], "unknown") | {"facts": {"agee": 41}})
    return [good[0], '{"id": "torn', *good[1:3], referred[0], unknown, *good[3:],
            *referred[1:], "[]"]  # fmt: skip


def jsonl(folder: Path, lines: list[str]) -> Path:
    """A file of them."""
    file = folder / "people.jsonl"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def content(folder: Path) -> dict[str, bytes]:
    """Every file below the folder but those that tell times."""
    found = (path for path in folder.rglob("*") if path.is_file())
    named = {str(path.relative_to(folder)): path.read_bytes() for path in found}
    return {name: data for name, data in named.items() if Path(name).parts[0] not in TIMED}


def person(number: int, text: str = "{}") -> Person:
    """Somebody whom nobody plans."""
    return Person(number, f"people.jsonl:{number}", text.encode(), "/")


def result(someone: Person, code: int = 10, **more: Any) -> Result:
    """What a plan of theirs might have come to."""
    row = {
        "number": someone.number,
        "name": someone.name,
        "intake": someone.digest,
        "exit_code": code,
        "message": f"fault {someone.number}",
    }
    return Result(someone.number, row | more.pop("status", {}), **more)
