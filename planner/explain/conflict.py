"""Sentences for the smallest set of demands that cannot all hold."""

from __future__ import annotations

from msgspec import Struct

from planner.explain.messages import Messages


class Demand(Struct, frozen=True, kw_only=True):
    """One demand of a conflict.

    Attributes:
        family: stable name of the constraint family, such as `rest_day`.
        values: numbers and names that the sentence of the family needs.
        text: the rule's own sentence, used where the family has none.
    """

    family: str
    values: dict[str, int | str] = {}
    text: str = ""


def conflict_text(demands: tuple[Demand, ...], messages: Messages) -> str:
    """The conflict as numbered sentences, each with what the person can change.

    Raises:
        BadCatalog: a sentence needs a value that the demand does not give.
    """
    lines = [messages.say("conflict.intro")]
    for number, demand in enumerate(demands, start=1):
        lines.append(f"  {number}. {_sentence(demand, messages)}")
        way_out = f"conflict.{demand.family}.try"
        if way_out in messages:
            lines.append(f"     -> {messages.say(way_out, **demand.values)}")
    lines.append(messages.say("conflict.outro"))
    return "\n".join(lines)


def _sentence(demand: Demand, messages: Messages) -> str:
    key = f"conflict.{demand.family}"
    if key in messages:
        return messages.say(key, **demand.values)
    return demand.text or demand.family.replace("_", " ")
