"""A number that stands in a rule and in the scheduling policy must be the same in both."""

import pytest

from planner.errors import BadCatalog
from planner.knowledge.load import compile_catalog
from planner.knowledge.paths import catalog_directory

PLANNING = "planning.yaml"


@pytest.mark.parametrize(
    ("old", "new", "key", "says"),
    [
        ("met_minutes_add: 100", "met_minutes_add: 150", "met_minutes_add",
         "rule prg_met_minutes says 100"),
        ("met_minutes_pct: 135", "met_minutes_pct: 150", "met_minutes_pct", "says 135"),
        ("set_growth_add: 1 ", "set_growth_add: 2 ", "set_growth_add", "rule prg_set_growth says 1"),
        ("set_growth_pct: 125", "set_growth_pct: 150", "set_growth_pct", "says 125"),
        ("deload_every_weeks: 4", "deload_every_weeks: 5", "deload_every_weeks",
         "rule prg_deload_endurance says 4"),
        ("band_pct: 30", "band_pct: 20", "energy.band_pct", "rule wl_007_forecast says 30"),
        ("least_share_of_rmr: 0.8", "least_share_of_rmr: 0.7", "energy.least_share_of_rmr",
         "rule wl_003_deficit says 0.8"),
        ("{female: 1200,", "{female: 1000,", "energy.least_intake_kcal_day", "says 1200"),
        ("session_order: [warm_up, assessment, balance, strength, motor_control,",
         "session_order: [warm_up, assessment, strength, balance, motor_control,", "session_order",
         "rule prg_session_order wants the order"),
    ],
)  # fmt: skip
def test_a_changed_number_is_reported(files, old, new, key, says):
    text = files[PLANNING].decode()
    assert old in text
    changed = {**files, PLANNING: text.replace(old, new, 1).encode()}
    with pytest.raises(BadCatalog) as caught:
        compile_catalog(catalog_directory(None), changed, "")
    found = [problem for problem in caught.value.problems if problem.key.startswith(key)]
    assert len(caught.value.problems) == len(found) == 1
    assert says in found[0].text
    assert found[0].file.endswith(PLANNING)
    assert found[0].line > 0
