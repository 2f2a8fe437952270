"""The rules that touch an activity, by what they do to it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from planner.explain.layout import Section, wrap
from planner.knowledge import Catalog
from planner.knowledge.checks.target import named_hits
from planner.knowledge.messages import Messages
from planner.knowledge.model import Activity, Effect, Rule, Target
from planner.knowledge.words import effect_words

WIDTH = 96
TARGETS = ("target", "what", "of", "first", "not_after")


class TouchingRule(Struct, frozen=True, kw_only=True):
    """One effect of a rule on an activity."""

    rule: str
    effect: str
    does: str
    severity: str
    evidence: str


def touching(activity: Activity, catalog: Catalog, messages: Messages) -> tuple[TouchingRule, ...]:
    """Every effect that touches the activity in its own right, not by "any"; by kind of effect."""
    found = [
        TouchingRule(
            rule=rule.id,
            effect=effect.kind,
            does=effect_words(effect, catalog, messages),
            severity=rule.severity,
            evidence=rule.evidence,
        )
        for rule in catalog.rules.values()
        for effect in rule.then
        if touches(rule, effect, activity, catalog)
    ]
    return tuple(sorted(found, key=lambda each: Effect.KINDS.index(each.effect)))


def touching_sections(
    activity: Activity, found: tuple[TouchingRule, ...], messages: Messages, width: int = WIDTH
) -> Iterator[Section]:
    """One section for each kind of effect."""
    yield Section(f"{activity.name} ({activity.id})", tuple(wrap(activity.patient_why, width)))
    kinds = dict.fromkeys(each.effect for each in found)
    for kind in kinds:
        lines = [
            line
            for each in found
            if each.effect == kind
            for line in wrap(
                f"{each.rule} ({each.severity}, evidence {each.evidence}): {each.does}",
                width,
                first="  - ",
            )
        ]
        yield Section(messages.say(f"touches.{kind}"), tuple(lines))


def touches(rule: Rule, effect: Effect, activity: Activity, catalog: Catalog) -> bool:
    """Whether the effect touches the activity in its own right, not by "any"."""
    body = effect.body
    named = (*getattr(body, "with_", ()), *getattr(body, "sequence", ()))
    targets = (getattr(body, field, None) for field in TARGETS)
    return activity.id in named or any(
        isinstance(target, Target) and not target.any and named_hits(target, activity, catalog)
        for target in targets
    )
