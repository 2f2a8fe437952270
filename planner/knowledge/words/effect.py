"""An effect in words: what a rule does, one sentence an effect."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from planner.domain.local import KG_PER_LB, plain_number
from planner.domain.units import DAYS_PER_WEEK
from planner.knowledge.catalog import Catalog
from planner.knowledge.effect import (
    Assure,
    Decide,
    Defer,
    Exclude,
    Gate,
    Monitor,
    Order,
    Precaution,
    Progress,
    Refer,
    Require,
    Scale,
    SetMethod,
    Stop,
    Substitute,
    Weigh,
)
from planner.knowledge.messages import Messages
from planner.knowledge.model import Effect, Target
from planner.knowledge.words.limit import limit_words
from planner.knowledge.words.target import listing, spoken, target_words
from planner.knowledge.words.tree import tree_words

_PERCENT = 100


class _Words:
    """What every sentence needs: the catalog and its sentences."""

    def __init__(self, effect: Effect, catalog: Catalog, messages: Messages) -> None:
        self.effect = effect
        self.catalog = catalog
        self.messages = messages

    def say(self, key: str, **values: object) -> str:
        return self.messages.say(key, **values)

    def target(self, target: Target) -> str:
        return target_words(target, self.catalog, self.messages)

    def criterion(self, word: str) -> str:
        return self.catalog.criteria[word].meaning

    def word(self, name: str) -> str:
        """An id as it is spoken."""
        return spoken(name, self.catalog, self.messages)

    def meaning(self, listed: str, word: str) -> str:
        return self.catalog.vocabulary[listed][word].meaning

    def parted(self, text: str, body: object, *names: str) -> str:
        """The text with a detail for each of these fields that the body sets."""
        for name in names:
            value = getattr(body, name, None)
            if value not in (None, False, (), {}):
                text += f", {self._detail(name, value)}"
        return text

    def _detail(self, name: str, value: Any) -> str:  # noqa: ANN401 - any field of an effect
        """The field in words; a whole number of things in the form that goes with it."""
        key, said = f"detail.{name}", self._spoken(name, value)
        if isinstance(value, int) and not isinstance(value, bool):
            return self.messages.counted(key, value, value=said)
        return self.say(key, value=said)

    def window(self, body: Exclude | Weigh) -> str:
        """The part of the day in which the effect holds, after a comma; empty without one."""
        if body.window is None:
            return ""
        if body.minutes is None:
            return f", {self.meaning('windows', body.window)}"
        return f", {self.say(f'window.{body.window}', amount=body.minutes)}"

    def _spoken(self, name: str, value: Any) -> str:  # noqa: ANN401 - any field of an effect
        if name in ("until", "also_until"):
            return self.criterion(value)
        if name == "window":
            return self.meaning("windows", value)
        if name == "then_scale":
            return plain_number(value * _PERCENT)
        if name == "expected_kg":
            return ", ".join(f"{self.word(when)} {_mass(kg)}" for when, kg in value.items())
        return self.word(value) if isinstance(value, str) else plain_number(value)


def _mass(kg: float) -> str:
    """In both units, for a plan keeps these words and does not know who will read them."""
    return f"{plain_number(kg)} kg ({plain_number(round(kg / KG_PER_LB, 1))} lb)"


def effect_words(effect: Effect, catalog: Catalog, messages: Messages) -> str:
    """The effect as one sentence."""
    words = _Words(effect, catalog, messages)
    text = _SENTENCES[effect.kind](words, effect.body).strip()
    return text if text.endswith(("?", "!")) else f"{text.rstrip('.')}."


def _exclude(words: _Words, body: Exclude) -> str:
    text = words.say("effect.exclude", target=words.target(body.target))
    return words.parted(f"{text}{words.window(body)}", body, "until", "retest_after_days")


def _defer(words: _Words, body: Defer) -> str:
    text = words.say(
        "effect.defer", target=words.target(body.target), criterion=words.criterion(body.until)
    )
    text = words.parted(text, body, "also_until")
    week = body.earliest_week_if_unmeasured
    key = "detail.unmeasured_never" if week is None else "detail.unmeasured_week"
    return f"{text}; {words.say(key, week=week)}"


def _gate(words: _Words, body: Gate) -> str:
    tree = tree_words(body.open_when, words.catalog, words.messages)
    return words.say("effect.gate", target=words.target(body.target), tree=tree)


def _limit(words: _Words, body: Any) -> str:  # noqa: ANN401 - the body of cap and floor
    return limit_words(words.effect.kind, body, words.catalog, words.messages)


def _require(words: _Words, body: Require) -> str:
    what = words.target(body.what)
    of = words.target(body.of) if body.of is not None else ""
    text = words.say(f"effect.require_{body.relation}", what=what, of=of)
    return words.parted(
        text, body, "min_days", "max_days", "week", "from_week", "window", "match",
        "non_consecutive", "days_before", "when_present", "unless_blocked", "if_goal",
        "with_first_stretch_week",
    )  # fmt: skip


def _order(words: _Words, body: Order) -> str:
    if body.first is not None and body.not_after is not None:
        first, then = words.target(body.first), words.target(body.not_after)
        return words.say("effect.order_first", first=first, then=then)
    names = [
        words.catalog.activities[word].name
        if word in words.catalog.activities
        else words.word(word)
        for word in body.sequence
    ]
    if body.ratio is not None:
        start, end = map(plain_number, body.ratio)
        ratio = words.say("page.from_to", start=start, end=end)
        return words.say("effect.order_ratio", first=names[0], then=names[-1], ratio=ratio)
    if body.max_difference is not None:
        number = body.max_difference
        return words.say("effect.order_difference", first=names[0], then=names[-1], number=number)
    text = words.say("effect.order", names=listing(names, words.messages, "words.then"))
    return words.parted(text, body, "spacing_weeks")


def _substitute(words: _Words, body: Substitute) -> str:
    names = [words.catalog.activities[word].name for word in body.with_]
    return words.say(
        "effect.substitute",
        target=words.target(body.target),
        names=listing(names, words.messages, "words.or"),
    )


def _weigh(words: _Words, body: Weigh) -> str:
    key = f"effect.{words.effect.kind}"
    text = words.say(key, target=words.target(body.target), weight=body.weight)
    return words.parted(f"{text}{words.window(body)}", body, "until")


def _precaution(words: _Words, body: Precaution) -> str:
    return words.say("effect.precaution", target=words.target(body.target), text=body.text)


def _refer(words: _Words, body: Refer) -> str:
    urgency = words.meaning("urgencies", body.urgency)
    return words.say("effect.refer", urgency=urgency, text=body.text.rstrip("."))


def _stop(words: _Words, body: Stop) -> str:
    text = words.say(f"effect.stop_{body.scope}", text=body.text.rstrip("."))
    if not body.keeps:
        return text
    kept = listing(map(words.word, body.keeps), words.messages)
    return f"{text}; {words.say('detail.keeps', value=kept)}"


def _ask(words: _Words, body: Any) -> str:  # noqa: ANN401 - the body of ask
    return words.say("effect.ask", question=words.catalog.facts[body.fact].ask)


def _monitor(words: _Words, body: Monitor) -> str:
    days = body.every_days
    weeks, rest = divmod(days, DAYS_PER_WEEK)
    if days == 1:
        when = words.say("every.day")
    elif rest:
        when = words.say("every.days", number=days)
    else:
        when = words.say("every.week" if weeks == 1 else "every.weeks", number=weeks)
    text = words.say("effect.monitor", when=when, what=body.what)
    return words.parted(text, body, "expected_kg", "first_goal_pct", "months")


def _progress(words: _Words, body: Progress) -> str:
    text = words.say(f"effect.progress_{body.change}", target=words.target(body.target))
    if body.sessions:
        key = "detail.sessions_before" if body.change == "step_up" else "detail.sessions"
        text += f", {words.say(key, value=body.sessions)}"
    return words.parted(text, body, "until", "max_weeks", "then_scale", "max_moved_sessions")


def _scale(words: _Words, body: Scale) -> str:
    quantity = words.meaning("quantities", body.quantity)
    factors = body.factors or (body.factor if body.factor is not None else 1,)
    text = words.say(
        "effect.scale_series" if body.factors else "effect.scale",
        quantity=quantity,
        target=words.target(body.target),
        percent=", ".join(plain_number(factor * _PERCENT) for factor in factors),
    )
    return words.parted(
        text, body, "minus", "levels_down", "window", "every_weeks", "not_last_week"
    )


def _set_method(words: _Words, body: SetMethod) -> str:
    method = words.meaning("intensity_methods", body.method)
    return words.say("effect.set_method", target=words.target(body.target), method=method)


def _disable(words: _Words, body: Any) -> str:  # noqa: ANN401 - the body of disable
    return words.say("effect.disable", feature=words.meaning("features", body.feature))


def _decide(words: _Words, body: Decide) -> str:
    return words.say("effect.decide", decision=words.meaning("screening_decisions", body.decision))


def _allow(words: _Words, body: Any) -> str:  # noqa: ANN401 - the body of allow
    return words.say("effect.allow", target=words.target(body.target))


def _assure(words: _Words, body: Assure) -> str:
    return words.say("effect.assure", text=words.meaning("assurances", body.check))


def _note(words: _Words, body: str) -> str:
    return body


_SENTENCES: dict[str, Callable[[_Words, Any], str]] = {
    "exclude": _exclude,
    "defer": _defer,
    "gate": _gate,
    "cap": _limit,
    "floor": _limit,
    "require": _require,
    "order": _order,
    "substitute": _substitute,
    "prefer": _weigh,
    "avoid": _weigh,
    "allow": _allow,
    "precaution": _precaution,
    "refer": _refer,
    "stop": _stop,
    "ask": _ask,
    "monitor": _monitor,
    "progress": _progress,
    "scale": _scale,
    "set_method": _set_method,
    "disable": _disable,
    "decide": _decide,
    "assure": _assure,
    "note": _note,
    "benefit": _note,
}
