"""Stretch tests, outcome measures, number series and the energy model."""

from __future__ import annotations

from planner.knowledge.catalog import Catalog
from planner.knowledge.checks.common import check_sources
from planner.knowledge.spot import Spot


def check_stretch_tests(spot: Spot, catalog: Catalog) -> None:
    """Activities, outcomes and rules that the trial protocol names."""
    whole = catalog.stretch_tests
    outcomes = catalog.vocabulary["trial_outcomes"]
    for index, test in enumerate(whole["tests"]):
        here = spot.at("tests", index)
        here.all_known("stretches", test["stretches"], catalog.activities, "activity")
        here.all_known("muscles", test["muscles"], catalog.vocabulary["muscles"], "muscle")
        check_sources(test["sources"], here, catalog)
    for index, effect in enumerate(whole["outcome_effects"]):
        here = spot.at("outcome_effects", index)
        here.at("outcome").known(effect["outcome"], outcomes, "trial outcome")
        here.at("rule").known(effect["rule"], catalog.rules, "rule")
    for index, box in enumerate(whole["patient_tick_boxes"]):
        here = spot.at("patient_tick_boxes", index, "outcome")
        here.known(box["outcome"], outcomes, "trial outcome")
    for index, entry in enumerate(whole["untimed"]):
        here = spot.at("untimed", index, "activity")
        here.known(entry["activity"], catalog.activities, "activity")
    here = spot.at("outcome_priority")
    spot.all_known("outcome_priority", whole["outcome_priority"], outcomes, "trial outcome")
    missing = [each for each in outcomes if each not in whole["outcome_priority"]]
    here.need(not missing, f"the order must name every outcome; missing: {', '.join(missing)}")


def check_measures(spot: Spot, catalog: Catalog) -> None:
    """Sources of the outcome measures."""
    for index, measure in enumerate(catalog.scales["measures"]):
        check_sources(measure["sources"], spot.at("measures", index), catalog)


def check_quit_steps(spot: Spot, catalog: Catalog) -> None:
    """Activities of the quit-smoking calendar."""
    for index, step in enumerate(catalog.ramps.quit_smoking.steps):
        here = spot.at("quit_smoking", "steps", index, "activity")
        here.known(step.activity, catalog.activities, "activity")


def check_orthotics(spot: Spot, catalog: Catalog) -> None:
    """Activities of the insole series."""
    for name in ("orthotic_standard", "orthotic_slow"):
        for index, item in enumerate(getattr(catalog.ramps, name).items):
            here = spot.at(name, "items", index, "activity")
            here.known(item.activity, catalog.activities, "activity")


def check_lifts(spot: Spot, catalog: Catalog) -> None:
    """Activities of the heel-lift series, and steps no higher than the series allows."""
    for name in ("heel_lift_standard", "heel_lift_fragile"):
        ramp = getattr(catalog.ramps, name)
        last = ramp.start_mm
        for index, step in enumerate(ramp.steps):
            here = spot.at(name, "steps", index)
            here.at("activity").known(step.activity, catalog.activities, "activity")
            if step.lift_mm is not None:
                text = f"the lift rises by {ramp.step_mm:g} mm at most"
                here.at("lift_mm").need(step.lift_mm - last <= ramp.step_mm, text)
                last = step.lift_mm


def check_absence(spot: Spot, catalog: Catalog) -> None:
    """Rules of the absence table."""
    for index, row in enumerate(catalog.ramps.absence["rows"]):
        here = spot.at("absence", "rows", index, "rule")
        here.known(row["rule"], catalog.rules, "rule")


def check_energy(spot: Spot, catalog: Catalog) -> None:
    """Sources of the energy model."""
    check_sources(catalog.energy["sources"], spot, catalog)
