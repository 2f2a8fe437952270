"""Effects of rules: one a list entry, known words, quantities with their unit."""

from __future__ import annotations

from planner.knowledge.catalog import Catalog
from planner.knowledge.checks.limit import check_limit
from planner.knowledge.checks.target import check_target, hits_nothing
from planner.knowledge.checks.tree import check_tree
from planner.knowledge.model import Effect, Limit, Order, Require, Target
from planner.knowledge.spot import Spot

# Words that belong to the mechanism, not to the clinic.
_SCOPES = ("plan", "session", "item")
_CHANGES = ("step_up", "hold", "step_back")
_MATCHES = ("any",)
# Keys of an effect that name an entry of a closed list: key to list.
_LISTED = {
    "window": "windows",
    "relation": "relations",
    "quantity": "quantities",
    "unit": "units",
    "urgency": "urgencies",
    "feature": "features",
    "decision": "screening_decisions",
    "method": "intensity_methods",
    "code": "precaution_codes",
    "level": "levels",
    "when_present": "components",
    "check": "assurances",
}
_TARGETS = ("target", "what", "of", "first", "not_after")


def check_effect(effect: Effect, spot: Spot, catalog: Catalog) -> None:
    """One effect of a rule."""
    found = [kind for kind in Effect.KINDS if getattr(effect, kind) is not None]
    if len(found) != 1:
        named = ", ".join(found) or "none"
        spot.bad(f"an entry of 'then' holds exactly one effect; found: {named}")
        return
    kind = found[0]
    spot.at(kind).known(kind, catalog.vocabulary["effects"], "effect")
    body, here = effect.body, spot.at(kind)
    _check_words(body, here, catalog)
    for key in _TARGETS:
        target = getattr(body, key, None)
        if isinstance(target, Target):
            check_target(target, here.at(key), catalog)
    match body:
        case Limit():
            check_limit(body, here, catalog)
        case Require():
            _check_require(body, here, catalog)
        case Order():
            empty = not body.sequence and body.first is None and body.ratio is None
            here.need(not empty, "an order needs 'sequence', 'first' or 'ratio'")
        case str():
            here.need(bool(body.strip()), "the text is empty")
    if effect.gate is not None:
        check_tree(effect.gate.open_when, here.at("open_when"), catalog)
    if effect.substitute is not None:
        here.all_known("with", effect.substitute.with_, catalog.activities, "activity")


def _check_words(body: object, here: Spot, catalog: Catalog) -> None:
    for key, listed in _LISTED.items():
        here.at(key).known(getattr(body, key, None), catalog.vocabulary[listed], key)
    for key in ("until", "also_until"):
        here.at(key).known(getattr(body, key, None), catalog.criteria, "criterion")
    here.at("fact").known(getattr(body, "fact", None), catalog.facts, "fact")
    here.at("scope").known(getattr(body, "scope", None), _SCOPES, "scope")
    here.at("change").known(getattr(body, "change", None), _CHANGES, "change")
    here.at("match").known(getattr(body, "match", None), _MATCHES, "match")
    levels = catalog.vocabulary["levels"]
    here.all_known("levels", getattr(body, "levels", ()), levels, "level")


def _check_require(require: Require, here: Spot, catalog: Catalog) -> None:
    if not here.broken and hits_nothing(require.what, catalog):
        here.at("what").bad("no activity of the catalog can meet this demand")
    if require.min_days is not None and require.max_days is not None:
        here.need(require.min_days <= require.max_days, "min_days is above max_days")
