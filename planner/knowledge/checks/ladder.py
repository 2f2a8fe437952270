"""Families: levels in order, each with its activity and the way to the next."""

from __future__ import annotations

from planner.knowledge.catalog import Catalog
from planner.knowledge.model import Family
from planner.knowledge.spot import Spot


def check_family(family: Family, spot: Spot, catalog: Catalog) -> None:
    """One family."""
    spot.at("component").known(family.component, catalog.vocabulary["components"], "component")
    wanted = list(range(1, len(family.levels) + 1))
    found = [each.level for each in family.levels]
    spot.at("levels").need(found == wanted, "levels are numbered 1, 2, 3 ... without a gap")
    seen: dict[str, int] = {}
    for here, each in zip(spot.each("levels", family.levels), family.levels, strict=True):
        first = seen.setdefault(each.activity, each.level)
        circle = (
            f"{each.activity} stands at level {first} already: the ladder goes round in a circle"
        )
        here.at("activity").need(first == each.level, circle)
        if here.at("activity").known(each.activity, catalog.activities, "activity"):
            home = catalog.activities[each.activity].family
            text = f"activity {each.activity} names family {home}, not {family.id}"
            here.at("activity").need(home == family.id, text)
        responses = each.regress_when.responses
        known = catalog.vocabulary["responses"]
        here.at("regress_when").all_known("responses", responses, known, "response")
        advance = each.advance_when
        if each.level < len(family.levels):
            here.need(advance is not None, "say in advance_when what opens the next level")
        if advance is not None:
            here.at("advance_when", "criterion").known(
                advance.criterion, catalog.criteria, "criterion"
            )
            here.at("advance_when", "rule").known(advance.rule, catalog.rules, "rule")
            here.at("advance_when", "shown_by").known(advance.shown_by, catalog.facts, "fact")
