"""Caps and floors that a person has to know, such as the highest effort or heart rate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planner.domain.answers import Answers
from planner.domain.language import ONE, plural_form
from planner.domain.local import plain_number
from planner.domain.plan import PlanLimit
from planner.knowledge import Catalog
from planner.knowledge.messages import messages_of
from planner.knowledge.words import target_words, value_words
from planner.rules import Firing, limit_value


def told_limits(
    catalog: Catalog, answers: Answers, fired: Iterable[Firing]
) -> tuple[PlanLimit, ...]:
    """Limits on the quantities of `decision_policy.told_quantities`, in catalog order."""
    messages = messages_of(catalog)
    told = catalog.decision_policy.told_quantities
    found = []
    for firing in fired:
        for effect in firing.effects:
            limit = effect.cap or effect.floor
            if limit is None or limit.quantity not in told:
                continue
            value = limit_value(limit, answers)
            said = sentence(catalog, limit.quantity, value)
            found.append(
                PlanLimit(
                    quantity=limit.quantity,
                    value=value_words(limit, catalog, messages) if value is None else value,
                    unit=limit.unit,
                    target=target_words(limit.target, catalog, messages),
                    rule=firing.rule.id,
                    text=f"{said} {firing.rule.why.patient}",
                    says=said,
                )
            )
    return tuple(dict.fromkeys(found))


def sentence(catalog: Catalog, quantity: str, value: float | str | None) -> str:
    """The limit in words; a value that nothing gives yet is left to the clinician."""
    policy = catalog.decision_policy
    if value is None:
        said = policy.texts["told_unknown"]
    else:
        number = value if isinstance(value, str) else plain_number(value)
        said = policy.told_words.get(str(value), number)
    words = _own_words(catalog, value).get(quantity, policy.told_quantities[quantity])
    return words.format(value=said)


def _own_words(catalog: Catalog, value: object) -> Mapping[str, str]:
    """The words of limits of nothing and of one, where they differ from those of more."""
    if not isinstance(value, int | float):
        return {}
    policy = catalog.decision_policy
    if not value:
        return policy.told_none
    return policy.told_one if plural_form(value, catalog.language) == ONE else {}
