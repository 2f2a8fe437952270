"""Leg pain settles: what waited behind the gate opens, mildest first, and the diff says so."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from itertools import pairwise

import pytest

from planner.domain.revision import Change
from planner.explain import messages_of
from planner.explain.layout import short_day
from planner.rules import activities_of
from planner.workflow.programme.changes import FEWEST
from planner.workflow.programme.replan import revised_sections
from tests.support.lives import Turn, live
from tests.support.people import CATALOG

OPENED, FAMILY = "slider_supine_small", "neural_sciatic"
LEG = ("sciatica_settling", "sciatica_settled", "leg_symptom_free_14d")
WIDE = 200


@pytest.fixture(scope="module")
def turn(tmp_path_factory: pytest.TempPathFactory) -> Turn:
    return next(live("settling", tmp_path_factory.mktemp("settling")))


@pytest.fixture(scope="module")
def listed(turn: Turn) -> tuple[Change, ...]:
    assert turn.made.plan.replan is not None
    return turn.made.plan.replan.changes


def test_the_gate_was_closed_before(turn: Turn) -> None:
    held = {item.activity for session in turn.before.sessions for item in session.items}
    assert OPENED not in held
    closed = [e for e in turn.before.excluded if e.activity == OPENED]
    assert {(e.verdict, e.until) for e in closed} == {("deferred", "sciatica_settling")}


def test_the_revision_holds_what_the_gate_opened(turn: Turn) -> None:
    assert turn.made.plan.replan is not None
    days = [s.date for s in turn.made.plan.sessions for i in s.items if i.activity == OPENED]
    assert days
    assert min(days) >= turn.made.plan.replan.from_
    assert turn.made.plan.audit is not None
    assert turn.made.plan.audit.passed


def test_the_mildest_level_opens_first(turn: Turn) -> None:
    levels = [level.activity for level in CATALOG.families[FAMILY].levels]
    came = [i.activity for s in turn.made.plan.sessions for i in s.items if i.activity in levels]
    assert levels[0] == OPENED == came[0]
    order = [levels.index(activity) for activity in came]
    assert all(later <= earlier + 1 for earlier, later in pairwise(order))


def test_one_new_risk_at_a_time(turn: Turn) -> None:
    """Of what can stir the nerve and the leg pain had closed, no week begins more than one."""
    assert turn.made.plan.replan is not None
    day = turn.made.plan.replan.from_
    (cap,) = (e.cap for e in CATALOG.rules["plan_nerve_item_alone"].then if e.cap is not None)
    risky = activities_of(cap.target, CATALOG)
    closed = {e.activity for e in turn.before.excluded if e.until in LEG} & risky
    begun: dict[str, int] = {}
    for session in turn.made.plan.sessions:
        for item in session.items:
            if item.activity in closed:
                begun.setdefault(item.activity, session.week)
    assert begun
    assert set(Counter(begun.values()).values()) == {1}
    assert (
        min(s.date for s in turn.made.plan.sessions for i in s.items if i.activity in begun) >= day
    )


def test_a_person_reads_on_which_day_it_opens_and_why(
    turn: Turn, listed: tuple[Change, ...]
) -> None:
    opens = [change for change in listed if re.search(r" opens on \w{3} \d+ \w{3}: ", change.text)]
    assert len({change.what for change in opens}) == len(opens)
    (opened,) = (change for change in opens if change.what == OPENED)
    assert opened.to is not None
    day = dt.date.fromisoformat(opened.to[:10])
    assert day == min(
        s.date for s in turn.made.plan.sessions for i in s.items if i.activity == OPENED
    )
    # A week later costs less than what the published plan would have to give up for it.
    assert dt.date(2026, 12, 21) <= day <= dt.date(2027, 1, 3)
    name, meaning = CATALOG.activities[OPENED].name, CATALOG.criteria["sciatica_settling"].meaning
    assert opened.text.startswith(f"{name} opens on {short_day(day)}: now open ({meaning})")
    assert [why.rule for why in opened.why] == ["sciatica_settling"]
    told = "\n".join(
        line for s in revised_sections(turn.made, messages_of(CATALOG), WIDE) for line in s.lines
    )
    assert f"{name} opens on {short_day(day)}" in told


def test_what_gives_way_says_to_what(listed: tuple[Change, ...]) -> None:
    """That a change follows from others is said where no cause is known, not as a rule."""
    unnamed = [change for change in listed if change.why[0].rule == FEWEST]
    gone = [change for change in listed if change.kind == "dropped"]
    name = CATALOG.activities[OPENED].name
    assert any(change.text.endswith(f"{name} takes its place.") for change in gone)
    # What else gives way, and to what, is another matter in every good plan.
    for words in (r"and .+ comes first\.$", r"no room for it beside .+\.$"):
        assert any(re.search(words, change.text) for change in gone)
    assert 3 * len(unnamed) < len(listed)
