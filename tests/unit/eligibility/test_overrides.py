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


def test_an_override_that_is_not_allowed_does_not_stop_the_next():
    refused = (
        Override(rule="cr_007", by="surgeon", reason="I know better"),
        Override(rule="cr_127", by="neighbour", reason="does not like it"),
        Override(rule="no_such_rule", by="surgeon", reason="why not"),
    )
    good = Override(rule="cr_209", by="patient", reason="no time for it")
    assert allowed_overrides(CATALOG, intake(overrides=(*refused, good))) == {"cr_209"}
