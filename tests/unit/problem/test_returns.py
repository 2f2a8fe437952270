"""Returns to training after days away: the absence table, read for each stretch."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from msgspec.structs import replace

from planner.domain.intake import Away, Override
from planner.problem.paths import Ladder, paths
from planner.problem.returns import once_again, returns
from tests.support.contexts import EVENINGS, context_of
from tests.support.people import CATALOG, START, all_tried, healthy, intake

TABLE = CATALOG.ramps.absence


def gone(first: int, days: int, kind: str = "travel") -> Away:
    start = START + dt.timedelta(days=first)
    return Away(start=start, end=start + dt.timedelta(days=days - 1), kind=kind)


def context(*away: Away, weeks: int = 12, **facts):
    who = intake(weeks, availability=EVENINGS, away=away)
    return context_of(all_tried(healthy(**facts)), who, weeks=weeks)


@pytest.mark.parametrize("row", TABLE["rows"], ids=lambda row: row["rule"])
def test_the_row_of_the_days_away(row):
    for days in (row["days"][0], min(row["days"][1], 40)):
        found = returns(context(gone(21, days)))
        if "endurance_factors" not in row:
            assert found == ()
            continue
        (back,) = found
        assert (back.rule, back.day, back.days, back.last_week) == (row["rule"], 21 + days, days, 2)
        assert [pct / 100 for pct in back.minutes_pct] == row["endurance_factors"]


@pytest.mark.parametrize("example", TABLE["examples"], ids=lambda e: str(e["days_absent"]))
def test_the_worked_examples(example):
    """Minutes of the weeks after, rounded down to five."""
    found = returns(context(gone(21, example["days_absent"])))
    numbers = [n for n in example["next_weeks"] if isinstance(n, int)]
    shares = [pct for back in found for pct in back.minutes_pct]
    after = [example["last_completed"] * pct // 100 // 5 * 5 for pct in shares]
    if numbers:
        assert after == numbers
    elif found:
        assert after == [60]
        assert found[0].minutes_most <= 90
    else:
        assert example["next_weeks"] == ["as planned"]


def test_the_table_and_the_rules_say_the_same():
    for row in TABLE["rows"]:
        scales = [e.scale for e in CATALOG.rules[row["rule"]].then if e.scale is not None]
        minutes = [s for s in scales if s.quantity == "minutes_per_week"]
        factors = [list(s.factors) or [s.factor] for s in minutes]
        assert factors == ([row["endurance_factors"]] if "endurance_factors" in row else [])
        less = [s.minus for s in scales if s.quantity == "sets"]
        assert less == ([row["strength_sets_less"]] if "strength_sets_less" in row else [])


def test_an_illness_counts_as_a_week_and_touching_stretches_as_one():
    (back,) = returns(context(gone(21, 2, "illness")))
    assert back.rule == "prg_absence_7_13"
    assert returns(context(gone(21, 2))) == ()
    (joined,) = returns(context(gone(21, 5), gone(26, 9, "holiday")))
    assert (joined.rule, joined.days) == ("prg_absence_14_27", 14)


def test_away_to_the_end_or_from_the_start():
    assert returns(context(gone(70, 14))) == ()
    (back,) = returns(context(gone(0, 9)))
    assert back.last_week is None


def test_the_week_before_is_a_whole_one():
    (back,) = returns(context(gone(17, 1), gone(24, 9)))
    assert back.last_week == 1, "week 3 had a day away"


def test_a_rule_set_aside_by_a_clinician():
    away = context(gone(21, 9))
    aside = (Override(rule="prg_absence_7_13", by="doctor", reason="test"),)
    away.intake = replace(away.intake, overrides=aside)
    assert returns(away) == ()


def rungs(away, family="squat"):
    ladder = Ladder(away, list(CATALOG.families[family].levels))
    return [[o.level if o else None for o in path.options] for path in paths(ladder, [0])]


def test_ladders_go_one_level_down_at_the_return():
    (longest, *_) = rungs(context(gone(42, 14)))
    assert longest[8] == max(longest[5] - 1, 1)
    assert longest[5] > 1
    plain = rungs(context())
    steps = [pair for path in plain for pair in itertools.pairwise(path)]
    assert all(after >= before for before, after in steps if before and after)


def test_no_step_down_after_a_week():
    for path in rungs(context(gone(42, 7))):
        assert all(b <= a for b, a in itertools.pairwise(path) if a and b)


def test_the_intake_questions_come_again_in_the_first_week_with_time():
    assert once_again(context(gone(28, 28))) == {"assess_intake_screen": (9,)}
    assert once_again(context(gone(28, 27))) == {}
