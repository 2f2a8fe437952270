"""What a forecast of body mass may say, and of whom."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from msgspec.structs import replace as changed

from planner.audit.checks import forecast as module
from planner.audit.energy import Body, bodies, resting_kcal
from planner.audit.report import Report
from planner.knowledge.model import Target
from tests.support.audits import case_of, said
from tests.support.mutations.tools import assumed, points
from tests.support.people import CATALOG
from tests.support.plan_variants import slimming
from tests.support.plans import Bundle, valid


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


@pytest.mark.parametrize("name", ["deficit_kcal_per_day", "pal", "exercise_kcal_per_day", "model"])
def test_every_assumption_is_told(name: str) -> None:
    (text,) = said(assumed(**{name: None}), "forecast")
    assert text.startswith("are incomplete: ")


def test_a_forecast_is_of_somebody_whose_size_is_known() -> None:
    assert said(slimming().with_facts(height_cm=None), "forecast") == [
        "mass, height, age or sex is not known"
    ]


def test_a_forecast_without_a_week_is_none() -> None:
    forecast = changed(slimming().plan.forecast, weight_kg=())
    assert said(slimming().with_plan(forecast=forecast), "forecast") == [
        "weeks are outside the plan"
    ]


def test_nobody_needs_a_forecast() -> None:
    assert said(valid(), "forecast") == []


def eating(pal: float, kg: float) -> list[str]:
    """What is said of the food that a deficit of 500 kcal leaves a man of some mass."""
    bundle = assumed(pal=pal).with_facts(weight_kg=kg)
    return [text for text in said(bundle, "forecast") if text.startswith("leaves")]


@pytest.mark.parametrize("kg", [70, 88, 120])
def test_enough_is_left_to_eat(kg: float) -> None:
    """1500 kcal, or 80 percent of the resting rate where that is more."""
    (body,) = bodies(slimming().with_facts(weight_kg=kg).answers.facts)
    resting = resting_kcal(CATALOG.energy, body)
    least = max(1500, 0.8 * resting)
    enough = (least + 500) / resting
    assert eating(enough + 0.001, kg) == []
    assert eating(enough - 0.001, kg) == [
        f"leaves {least - 0.001 * resting:.0f} kcal a day to eat, at least {least:.0f} needed"
    ]


def heavy(*values: tuple[int, float]) -> list[str]:
    """What is said of the pace of a forecast: weeks and kilograms."""
    given = slimming().plan.forecast
    first = given.weight_kg[0]
    told = tuple(changed(first, week=week, value=value) for week, value in values)
    bundle = slimming().with_plan(forecast=changed(given, weight_kg=told))
    return [text for text in said(bundle, "forecast") if text.startswith("weight_loss")]


def test_the_pace_is_that_of_a_week_in_kilograms_and_percent() -> None:
    assert heavy((0, 120), (1, 119)) == []
    assert heavy((0, 120), (1, 118.9)) == ["weight_loss_kg_week 1.10, at most 1 (wl_001_rate)"]
    assert heavy((0, 80), (1, 79.2)) == []
    assert heavy((0, 80), (1, 79.0)) == ["weight_loss_pct_week 1.25, at most 1 (wl_001_rate)"]
    assert len(heavy((2, 120), (3, 118.9))) == 1
    # Over two weeks twice as much; what is told of the same week twice is one week's.
    assert heavy((0, 120), (2, 118)) == []
    assert len(heavy((0, 120), (2, 117.9))) == 1
    assert len(heavy((1, 120), (1, 118.9))) == 1


@pytest.mark.parametrize(
    ("features", "texts"),
    [
        ((), []),
        (("running", "yoga"), []),
        (("running", "weight_loss_targets", "weight_loss_targets"),
         ["weight targets are off (r1, r2)"]),
    ],
)  # fmt: skip
def test_only_what_turns_weight_targets_off_counts(
    features, texts, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, report = case_of(slimming()), Report("forecast")
    off = [
        SimpleNamespace(rule=f"r{number}", body=SimpleNamespace(feature="".join([*feature])))
        for number, feature in enumerate(features)
    ]
    monkeypatch.setattr(
        case.firings, "of", lambda kind, week: off if (kind, week) == ("disable", 1) else []
    )
    module._allowed(case, report)
    assert [v.text for v in report.violations] == texts


@pytest.mark.parametrize(
    ("sexes", "enough"), [(("female", "male"), True), (("female",), False), (("male",), True)]
)
def test_of_two_formulas_the_kinder_one_counts(
    sexes, enough: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of 1.5 times 1199 and 1500 kcal less 500 the woman has 1298.5 left, the man 1750.

    She needs 1300 here and he 1600, each more than 80 percent of the resting rate.
    """
    rates = {"female": 1199, "male": 1500}
    monkeypatch.setattr(module, "resting_kcal", lambda _, body: rates[body.sex])
    case, report = case_of(assumed(pal=1.5)), Report("forecast")
    energy = SimpleNamespace(
        least_intake_kcal_day={"female": 1300, "male": 1600}, least_share_of_rmr=0.8
    )
    planning = changed(case.catalog.planning, energy=energy)
    case.catalog = changed(case.catalog, planning=planning)
    people = [Body(sex, 88, 178, 40) for sex in sexes]
    module._deficit(case, report, case.plan.forecast, people)
    texts = [v.text for v in report.violations if v.text.startswith("leaves")]
    assert texts == ([] if enough else ["leaves 1298 kcal a day to eat, at least 1300 needed"])


def test_the_model_is_for_no_pregnancy_however_young() -> None:
    """Of the first week of the plan it is read, not of one before."""
    assert "pregnancy" in CATALOG.energy["not_for"]
    texts = said(slimming().with_facts(sex="female", pregnancy_weeks=1), "forecast")
    assert "the model is not for people with pregnancy" in texts


def test_either_formula_fits_an_unspecified_sex() -> None:
    """The curve is that of a man."""
    assert said(slimming().with_facts(sex="unspecified"), "forecast") == []
    assert said(slimming().with_facts(sex="female"), "forecast") != []


def test_weeks_may_be_the_first_and_the_last_and_must_lie_in_between() -> None:
    def only(week: int) -> list[str]:
        first = slimming().plan.forecast.weight_kg[0]
        forecast = changed(slimming().plan.forecast, weight_kg=(changed(first, week=week),))
        return said(slimming().with_plan(forecast=forecast), "forecast")

    outside = "weeks are outside the plan"
    assert [outside in only(week) for week in (-1, 0, 6, 7)] == [True, False, False, True]


@pytest.mark.parametrize(
    ("window", "binds"), [(None, True), ("week_1", True), ("weeks_2_6", False)]
)
def test_the_deficit_is_that_of_the_first_week(
    window: str | None, binds: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At most 499 kcal here, where 500 are assumed."""
    case, report = case_of(slimming()), Report("forecast")
    body = SimpleNamespace(
        value=499, window=window, levels=(), level=None, target=Target(any=True)
    )  # fmt: skip
    named = ("cap", "energy_deficit_kcal_day", 1)
    caps = [SimpleNamespace(rule="r", body=body)]
    monkeypatch.setattr(case.firings, "limits", lambda *key: caps if key == named else [])
    module._deficit(case, report, case.plan.forecast, bodies(case.answers.facts))
    texts = [v.text for v in report.violations]
    assert texts == (["deficit 500 kcal, at most 499 (r)"] if binds else [])


def test_the_pace_is_that_of_the_caps_of_the_first_week(monkeypatch: pytest.MonkeyPatch) -> None:
    case, report = case_of(slimming()), Report("forecast")
    caps = [SimpleNamespace(rule="r", body=SimpleNamespace(value=-9))]
    named = ("cap", "weight_loss_kg_week", 1)
    monkeypatch.setattr(case.firings, "limits", lambda *key: caps if key == named else [])
    module._rate(case, report, case.plan.forecast)
    assert [v.where for v in report.violations] == [f"forecast week {w}" for w in range(1, 7)]
