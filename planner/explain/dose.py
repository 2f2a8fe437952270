"""A dose in words, such as "2 x 10, hold 5 s, rest 60 s, effort 4/10"."""

from __future__ import annotations

from planner.domain.local import measured, plain_number, whole_number
from planner.domain.plan import ItemDose
from planner.domain.units import MM_PER_CM
from planner.explain.messages import Messages

BOTH = "both"
# Between the parts of a dose in words.
PARTS = ", "


def dose_in_words(dose: ItemDose, messages: Messages, side: str | None = None) -> str:
    """The dose in one line; what does not apply is left out.

    Args:
        dose: the prescribed dose.
        messages: sentences of the catalog.
        side: left, right or both, where the item has one.
    """
    parts = _work(dose, messages) + _setting(dose, messages)
    if side is not None:
        key = "dose.each_side" if side == BOTH else "dose.side"
        parts.append(messages.say(key, side=messages.word(side or "")))
    words = PARTS.join(parts)
    if dose.load_note:
        note = dose.load_note.rstrip(".")
        return f"{words}. {note}" if words else note
    return words or messages.say("dose.as_described")


def dose_change(
    old: ItemDose,
    new: ItemDose,
    messages: Messages,
    sides: tuple[str | None, str | None] = (None, None),
) -> tuple[str, str] | None:
    """What only one of two doses says, before and after; None where both say the same.

    Both are said in full where one says nothing of its own.
    """
    was, now = (
        dose_in_words(dose, messages, side).split(PARTS)
        for dose, side in zip((old, new), sides, strict=True)
    )
    if was == now:
        return None
    gone = [part for part in was if part not in now]
    come = [part for part in now if part not in was]
    apart = (gone, come) if gone and come else (was, now)
    return PARTS.join(apart[0]), PARTS.join(apart[1])


def _work(dose: ItemDose, messages: Messages) -> list[str]:
    """How much: sets, repetitions, holds, or else minutes."""
    if dose.reps is not None:
        key = "dose.reps" if dose.sets is None else "dose.sets_reps"
        parts = [messages.counted(key, dose.reps, sets=dose.sets, reps=dose.reps)]
        if dose.hold_s:
            parts.append(messages.say("dose.hold", hold_s=dose.hold_s))
        return parts
    if dose.hold_s:
        key = "dose.hold" if dose.sets is None else "dose.sets_hold"
        return [messages.say(key, sets=dose.sets, hold_s=dose.hold_s)]
    if dose.sets is not None:
        return [messages.counted("dose.sets", dose.sets, sets=dose.sets)]
    if dose.minutes is not None:
        return [messages.say("dose.minutes", minutes=dose.minutes)]
    return []


def _setting(dose: ItemDose, messages: Messages) -> list[str]:
    """How: rest, effort, load, distance, device, how often."""
    parts: list[str] = []
    if dose.rest_s and (dose.sets or 0) > 1:
        parts.append(messages.say("dose.rest", rest_s=dose.rest_s))
    if dose.distance_m is not None:
        distance, unit = measured(dose.distance_m, "m")
        parts.append(messages.say("dose.distance", distance=round(distance), unit=unit))
    if dose.hours is not None:
        parts.append(messages.say("dose.hours", hours=dose.hours))
    if dose.lift_mm is not None:
        parts.append(_lift(dose.lift_mm, messages))
    if dose.steps is not None:
        parts.append(messages.say("dose.steps", steps=whole_number(dose.steps)))
    if (dose.times_per_day or 0) > 1:
        parts.append(messages.say("dose.times_per_day", times_per_day=dose.times_per_day))
    if dose.rpe is not None:
        parts.append(messages.say("dose.effort", rpe=dose.rpe))
    if dose.pct_1rm is not None:
        parts.append(messages.say("dose.load", pct_1rm=dose.pct_1rm))
    return parts


def _lift(height: float, messages: Messages) -> str:
    """Lifts are sold in millimetres everywhere; where inches are usual, those are told as well."""
    words, (there, unit) = plain_number(height), measured(height / MM_PER_CM, "cm")
    if unit == "cm":
        return messages.say("dose.lift", lift_mm=words)
    return messages.say(
        "dose.lift_both", lift_mm=words, lift=plain_number(round(there, 2)), unit=unit
    )
