import pytest

from planner.export.sheet.paper import paper_of


@pytest.mark.parametrize(
    ("timezone", "paper"),
    [
        ("America/New_York", "letter"),
        ("America/Toronto", "letter"),
        ("Europe/Berlin", "a4"),
        ("Asia/Manila", "letter"),
        ("UTC", "a4"),
        ("Nowhere/At_All", "a4"),
    ],
)
def test_the_place_of_a_time_zone_has_its_paper(timezone: str, paper: str) -> None:
    assert paper_of(timezone) == paper
