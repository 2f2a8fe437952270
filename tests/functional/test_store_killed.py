"""kill -9 at any instant of any command leaves the last complete state of the store readable.

`KILLS` says how often (`make kills`: at least 200).
"""

from __future__ import annotations

import json
import os
import random
import sqlite3
from pathlib import Path

import pytest

from planner.store import Kind, Record
from planner.workflow.programme import new
from tests.support import killing
from tests.support.stored import EXAMPLE, plan_of_example, store_at

KILLS = int(os.environ.get("KILLS", "27"))
ID = "desk-worker-sciatica"
State = tuple[Record, ...] | None


def state(file: Path) -> State:
    """The whole programme, verified record by record; None where there is none."""
    with store_at(file) as store:
        names = [line.id for line in store.programmes()]
        assert names in ([], [ID])
        found = store.records(ID) if names else None
    with sqlite3.connect(file) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert not connection.execute("PRAGMA foreign_key_check").fetchall()
    return found


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    plan = plan_of_example()
    monkeypatch.setattr(new, "stored_plan", lambda *_: plan)
    return tmp_path / "programmes.db"


def fits(before: State, after: State, done: State) -> bool:
    """Nothing happened, or all of it."""
    return after in (before, done)


def commands(folder: Path) -> dict[str, tuple[str, ...]]:
    plan = folder / "plan.json"
    plan.write_text("{}")
    export, week, stop = folder / "export.json", folder / "week.json", folder / "stop.json"
    calm = {"format": "checkin/1", "date": "2026-12-13", "red_flags": []}
    week.write_text(json.dumps(calm | {"retests": [{"measure": "psfs", "value": 4}]}))
    stop.write_text(json.dumps(calm | {"red_flags": ["saddle_numbness"]}))
    correct = ("--correct", "1", "--reason", "a slip")
    return {
        "new": ("programme", "new", str(EXAMPLE), "--plan", str(plan)),
        "export": ("programme", "export", ID, "-o", str(export)),
        "show": ("programme", "show", ID),
        "check-in": ("check-in", ID, str(week)),
        "correct": ("check-in", ID, str(week), *correct),
        "withdraw": ("check-in", ID, "--withdraw", "2", "--reason", "a slip"),
        "stop": ("check-in", ID, str(stop)),
        "delete": ("programme", "delete", ID, "--yes"),
        "import": ("programme", "import", str(export)),
    }


def test_killed_at_any_instant(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dice = random.Random(7)
    store = ("--store", str(file))
    named = {name: [*store, *rest] for name, rest in commands(tmp_path).items()}
    rows = []
    per_command = -(-KILLS // len(named))
    for name, arguments in named.items():
        before, longest, done = unkilled(file, arguments)
        caught = finished = 0
        for _ in range(per_command):
            reset(file, before)
            start = state(file)
            caught += killing.killed(arguments, longest, dice)
            after = state(file)
            assert fits(start, after, done), name
            finished += after == done != start
        reset(file, before)
        killing.run(arguments)
        assert state(file) == done
        rows.append(f"{name:<10} {per_command:>4} runs, {caught:>4} killed, {finished:>4} complete")
    with capsys.disabled():
        if KILLS >= 200:
            print("\n" + "\n".join(rows))


def unkilled(file: Path, arguments: list[str]) -> tuple[State, float, State]:
    """State before the command, how long it takes, and the state after it."""
    before = state(file)
    longest = killing.seconds_of(arguments)
    done = state(file)
    return before, longest, done


def reset(file: Path, before: State) -> None:
    """Bring the store back to a state, without making the file anew."""
    if state(file) == before:
        return
    with store_at(file) as store:
        if store.programmes():
            store.delete(ID)
        if before is not None:
            store.restore(ID, before)


def record(number: int, kind: Kind = Kind.INTAKE) -> Record:
    return Record(
        number=number, kind=kind, dated="", by="", reason="", replaces=None,
        cause=None, body="", seal="",
    )  # fmt: skip


def test_half_a_command_and_a_lost_record_would_be_noticed() -> None:
    one, two, three = record(1), record(2, Kind.PLAN), record(3, Kind.CHECK_IN)
    assert fits((one,), (one, two, three), (one, two, three))
    assert not fits((one,), (one, two), (one, two, three))
    assert not fits((one,), None, (one, two, three))
    assert not fits((one,), (record(9), two, three), (one, two, three))
    assert not fits((one, two), (one,), None)
