"""Sentences for the smallest set of demands that cannot all hold, and for the ways out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from planner.explain.messages import Messages

TIME, STAYS = "availability", "conflict.stays"


class Demand(Struct, frozen=True, kw_only=True):
    """One demand of a conflict.

    Attributes:
        family: stable name of the constraint family, such as `required_days`.
        values: numbers and names that the sentence of the family needs.
        text: the rule's own sentence, used where the family has none.
        answer: key of what is said about giving it up, such as `conflict.stays`; empty for none.
    """

    family: str
    values: dict[str, int | str] = {}
    text: str = ""
    answer: str = ""


class Way(Struct, frozen=True, kw_only=True):
    """A change of the times given.

    Attributes:
        days: so many more days a week.
        minutes: so much longer free times.
        length: minutes of a new day.
        week: the week (1-based) whose busy times are given to training; 0 for none.
    """

    days: int = 0
    minutes: int = 0
    length: int = 0
    week: int = 0


def conflict_text(
    demands: tuple[Demand, ...],
    messages: Messages,
    way: Way | None = None,
    tried: int = 0,
    nexts: tuple[tuple[Demand, ...], ...] = (),
    all_given_up: str = "",
) -> str:
    """The conflict in one sentence, its members numbered, and the cheapest way out.

    Args:
        demands: the members.
        messages: where the sentences are.
        way: the first change of the times with which a plan was found; None if there was none.
        tried: how many such changes were tried.
        nexts: what clashes once the members are given up, in turn.
        all_given_up: key of what is said about giving up the demands of all of them.

    Raises:
        BadCatalog: a sentence needs a value that the demand does not give.
    """
    lines = [messages.say("conflict.intro"), *_in_one(demands, messages)]
    for number, demand in enumerate(demands, start=1):
        lines.append(f"  {number}. {_sentence(demand, messages)}")
        if demand.answer:
            lines.append(f"     -> {_said(demand.answer, demand.values, messages)}")
    lines += dict.fromkeys(_next(members, messages) for members in nexts)
    if all_given_up:
        rule = _listed(_open_rules((*demands, *(d for one in nexts for d in one))), messages)
        lines.append(messages.say("conflict.all", what=messages.say(all_given_up, rule=rule)))
    lines += [way_text(way, tried, messages), messages.say("conflict.outro")]
    return "\n".join(lines)


def way_text(way: Way | None, tried: int, messages: Messages) -> str:
    """The cheapest change of the times with which a plan was found, or that there was none."""
    if way is None:
        return messages.say("conflict.no_way", tried=tried)
    values = {name: getattr(way, name) for name in Way.__struct_fields__}
    kinds = [kind for kind in ("week", "minutes", "days") if values[kind]]
    parts = [_said(f"conflict.way.{kind}", values, messages) for kind in kinds]
    return messages.say("conflict.way", change=_listed(parts, messages))


def _in_one(demands: tuple[Demand, ...], messages: Messages) -> Iterator[str]:
    """What is asked for against the time given, where both are members."""
    time = [demand for demand in demands if demand.family == TIME]
    asked = _short(demands, messages)
    if time and asked:
        free = _said(f"conflict.{TIME}.short", time[0].values, messages)
        yield messages.say("conflict.in_one", asked=_listed(asked, messages), time=free)


def _open_rules(demands: Iterable[Demand]) -> list[str]:
    """Rules of the demands that do not stay in any case."""
    given = (str(d.values["rule"]) for d in demands if "rule" in d.values and d.answer != STAYS)
    return list(dict.fromkeys(rule for rules in given for rule in rules.split(", ")))


def _next(members: tuple[Demand, ...], messages: Messages) -> str:
    asked = _short(members, messages) or [_sentence(demand, messages) for demand in members]
    return messages.say("conflict.next", asked=_listed(asked, messages))


def _short(demands: tuple[Demand, ...], messages: Messages) -> list[str]:
    """Few words for each demand but the time; nothing if one has none."""
    asked = [demand for demand in demands if demand.family != TIME]
    if not all(f"conflict.{demand.family}.short" in messages for demand in asked):
        return []
    return [_said(f"conflict.{demand.family}.short", demand.values, messages) for demand in asked]


def _listed(parts: Iterable[str], messages: Messages) -> str:
    *before, last = parts
    return messages.say("conflict.and", one=", ".join(before), other=last) if before else last


def _sentence(demand: Demand, messages: Messages) -> str:
    key = f"conflict.{demand.family}"
    if key in messages:
        return _said(key, demand.values, messages)
    return demand.text or demand.family.replace("_", " ")


def _said(key: str, values: Mapping[str, int | str], messages: Messages) -> str:
    """The sentence, in the form that goes with its days."""
    return messages.counted(key, int(values.get("days", 0)), **values)
