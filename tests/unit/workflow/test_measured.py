"""What charts show of a programme: its own measures, and none of another plan."""

import json
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from planner.documents import load_yaml
from planner.errors import StoreError
from planner.knowledge import load_catalog
from planner.store import Kind, locate
from planner.workflow.programme.measured import measured_of
from planner.workflow.programme.place import Place
from planner.workflow.programme.show import read_history
from tests.support.stored import EXAMPLE, entry, plan_of_example, store_at

CATALOG = load_catalog()
PLAN = plan_of_example()


@pytest.fixture
def place(tmp_path: Path) -> Place:

    intake = load_yaml(EXAMPLE).data
    body = json.dumps(intake, default=str)
    check_in = {
        "format": "checkin/1", "date": "2026-12-13", "red_flags": [], "sessions": [],
        "facts": {"weight_kg": 96.5},
    }  # fmt: skip
    retest = {"measure": "psfs", "value": 4.0}
    later = {"measure": "psfs", "value": 6.5}
    with store_at(tmp_path / "p.db") as store:
        store.create(
            "p1",
            [
                entry(Kind.INTAKE, body),
                entry(Kind.PLAN, msgspec.json.encode(PLAN).decode()),
                entry(Kind.CHECK_IN, json.dumps(check_in), dated="2026-12-13"),
                entry(Kind.RETEST, json.dumps(retest), dated="2026-12-07"),
                entry(Kind.RETEST, json.dumps(later), dated="2027-01-04"),
            ],
        )
    return Place(locate(str(tmp_path / "p.db")), "p1")


def test_a_measure_with_two_values_is_shown_with_its_dates(place: Place) -> None:
    found = {each.name: each for each in measured_of(read_history(place), PLAN, CATALOG)}
    function = found["Patient-specific functional scale"]
    assert [value for _, value in function.values] == [4.0, 6.5]
    assert [date.isoformat() for date, _ in function.values] == ["2026-12-07", "2027-01-04"]
    assert (function.low, function.high, function.lower_is_better) == (0, 10, False)


def test_the_range_of_a_test_is_no_scale(place: Place) -> None:
    weight = next(
        each
        for each in measured_of(read_history(place), PLAN, CATALOG)
        if "weight" in each.name.lower()
    )
    assert len(weight.values) == 2
    assert weight.low is None


def test_a_plan_of_another_programme_is_refused(place: Place) -> None:
    other = replace(PLAN, plan_id="another")
    with pytest.raises(StoreError, match="another is none of its plans"):
        measured_of(read_history(place), other, CATALOG)
