"""What a revision costs and how far its changes are proven the fewest: ten fixed revisions.

    python benchmarks/revisions.py [--effort standard] [--keep folder] [name ...]

The plan before a revision is made once (quick) and kept in the folder; every revision is audited.
All seconds are of the processor, on all threads: a loaded machine does not change them much.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import yaml

from planner import audit, eligibility
from planner.documents import Document
from planner.domain.plan import Plan
from planner.export.json import read_plan
from planner.knowledge import load_catalog, load_template
from planner.solver import revise as search
from planner.store import locate
from planner.workflow import search as searching
from planner.workflow.plan import make_plan
from planner.workflow.programme.check_in import take_in
from planner.workflow.programme.history import History, as_json
from planner.workflow.programme.new import begin, revise
from planner.workflow.programme.past import now_of
from planner.workflow.programme.place import Place, opened
from planner.workflow.programme.replan import revised_plan

EXAMPLES = Path(__file__).parents[1] / "examples"
CALM = {"pain_before": 1, "pain_during": 1, "pain_next_morning": 1, "rpe": 4}
HURT = {"pain_during": 7, "pain_next_morning": 6, "rpe": 7}
DAYS = 7


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One revision: whose, after which week, and what happened.

    Attributes:
        missed: sessions of the last week that were missed; None = all of them.
        hurts: the first strength item of the last week hurt.
        facts, criteria: told in the check-in.
        intake: what the intake says from now on, by key; a list is added to what it holds.
        drops_window: the last line of the availability is gone.
    """

    person: str
    week: int
    missed: tuple[int, ...] | None = ()
    hurts: bool = False
    facts: dict[str, Any] = {}
    criteria: tuple[str, ...] = ()
    intake: dict[str, list[dict[str, Any]]] = {}
    drops_window: bool = False


CASES = {
    "nothing changed": Case(person="desk_worker_sciatica", week=3),
    "nothing changed, 16 weeks": Case(person="heavy_smoker_watchman", week=2),
    "missed week": Case(person="desk_worker_sciatica", week=4, missed=None),
    "two missed sessions": Case(person="older_adult_balance", week=3, missed=(0, 1)),
    "pain stops an item": Case(person="flat_feet_teacher", week=4, hurts=True),
    "travel": Case(
        person="flat_feet_teacher", week=4,
        intake={"away": [{"from": "2027-03-08", "to": "2027-03-14", "kind": "travel"}]},
    ),
    "less time": Case(person="facet_baker", week=3, drops_window=True),
    "new condition": Case(
        person="extension_responder", week=2,
        intake={"conditions": [{"id": "pes_planus", "side": "both", "fpi6_left": 7,
                                "fpi6_right": 7, "corrected": False,
                                "orthotic_prescribed": False}]},
    ),
    "gate opens": Case(
        person="desk_worker_sciatica", week=3, criteria=("sciatica_settled",),
    ),
    "short plan": Case(person="shift_worker", week=2, missed=(0,)),
}  # fmt: skip


class Clock:
    """Seconds of the processor by phase; a phase within another counts there only."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self._open: list[float] = []

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Whatever runs inside belongs to the phase."""
        begun = time.process_time()
        self._open.append(0.0)
        try:
            yield
        finally:
            spent = time.process_time() - begun
            self.spent[name] = self.spent.get(name, 0.0) + spent - self._open.pop()
            if self._open:
                self._open[-1] += spent

    def watch(self, owner: Any, name: str, phase: str) -> None:
        """Every call of a function of a module or class counts as the phase."""
        inner: Callable[..., Any] = getattr(owner, name)

        def timed(*arguments: Any, **named: Any) -> Any:
            with self.phase(phase):
                return inner(*arguments, **named)

        setattr(owner, name, timed)


PHASES = ("reading, rules", "problem", "model", "changes", "shortfall", "burden", "audit", "rest")
HEADER = (
    "| revision | CPU s | " + " | ".join(PHASES) + " | shortfall | changes | bound | proven | "
    "ends (changes / shortfall) | plan |\n" + "|---" * (len(PHASES) + 8) + "|"
)


def main() -> None:
    """Print a table, one row a revision."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", default=list(CASES))
    parser.add_argument("--effort", default="standard")
    parser.add_argument("--keep", type=Path, help="folder of the plans before")
    given = parser.parse_args()
    clock = watched()
    with tempfile.TemporaryDirectory() as scratch:
        keep = given.keep or Path(scratch)
        keep.mkdir(parents=True, exist_ok=True)
        print(HEADER, flush=True)
        for name in given.names:
            with tempfile.TemporaryDirectory() as folder:
                place = lived(CASES[name], Path(folder), keep)
                print(row(name, place, given.effort, clock), flush=True)


def watched() -> Clock:
    """A clock on the phases of a revision."""
    clock = Clock()
    clock.watch(eligibility, "decide", PHASES[0])
    clock.watch(searching, "build", "problem")
    clock.watch(search, "build", "model")
    clock.watch(search, "_fewest", "changes")
    clock.watch(search._Revision, "shortfall_first", "changes")
    clock.watch(search._Revision, "_least", "shortfall")
    clock.watch(search._Revision, "_result", "burden")
    clock.watch(audit, "audit", "audit")
    return clock


def lived(case: Case, folder: Path, keep: Path) -> Place:
    """A programme up to the day of its revision."""
    intake = folder / "intake.yaml"
    text = (EXAMPLES / f"{case.person}.yaml").read_text("utf-8")
    intake.write_text(text, encoding="utf-8")
    plan = _before(case.person, intake, keep)
    location = locate(str(folder / "programme.db"))
    place = Place(location, begin(intake, plan, location, by="person").programme)
    if case.intake or case.drops_window:
        data = yaml.safe_load(text)
        for key, more in case.intake.items():
            data[key] = [*data.get(key, []), *more]
        if case.drops_window:
            data["availability"].pop()
        intake.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
        revise(place, intake, by="person", reason="something has changed")
    take_in(place, Document(check_in(plan, case), "benchmark", {}), by="person")
    return place


def _before(person: str, intake: Path, keep: Path) -> Plan:
    file = keep / f"{person}.json"
    if not file.exists():
        plan = make_plan(intake, effort="quick").plan
        if plan is None:
            raise SystemExit(f"{person} is referred; there is no plan to revise")
        file.write_text(as_json(plan), encoding="utf-8")
    return read_plan(file)


def check_in(plan: Plan, case: Case) -> dict[str, Any]:
    """One check-in on everything up to the end of the week."""
    last = plan.request.start + dt.timedelta(days=DAYS * case.week - 1)
    gone = [session for session in plan.sessions if session.date <= last]
    own = [session for session in gone if session.week == case.week]
    numbers = range(len(own)) if case.missed is None else case.missed
    missed = {own[number].key for number in numbers}
    sore = next(
        item.activity for session in own for item in session.items if item.component == "strength"
    ) if case.hurts else None  # fmt: skip
    reports: list[dict[str, Any]] = []
    for session in gone:
        report: dict[str, Any] = {"key": session.key, "done": "missed"}
        if session.key not in missed:
            report |= {"done": "full", **CALM}
            if session in own and any(item.activity == sore for item in session.items):
                report["items"] = [{"activity": sore, **HURT}]
        reports.append(report)
    met = [{"id": name, "met_on": last.isoformat()} for name in case.criteria]
    found = {"format": "checkin/1", "date": last.isoformat(), "sessions": reports, "red_flags": []}
    facts = {"worst_pain_max_7d": 2, **case.facts}
    return {**found, "facts": facts, **({"criteria": met} if met else {})}


def row(name: str, place: Place, effort: str, clock: Clock) -> str:
    """Make the revision and tell what it took.

    Raises:
        AuditViolation: the audit refuses it.
    """
    clock.spent.clear()
    begun = time.process_time()
    with clock.phase(PHASES[0]):
        catalog = load_catalog(None)
        with opened(place.location) as store:
            history = History(place.programme, store.records(place.programme))
        now = now_of(history, None, catalog)
        template = load_template(history.plan.made_from.template.id, catalog)
    with clock.phase("rest"):
        plan, _ = revised_plan(now, catalog, template, effort=effort)
    seconds = time.process_time() - begun
    levels = {level.name: level for level in plan.objective}
    points = levels["changes"]
    ends = plan.replan.trade_off if plan.replan is not None else ()
    numbers = [
        f"{seconds:.1f}",
        *(f"{clock.spent.get(phase, 0.0):.2f}" for phase in PHASES),
        f"{levels['shortfall'].value}",
        f"{points.value}",
        f"{points.bound}",
        "yes" if points.proven else "no",
        ", ".join(f"{end.changes} / {end.shortfall}{'*' * end.proven}" for end in ends),
        hashlib.sha256(as_json(plan).encode()).hexdigest()[:8],
    ]
    return f"| {name} | {' | '.join(numbers)} |"


if __name__ == "__main__":
    main()
