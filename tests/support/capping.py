"""Bundles judged by a catalog with a limit that no rule of the catalog holds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from msgspec.structs import replace as changed

from planner.knowledge.model import Effect, Limit
from tests.support.plans import Bundle

# It holds for everybody, in every week.
RULE = "prg_first_two_weeks"


def limited(bundle: Bundle, kind: str, *limits: dict[str, Any]) -> Bundle:
    """Caps or floors of these fields in place of what a rule for everybody says."""
    own = bundle.catalog.rules[RULE]
    like = next(effect for effect in own.then if effect.cap)
    plain = changed(like.cap, window=None, levels=(), soft=False)
    then = tuple(_effect(like, kind, changed(plain, **fields)) for fields in limits)
    rules = {**bundle.catalog.rules, RULE: changed(own, then=then)}
    return replace(bundle, catalog=changed(bundle.catalog, rules=rules))


def _effect(like: Effect, kind: str, body: Limit) -> Effect:
    return changed(like, **{"cap": None, kind: body})
