"""A forecast of body mass is honest and safe, or not there."""

from __future__ import annotations

from itertools import pairwise

from planner.audit.case import Case
from planner.audit.energy import Body, bodies, expected_kg, resting_kcal
from planner.audit.report import Report, check
from planner.domain.plan import Forecast
from planner.domain.units import DAYS_PER_WEEK, PERCENT

GOAL, FEATURE = "goal_weight_loss", "weight_loss_targets"
DEFICIT, PAL, EXERCISE = "deficit_kcal_per_day", "pal", "exercise_kcal_per_day"
MODEL = "model"


@check("forecast")
def forecast(case: Case, report: Report) -> None:
    """The forecast is allowed, its deficit and intake are safe, its curve is the model's.

    Requirement: wl_001_rate, wl_003_deficit, wl_006_forbidden, wl_007_forecast and the energy model
    (Hall 2011, linear), recomputed here: every value agrees with it when the difference is
    rounded to a tenth of a kilogram, so a straight line of 7700 kcal per kilogram fails. The band
    is the planned share of the predicted change. For an unspecified sex either formula is accepted.
    """
    given = case.plan.forecast
    if given is None:
        report.expect(True, "forecast", "")
        return
    _allowed(case, report)
    numbers = [given.assumptions.get(name) for name in (DEFICIT, PAL, EXERCISE)]
    is_complete = all(isinstance(number, int | float) for number in numbers)
    is_complete = is_complete and bool(given.assumptions.get(MODEL))
    report.expect(is_complete, "forecast.assumptions", f"are incomplete: {given.assumptions}")
    people = bodies(case.answers.facts)
    report.expect(bool(people), "forecast", "mass, height, age or sex is not known")
    if is_complete and people:
        _deficit(case, report, given, people)
        _curve(case, report, given, people)
        _rate(case, report, given)


def _allowed(case: Case, report: Report) -> None:
    wanted = case.answers.facts.get(GOAL) is True
    report.expect(wanted, "forecast", "weight loss is not a goal of the person")
    off = [f.rule for f in case.firings.of("disable", 1) if f.body.feature == FEATURE]
    report.expect(not off, "forecast", f"weight targets are off ({', '.join(off)})")
    world = case.firings.world(1)
    for name in case.catalog.energy["not_for"]:
        holds = world.has_condition(name)
        report.expect(not holds, "forecast", f"the model is not for people with {name}")


def _deficit(case: Case, report: Report, given: Forecast, people: list[Body]) -> None:
    deficit, pal = given.assumptions[DEFICIT], given.assumptions[PAL]
    for fired in case.firings.limits("cap", "energy_deficit_kcal_day", 1):
        if case.applies(fired, 1):
            text = f"deficit {deficit:g} kcal, at most {fired.body.value:g} ({fired.rule})"
            report.expect(deficit <= fired.body.value, "forecast.assumptions", text)
    policy = case.catalog.planning.energy
    resting = {body: resting_kcal(case.catalog.energy, body) for body in people}
    eaten = max(pal * rmr - deficit for rmr in resting.values())
    least = min(
        max(policy.least_intake_kcal_day[body.sex], policy.least_share_of_rmr * rmr)
        for body, rmr in resting.items()
    )
    text = f"leaves {eaten:.0f} kcal a day to eat, at least {least:.0f} needed"
    report.expect(eaten >= least, "forecast.assumptions", text)


def _curve(case: Case, report: Report, given: Forecast, people: list[Body]) -> None:
    model = case.catalog.energy
    pal, deficit, exercise = (float(given.assumptions[n]) for n in (PAL, DEFICIT, EXERCISE))
    for point in given.weight_kg:
        where = f"forecast week {point.week}"
        days = DAYS_PER_WEEK * point.week
        right = [expected_kg(model, body, pal, deficit, exercise, days) for body in people]
        text = f"says {point.value:g} kg, the model {right[0]:.2f} kg"
        report.expect(any(round(r - point.value, 1) == 0 for r in right), where, text)
        half = abs(people[0].kg - point.value) * model["forecast_band_pct"] / PERCENT
        for end, side in ((point.low, -1), (point.high, 1)):
            wanted = point.value + side * half
            text = f"band ends at {end:g} kg, {wanted:.2f} kg is right"
            report.expect(round(wanted - end, 1) == 0, where, text)
    inside = all(0 <= point.week <= len(case.weeks) for point in given.weight_kg)
    report.expect(inside and bool(given.weight_kg), "forecast", "weeks are outside the plan")


def _rate(case: Case, report: Report, given: Forecast) -> None:
    """Loss per week stays below the caps in kilograms and in percent."""
    for before, after in pairwise(given.weight_kg):
        weeks = max(after.week - before.week, 1)
        loss = (before.value - after.value) / weeks
        for quantity, found in (
            ("weight_loss_kg_week", loss),
            ("weight_loss_pct_week", loss / before.value * PERCENT),
        ):
            for fired in case.firings.limits("cap", quantity, 1):
                text = f"{quantity} {found:.2f}, at most {fired.body.value:g} ({fired.rule})"
                report.expect(found <= fired.body.value, f"forecast week {after.week}", text)
