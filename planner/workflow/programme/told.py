"""A review in words: what gets harder, what stays, what stops, whom to see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planner.domain.local import percent
from planner.explain import Messages, Section, messages_of
from planner.explain.layout import day, points, wrap
from planner.knowledge import Catalog
from planner.progression import Adjustment, Change, Decision, Review
from planner.workflow.programme.check_in import Taken

ORDER = (Change.REFER, Change.STOP, Change.STEP_BACK, Change.PROGRESS, Change.HOLD)


def taken_sections(taken: Taken, catalog: Catalog, width: int) -> tuple[Section, ...]:
    """What was kept and what it leads to."""
    messages = messages_of(catalog)
    key = "told.check_in" if taken.number else "told.withdrawn"
    title = messages.say(key, number=taken.number, date=day(taken.date))
    head = ["  " + messages.say("told.kept", programme=taken.programme)]
    if taken.cancelled:
        head.append("  " + messages.counted("told.events", taken.cancelled))
    sections = [Section(title, tuple(head))]
    if taken.stopped:
        lines = [line for text in taken.referral.splitlines() for line in wrap(text, width) or [""]]
        return (Section(messages.say("told.stopped"), tuple(lines)), *sections)
    if taken.review is not None:
        sections += review_sections(taken.review, catalog, width)
    return tuple(sections)


def review_sections(found: Review, catalog: Catalog, width: int) -> list[Section]:
    """The parts of a review, the most urgent first."""
    messages = messages_of(catalog)
    urgencies = catalog.vocabulary["urgencies"]
    referrals = [f"{urgencies[n.urgency].meaning}: {n.text} [{n.rule}]" for n in found.referrals]
    required = [f"{notice.text} [{notice.rule}]" for notice in found.required]
    held = [f"{notice.text} [{notice.rule}]" for notice in found.holds]
    sections = [
        Section(messages.say("section.see_somebody"), tuple(points(referrals, width))),
        Section(messages.say("told.holds"), tuple(points(held, width))),
        Section(messages.say("told.first"), tuple(points(required, width))),
    ]
    for change in ORDER:
        title = messages.say(f"told.{change.value}")
        chosen = [d for d in found.decisions if d.change is change]
        if change is Change.HOLD:
            lines = _held(chosen, messages, width)
        else:
            lines = _changed(chosen, catalog, width)
        sections.append(Section(title, tuple(lines)))
    adjusted = [_adjusted(each, catalog) for each in found.adjustments]
    return [
        *sections,
        Section(messages.say("told.weeks"), tuple(points(adjusted, width))),
        Section(messages.say("told.questions"), tuple(points(found.questions, width))),
    ]


def _changed(chosen: Sequence[Decision], catalog: Catalog, width: int) -> list[str]:
    """Items that change, those of one reason together."""
    messages = messages_of(catalog)
    by_reason: dict[str, dict[str, None]] = {}
    for decision in chosen:
        told = decision.grounds[0]
        again = decision.retest_after_days
        later = f" {messages.counted('told.try_again', again)}" if again else ""
        names = by_reason.setdefault(f"{told.text}{later} [{told.rule}]", {})
        to = catalog.activities[decision.to_activity].name if decision.to_activity else ""
        names[f"{_named(decision, messages)}{' -> ' + to if to else ''}"] = None
    lines: list[str] = []
    for reason, names in by_reason.items():
        for name in names:
            lines += wrap(name, width, rest="      ")
        lines += wrap(reason, width, first="    ")
    return lines


def _named(decision: Decision, messages: Messages) -> str:
    """The item, with the side where only one is meant."""
    if decision.side not in ("left", "right"):
        return decision.name
    side = messages.say("dose.side", side=messages.word(decision.side))
    return f"{decision.name}, {side}"


def _held(chosen: Iterable[Decision], messages: Messages, width: int) -> list[str]:
    """Items that stay, gathered under their first reason."""
    by_reason: dict[str, list[str]] = {}
    for decision in chosen:
        told = decision.grounds[0]
        share = decision.factor
        cut = f" {messages.say('told.share', share=percent(share))}" if share else ""
        reason = f"{told.text}{cut} [{told.rule}]"
        names = by_reason.setdefault(reason, [])
        if decision.name not in names:
            names.append(decision.name)
    return points([f"{', '.join(names)}: {reason}" for reason, names in by_reason.items()], width)


def _adjusted(found: Adjustment, catalog: Catalog) -> str:
    messages = messages_of(catalog)
    shares = ", ".join(map(percent, found.factors))
    less = f", {messages.say('told.less', count=found.minus)}" if found.minus else ""
    what = catalog.vocabulary["quantities"][found.quantity].meaning
    where = f" ({', '.join(map(messages.word, found.components))})"
    return f"{what}{where if found.components else ''}: {shares}{less}. {found.text} [{found.rule}]"
