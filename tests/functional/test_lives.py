"""Scripted weeks of an example person: every revision keeps history, obeys, and changes little."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from planner.domain.plan import Plan
from planner.explain import messages_of
from planner.export.events import events_of
from planner.store import locate
from planner.workflow.programme.place import Place
from planner.workflow.programme.replan import next_calendar, replan
from tests.support.lives import Turn, history_of, live, revisions
from tests.support.people import CATALOG

LIFE, UNTIL = "desk_worker", 4
ENOUGH = 4


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("life")


@pytest.fixture(scope="module")
def turns(folder: Path) -> tuple[Turn, ...]:
    """A flare in week 3, and a missed session in week 4."""
    return tuple(live(LIFE, folder, until=UNTIL))


@pytest.fixture(scope="module")
def flare(turns: tuple[Turn, ...]) -> Turn:
    return turns[0]


def place_of(folder: Path) -> Place:
    return Place(locate(str(folder / "programme.db")), "desk-worker-sciatica")


def coming(turn: Turn) -> Iterator[tuple[int, str]]:
    """Week and activity of everything that the revision still holds."""
    block = turn.made.plan.replan
    assert block is not None
    for session in turn.made.plan.sessions:
        if session.date >= block.from_:
            yield from ((session.week, item.activity) for item in session.items)


def gone(plan: Plan, turn: Turn) -> list[bytes]:
    block = turn.made.plan.replan
    assert block is not None
    return [msgspec.json.encode(s) for s in plan.sessions if s.date < block.from_]


def test_every_revision_was_audited_and_kept(turns: tuple[Turn, ...], folder: Path) -> None:
    assert [turn.made.plan.revision for turn in turns] == [2, 3]
    assert all(turn.made.plan.audit and turn.made.plan.audit.passed for turn in turns)
    kept = revisions(place_of(folder))
    assert [plan.revision for plan in kept] == [1, 2, 3]
    assert kept[1:] == [turn.made.plan for turn in turns]


def test_history_is_never_rewritten(turns: tuple[Turn, ...]) -> None:
    for turn in turns:
        assert gone(turn.before, turn) == gone(turn.made.plan, turn) != []


def test_the_changes_are_bounded_and_each_has_a_reason(turns: tuple[Turn, ...]) -> None:
    for turn in turns:
        points, fewest = turn.points
        assert fewest <= points <= turn.script["max_points"]
        block = turn.made.plan.replan
        assert block is not None
        assert all(change.why and change.text for change in block.changes)
        first = {end.first: end for end in block.trade_off}
        assert first["changes"].changes <= points <= first["shortfall"].changes
        short = next(one.value for one in turn.made.plan.objective if one.name == "shortfall")
        assert short <= first["shortfall"].shortfall + block.tolerance


def test_what_was_stopped_returns_in_no_later_week(turns: tuple[Turn, ...]) -> None:
    """ATLAS-App#171: forbidden items that came back in later weeks, or with the next revision."""
    stopped = {
        change.what
        for change in turns[0].made.plan.replan.changes  # type: ignore[union-attr]
        if change.kind == "dropped" and any("tell a clinician" in why.text for why in change.why)
    }
    assert any(CATALOG.activities[activity].family == "walk" for activity in stopped)
    for turn in turns:
        assert not stopped & {activity for _, activity in coming(turn)}


def test_a_plan_does_not_collapse_when_much_is_stopped(flare: Turn) -> None:
    """roni#305: what is closed is said, and the weeks keep their variety."""
    weeks: dict[int, set[str]] = {}
    for week, activity in coming(flare):
        weeks.setdefault(week, set()).add(activity)
    assert all(len(found) >= ENOUGH for found in weeks.values())
    closed = {entry.activity: entry.text for entry in flare.made.plan.excluded}
    assert "tell a clinician" in closed["walk_short"]


def test_what_was_missed_is_not_made_up_for(turns: tuple[Turn, ...]) -> None:
    """HealthAgentApp#22: missed is not tomorrow. The check of the audit says so on its own."""
    audit = turns[1].made.plan.audit
    assert audit is not None
    assert not [found for found in audit.violations if found.code == "missed_again"]


def test_a_revision_goes_on_in_the_middle_of_a_week(turns: tuple[Turn, ...], folder: Path) -> None:
    """Any weekday may be the first: the days before it stay, whichever it is."""
    block = turns[-1].made.plan.replan
    assert block is not None
    later = block.from_.replace(day=block.from_.day + 2)
    made = replan(place_of(folder), day=later, by="person", effort="quick")
    turn = Turn(turns[-1].made.plan, made, {})
    assert gone(turn.before, turn) == gone(made.plan, turn)
    assert made.plan.audit is not None
    assert made.plan.audit.passed


def test_calendar_keeps_its_events(flare: Turn, folder: Path) -> None:
    """UIDs stay; SEQUENCE rises where something changed and nowhere else; what goes is withdrawn."""
    messages = messages_of(CATALOG)
    before = {event.key: event for event in events_of(flare.before, messages)}
    after = {event.key: event for event in events_of(flare.made.plan, messages)}
    for key in before.keys() & after.keys():
        assert flare.made.sequence[key] == int(before[key] != after[key])
    assert {event.key for event in flare.made.cancelled} == before.keys() - after.keys()
    assert any(flare.made.sequence[key] == 0 for key in after)


def test_the_same_input_gives_the_same_revision(turns: tuple[Turn, ...], tmp_path: Path) -> None:
    again = next(live(LIFE, tmp_path, until=UNTIL))
    assert msgspec.json.encode(again.made.plan) == msgspec.json.encode(turns[0].made.plan)


def test_the_calendar_state_follows(turns: tuple[Turn, ...], folder: Path) -> None:
    history = history_of(place_of(folder))
    state, cancelled = next_calendar(history, history.plan, CATALOG)
    assert state.revision == history.plan.revision
    assert cancelled == ()
