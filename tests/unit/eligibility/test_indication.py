import datetime as dt

import pytest
from msgspec.structs import replace

from planner.domain.verdict import Status
from planner.eligibility.gates import Gatekeeper, Opening
from planner.eligibility.indication import is_indicated, without_indication
from tests.support.people import CATALOG, START, having, healthy, without

LIFT = CATALOG.activities["heel_lift_3mm"]
INSOLE = CATALOG.activities["orthotic_day_1_3"]
SLIDER = CATALOG.activities["slider_supine_small"]
SLUMP = CATALOG.activities["slider_slump"]
SORE = having(healthy(leg_pain_worst_24h=6, leg_pain_max_7d=6), sciatica=None)


def closed(activity, answers, weeks=12):
    keeper = Gatekeeper(CATALOG, answers, START, weeks)
    return without_indication(activity, CATALOG, answers, keeper)


def test_a_device_needs_its_finding():
    assert not is_indicated(LIFT, CATALOG, healthy())
    assert is_indicated(LIFT, CATALOG, having(healthy(), lli_structural="any"))
    assert closed(LIFT, healthy())[:2] == (Status.EXCLUDED, Opening(None))
    assert closed(LIFT, having(healthy(), lli_structural="any")) is None


def test_a_prescribed_insole_is_indicated():
    assert not is_indicated(INSOLE, CATALOG, healthy())
    assert is_indicated(INSOLE, CATALOG, healthy(orthotic_prescribed=True))
    assert not is_indicated(LIFT, CATALOG, healthy(orthotic_prescribed=True))


def test_a_finding_that_is_not_known_is_no_indication():
    assert is_indicated(SLIDER, CATALOG, healthy())
    assert not is_indicated(SLIDER, CATALOG, healthy(leg_pain_worst_24h=6))
    assert not is_indicated(SLIDER, CATALOG, without(healthy(), "leg_pain_worst_24h"))


def test_a_glide_waits_for_the_leg_to_settle_and_may_be_planned_from_its_week():
    status, opening, reason = closed(SLIDER, SORE)
    assert status is Status.DEFERRED
    assert opening == Opening(3, ("sciatica_settling",))
    assert reason.text.startswith("This is for the time when this holds: leg pain is easing")
    assert closed(SLIDER, SORE, weeks=2)[1] == Opening(None, ("sciatica_settling",))


def test_a_glide_for_a_settled_leg_is_not_planned_on_trust():
    status, opening, _ = closed(SLUMP, SORE)
    assert (status, opening) == (Status.DEFERRED, Opening(None, ("sciatica_settled",)))


@pytest.mark.parametrize(
    "person",
    [
        healthy(leg_pain_worst_24h=6),
        having(healthy(leg_pain_worst_24h=6), lumbar_disc_herniation=None),
        replace(healthy(leg_pain_worst_24h=6), conditions_unknown=frozenset({"sciatica"})),
    ],
)
def test_nothing_is_awaited_without_the_condition_for_certain(person):
    status, opening, reason = closed(SLIDER, person)
    assert (status, opening) == (Status.EXCLUDED, Opening(None))
    assert reason.text.startswith("This is only for people with: ")


def test_a_criterion_that_counts_from_a_date_opens_the_glide_without_a_condition():
    later = START + dt.timedelta(days=30)
    dated = replace(
        SORE, criteria={"sciatica_settling": False}, criteria_from={"sciatica_settling": later}
    )
    assert closed(SLIDER, dated)[1] == Opening(6)
