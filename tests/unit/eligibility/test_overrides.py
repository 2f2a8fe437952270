import pytest

from planner.domain.intake import Override
from planner.eligibility.overrides import allowed_overrides
from tests.support.people import CATALOG, intake


@pytest.mark.parametrize(
    ("rule", "by", "reason", "allowed"),
    [
        ("cr_007", "surgeon", "I know better", False),
        ("cr_127", "podiatrist", "declines orthotics", True),
        ("cr_127", "neighbour", "does not like it", False),
        ("cr_127", "podiatrist", "  ", False),
        ("cr_209", "patient", "no time for it", True),
        ("cr_209", "patient", "", False),
        ("cr_014", "patient", "rather not", True),
    ],
)
def test_the_severity_says_who_may(rule, by, reason, allowed):
    person = intake(overrides=(Override(rule=rule, by=by, reason=reason),))
    assert allowed_overrides(CATALOG, person) == ({rule} if allowed else set())
