from __future__ import annotations

import pytest

from planner.audit.ramp import rise_caps, start_caps
from tests.support.audits import case_of
from tests.support.mutations.tools import swapped
from tests.support.plans import Bundle, valid


@pytest.mark.parametrize(
    ("bundle", "cap"),
    [
        (valid(), (90, "prg_week1_novice")),
        (
            valid().with_facts(continuous_walk_minutes=5, active_minutes_week=0),
            (60, "prg_week1_deconditioned"),
        ),
    ],
)
def test_the_first_week_has_the_cap_of_its_level(bundle: Bundle, cap: tuple[float, str]) -> None:
    assert list(start_caps(case_of(bundle), 1)) == [cap]


def test_later_weeks_have_no_cap_of_the_first() -> None:
    assert list(start_caps(case_of(valid()), 2)) == []


@pytest.mark.parametrize(
    ("bundle", "ref", "most"),
    [
        (valid(), 60, 80),
        (valid().with_facts(age=76), 60, 70),
        (valid().having(fibromyalgia="any"), 60, 63),
    ],
)
def test_the_rise_follows_age_and_condition(bundle: Bundle, ref: float, most: float) -> None:
    assert min(cap for cap, _ in rise_caps(case_of(bundle), 2, ref)) == most


def test_a_step_in_intensity_binds_in_its_first_week_only() -> None:
    step = case_of(swapped(valid(), "walk_short", "walk_moderate", range(3, 7), minutes=30))

    def rules(week: int, *, steps: bool = True) -> set[str]:
        return {rule for _, rule in rise_caps(step, week, 75, steps=steps)}

    assert rules(3) - rules(3, steps=False) == {"prg_light_to_moderate"}
    assert rules(2) == rules(2, steps=False)
    assert rules(4) == rules(4, steps=False)
