"""What rules say that no session can hold: it is told to the person, with the rule's reason.

Every effect of a rule either decides something about the plan, is proven by the audit on every
plan, or is told here. Nothing in a rule is without consequence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from planner.domain.answers import Answers
from planner.eligibility.settled import settled
from planner.knowledge import Catalog
from planner.knowledge.messages import Messages, messages_of
from planner.knowledge.model import (
    Allow,
    Disable,
    Effect,
    Exclude,
    Limit,
    Monitor,
    Node,
    Order,
    Progress,
    Refer,
    Scale,
    SetMethod,
    Stop,
    Weigh,
)
from planner.knowledge.words import effect_words, limit_words
from planner.rules import Firing, activities_of, limit_value, truth

# Windows that the calendar knows; what is barred in another one is told.
KNOWN_WINDOWS = ("after_waking",)
SOFT = "preference"
FINDING = "finding"


class Advice(Struct, frozen=True):
    """A sentence for the person: the rule (or condition) and effect it comes from, and why.

    Attributes:
        activities: what its target names; none where it names everything or nothing.
        sources: of what exercise is shown to do.
    """

    rule: str
    effect: str
    text: str
    why: str
    activities: frozenset[str] = frozenset()
    sources: tuple[str, ...] = ()


def advice(
    catalog: Catalog, answers: Answers, fired: Iterable[Firing], cleared: frozenset[str]
) -> tuple[Advice, ...]:
    """Everything that is told, referrals first, then in catalog order, each sentence once.

    Args:
        catalog: rules, conditions and sentences.
        answers: for limits that follow from a fact, and for findings.
        fired: one firing for each rule and binding.
        cleared: rules whose clearance was given; their referral is over.
    """
    messages = messages_of(catalog)
    told = [
        (firing, effect)
        for firing in fired
        for effect in firing.effects
        if is_told(effect, firing, catalog)
        and (effect.refer is None or firing.rule.id not in cleared)
    ]
    found = [
        Advice(
            rule=firing.rule.id,
            effect=effect.kind,
            text=_words(effect, answers, catalog, messages),
            why=firing.rule.why.patient,
            activities=_activities(effect, firing, catalog),
            sources=tuple(each.id for each in firing.rule.sources) if effect.benefit else (),
        )
        for firing, effect in settled(told, catalog)
    ]
    found += _findings(catalog, answers)
    return _once(sorted(found, key=lambda entry: entry.effect != "refer"))


def _activities(effect: Effect, firing: Firing, catalog: Catalog) -> frozenset[str]:
    target = getattr(effect.body, "target", None)
    if target is None or target.any:
        return frozenset()
    return activities_of(target, catalog, firing.binding)


def _once(entries: Iterable[Advice]) -> tuple[Advice, ...]:
    """Each sentence once, for all activities that it was found for."""
    found: dict[tuple[str, ...], Advice] = {}
    for entry in entries:
        key = (entry.rule, entry.effect, entry.text, entry.why)
        first = found.get(key, entry)
        found[key] = replace(first, activities=first.activities | entry.activities)
    return tuple(found.values())


def is_told(effect: Effect, firing: Firing, catalog: Catalog) -> bool:
    """Whether the effect is for the person to act on, not for the calendar."""
    test = _TOLD.get(type(effect.body))
    return test is not None and test(effect.body, firing, catalog)


def _always(body: object, firing: Firing, catalog: Catalog) -> bool:
    return True


def _if_certain(body: object, firing: Firing, catalog: Catalog) -> bool:
    """An unanswered question is asked; it sends nobody to a doctor."""
    return firing.outcome is True


def _item_stop(body: Stop, firing: Firing, catalog: Catalog) -> bool:
    return body.scope == "item" and firing.outcome is True


def _unbuilt_limit(body: Limit, firing: Firing, catalog: Catalog) -> bool:
    policy, formula = catalog.decision_policy, body.value_formula
    if body.quantity in policy.advised_quantities:
        return True
    return formula is not None and formula.operator in policy.advised_formulas


def _unknown_window(body: Exclude, firing: Firing, catalog: Catalog) -> bool:
    if body.window is None:
        return False
    return body.window not in KNOWN_WINDOWS or firing.rule.severity == SOFT


def _in_a_window(body: Weigh, firing: Firing, catalog: Catalog) -> bool:
    return body.window is not None


def _unbuilt_order(body: Order, firing: Firing, catalog: Catalog) -> bool:
    """Sequences of activities and of components are built; ratios and other words are told."""
    built = {*catalog.activities, *catalog.vocabulary["components"]}
    return body.first is None and not set(body.sequence) <= built


def _unproven_feature(body: Disable, firing: Firing, catalog: Catalog) -> bool:
    return catalog.vocabulary["features"][body.feature].assured_by is None


_TOLD: dict[type, Callable[..., bool]] = {
    Refer: _if_certain,
    Stop: _item_stop,
    Allow: _always,
    Monitor: _always,
    Progress: _if_certain,
    Scale: _if_certain,
    SetMethod: _if_certain,
    str: _always,
    Limit: _unbuilt_limit,
    Exclude: _unknown_window,
    Weigh: _in_a_window,
    Order: _unbuilt_order,
    Disable: _unproven_feature,
}


def _words(effect: Effect, answers: Answers, catalog: Catalog, messages: Messages) -> str:
    limit = effect.cap or effect.floor
    if limit is None:
        return effect_words(effect, catalog, messages)
    value = limit_value(limit, answers)
    return f"{limit_words(effect.kind, limit, catalog, messages, value)}."


def _findings(catalog: Catalog, answers: Answers) -> Iterator[Advice]:
    """What a condition asks for beyond the choice of items (`plan_biases`, their text)."""
    for name, condition in catalog.conditions.items():
        told = [
            bias.text
            for tag in (*condition.plan_bias, *condition.plan_requires)
            for bias in [catalog.plan_biases[tag]]
            if bias.text is not None and _counts(bias.only_if_criterion, answers, catalog)
        ]
        if told and truth(Node(condition=name), answers, catalog) is True:
            yield from (Advice(name, FINDING, text, condition.name) for text in told)


def _counts(criterion: str | None, answers: Answers, catalog: Catalog) -> bool:
    return criterion is None or truth(Node(criterion=criterion), answers, catalog) is True
