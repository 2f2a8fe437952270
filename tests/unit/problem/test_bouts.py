"""Minutes of one bout: the strictest of activity, dose row and caps."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from planner.knowledge.template import DoseRange
from planner.problem.bouts import bout_minutes, endurance_rows
from planner.problem.options import option
from tests.support.contexts import changed, context_of
from tests.support.people import CATALOG, all_tried, having, healthy, without

LONG = CATALOG.activities["walk_moderate"]
BIKE = CATALOG.activities["cycle_recumbent_easy"]
CAPS = ("minutes_per_bout", "minutes_per_day", "unbroken_minutes", "minutes_per_session")


def context(level="novice", **facts):
    found = context_of(all_tried(healthy(**facts)), weeks=2)
    found.eligibility = replace(found.eligibility, levels={**found.levels, "endurance": level})
    return found


def most(found, activity=LONG, week=0):
    return bout_minutes(found, activity, week, is_first=False)[1]


def capped(quantity, value, **fields):
    found = context()
    model = next(limit for limit in found.limits if limit.kind == "cap")
    cap = replace(
        model,
        quantity=quantity,
        value=value,
        activities=frozenset([LONG.id]),
        weeks=(1,),
        hard=True,
        body=replace(model.body, window=None, target=fields.get("target", model.body.target)),
    )
    found.eligibility = replace(found.eligibility, limits=(*found.limits, cap))
    return found


@pytest.mark.parametrize("level", ["deconditioned", "novice", "intermediate", "experienced"])
@pytest.mark.parametrize("age", [30, 60, 70, 80])
def test_never_above_the_dose_row_of_the_level_and_age(level, age):
    found = context(level, age=age)
    (row,) = endurance_rows(found)
    for activity in CATALOG.activities.values():
        if activity.component == "endurance":
            assert most(found, activity) <= min(activity.minutes[1], row.session_minutes[1])
    assert most(found) == min(LONG.minutes[1], row.session_minutes[1])


def test_an_activity_that_is_longer_than_the_row_has_no_bout():
    found = context("deconditioned")
    walk = replace(CATALOG.activities["walk_easy"], minutes=(20, 40))
    least, longest = bout_minutes(found, walk, 0, is_first=False)
    assert least > longest
    assert option(found, walk, 0, is_first=True) is None


def test_where_the_age_is_unknown_every_age_counts():
    found = context_of(without(healthy(), "age"), weeks=2)
    level = found.levels["endurance"]
    rows = [
        r for r in CATALOG.dosing.rows.values() if (r.component, r.level) == ("endurance", level)
    ]
    assert endurance_rows(found) == tuple(rows)
    assert len(rows) > 1


@pytest.mark.parametrize("quantity", CAPS)
def test_every_cap_on_what_is_done_at_once_counts(quantity):
    aimed = CATALOG.rules["cr_138"].then[3].cap.target
    assert most(capped(quantity, 12, target=aimed)) == 12
    assert most(capped(quantity, 12, target=aimed), week=1) == most(context())


def test_a_cap_on_the_whole_session_is_none_on_the_bout():
    everything = CATALOG.rules["prg_session_cap_novice"].then[0].cap.target
    assert most(capped("minutes_per_session", 12, target=everything)) == most(context())


def test_half_of_the_start_dose():
    assert most(capped("dose_pct", 50)) == LONG.dose["novice"].minutes / 2


def test_sitting_is_broken_in_an_irritable_back():
    """The bicycle is sat on; walking is not (cr_028)."""
    answers = all_tried(having(healthy(), lumbar_disc_herniation="acute_irritable"))
    found = context_of(answers, weeks=2)
    assert most(found, BIKE) == 20
    assert most(found) == 30


def test_an_item_that_is_longer_than_its_cap_is_not_placed():
    turn = CATALOG.activities["lumbar_rotation_mid"]
    found = capped("unbroken_minutes", 1)
    assert option(found, turn, 0, is_first=True) is not None
    extra = replace(found.limits[-1], activities=frozenset([turn.id]))
    capped_turn = replace(found.eligibility, limits=(*found.limits, extra))
    assert option(changed(found, eligibility=capped_turn), turn, 0, is_first=True) is None


@pytest.mark.parametrize("minutes", [12, 25])
def test_a_template_shortens_a_bout_and_never_lengthens_it(minutes):
    found = context()
    doses = {"endurance": DoseRange(minutes_at_most=minutes)}
    first, *others = found.template.phases
    phases = (replace(first, doses=doses), *others)
    eased = changed(found, template=replace(found.template, phases=phases))
    own, other = most(found), most(found, week=1)
    assert own > 12
    assert most(eased) == min(own, minutes)
    # The phase is one week long.
    assert most(eased, week=1) == other
