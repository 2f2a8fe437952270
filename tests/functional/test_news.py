"""What was told since the latest plan, and nothing else, changes the days to come."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from planner.documents import Document
from planner.domain.plan import Plan
from planner.store import open_store
from planner.workflow.plan import make_plan
from planner.workflow.programme.check_in import take_in, withdraw
from planner.workflow.programme.history import History
from planner.workflow.programme.past import Now, now_of
from planner.workflow.programme.place import Place
from planner.workflow.programme.pull import pull_file
from planner.workflow.programme.replan import replan
from tests.support.moved import File, programme, real_plan, start_of
from tests.support.people import CATALOG
from tests.support.process import ROOT
from tests.support.sent import begun

CALM = {"pain_before": 1, "pain_during": 1, "pain_next_morning": 1, "rpe": 4}
HURT = {"pain_before": 2, "pain_during": 6, "pain_next_morning": 6, "rpe": 7}
DAY = dt.timedelta(days=1)

pytestmark = pytest.mark.slow


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return programme(tmp_path)


def told(
    place: Place, date: dt.date, scores: dict[str, int], since: dt.date | None = None,
    **options: Any,
) -> None:  # fmt: skip
    """A check-in on the sessions from `since` (None: the first day) up to a day."""
    first = since or real_plan().request.start
    days = [s for s in real_plan().sessions if first <= s.date <= date]
    reports = [{"key": s.key, "done": "full", **scores} for s in days]
    given = {"format": "checkin/1", "date": f"{date}", "red_flags": [], "sessions": reports}
    document = {**given, "facts": {"worst_pain_max_7d": scores["pain_during"]}}
    take_in(place, Document(document, "check-in", {}), by="person", **options)


def now(place: Place, day: dt.date) -> Now:
    with open_store(place.location, create=False) as store:
        history = History(place.programme, store.records(place.programme))
    return now_of(history, day, CATALOG)


def coming(plan: Plan, day: dt.date) -> list[object]:
    return [(s.key, s.start, s.items) for s in plan.sessions if s.date >= day]


def test_nothing_new_nothing_changed(place: Place) -> None:
    day = real_plan().request.start + 2 * DAY
    assert not now(place, day).has_news
    made = replan(place, day=day, by="person", effort="quick").plan
    assert coming(made, day) == coming(real_plan(), day)
    assert made.replan is not None
    assert [why.rule for why in made.replan.reasons] == ["asked"]
    assert made.replan.changes == ()


def test_a_moved_session_moves_and_nothing_else_does(place: Place, tmp_path: Path) -> None:
    """Also where the new time lies outside the free times of the intake."""
    one = next(s for s in real_plan().sessions if s.week > 1 and s.start == "18:00")
    wanted = start_of(one) - dt.timedelta(hours=3)
    file = File().to(one.key, wanted).write(tmp_path)
    assert pull_file(place, file, by="person", missing=False).free_times
    made = replan(place, day=one.date - 3 * DAY, by="person", effort="quick").plan
    assert made.replan is not None
    found = {(change.what, change.to) for change in made.replan.changes}
    ends = ("wu_easy_walk", "cd_easy_walk")
    to = f"{wanted:%Y-%m-%d %H:%M}"
    assert found == {(item.activity, to) for item in one.items if item.activity not in ends}


def test_pain_that_was_told_before_the_first_day_of_the_plan_counts(place: Place) -> None:
    """A plan that begins later than today does not know what is told until then."""
    start = real_plan().request.start
    told(place, start + DAY, CALM)
    day = start + 7 * DAY
    replan(place, day=day, by="person", effort="quick")
    known = now(place, day)
    assert not known.has_news
    assert {ruling.change for ruling in known.past.rulings} == set()
    told(place, start + 4 * DAY, HURT, start + 2 * DAY)
    heard = now(place, day)
    assert heard.new_check_ins == {start + 4 * DAY}
    assert {"step_back", "hold"} & {ruling.change for ruling in heard.past.rulings}
    assert heard.has_news


def test_a_check_in_that_is_taken_back_is_news_and_decides_nothing(place: Place) -> None:
    start = real_plan().request.start
    told(place, start + 3 * DAY, HURT)
    day = start + 7 * DAY
    replan(place, day=day, by="person", effort="quick")
    withdraw(place, 1, by="person", reason="not mine")
    heard = now(place, day)
    assert heard.has_news
    assert heard.new_check_ins == frozenset()
    assert heard.past.rulings == ()


def test_a_correction_of_what_the_plan_knew_counts(place: Place) -> None:
    start = real_plan().request.start
    told(place, start + 3 * DAY, CALM)
    day = start + 7 * DAY
    replan(place, day=day, by="person", effort="quick")
    told(place, start + 3 * DAY, HURT, corrects=1, reason="it hurt after all")
    heard = now(place, day)
    assert heard.new_check_ins == {start + 3 * DAY}
    assert {"step_back", "hold"} & {ruling.change for ruling in heard.past.rulings}


LIVES = (
    ("desk_worker_sciatica", 19),
    ("desk_worker_sciatica", 40),
    ("flat_feet_teacher", 23),
    ("imperial_runner", 25),
    ("older_adult_balance", 30),
    ("shift_worker", 18),
    ("short_leg_gardener", 19),
)


@pytest.mark.parametrize(("person", "days"), LIVES)
def test_a_plan_stands_until_something_is_told(person: str, days: int, tmp_path: Path) -> None:
    """On every day, in the middle of a week too: nothing of it depends on what is past."""
    intake = ROOT / "examples" / f"{person}.yaml"
    plan = make_plan(intake, effort="quick").plan
    assert plan is not None
    place = begun(tmp_path, plan, intake)
    day = plan.request.start + days * DAY
    made = replan(place, day=day, by="person", effort="quick").plan
    assert made.replan is not None
    assert made.replan.changes == ()
    assert coming(made, day) == coming(plan, day)
    assert [d for d in made.all_day if d.date >= day] == [d for d in plan.all_day if d.date >= day]
