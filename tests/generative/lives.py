"""Whole lives made at random: a plan, check-ins with trouble, changed intakes, and revisions.

Each life begins with an intake of tests/generative/people.py that leads to a plan. What happens
next is drawn from the catalog's own words too. One index makes one life as long as those words and the templates stay.
"""

from __future__ import annotations

import copy
import datetime as dt
import json
import tempfile
import time
import traceback
from pathlib import Path
from random import Random
from typing import Any

import msgspec
from msgspec import Struct

from planner.documents import Document
from planner.domain.plan import Plan
from planner.errors import AuditViolation, BadInput, PlannerError, ReferralNeeded
from planner.explain import messages_of
from planner.export.ics import to_ics
from planner.export.readback import verify_ics
from planner.intake.checkin import read_check_in
from planner.store import locate
from planner.workflow.plan import make_plan
from planner.workflow.programme.check_in import take_in
from planner.workflow.programme.history import ACTIVE, History
from planner.workflow.programme.new import begin, revise
from planner.workflow.programme.place import Place, opened
from planner.workflow.programme.replan import Revised, replan
from tests.generative.people import (
    SEED,
    answers,
    availability,
    conditions,
    criteria,
    made,
    mended,
    often,
    the_catalog,
    trials,
)

Content = dict[str, Any]
TURNS = 3
LENGTHS = (3, 4, 6, 8)
# A check-in comes a few days after the one before, seldom late.
GAPS = (3, 5, 6, 7, 7, 7, 8, 10, 16, 30)


class Life(Struct, frozen=True, kw_only=True):
    """What came of one life.

    Attributes:
        code: of the first plan; a life without one has no turns.
        turns: how each turn ended, `revised` or the exit code of what refused it.
        checks: kinds of check that compared something in a revision.
        seconds: of the slowest revision.
    """

    index: int
    code: int
    turns: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    seconds: float = 0.0


def lived(index: int, seed: int = SEED) -> Life:
    """Live the life of an index and look at every revision of it."""
    rng = Random(f"{seed}:life:{index}")
    content = made(rng, f"life{index}")
    content["plan"]["weeks"] = rng.choice(LENGTHS)
    with tempfile.TemporaryDirectory() as name:
        return _Living(index, rng, content, Path(name)).live()


class _Living:
    def __init__(self, index: int, rng: Random, content: Content, folder: Path) -> None:
        self.index = index
        self.rng = rng
        self.content = content
        self.folder = folder
        self.turns: list[str] = []
        self.faults: list[str] = []
        self.checks: set[str] = set()
        self.seconds = 0.0
        self.told: set[str] = set()

    def live(self) -> Life:
        intake = self._written(self.content)
        try:
            plan = make_plan(intake, effort="quick").plan
        except PlannerError as error:
            self._look_at(error)
            return self._life(int(error.exit_code))
        except Exception as error:
            self._look_at(error)
            return self._life(1)
        if plan is None:
            return self._life(int(ReferralNeeded.exit_code))
        location = locate(str(self.folder / "programme.db"))
        self.place = Place(location, begin(intake, plan, location, by="person").programme)
        self.on = plan.request.start
        for _ in range(TURNS):
            if not self._turn():
                break
        return self._life(0)

    def _life(self, code: int) -> Life:
        return Life(
            index=self.index, code=code, turns=tuple(self.turns), faults=tuple(self.faults),
            checks=tuple(sorted(self.checks)), seconds=round(self.seconds, 2),
        )  # fmt: skip

    def _turn(self) -> bool:
        """One check-in, perhaps another intake, one revision; False where the life ends."""
        plan = self._history().plan
        end = plan.request.start + dt.timedelta(weeks=plan.request.weeks) - dt.timedelta(days=2)
        self.on = min(self.on + dt.timedelta(days=self.rng.choice(GAPS)), end)
        try:
            document = self._check_in(plan)
            take_in(self.place, Document(document, "made", {}), by="person")
            if self._history().state.state != ACTIVE:
                self.turns.append("stopped")
                return False
            if often(self.rng, 0.6):
                self._changes_intake(plan)
            began = time.perf_counter()
            revised = replan(self.place, day=None, by="person", effort="quick")
        except BadInput as error:
            # Nothing is left to plan, or the changed intake is refused.
            self.turns.append("10")
            if self.on < end:
                self._fault(f"what was made here is refused: {error}")
            return False
        except PlannerError as error:
            self.turns.append(str(int(error.exit_code)))
            self._look_at(error)
            return False
        except Exception as error:
            self.turns.append("traceback")
            self._look_at(error)
            return False
        self.seconds = max(self.seconds, time.perf_counter() - began)
        self.turns.append("revised")
        self._look_at_revision(plan, revised)
        return self.on < end

    def _look_at(self, error: Exception) -> None:
        """A refusal by the audit is a fault, and so is whatever is no refusal at all."""
        if isinstance(error, AuditViolation):
            self._fault(f"exit {int(error.exit_code)}: {error}")
        elif not isinstance(error, PlannerError):
            self._fault("traceback: " + "".join(traceback.format_exception(error)[-3:])[-800:])

    def _fault(self, text: str) -> None:
        self.faults.append(f"turn {len(self.turns)}: {text}"[:1500])

    def _look_at_revision(self, before: Plan, made: Revised) -> None:
        block, result = made.plan.replan, made.plan.audit
        if block is None or result is None or not result.passed:
            self._fault("no passed audit")
            return
        self.checks |= {check.code for check in result.checks if check.count}
        if _gone(before, block.from_) != _gone(made.plan, block.from_):
            self._fault("history was rewritten")
        if not all(change.why and change.text for change in block.changes):
            self._fault("a change without a reason")
        data = self._calendar(made)
        verify_ics(data, made.plan)

    def _calendar(self, made: Revised) -> bytes:
        return to_ics(made.plan, messages_of(the_catalog()), sequence=made.sequence)

    def _history(self) -> History:
        with opened(self.place.location) as store:
            return History(self.place.programme, store.records(self.place.programme))

    def _written(self, content: Content) -> Path:
        file = self.folder / f"intake{len(self.turns)}.json"
        file.write_text(json.dumps(content), "utf-8")
        return file

    def _check_in(self, plan: Plan) -> Content:
        """A check-in up to the day; what its reader refuses is taken out."""
        catalog = the_catalog()
        return mended(
            self._drafted(plan),
            lambda found: read_check_in(Document(found, "made", {}), plan, catalog),
        )

    def _drafted(self, plan: Plan) -> Content:
        rng, catalog, on = self.rng, the_catalog(), self.on
        due = [s for s in plan.sessions if s.date <= on and s.key not in self.told]
        self.told |= {session.key for session in due}
        mood = rng.choice(("calm", "calm", "sore", "bad", "away"))
        found: Content = {
            "format": "checkin/1",
            "date": on.isoformat(),
            "sessions": [self._session(session, mood) for session in due],
            "red_flags": [],
        }
        if often(rng, 0.7):
            drawn = answers(rng, catalog)
            names = rng.sample(sorted(drawn), min(len(drawn), rng.choice((1, 3, 8))))
            found["facts"] = {name: drawn[name] for name in names}
        if often(rng, 0.3):
            found["stretch_trials"] = trials(rng, catalog, on)
        if often(rng, 0.4):
            found["criteria"] = criteria(rng, catalog, on)
        days = [e for e in plan.all_day if e.date <= on and e.dose.hours is not None]
        if days:
            words = tuple(catalog.progression.wear)
            found["all_day"] = [
                {"key": e.key, "done": "partial", "hours": 1, "comfort": rng.choice(words)}
                for e in days[-2:]
            ]
        return found

    def _session(self, session: Any, mood: str) -> Content:
        rng = self.rng
        missed = {"calm": 0.1, "sore": 0.2, "bad": 0.4, "away": 1.0}[mood]
        if often(rng, missed):
            return {"key": session.key, "done": "missed"}
        worst = {"calm": 2, "sore": 5, "bad": 9}[mood]
        report: Content = {
            "key": session.key,
            "done": rng.choice(("full", "full", "full", "partial")),
            "pain_before": rng.randrange(3),
            "pain_during": rng.randrange(worst + 1),
            "pain_next_morning": rng.randrange(worst + 1),
            "rpe": rng.choice((3, 4, 5, 6, 8)),
        }
        if often(rng, 0.3):
            item = rng.choice(session.items)
            entry: Content = {"activity": item.activity, "rpe": rng.choice((2, 4, 8))}
            if item.dose.reps:
                entry |= {"reps": item.dose.reps + rng.choice((-4, 0, 2)), "spare_reps": 3}
            if often(rng, 0.3):
                entry["responses"] = [rng.choice(sorted(the_catalog().progression.reported))]
            report["items"] = [entry]
        return report

    def _changes_intake(self, plan: Plan) -> None:
        """Another version of the intake; one that its reader refuses is not kept."""
        rng, catalog = self.rng, the_catalog()
        content = copy.deepcopy(self.content)
        kind = rng.choice(("away", "availability", "equipment", "condition", "wishes"))
        if kind == "away":
            first = self.on + dt.timedelta(days=rng.choice((1, 4, 9)))
            last = first + dt.timedelta(days=rng.choice((0, 2, 6, 9)))
            window = {"from": first.isoformat(), "to": last.isoformat(), "kind": "travel"}
            content.setdefault("away", []).append(window)
        elif kind == "availability":
            content["availability"] = availability(rng, plan.request.start, plan.request.weeks)
        elif kind == "equipment":
            things = list(catalog.vocabulary["equipment"])
            content["equipment"] = rng.sample(things, rng.choice((0, 4, len(things))))
        elif kind == "condition":
            content["conditions"] = content["conditions"] + conditions(rng, catalog, self.on)[:1]
        else:
            never = rng.choice(sorted({i.activity for s in plan.sessions for i in s.items}))
            content["preferences"] = {"like": [], "dislike": [], "never": [never]}
        try:
            revise(self.place, self._written(content), by="clinician", reason="changed")
        except BadInput:
            return
        self.content = content


def _gone(plan: Plan, first: dt.date) -> list[bytes]:
    return [msgspec.json.encode(s) for s in plan.sessions if s.date < first] + [
        msgspec.json.encode(e) for e in plan.all_day if e.date < first
    ]
