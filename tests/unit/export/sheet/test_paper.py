import pytest

from planner.export.sheet.paper import paper_of, weighs_in_pounds


@pytest.mark.parametrize(
    ("timezone", "paper", "pounds"),
    [
        ("America/New_York", "letter", True),
        ("America/Toronto", "letter", False),
        ("Europe/Berlin", "a4", False),
        ("Asia/Manila", "letter", False),
        ("UTC", "a4", False),
        ("Nowhere/At_All", "a4", False),
    ],
)
def test_the_place_of_a_time_zone_has_its_paper(timezone: str, paper: str, pounds: bool) -> None:
    assert paper_of(timezone) == paper
    assert weighs_in_pounds(timezone) is pounds
