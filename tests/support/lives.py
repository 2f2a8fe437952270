"""Scripted lives: weeks of an example person, with check-ins and revisions, read from YAML."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from planner.documents import Document
from planner.domain.plan import Plan
from planner.store import Kind, locate
from planner.workflow.plan import make_plan
from planner.workflow.programme.check_in import take_in
from planner.workflow.programme.history import History
from planner.workflow.programme.new import begin, revise
from planner.workflow.programme.place import Place, opened
from planner.workflow.programme.replan import Revised, replan
from tests.support.process import ROOT

LIVES = ROOT / "tests" / "lives"
CALM = {"pain_before": 1, "pain_during": 1, "pain_next_morning": 1, "rpe": 4}


class Turn(NamedTuple):
    """One revision of a life: the plan before it, what was made, and what the script says."""

    before: Plan
    made: Revised
    script: dict[str, Any]

    @property
    def points(self) -> tuple[int, int]:
        """Points of change, and the fewest that are possible as far as proven."""
        level = next(one for one in self.made.plan.objective if one.name == "changes")
        return level.value, level.bound

    @property
    def kinds(self) -> Counter[str]:
        """How many changes of each kind."""
        block = self.made.plan.replan
        assert block is not None
        return Counter(change.kind for change in block.changes)


def live(
    name: str, folder: Path, *, effort: str = "quick", until: int | None = None
) -> Iterator[Turn]:
    """Every revision of a life, one after the other; each was audited before it was kept.

    Args:
        name: of the script.
        folder: for the store.
        effort: of the searches.
        until: last week that is lived; None = all.
    """
    script = yaml.safe_load((LIVES / f"{name}.yaml").read_text("utf-8"))
    intake = folder / "intake.yaml"
    example = ROOT / "examples" / f"{script['example']}.yaml"
    told_by = {**yaml.safe_load(example.read_text("utf-8")), **script.get("intake", {})}
    intake.write_text(yaml.safe_dump(told_by, sort_keys=False), encoding="utf-8")
    outcome = make_plan(intake, effort="quick")
    assert outcome.plan is not None
    location = locate(str(folder / "programme.db"))
    begun = begin(intake, outcome.plan, location, by="person")
    place = Place(location, begun.programme)
    told: set[str] = set()
    for week in script["weeks"]:
        if until is not None and week["week"] > until:
            return
        plan = latest(place)
        if "away" in week:
            _goes_away(place, intake, plan, week)
        document = check_in(plan, week, told)
        take_in(place, Document(document, "script", {}), by="person")
        if week.get("replan"):
            yield Turn(plan, replan(place, day=None, by="person", effort=effort), week)


def latest(place: Place) -> Plan:
    """The plan that counts now."""
    return history_of(place).plan


def history_of(place: Place) -> History:
    """Everything that was recorded."""
    with opened(place.location) as store:
        return History(place.programme, store.records(place.programme))


def revisions(place: Place) -> list[Plan]:
    """Every revision that was kept, oldest first."""
    history = history_of(place)
    return [history.plan_of(record) for record in history.of(Kind.PLAN)]


def check_in(plan: Plan, week: dict[str, Any], told: set[str]) -> dict[str, Any]:
    """The check-in at the end of a week, or after some `days` of it, on everything not told before."""
    days = 7 * (week["week"] - 1) + week.get("days", 7)
    last = plan.request.start + dt.timedelta(days=days - 1)
    sessions = [s for s in plan.sessions if s.date <= last and s.key not in told]
    told |= {session.key for session in sessions}
    now = [session for session in sessions if session.week == week["week"]]
    missed = {now[number].key for number in week.get("missed", ()) if number < len(now)}
    flare = week.get("flare")
    reports = []
    for session in sessions:
        if session.key in missed or week.get("silent"):
            reports.append({"key": session.key, "done": "missed"})
            continue
        report: dict[str, Any] = {"key": session.key, "done": "full", **CALM}
        if flare is not None:
            hurt = {"pain_during": flare["during"], "pain_next_morning": flare["morning"], "rpe": 7}
            named = {item.activity for item in session.items} & set(flare["activities"])
            report["items"] = [{"activity": name, **hurt} for name in sorted(named)]
        reports.append(report)
    found: dict[str, Any] = {
        "format": "checkin/1", "date": last.isoformat(), "sessions": reports, "red_flags": [],
        "facts": {"worst_pain_max_7d": 2, **week.get("facts", {})},
    }  # fmt: skip
    if "criteria" in week:
        found["criteria"] = [{"id": name, "met_on": last.isoformat()} for name in week["criteria"]]
    if "trials" in week:
        found["stretch_trials"] = [{**trial, "date": last.isoformat()} for trial in week["trials"]]
    if "device" in week:
        worn = [
            entry for entry in plan.all_day
            if entry.dose.hours is not None and last - dt.timedelta(days=2) <= entry.date <= last
        ]  # fmt: skip
        found["all_day"] = [{"key": e.key, "done": "partial", **week["device"]} for e in worn]
    return found


def _goes_away(place: Place, intake: Path, plan: Plan, week: dict[str, Any]) -> None:
    """A trip is put into the intake; the revised intake is kept beside the first."""
    first = plan.request.start + dt.timedelta(days=7 * week["week"] + week["away"]["from_day"])
    last = first + dt.timedelta(days=week["away"]["days"] - 1)
    data = yaml.safe_load(intake.read_text("utf-8"))
    data.setdefault("away", []).append({"from": first, "to": last, "kind": "travel"})
    revised = intake.with_name("revised.yaml")
    revised.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    revise(place, revised, by="person", reason="a trip")
