"""Activities: known words, a dose that can be given, steps that can be read and done."""

from __future__ import annotations

import re

from planner.domain.language import ENGLISH
from planner.domain.units import DAYS_PER_WEEK
from planner.knowledge.catalog import Catalog
from planner.knowledge.checks.common import check_cited
from planner.knowledge.checks.reading import grade
from planner.knowledge.model import Activity, Dose
from planner.knowledge.spot import Spot

LATERALITIES = ("bilateral", "each_side", "n_a")
ANY_LEVEL = "any_level"
_SIDES = ("bilateral", "each_side")
# CERT item 8 asks for steps that can be repeated; plain-language guides ask for grade 8 at most.
_STEPS = (3, 6)
_WORDS_A_STEP = 26
_GRADE = 8
_METS = (0.9, 15)
_DOSED_BY_LEVEL = ("strength", "endurance", "stretch", "balance", "motor_control")
# The Compendium of Physical Activities numbers its entries with five digits.
_MET_CODE = re.compile(r"\d{5}")
# A strong pull on a nerve must be tagged as such, or no nerve rule would hit the item.
_NERVE = {"high_sciatic": "neural_tension_sciatic"}


def check_activity(activity: Activity, spot: Spot, catalog: Catalog) -> None:
    """One activity."""
    words = catalog.vocabulary
    spot.at("component").known(activity.component, words["components"], "component")
    spot.all_known("movements", activity.movements, words["movements"], "movement")
    spot.all_known("positions", activity.positions, words["positions"], "position")
    spot.all_known("equipment", activity.equipment, words["equipment"], "equipment")
    spot.all_known("tags", activity.tags, words["tags"], "tag")
    for role in ("stretched", "primary", "secondary"):
        muscles = getattr(activity.muscles, role)
        spot.at("muscles").all_known(role, muscles, words["muscles"], "muscle")
    spot.at("impact").known(activity.impact, words["impact_levels"], "impact level")
    spot.at("laterality").known(activity.laterality, LATERALITIES, "laterality")
    spot.at("min_level").known(activity.min_level, words["levels"], "level")
    check_cited(activity.evidence, activity.sources, spot, catalog)
    named = [*catalog.criteria, *catalog.conditions]
    spot.all_known("indicated_by", activity.indicated_by, named, "condition or criterion")
    spot.all_known("seed", activity.seed, catalog.seed_statements, "seed statement")
    _check_stretch(activity, spot, catalog)
    _check_steps(activity, spot, catalog)
    _check_doses(activity, spot, catalog)
    _check_ladder(activity, spot, catalog)


def _check_stretch(activity: Activity, spot: Spot, catalog: Catalog) -> None:
    if activity.component == "stretch":
        named = bool(activity.muscles.stretched)
        spot.need(named, "a stretch must name the muscles that it stretches")
    tests = [test["id"] for test in catalog.stretch_tests["tests"]]
    spot.at("trial_test").known(activity.trial_test, tests, "stretch test")
    tag = _NERVE.get(activity.neural_tension or "")
    if tag is not None and tag not in activity.movements:
        spot.at("movements").bad(f"neural_tension {activity.neural_tension} needs {tag}")


def _check_steps(activity: Activity, spot: Spot, catalog: Catalog) -> None:
    here, steps = spot.at("instructions"), activity.instructions
    low, high = _STEPS
    here.need(low <= len(steps) <= high, f"write {low} to {high} steps, not {len(steps)}")
    if catalog.language != ENGLISH:
        return  # The formula is one for English, and translations are as long as they need to be.
    for place, step in zip(spot.each("instructions", steps), steps, strict=True):
        text = f"a step has {_WORDS_A_STEP} words at most"
        place.need(len(step.split()) <= _WORDS_A_STEP, text)
    found = grade(steps)
    text = f"the steps need school grade {found:.1f}; {_GRADE} is the most"
    here.need(found <= _GRADE, text)


def _check_doses(activity: Activity, spot: Spot, catalog: Catalog) -> None:
    here = spot.at("dose")
    here.need(bool(activity.dose), "give a dose for at least one level")
    for level, dose in activity.dose.items():
        here.at(level).known(level, [*catalog.vocabulary["levels"], ANY_LEVEL], "level")
        _check_dose(dose, here.at(level))
    if activity.component in _DOSED_BY_LEVEL and activity.min_level not in activity.dose:
        here.bad(f"there is no dose at min_level {activity.min_level}")
    low, high = activity.minutes
    spot.at("minutes").need(0 <= low <= high, "minutes go from the smaller to the larger value")
    if activity.met is not None:
        low_met, high_met = _METS
        text = f"a MET value lies between {low_met:g} and {high_met}"
        spot.at("met", "value").need(low_met <= activity.met.value <= high_met, text)
        code = activity.met.code
        sound = code is None or _MET_CODE.fullmatch(code) is not None
        spot.at("met", "code").need(sound, "a code of the Compendium has five digits")


def _check_dose(dose: Dose, spot: Spot) -> None:
    low, high = dose.days_per_week
    sound = 0 <= low <= high <= DAYS_PER_WEEK
    spot.at("days_per_week").need(sound, f"days a week go from 0 to {DAYS_PER_WEEK}, smaller first")
    spot.need(dose.minutes is not None or dose.sets is not None, "give minutes or sets")
    spot.at("sides").known(dose.sides, _SIDES, "sides")
    for name in ("minutes", "sets", "reps", "hold_s", "rest_s", "sessions_per_day"):
        amount = getattr(dose, name)
        spot.at(name).need(amount is None or amount >= 0, f"{name} cannot be below 0")
    effort = dose.rpe
    spot.at("rpe").need(effort is None or 0 <= effort <= 10, "effort goes from 0 to 10")


def _check_ladder(activity: Activity, spot: Spot, catalog: Catalog) -> None:
    if activity.family is None:
        spot.at("level").need(activity.level is None, "a level needs a family")
        return
    if not spot.at("family").known(activity.family, catalog.families, "family"):
        return
    levels = catalog.families[activity.family].levels
    held = [each.level for each in levels if each.activity == activity.id]
    text = f"family {activity.family} does not hold this activity at level {activity.level}"
    spot.at("level").need(held == [activity.level], text)
