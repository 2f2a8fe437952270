from __future__ import annotations

import pytest
from msgspec.structs import replace as changed

from tests.support.audits import said
from tests.support.plans import valid


@pytest.mark.parametrize(
    ("value", "passes"), [("light", True), ("moderate", True), ("vigorous", False)]
)
def test_a_stricter_cap_may_be_printed_and_a_looser_one_not(value: str, passes: bool) -> None:
    screening = valid().plan.screening
    limits = (changed(x, value=value) if x.rule == "scr_s01" else x for x in screening.limits)
    plan = valid().with_plan(screening=changed(screening, limits=tuple(limits)))
    assert (said(plan, "clearance_limits") == []) is passes
