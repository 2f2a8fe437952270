"""A cap or floor in words: what, how much, of what, when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.domain.local import plain_number
from planner.knowledge.catalog import Catalog
from planner.knowledge.formula import Formula
from planner.knowledge.messages import Messages
from planner.knowledge.model import Limit
from planner.knowledge.words.target import listing, spoken, target_words, unit_words

# Units that the meaning of the quantity, or the fact, already says.
SILENT_UNITS = ("class", "count", "nprs", "rpe_0_10", "rpe_6_20", "score", "reps")
_PERCENT = 100


def limit_words(
    kind: str,
    limit: Limit,
    catalog: Catalog,
    messages: Messages,
    value: int | float | str | None = None,
) -> str:
    """The limit as a sentence without its full stop.

    Args:
        kind: `cap` or `floor`.
        limit: its body.
        catalog: meanings of quantity, unit and window.
        messages: sentences of the catalog.
        value: the value where a formula has been worked out.
    """
    quantity = catalog.vocabulary["quantities"][limit.quantity].meaning
    text = messages.say(
        f"limit.{kind}",
        quantity=f"{quantity[0].upper()}{quantity[1:]}",
        value=value_words(limit, catalog, messages, value),
        target=target_words(limit.target, catalog, messages),
    )
    return "".join([text, *(f", {detail}" for detail in _details(limit, catalog, messages))])


def value_words(
    limit: Limit,
    catalog: Catalog,
    messages: Messages,
    value: int | float | str | None = None,
) -> str:
    """The value with its unit; a formula or series in words where no value is known."""
    value = limit.value if value is None else value
    if value is None and limit.value_formula is not None:
        return formula_words(limit.value_formula, catalog, messages)
    if value is None:
        series = (limit.value_from or "").rpartition(".")[2]
        return messages.say("limit.series", name=spoken(series, catalog, messages))
    said = spoken(value, catalog, messages) if isinstance(value, str) else plain_number(value)
    if limit.unit in SILENT_UNITS:
        return said
    return f"{said} {unit_words(limit.unit, value, catalog)}"


def formula_words(formula: Formula, catalog: Catalog, messages: Messages) -> str:
    """A formula in words."""
    if formula.first_known is not None:
        terms = [
            messages.say(
                "formula.plus" if term.add >= 0 else "formula.minus",
                fact=spoken(term.fact, catalog, messages),
                number=plain_number(abs(term.add)),
            )
            for term in formula.first_known
        ]
        return messages.say("formula.otherwise").join(terms)
    if formula.share_of is not None:
        row = formula.share_of
        percent = plain_number(row.share * _PERCENT)
        return messages.say(
            "formula.share_of", percent=percent, quantity=spoken(row.quantity, catalog, messages)
        )
    if formula.growth is not None:
        more, percent = (
            plain_number(formula.growth.add),
            plain_number(formula.growth.factor * _PERCENT),
        )
        return messages.say("formula.growth", add=more, percent=percent)
    if formula.rise is not None:
        more, percent = plain_number(formula.rise.add), plain_number(formula.rise.share * _PERCENT)
        return messages.say("formula.rise", add=more, percent=percent)
    if formula.least_intake is not None:
        values = {
            sex: f"{value} {spoken(sex, catalog, messages)}"
            for sex, value in formula.least_intake.by_sex.items()
        }
        percent = plain_number(formula.least_intake.share_of_rmr * _PERCENT)
        listed = listing(values.values(), messages, "words.or")
        return messages.say("formula.least_intake", values=listed, percent=percent)
    return messages.say("formula.available_minutes")


def _details(limit: Limit, catalog: Catalog, messages: Messages) -> list[str]:
    """What narrows the limit, in the order in which it is read."""
    words = [*_who(limit, catalog, messages), *_when(limit, catalog, messages)]
    for name in ("applies_from_minutes", "rise_per_week", "variables_up_per_component"):
        number = getattr(limit, name)
        if number is not None:
            words.append(messages.say(f"limit.{name}", number=number))
    for name in ("across_families", "non_consecutive", "when_intensity_step"):
        if getattr(limit, name):
            words.append(messages.say(f"limit.{name}"))
    if limit.unless_current_higher_factor is not None:
        percent = plain_number(limit.unless_current_higher_factor * _PERCENT)
        words.append(messages.say("limit.unless_current_higher", percent=percent))
    return words


def _all(words: Iterable[str], catalog: Catalog, messages: Messages) -> str:
    return listing([spoken(word, catalog, messages) for word in words], messages)


def _who(limit: Limit, catalog: Catalog, messages: Messages) -> Iterator[str]:
    levels = limit.levels or ((limit.level,) if limit.level is not None else ())
    if levels:
        yield messages.say("limit.levels", levels=_all(levels, catalog, messages))
    if limit.groups is not None:
        groups = (limit.groups,) if isinstance(limit.groups, str) else limit.groups
        yield messages.say("limit.groups", groups=_all(groups, catalog, messages))


def _when(limit: Limit, catalog: Catalog, messages: Messages) -> Iterator[str]:
    if limit.window is not None and limit.hours is None:
        yield catalog.vocabulary["windows"][limit.window].meaning
    elif limit.window is not None:
        yield messages.say(f"window.{limit.window}_hours", amount=limit.hours)
    if limit.per_weeks is not None:
        key = "limit.per_week" if limit.per_weeks == 1 else "limit.per_weeks"
        yield messages.say(key, number=limit.per_weeks)
