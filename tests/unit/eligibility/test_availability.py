import pytest

from planner.domain.intake import Preferences
from planner.domain.verdict import Status
from planner.eligibility.availability import missing_equipment, own_limits
from planner.eligibility.levels import person_levels
from tests.support.people import CATALOG, healthy, intake

WALK = CATALOG.activities["walk_short"]
ROW = CATALOG.activities["row_ergometer"]
LIFT = CATALOG.activities["heel_lift_3mm"]


def statuses(activity, person=None, **fields):
    answers = person or healthy(months_resistance_training=30, months_regular_exercise=30)
    levels = person_levels(CATALOG, answers)
    found = own_limits(activity, CATALOG, intake(**fields), levels)
    return [(reason.rule, status) for status, reason in found]


@pytest.mark.parametrize("owned", [None, ()])
def test_only_what_every_home_has_is_there_unless_it_is_named(owned):
    for activity in CATALOG.activities.values():
        missing = set(missing_equipment(activity, CATALOG, intake(equipment=owned)))
        at_hand = {
            *CATALOG.equipment_policy.always_at_hand,
            *CATALOG.decision_policy.comes_with_item,
        }
        assert missing == set(activity.equipment) - at_hand


def test_all_of_the_equipment_is_needed():
    press = CATALOG.activities["goblet_box_squat"]
    assert set(press.equipment) == {"dumbbell", "box"}
    assert missing_equipment(press, CATALOG, intake(equipment=("dumbbell",))) == ("box",)


def test_a_device_that_is_handed_out_never_closes_its_item():
    assert missing_equipment(LIFT, CATALOG, intake(equipment=())) == ()


def test_missing_equipment_is_named_in_words():
    [(status, reason)] = own_limits(
        ROW, CATALOG, intake(equipment=()), {"endurance": "experienced"}
    )
    assert status is Status.NOT_AVAILABLE
    assert reason.text == "This needs equipment that was not named: rowing machine."


@pytest.mark.parametrize("never", [WALK.id, WALK.component, WALK.family])
def test_what_is_never_wanted_is_left_out(never):
    assert ("preferences", Status.NOT_AVAILABLE) not in statuses(WALK)
    found = statuses(WALK, preferences=Preferences(never=(never,)))
    assert ("preferences", Status.NOT_AVAILABLE) in found


def test_an_item_above_the_level_is_not_available():
    run = next(a for a in CATALOG.activities.values() if a.min_level == "experienced")
    assert ("min_level", Status.NOT_AVAILABLE) in statuses(run, healthy())
    same = next(a for a in CATALOG.activities.values() if a.min_level == "deconditioned")
    assert "min_level" not in dict(statuses(same, healthy()))
