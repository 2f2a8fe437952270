"""The endurance ramp: the rise rules reproduce every series of the catalog."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from planner.domain.intake import Override
from planner.problem.ramp import endurance, ramp_cap, set_growth, week_cap
from tests.support.contexts import context_of
from tests.support.people import CATALOG, healthy

SERIES = CATALOG.ramps.endurance_series
AGE = {"age_18_64": 40, "age_65_74": 70, "age_75_plus": 80}
PLAIN = [pytest.param(s, id=s["id"]) for s in SERIES["series"]]
CAUTIOUS = [pytest.param(s, id=s["id"]) for s in SERIES["cautious_series"]]
HIGHEST = 300


DEFAULT_CAPS = "prg_ramp_"


def by_default_caps(**facts):
    """A person for whom only the default caps hold; rules for old age may be stricter."""
    rules = [r.id for r in CATALOG.rules.values() if not r.id.startswith(DEFAULT_CAPS)]
    aside = tuple(Override(rule=rule, by="doctor", reason="test") for rule in rules)
    context = context_of(healthy(**facts), weeks=2)
    context.intake = replace(context.intake, overrides=aside)
    return context


def floor5(minutes: float) -> int:
    return int(minutes + 1e-9) // 5 * 5


def stepped(context, series, deload_every=4, deload_factor=0.7, step_week=None):
    """The series as the rules give it: lighter weeks, a held week at the step of intensity."""
    minutes = [series[0]]
    for week in range(2, len(series) + 1):
        reference = max(minutes[-4:])
        if week % deload_every == 0 and week != len(series):
            minutes.append(floor5(deload_factor * reference))
        elif week == step_week:
            minutes.append(reference)
        else:
            minutes.append(floor5(ramp_cap(context, reference)))
    return minutes


@pytest.mark.parametrize("series", PLAIN)
def test_series(series):
    context = by_default_caps(age=AGE[series["age_band"]])
    found = stepped(
        context,
        series["minutes"],
        series["deload_every"],
        series["deload_factor"],
        series["intensity_step_week"],
    )
    assert found == series["minutes"]


@pytest.mark.parametrize("series", CAUTIOUS)
@pytest.mark.parametrize("facts", [{"cigarettes_per_day": 10}, {"continuous_walk_minutes": 5}])
def test_cautious_series(series, facts):
    context = context_of(healthy(**facts), weeks=2)
    assert stepped(context, series["minutes"]) == series["minutes"]


def test_every_age_band_has_a_series():
    assert {s["age_band"] for s in SERIES["series"]} == set(AGE)


@pytest.mark.parametrize("row", CATALOG.ramps.endurance_caps, ids=lambda row: str(row["age_from"]))
def test_caps_by_age(row):
    for age in (row["age_from"], row["age_to"]):
        context = by_default_caps(age=age)
        assert ramp_cap(context, 95) == 95 + row["below_100_add"]
        assert ramp_cap(context, 100) == 100 + row["pct_100_199"]
        assert ramp_cap(context, 200) == 200 + 2 * row["pct_200_up"]


def test_limits_in_units_of_the_grid():
    context = context_of(healthy(), weeks=4)
    found = endurance(context, HIGHEST)
    assert len(found.most) == 4
    assert found.most[0] * 5 <= week_cap(context, 0, HIGHEST) == 90
    assert found.ramp[8] * 5 == 60
    assert found.ramp[0] > 0, "nobody would ever start after an empty week"
    assert found.reference_weeks == 4


def test_a_quit_week_holds_the_minutes():
    smoker = healthy(cigarettes_per_day=20, ready_to_quit_30d=True)
    assert endurance(context_of(smoker, weeks=8), HIGHEST).no_rise == (2,)
    assert endurance(context_of(healthy(), weeks=8), HIGHEST).no_rise == ()


@pytest.mark.parametrize(("age", "rise"), [(70, 15), (80, 10)])
def test_the_strictest_of_several_rises_counts(age, rise):
    """For older people a rise in minutes binds beside the percentages."""
    assert ramp_cap(by_default_caps(age=age), 300) == 330
    assert ramp_cap(context_of(healthy(age=age), weeks=2), 300) == 300 + rise


def test_sets_grow_by_one_or_a_quarter():
    growth = set_growth(context_of(healthy(), weeks=2))
    assert [growth.most[n] for n in (1, 2, 4, 8, 12)] == [2, 3, 5, 10, 15]
