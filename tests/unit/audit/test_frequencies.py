from __future__ import annotations

from types import SimpleNamespace

import pytest
from msgspec.structs import replace as changed

from planner.audit.frequencies import is_all_day, most_days
from tests.support.audits import case_of
from tests.support.people import CATALOG
from tests.support.plan_variants import quitting
from tests.support.plans import Bundle, valid


@pytest.mark.parametrize(
    ("bundle", "names", "days"),
    [
        (valid(), ("walk_short",), 6),
        # What is all easy may lie on the day of rest too; its dose has six days.
        (quitting(), ("walk_short",), 6),
        (valid(), ("sit_to_stand",), 2),
        (valid(), ("sitting_break_60",), 7),
        # Not allowed: nothing bounds it.
        (valid(), ("walk_moderate",), 7),
        (valid(), ("walk_moderate", "sit_to_stand"), 2),
    ],
)
def test_days_of_the_most_frequent_activity(
    bundle: Bundle, names: tuple[str, ...], days: int
) -> None:
    activities = [CATALOG.activities[name] for name in names]
    assert most_days(case_of(bundle), activities, 1) == days


def test_a_muscle_that_rests_48_hours_works_on_three_days_a_week() -> None:
    squat, push_up = (CATALOG.activities[name] for name in ("sit_to_stand", "wall_push_up"))
    daily = [
        changed(a, dose={k: changed(d, days_per_week=(2, 7)) for k, d in a.dose.items()})
        for a in (squat, push_up)
    ]
    assert most_days(case_of(valid()), daily[:1], 5) == 3
    # Two muscles may take turns.
    assert most_days(case_of(valid()), daily, 5) > 3


@pytest.mark.parametrize(("effort", "days"), [(2, 7), (5, 6)])
def test_a_day_of_rest_is_kept_free_of_all_but_easy_endurance(effort: int, days: int) -> None:
    walk = CATALOG.activities["walk_short"]
    doses = {k: changed(d, days_per_week=(2, 7), rpe=effort) for k, d in walk.dose.items()}
    assert most_days(case_of(valid()), [changed(walk, dose=doses)], 5) == days


def rested(
    hours: int,
    muscles: tuple[tuple[str, ...], ...],
    component: str = "strength",
    rest: tuple[int, ...] = (2,),
) -> float:
    """Days of exercises that may be done daily, with hours between them and days of rest."""
    case = case_of(valid())
    daily = changed(CATALOG.activities["sit_to_stand"].dose["novice"], days_per_week=(1, 7))
    made = [
        SimpleNamespace(
            id=f"{number}", component=component, tags=(), dose={"any_level": daily},
            muscles=SimpleNamespace(primary=primary),
        )
        for number, primary in enumerate(muscles)
    ]  # fmt: skip
    floors = {"rest_hours_same_muscle": [hours] if hours else [], "rest_days_per_week": rest}
    case.firings.limits = lambda kind, quantity, week: [
        SimpleNamespace(body=SimpleNamespace(value=value)) for value in floors.get(quantity, ())
    ]
    case.firings.touching = lambda *_: ()
    case.verdicts.is_allowed_somehow = lambda activity, week: True
    return most_days(case, made, 2)


@pytest.mark.parametrize(
    ("hours", "muscles", "days"),
    [
        # Seven days have 168 hours.
        (48, (("quadriceps",),), 3),
        (56, (("quadriceps",),), 3),
        (57, (("quadriceps",),), 2),
        (84, (("quadriceps",),), 2),
        (85, (("quadriceps",),), 1),
        (24, (("quadriceps",),), 7),
        (0, (("quadriceps",),), 7),
        # One muscle that all work rests for all of them.
        (48, (("quadriceps", "calf"), ("calf", "core")), 3),
        (48, (("quadriceps",), ("calf",)), 7),
        (48, ((),), 7),
    ],
)
def test_a_muscle_rests_the_hours_that_rules_ask_for(hours, muscles, days: float) -> None:
    assert rested(hours, muscles) == days
    assert rested(hours, muscles, component="balance") == 7


@pytest.mark.parametrize(("rest", "days"), [((), 7), ((1,), 6), ((2,), 5), ((1, 3, 2), 4)])
def test_the_most_days_of_rest_are_taken_from_what_is_not_easy(rest, days: float) -> None:
    assert rested(48, (("quadriceps",),), component="endurance", rest=rest) == days


@pytest.mark.parametrize(
    ("name", "all_day"),
    [
        ("if_then_plan", True),
        ("sitting_break_60", True),
        ("heel_lift_3mm", True),
        ("walk_short", False),
        ("assess_intake_screen", False),
    ],
)
def test_reminders_habits_and_devices_have_no_place_in_a_session(name: str, all_day: bool) -> None:
    assert is_all_day(case_of(valid()), CATALOG.activities[name]) is all_day
