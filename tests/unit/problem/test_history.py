"""The past of a programme: planned stands, done counts apart."""

from __future__ import annotations

import datetime as dt

from msgspec.structs import replace

from planner.domain.checkin import CheckIn, ItemReport, SessionReport
from planner.domain.part import Because
from planner.domain.past import Past, Ruling
from planner.domain.verdict import Status, Verdict
from planner.eligibility import decide
from planner.problem.history import History
from planner.problem.rulings import with_rulings
from tests.support.people import CATALOG, START
from tests.support.plan_variants import revised


def past(**changes: object) -> Past:
    found = revised().past
    assert found is not None
    return replace(found, **changes)


def history(*reports: SessionReport) -> History:
    told = past().check_ins[0]
    return History(past(check_ins=(replace(told, sessions=(*told.sessions, *reports)),)))


def test_a_revision_may_begin_inside_a_week() -> None:
    found = history()
    assert (found.first_day, found.first_week, found.cuts_week) == (16, 2, True)
    assert not History(past(day=START + dt.timedelta(days=14))).cuts_week


def test_what_was_missed_counts_as_planned_and_not_as_done() -> None:
    found = history()
    squats = [one for one in found.items if one.item.activity == "sit_to_stand"]
    assert [one.is_done for one in squats] == [True, True, False]
    assert squats[-1].sets == 0
    assert found.days_in_week("squat", 2) == 1


def test_minutes_are_as_they_were_said_and_never_more_than_planned() -> None:
    walked = ItemReport(activity="walk_short", done="partial", minutes=10)
    longer = ItemReport(activity="walk_short", done="full", minutes=90)
    assert history().minutes_done(0) == 60
    assert history(SessionReport(key="w1-d1", done="full", items=(walked,))).minutes_done(0) == 50
    assert history(SessionReport(key="w1-d1", done="full", items=(longer,))).minutes_done(0) == 60
    assert history(SessionReport(key="w1-d1", done="partial")).minutes_done(0) == 40


def test_a_session_that_the_check_in_passes_over_was_not_done() -> None:
    silent = CheckIn(date=START + dt.timedelta(days=6))
    found = History(past(check_ins=(silent,)))
    assert found.minutes_done(0) == 0
    assert found.minutes_done(1) > 0


def test_a_family_stands_where_it_was_last_done() -> None:
    first = history().standings["squat"]
    assert (first.activity, first.began, first.weeks) == ("sit_to_stand", 1, frozenset({1}))
    later = History(past(day=START + dt.timedelta(days=28), check_ins=()))
    assert later.standings["squat"].activity == "mini_squat_counter"
    told = CheckIn(
        date=START + dt.timedelta(days=27),
        sessions=tuple(
            SessionReport(key=s.key, done="missed" if s.week == 4 else "full")
            for s in past().plan.sessions
            if s.week <= 4
        ),
    )
    missed = History(past(day=START + dt.timedelta(days=28), check_ins=(told,)))
    assert missed.standings["squat"].activity == "sit_to_stand"


def test_what_was_missed_is_due_again_in_a_week_that_had_none_of_it() -> None:
    assert history().due_again(["walk_short"]) == 0
    assert history().due_again(["sit_to_stand"]) == 21
    assert history().due_again(["assess_retest"]) == 16


def ruled(change: str, activity: str, **fields: object) -> dict[tuple[str, str | None], Verdict]:
    base = revised()
    given = Ruling(
        on=START, activity=activity, side=None, change=change,  # type: ignore[arg-type]
        because=Because(rule="prg_24h", text="It hurt."), **fields,  # type: ignore[arg-type]
    )  # fmt: skip
    eligible = decide(CATALOG, base.intake, base.answers, 6)
    return with_rulings(eligible, past(rulings=(given,)), CATALOG).verdicts


def test_what_is_stopped_is_closed_with_the_levels_above() -> None:
    found = ruled("stop", "sit_to_stand")
    for name in ("sit_to_stand", "mini_squat_counter"):
        verdict = found[name, None]
        assert (verdict.status, verdict.opens_week) == (Status.EXCLUDED, None)
        assert verdict.reasons[-1].text == "It hurt."
    assert found["sit_to_stand_high", None].status is not Status.EXCLUDED


def test_what_is_held_steps_onto_nothing_for_a_week_or_more() -> None:
    base = revised()
    eligible = decide(CATALOG, base.intake, base.answers, 6)
    hold = Ruling(
        on=START, activity="sit_to_stand", side=None, change="hold",
        because=Because(rule="prg_24h", text="It hurt."),
    )  # fmt: skip
    held = with_rulings(eligible, past(rulings=(hold,)), CATALOG).held
    assert held["mini_squat_counter"] == 5
    longer = past(rulings=(replace(hold, sessions=3),))
    assert with_rulings(eligible, longer, CATALOG).held["mini_squat_counter"] == 7
