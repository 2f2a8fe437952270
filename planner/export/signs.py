"""Stop signs of several items: each once, one with a number with the items that it is for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planner.explain.messages import Messages


def stop_signs(given: Iterable[tuple[str, Sequence[str]]], messages: Messages) -> tuple[str, ...]:
    """The signs in order.

    Whoever is dizzy stops, whatever the item is that names it; but how much is too much differs:
    a sign with a number tells whose it is, "pain above 2 (Mobility)", unless all have it.

    Args:
        given: the name or kind of an item, and its signs.
        messages: of the language of the plan.
    """
    owners: dict[str, dict[str, None]] = {}
    labels: set[str] = set()
    for label, signs in given:
        for sign in signs:
            owners.setdefault(sign, {})[label] = None
            labels.add(label)
    return tuple(
        messages.say("stop.of", sign=sign, items="; ".join(own))
        if len(own) < len(labels) and any(map(str.isdigit, sign))
        else sign
        for sign, own in owners.items()
    )
