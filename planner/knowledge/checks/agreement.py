"""Numbers that stand in a rule and in the scheduling policy: they must say the same.

The plan is made with the policy's number and audited by the rule's; a rule that is changed alone
would change nothing, or make every plan fail its audit.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.units import PERCENT
from planner.knowledge.catalog import Catalog
from planner.knowledge.model import Limit, Order, Rule, Scale
from planner.knowledge.spot import Spot

Number = int | float
Entry = tuple[tuple[str, ...], Number, Number]


def check_agreement(spot: Spot, catalog: Catalog) -> None:
    """Every number of `planning.yaml` that a rule holds too, and the order of a session."""
    for rule in catalog.rules.values():
        for effect in rule.then:
            for path, ours, theirs in _entries(effect.body, catalog):
                same = abs(ours - theirs) < 1 / PERCENT
                text = f"rule {rule.id} says {theirs:g}; the two must be equal"
                spot.at(*path).need(same, text)
            if isinstance(effect.body, Order):
                _check_order(rule, effect.body, spot.at("session_order"), catalog)


def _entries(body: object, catalog: Catalog) -> Iterator[Entry]:
    if isinstance(body, Limit):
        yield from _of_limit(body, catalog)
    if isinstance(body, Scale) and body.every_weeks and body.target.component == ("endurance",):
        yield ("deload_every_weeks",), catalog.planning.deload_every_weeks, body.every_weeks


def _of_limit(limit: Limit, catalog: Catalog) -> Iterator[Entry]:
    planning, formula = catalog.planning, limit.value_formula
    energy = planning.energy
    if limit.quantity == "forecast_band_pct" and isinstance(limit.value, int | float):
        yield ("energy", "band_pct"), energy.band_pct, limit.value
    if formula is None:
        return
    if formula.rise is not None and limit.quantity == "met_minutes_rise":
        yield ("met_minutes_add",), planning.met_minutes_add, formula.rise.add
        whole = PERCENT * (1 + formula.rise.share)
        yield ("met_minutes_pct",), planning.met_minutes_pct, whole
    if formula.growth is not None and limit.quantity == "sets_per_week_per_muscle":
        yield ("set_growth_add",), planning.set_growth_add, formula.growth.add
        yield ("set_growth_pct",), planning.set_growth_pct, PERCENT * formula.growth.factor
    if formula.least_intake is not None:
        least = formula.least_intake
        yield ("energy", "least_share_of_rmr"), energy.least_share_of_rmr, least.share_of_rmr
        for sex, value in least.by_sex.items():
            ours = energy.least_intake_kcal_day.get(sex, 0)
            yield ("energy", "least_intake_kcal_day"), ours, value


def _check_order(rule: Rule, order: Order, spot: Spot, catalog: Catalog) -> None:
    """A sequence of components is the order of a session."""
    if not order.sequence or not set(order.sequence) <= set(catalog.vocabulary["components"]):
        return
    own = [word for word in catalog.planning.session_order if word in order.sequence]
    text = f"rule {rule.id} wants the order {', '.join(order.sequence)}"
    spot.need(own == list(order.sequence), text)
