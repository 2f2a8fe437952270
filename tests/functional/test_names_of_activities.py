"""An activity's name tells no amount of its dose: the dose differs by level, week and day."""

from __future__ import annotations

import re

import pytest

from planner.domain.language import speaking
from planner.knowledge import load_catalog
from tests.support.people import CATALOG

AMOUNT = re.compile(
    r"\b\d[\d.-]*[ -](?:min|minutes?|s|seconds?|h|hours?|mm|days?|weeks?)\b|\b(?:days?|weeks?) \d",
    re.IGNORECASE,
)
# Amounts that are no dose of the plan but say what the activity is.
SAYS_WHAT_IT_IS = {
    "assess_chair_stand": "the name of a test",
    "walk_interval_3x3": "the length of an interval",
    "walk_interval_easy": "the length of an interval",
    "run_walk": "the length of an interval",
    "sitting_break_30": "how long to sit before it",
    "sitting_break_60": "how long to sit before it",
    "morning_bending_delay": "how long not to bend",
    "sleep_window_7h": "how long to sleep",
    "sleep_caffeine_cut": "how long before sleep",
    "craving_4d": "how long to wait",
    "meal_log_3d": "how many days one log has",
    "quit_date_set": "how far ahead the date lies",
    "quit_contact_week1": "how long after the quit day",
    "quit_contact_weeks_2_3": "weeks after the quit day",
    "quit_review_week12": "week after the quit day",
    "relapse_reset": "how far ahead the new date lies",
    "heel_lift_micro": "how much one step adds",
}
SPEEDS = re.compile(r"mph|km/h")


def test_a_name_holds_no_amount_of_the_dose() -> None:
    found = {a.id for a in CATALOG.activities.values() if AMOUNT.search(a.name)}
    assert found == set(SAYS_WHAT_IT_IS)


@pytest.mark.parametrize(
    "name", ["10 min walk", "Lift 4.5 mm", "Insoles, days 1-3", "30-second hold", "Hold, 5-10 s"]
)
def test_amounts_are_seen(name: str) -> None:
    assert AMOUNT.search(name)


def test_a_speed_or_height_stands_in_the_units_of_every_reader() -> None:
    for activity in CATALOG.activities.values():
        assert len(set(SPEEDS.findall(activity.name))) in (0, 2), activity.name
        assert bool(re.search(r"\d cm\b", activity.name)) == bool(
            re.search(r"\d in\b", activity.name)
        ), activity.name


def test_a_translated_name_holds_the_same_numbers() -> None:
    with speaking("es"):
        spanish = load_catalog(None).activities
    for activity in CATALOG.activities.values():
        told = spanish[activity.id].name
        assert _numbers(told) == _numbers(activity.name), told


def _numbers(name: str) -> list[str]:
    return sorted(re.findall(r"\d+(?:\.\d+)?", name.replace(",", ".").replace(". ", " ")))
