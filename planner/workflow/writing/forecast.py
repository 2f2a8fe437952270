"""The forecast of body mass in the plan: only where losing weight is a goal and is allowed."""

from __future__ import annotations

from planner.domain.plan import Forecast, ForecastPoint, WeekSummary
from planner.domain.units import DAYS_PER_WEEK, PERCENT
from planner.knowledge.model import Node
from planner.problem.context import Context
from planner.problem.energy import Person, model, resting_rate
from planner.rules import truth

FEATURE = "weight_loss_targets"


def forecast(context: Context, weeks: tuple[WeekSummary, ...]) -> Forecast | None:
    """Weekly body mass with its band.

    None without the goal or an answer that the model reads, where a rule turns it off, and for
    people whom the model is not for.
    """
    facts = context.answers.facts
    if facts.get("goal_weight_loss") is not True or FEATURE in context.eligibility.disabled:
        return None
    if any(_has(context, name) for name in context.catalog.energy["not_for"]):
        return None
    mass, height, age = facts.get("weight_kg"), facts.get("height_cm"), facts.get("age")
    if not isinstance(mass, int | float) or not isinstance(height, int | float):
        return None
    sex = facts.get("sex")
    if not isinstance(age, int) or not isinstance(sex, str):
        return None
    policy = context.planning.energy
    pal = policy.pal_active if facts.get("regular_exerciser") is True else policy.pal_sedentary
    person = Person(sex=sex, age=age, weight_kg=mass, height_cm=height, pal=pal)
    deficit = _deficit(context, person)
    spent = [week.kcal for week in weeks if week.kcal is not None]
    exercise = sum(spent) / (len(spent) * DAYS_PER_WEEK) if spent else 0.0
    found = model(context.catalog, person, exercise)
    points = []
    for week in range(context.weeks + 1):
        value = found.weight(-deficit, exercise, week)
        band = abs(value - mass) * policy.band_pct / PERCENT
        points.append(
            ForecastPoint(
                week=week,
                value=round(value, 2),
                low=round(value - band, 2),
                high=round(value + band, 2),
            )
        )
    return Forecast(
        weight_kg=tuple(points),
        assumptions={
            "deficit_kcal_per_day": deficit,
            "pal": pal,
            "exercise_kcal_per_day": round(exercise, 1),
            "model": context.catalog.energy["name"],
        },
    )


def _has(context: Context, condition: str) -> bool:
    return truth(Node(condition=condition), context.answers, context.catalog) is True


def _deficit(context: Context, person: Person) -> int:
    """Planned deficit within every cap, with the intake above its floor."""
    policy = context.planning.energy
    caps = [
        int(limit.value)
        for limit in context.limits
        if limit.quantity == "energy_deficit_kcal_day" and isinstance(limit.value, int)
    ]
    rmr = resting_rate(context.catalog, person)
    least = max(policy.least_intake_kcal_day[person.sex], policy.least_share_of_rmr * rmr)
    room = int(person.pal * rmr - least)
    return max(0, min([policy.deficit_kcal_day, room, *caps]))
