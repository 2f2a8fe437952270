from __future__ import annotations

import pytest
from msgspec.structs import replace as changed

from tests.support.audits import said
from tests.support.mutations.tools import assumed, points
from tests.support.plan_variants import slimming
from tests.support.plans import Bundle


def losing(kg: float) -> Bundle:
    """A forecast in which so much is lost in the first week."""
    return points(lambda x: changed(x, value=88 - kg) if x.week == 1 else x)


def test_a_deficit_at_its_cap_passes_and_a_kilocalorie_more_does_not() -> None:
    at_the_cap = said(assumed(deficit_kcal_per_day=750), "forecast")
    assert not any("at most 750" in text for text in at_the_cap)
    assert "deficit 751 kcal, at most 750 (wl_003_deficit)" in said(
        assumed(deficit_kcal_per_day=751), "forecast"
    )


@pytest.mark.parametrize("off", [-0.06, 0.06])
def test_a_value_may_differ_from_the_model_by_what_rounding_hides(off: float) -> None:
    assert said(points(lambda x: changed(x, value=x.value + off / 2)), "forecast") == []
    moved = points(lambda x: changed(x, value=x.value + off) if x.week == 3 else x)
    assert any("the model" in text for text in said(moved, "forecast"))


@pytest.mark.parametrize(("field", "off"), [("low", 0.07), ("high", 0.07), ("low", -0.07)])
def test_each_end_of_the_band_is_checked(field: str, off: float) -> None:
    moved = points(lambda x: changed(x, **{field: getattr(x, field) + off}) if x.week == 6 else x)
    assert [text for text in said(moved, "forecast") if text.startswith("band ends at")]


def test_the_weeks_of_a_forecast_are_those_of_the_plan() -> None:
    beyond = points(lambda x: changed(x, week=7) if x.week == 6 else x)
    before = points(lambda x: changed(x, week=-1) if x.week == 0 else x)
    for bundle in (beyond, before):
        assert "weeks are outside the plan" in said(bundle, "forecast")
    assert said(slimming(), "forecast") == []


def test_the_loss_of_a_week_is_compared_with_its_caps() -> None:
    def rates(kg: float) -> list[str]:
        return [text for text in said(losing(kg), "forecast") if text.startswith("weight_loss")]

    assert rates(0.87) == []
    assert [text[:30] for text in rates(0.89)] == ["weight_loss_pct_week 1.01, at "]
