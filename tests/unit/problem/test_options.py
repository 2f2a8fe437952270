"""What a placement of an activity means in one week."""

import datetime as dt

from msgspec.structs import replace

from planner.problem.options import fits, option
from tests.support.contexts import EVENINGS, context_of
from tests.support.people import CATALOG, healthy, intake

BENT = CATALOG.activities["curl_up_mcgill"]
LOWER = CATALOG.activities["curl_up_brace"]


def test_what_waits_after_waking_has_no_option_while_the_time_of_waking_is_unknown():
    person = intake(8, availability=EVENINGS)
    known = context_of(healthy(), replace(person, wake=dt.time(6, 30)))
    unknown = context_of(healthy(), replace(person, wake=None))
    assert option(known, BENT, 0, is_first=True) is not None
    assert option(unknown, BENT, 0, is_first=True) is None
    for context in (known, unknown):
        assert option(context, LOWER, 0, is_first=True) is not None


def test_a_week_without_free_time_keeps_its_options():
    context = context_of(healthy(), replace(intake(8, availability=EVENINGS), wake=dt.time(6, 30)))
    context.__dict__["slots"] = ()
    held = option(context, BENT, 0, is_first=True)
    assert held is not None
    assert not held.slots
    assert not fits(context, BENT.id, 1)
