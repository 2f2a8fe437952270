"""Stretch tests, outcome measures, number series and the energy model."""

from __future__ import annotations

from planner.knowledge.catalog import Catalog
from planner.knowledge.checks.common import check_cited, check_sources
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


def check_quitting(spot: Spot, catalog: Catalog) -> None:
    """Activities and rules of the quit-smoking calendar."""
    ramp, here = catalog.ramps.quit_smoking, spot.at("quit_smoking")
    check_cited(ramp.evidence, ramp.sources, here, catalog)
    here.all_known("quit_week_rules", ramp.quit_week_rules, catalog.rules, "rule")
    for place, step in zip(here.each("steps", ramp.steps), ramp.steps, strict=True):
        place.at("activity").known(step.activity, catalog.activities, "activity")


def check_orthotics(spot: Spot, catalog: Catalog) -> None:
    """Activities and sources of the insole series."""
    for name in ("orthotic_standard", "orthotic_slow"):
        ramp, here = getattr(catalog.ramps, name), spot.at(name)
        check_cited(ramp.evidence, ramp.sources, here, catalog)
        here.at("no_new_running_before").known(
            ramp.no_new_running_before, catalog.criteria, "criterion"
        )
        for place, item in zip(here.each("items", ramp.items), ramp.items, strict=True):
            place.at("activity").known(item.activity, catalog.activities, "activity")


def check_lifts(spot: Spot, catalog: Catalog) -> None:
    """Activities and sources of the heel-lift series; no step higher than it allows."""
    for name in ("heel_lift_standard", "heel_lift_fragile"):
        ramp, here = getattr(catalog.ramps, name), spot.at(name)
        check_cited(ramp.evidence, ramp.sources, here, catalog)
        last = ramp.start_mm
        for place, step in zip(here.each("steps", ramp.steps), ramp.steps, strict=True):
            place.at("activity").known(step.activity, catalog.activities, "activity")
            place.at("needs").known(step.needs, catalog.criteria, "criterion")
            if step.lift_mm is not None:
                text = f"the lift rises by {ramp.step_mm:g} mm at most"
                place.at("lift_mm").need(step.lift_mm - last <= ramp.step_mm, text)
                last = step.lift_mm
    standard = catalog.ramps.heel_lift_standard
    for index, target in enumerate(standard.table):
        rises = zip(target.by_fortnight, target.by_fortnight[1:], strict=False)
        sound = all(0 <= later - earlier <= standard.step_mm for earlier, later in rises)
        place = spot.at("heel_lift_standard", "table", index, "by_fortnight")
        place.need(sound, f"the lift rises by {standard.step_mm:g} mm at most, and never falls")


def check_absence(spot: Spot, catalog: Catalog) -> None:
    """Rules of the absence table."""
    for index, row in enumerate(catalog.ramps.absence["rows"]):
        here = spot.at("absence", "rows", index, "rule")
        here.known(row["rule"], catalog.rules, "rule")


def check_energy(spot: Spot, catalog: Catalog) -> None:
    """Sources of the energy model."""
    check_sources(catalog.energy["sources"], spot, catalog)
