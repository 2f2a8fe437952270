"""A review in words: what gets harder, what stays, what stops, whom to see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from planner.explain import Section, messages_of
from planner.explain.layout import day, points, wrap
from planner.knowledge import Catalog, load_catalog
from planner.progression import Adjustment, Change, Decision, Review
from planner.workflow.programme.check_in import Taken

ORDER = (Change.REFER, Change.STOP, Change.STEP_BACK, Change.PROGRESS, Change.HOLD)


def taken_sections(taken: Taken, catalog_dir: Path | None, width: int) -> tuple[Section, ...]:
    """What was kept and what it leads to."""
    catalog = load_catalog(catalog_dir)
    messages = messages_of(catalog)
    key = "told.check_in" if taken.number else "told.withdrawn"
    title = messages.say(key, number=taken.number, date=day(taken.date))
    head = ["  " + messages.say("told.kept", programme=taken.programme)]
    if taken.cancelled:
        head.append("  " + messages.say("told.events", count=taken.cancelled))
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
        lines = _held(chosen, width) if change is Change.HOLD else _changed(chosen, catalog, width)
        sections.append(Section(title, tuple(lines)))
    adjusted = [_adjusted(each, catalog) for each in found.adjustments]
    return [
        *sections,
        Section(messages.say("told.weeks"), tuple(points(adjusted, width))),
        Section(messages.say("told.questions"), tuple(points(found.questions, width))),
    ]


def _changed(chosen: Sequence[Decision], catalog: Catalog, width: int) -> list[str]:
    """Items that change, those of one reason together."""
    by_reason: dict[str, dict[str, None]] = {}
    for decision in chosen:
        told = decision.grounds[0]
        again = decision.retest_after_days
        later = f" Try it again after {again} days at the earliest." if again else ""
        names = by_reason.setdefault(f"{told.text}{later} [{told.rule}]", {})
        side = f", {decision.side} side" if decision.side in ("left", "right") else ""
        to = catalog.activities[decision.to_activity].name if decision.to_activity else ""
        names[f"{decision.name}{side}{' -> ' + to if to else ''}"] = None
    lines: list[str] = []
    for reason, names in by_reason.items():
        for name in names:
            lines += wrap(name, width, rest="      ")
        lines += wrap(reason, width, first="    ")
    return lines


def _held(chosen: Iterable[Decision], width: int) -> list[str]:
    """Items that stay, gathered under their first reason."""
    by_reason: dict[str, list[str]] = {}
    for decision in chosen:
        told = decision.grounds[0]
        cut = f" From now at {decision.factor:.0%} of the dose." if decision.factor else ""
        reason = f"{told.text}{cut} [{told.rule}]"
        names = by_reason.setdefault(reason, [])
        if decision.name not in names:
            names.append(decision.name)
    return points([f"{', '.join(names)}: {reason}" for reason, names in by_reason.items()], width)


def _adjusted(found: Adjustment, catalog: Catalog) -> str:
    shares = ", ".join(f"{factor:.0%}" for factor in found.factors)
    less = f", {found.minus} less" if found.minus else ""
    what = catalog.vocabulary["quantities"][found.quantity].meaning
    where = f" ({', '.join(c.replace('_', ' ') for c in found.components)})"
    return f"{what}{where if found.components else ''}: {shares}{less}. {found.text} [{found.rule}]"
