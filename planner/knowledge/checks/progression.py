"""The policy of check-ins: words, ranges and trees that it names."""

from __future__ import annotations

from planner.knowledge.catalog import Catalog
from planner.knowledge.checks.common import check_cited, check_date, check_id
from planner.knowledge.checks.target import check_target
from planner.knowledge.checks.tree import check_tree
from planner.knowledge.spot import Spot

_COLOURS = ("red", "amber", "green")
_CHANGES = ("step_up", "hold", "step_back")


def check_progression(spot: Spot, catalog: Catalog) -> None:
    """The whole file."""
    policy, words = catalog.progression, catalog.vocabulary
    check_cited(policy.evidence, policy.sources, spot, catalog)
    check_date(policy.reviewed_on, spot.at("reviewed_on"))
    responses = words["responses"]
    for index, row in enumerate(policy.responses):
        here = spot.at("responses", index)
        here.at("response").known(row.response, responses, "response")
        ranges = [found for found in (row.during, row.rise, row.morning) if found is not None]
        here.need(bool(ranges), "name at least one of during, rise and morning")
        here.need(all(low <= high for low, high in ranges), "a range runs from low to high")
    for colour, named in policy.colours.items():
        spot.at("colours").known(colour, _COLOURS, "colour")
        spot.at("colours").all_known(colour, named, responses, "response")
    missing = [colour for colour in _COLOURS if colour not in policy.colours]
    spot.at("colours").need(not missing, f"give every colour; missing: {', '.join(missing)}")
    spot.all_known("reported", policy.reported, responses, "response")
    symptoms = catalog.facts["session_symptoms"].values
    spot.all_known("item_symptoms", policy.item_symptoms, symptoms, "symptom")
    spot.all_known("lift_family", policy.lift_family, catalog.families, "family")
    for word, change in policy.wear.items():
        spot.at("wear", word).known(change, _CHANGES, "change")
    red = spot.at("second_red")
    red.at("rule").known(policy.second_red.rule, catalog.rules, "rule")
    red.at("urgency").known(policy.second_red.urgency, words["urgencies"], "urgency")
    _check_signals(spot, catalog)
    measures = tuple(row["id"] for row in catalog.scales["measures"])
    for measure, fact in policy.measured_by.items():
        spot.at("measured_by").known(measure, measures, "measure")
        spot.at("measured_by", measure).known(fact, catalog.facts, "fact")
    for index, asked in enumerate(policy.ask):
        spot.at("ask", index, "fact").known(asked.fact, catalog.facts, "fact")
        check_tree(asked.when, spot.at("ask", index, "when"), catalog)


def _check_signals(spot: Spot, catalog: Catalog) -> None:
    for index, signal in enumerate(catalog.progression.signals):
        here = spot.at("signals", index)
        check_id(signal.id, here)
        here.at("change").known(signal.change, ("hold", "step_back"), "change")
        here.at("urgency").known(signal.urgency, catalog.vocabulary["urgencies"], "urgency")
        check_cited(signal.evidence, signal.sources, here, catalog)
        check_target(signal.target, here.at("target"), catalog)
        check_tree(signal.when, here.at("when"), catalog)
