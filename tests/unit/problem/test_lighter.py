"""Which weeks should hold less, and how much of the weeks before."""

from planner.domain.intake import Override
from planner.problem.lighter import lighter_weeks
from tests.support.contexts import EVENINGS, context_of
from tests.support.people import healthy, intake

RULE = "prg_deload_endurance"


def weeks(number, least=None, **more):
    who = intake(number, availability=EVENINGS, **more)
    context = context_of(healthy(), who, weeks=number)
    return {
        (one.component, one.week): one for one in lighter_weeks(context, least or (0,) * number)
    }


def test_every_fourth_and_sixth_week_counted_from_the_start():
    found = weeks(12)
    assert [week for component, week in found if component == "endurance"] == [3, 7]
    assert [week for component, week in found if component == "strength"] == [5, 11]
    assert found["endurance", 3].pct == 70
    assert found["strength", 5].pct == 60


def test_the_last_week_is_not_cut_where_the_rule_says_so():
    assert ("endurance", 3) not in weeks(4)


def test_no_lighter_than_floors_ask():
    found = weeks(6, least=(0, 0, 60, 60, 60, 60))
    assert found["endurance", 3].least == 12
    assert found["strength", 5].least == 0


def test_a_rule_that_is_set_aside_makes_no_week_lighter():
    aside = Override(rule=RULE, reason="races in week 4", by="clinician")
    assert all(component == "strength" for component, _ in weeks(6, overrides=(aside,)))
