"""The log: later reports complete earlier ones; what one item says beats what its session says."""

from __future__ import annotations

import datetime as dt

from planner.domain.checkin import CheckIn, ItemReport, SessionReport
from planner.progression import Log, log_facts
from planner.progression.responses import Scores, responses_of
from tests.support.checkins import BUG, SET, programme
from tests.support.people import CATALOG

PLAN = programme()
SUNDAY, NEXT = dt.date(2026, 12, 13), dt.date(2026, 12, 20)


def log(*check_ins: CheckIn) -> Log:
    return Log(PLAN, check_ins, CATALOG)


def week(*sessions: SessionReport, date: dt.date = SUNDAY) -> CheckIn:
    return CheckIn(date=date, sessions=sessions)


def test_the_next_morning_can_be_told_later() -> None:
    first = SessionReport(key="w01-0", done="full", pain_before=1, pain_during=2, rpe=4)
    later = SessionReport(key="w01-0", done="full", pain_next_morning=1)
    entry = log(week(first), week(later, date=NEXT)).entries[0]
    assert (entry.scores.during, entry.scores.morning, entry.colour) == (2, 1, "green")


def test_a_session_that_turns_out_missed_has_no_scores() -> None:
    first = SessionReport(key="w01-0", done="full", pain_before=1, pain_during=8)
    later = SessionReport(key="w01-0", done="missed")
    entry = log(week(first), week(later, date=NEXT)).entries[0]
    assert (entry.done, entry.responses) == ("missed", ())


def test_an_item_says_more_than_its_session() -> None:
    items = (ItemReport(activity=BUG, pain_during=6, done="partial"),)
    report = SessionReport(key="w01-0", done="full", pain_before=1, pain_during=1, items=items)
    entries = {entry.item.activity: entry for entry in log(week(report)).entries}
    assert (entries[BUG].scores.during, entries[BUG].done) == (6, "partial")
    assert (entries[SET].scores.during, entries[SET].done) == (1, "full")


def test_of_two_sides_the_worse_counts() -> None:
    items = (
        ItemReport(activity=BUG, side="left", pain_during=1, reps=10),
        ItemReport(activity=BUG, side="right", pain_during=4, reps=6),
    )
    report = SessionReport(key="w01-0", done="full", items=items)
    entry = next(e for e in log(week(report)).entries if e.item.activity == BUG)
    assert (entry.scores.during, entry.reps) == (4, 6)


def test_what_is_done_in_full_is_done_as_planned_and_in_part_is_not_known() -> None:
    full = log(week(SessionReport(key="w01-0", done="full"))).entries[0]
    partial = log(week(SessionReport(key="w01-0", done="partial"))).entries[0]
    assert (full.sets, full.reps, partial.sets, partial.reps) == (2, 12, None, None)


def test_the_baseline_is_the_median_of_seven_days_and_rather_low() -> None:
    reports = [
        SessionReport(key=f"w01-{day}", done="full", pain_before=pain)
        for day, pain in ((0, 0), (2, 5), (4, 3))
    ]
    found = log(week(*reports))
    assert found.baseline(dt.date(2026, 12, 11)) == 3
    assert found.baseline(dt.date(2026, 12, 15)) == 3
    assert found.baseline(dt.date(2026, 12, 30)) is None


def test_no_score_makes_no_response() -> None:
    assert responses_of(Scores(), CATALOG) == ()
    assert responses_of(Scores(during=1), CATALOG) == ()


def test_facts_of_an_empty_log_stay_unknown() -> None:
    found = log_facts(log(week()), {}, 0)
    assert found == {"plan_week": 1, "step_backs_consecutive": 0}


def test_what_the_person_says_beats_what_the_log_says_but_for_the_week() -> None:
    said = CheckIn(date=SUNDAY, facts={"adherence_pct": 90, "plan_week": 7})
    found = log_facts(log(said), {}, 0)
    assert "adherence_pct" not in found
    assert found["plan_week"] == 1


def test_minutes_and_days_of_the_weeks() -> None:
    reports = [SessionReport(key=f"w01-{day}", done="full") for day in (0, 2, 4)]
    found = log_facts(log(week(*reports)), {}, 0)
    assert found["ref_minutes_week"] == 90
    assert found["longest_session_minutes"] == 30
    assert found["weeks_of_strength_done"] == 1
    assert found["adherence_pct"] == 100
