"""A lighter week is lighter whatever weekday the plan starts on, and after a revision too."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import yaml

from planner.domain.plan import Plan
from planner.domain.units import PERCENT
from planner.store import locate
from planner.workflow.plan import make_plan
from planner.workflow.programme.new import begin
from planner.workflow.programme.place import Place
from planner.workflow.programme.replan import replan
from tests.support.people import CATALOG
from tests.support.process import ROOT

WEEKS, LIGHTER = 5, 4
# First day of a revision by start weekday: in week 2, in week 3, and inside the lighter week.
REVISED = {0: 10, 2: 16, 6: 22}

pytestmark = pytest.mark.slow


def started(weekday: int, folder: Path) -> Path:
    """The example's intake for a start so many days later."""
    intake = yaml.safe_load((ROOT / "examples" / "desk_worker_sciatica.yaml").read_text("utf-8"))
    start = intake["plan"]["start"] + dt.timedelta(days=weekday)
    intake["plan"] |= {"start": start, "weeks": WEEKS}
    file = folder / "intake.yaml"
    file.write_text(yaml.safe_dump(intake), "utf-8")
    return file


def minutes(plan: Plan) -> list[int]:
    """Endurance minutes of each week."""
    found = [0] * WEEKS
    for session in plan.sessions:
        for item in session.items:
            if item.component == "endurance":
                found[session.week - 1] += item.dose.minutes or 0
    return found


def is_lighter(plan: Plan) -> bool:
    weekly = minutes(plan)
    most = max(weekly[: LIGHTER - 1]) * CATALOG.planning.lighter_week_pct / PERCENT
    return 0 < weekly[LIGHTER - 1] <= most + CATALOG.planning.minutes_grid


@pytest.mark.parametrize("weekday", range(7))
def test_it_is_lighter_on_every_weekday(weekday: int, tmp_path: Path) -> None:
    intake = started(weekday, tmp_path)
    plan = make_plan(intake, effort="quick").plan
    assert plan is not None
    assert [week.week for week in plan.weeks if week.deload] == [LIGHTER]
    assert is_lighter(plan), minutes(plan)
    if weekday in REVISED:
        location = locate(str(tmp_path / "programme.db"))
        place = Place(location, begin(intake, plan, location, by="person").programme)
        day = plan.request.start + dt.timedelta(days=REVISED[weekday])
        revised = replan(place, day=day, by="person", effort="quick").plan
        assert is_lighter(revised), minutes(revised)
