"""Number series of the catalog, worked out again from the caps and constants beside them."""

import pytest

from planner.knowledge.checks.reading import grade

BANDS = {"age_18_64": 18, "age_65_74": 65, "age_75_plus": 75}


def floor_to_five(minutes: float) -> int:
    return int(minutes + 1e-9) // 5 * 5


def capped(reference: float, cap: dict) -> float:
    if reference < 100:
        return reference + cap["below_100_add"]
    percent = cap["pct_100_199"] if reference < 200 else cap["pct_200_up"]
    return reference * (1 + percent / 100)


def test_endurance_series_follow_from_the_caps(catalog):
    caps = {cap["age_from"]: cap for cap in catalog.ramps.endurance_caps}
    series = catalog.ramps.endurance_series["series"]
    assert len(series) == 8
    for each in series:
        made, weeks = [each["start"]], len(each["minutes"])
        for week in range(2, weeks + 1):
            reference = max(made[-4:])
            if week % each["deload_every"] == 0 and week != weeks:
                made.append(floor_to_five(each["deload_factor"] * reference))
            elif week == each["intensity_step_week"]:
                made.append(reference)
            else:
                made.append(floor_to_five(capped(reference, caps[BANDS[each["age_band"]]])))
        assert made == each["minutes"], each["id"]


def test_insole_hours_never_fall_and_never_pass_a_day(catalog):
    for name in ("orthotic_standard", "orthotic_slow"):
        ramp = getattr(catalog.ramps, name)
        hours = [count for _, count in ramp.by_day]
        assert [day for day, _ in ramp.by_day] == list(range(1, 29))
        assert hours == sorted(hours)
        assert max(hours) <= 16


@pytest.mark.parametrize(
    ("steps", "most"),
    [
        (["Sit on a chair.", "Lift one leg.", "Hold it and breathe."], 3),
        (["Stand up tall.", "Bend your knees a little.", "Come up slowly again."], 5),
    ],
)
def test_short_plain_steps_have_a_low_grade(steps, most):
    assert grade(steps) <= most


def test_long_words_have_a_high_grade():
    assert grade(["Intermittently reconsider physiological accommodation."]) > 20
    assert grade([]) == 0
