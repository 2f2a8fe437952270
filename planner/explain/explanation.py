"""The answer to "why?" and "why not?", as data and as text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from msgspec import Struct

from planner.domain.language import ENGLISH
from planner.explain.layout import INDENT, Section, points, wrap
from planner.explain.messages import Messages

WIDTH = 96


class Ground(Struct, frozen=True, kw_only=True):
    """One reason: a sentence for the person, the rule behind it, and its citations.

    Attributes:
        rule: id of a rule, finding, goal or template, or the word for another ground.
        says: the rule's own sentence; empty where no rule of the catalog gives the ground.
        evidence, severity: the rule's grade and how strictly it holds.
    """

    rule: str
    text: str
    says: str = ""
    evidence: str | None = None
    severity: str | None = None
    sources: tuple[str, ...] = ()


class Awaited(Struct, frozen=True, kw_only=True):
    """A criterion that is still missing.

    Attributes:
        status: unmeasured or not_met, as the plan's gates say; unmeasured where they say nothing.
        earliest_week, check_on: from when it may be counted on in a plan; None = only once it
            has been recorded.
        asked_again: dates of the retest calendar on which it may turn out to be met.
    """

    criterion: str
    meaning: str
    status: str
    text: str
    earliest_week: int | None = None
    check_on: dt.date | None = None
    asked_again: tuple[dt.date, ...] = ()


class Explanation(Struct, frozen=True, kw_only=True):
    """Answer to "why?": what was decided, on what grounds, and what would change it.

    Attributes:
        verdict: `in_plan`, or why it is not offered, as in the plan's `excluded`; `not_chosen`
            where it may be done but lost against others.
        statement: the answer in one sentence.
        details: what it means in practice: doses with dates, conditions, precautions.
        shaping: rules and limits that shape the dose.
        awaited: every criterion that is still missing.
        language: of all texts.
        changes: what would have to be different, and who may change it.
    """

    activity: str
    name: str
    side: str | None
    verdict: str
    statement: str
    details: tuple[str, ...] = ()
    grounds: tuple[Ground, ...] = ()
    shaping: tuple[str, ...] = ()
    awaited: tuple[Awaited, ...] = ()
    changes: tuple[str, ...] = ()
    language: str = ENGLISH

    def section(self, messages: Messages, width: int = WIDTH) -> Section:
        """The explanation as text of at most `width` columns; sources are numbered."""
        say = messages.say
        number = {
            source: place
            for place, source in enumerate(
                dict.fromkeys(source for ground in self.grounds for source in ground.sources), 1
            )
        }
        lines = wrap(self.statement, width)
        lines += points(self.details, width)
        why = [line for ground in self.grounds for line in _ground(ground, number, messages, width)]
        changes = (*(each.text for each in self.awaited), *self.changes)
        cited = [
            line
            for source, place in number.items()
            for line in wrap(source, width, first=f"{INDENT}[{place}] ", rest=INDENT * 3)
        ]
        lines += _part(say("section.why" if self.verdict == "in_plan" else "section.why_not"), why)
        lines += _part(say("section.shaping"), points(self.shaping, width))
        lines += _part(say("section.changes"), points(changes, width))
        lines += _part(say("section.sources"), cited)
        side = f", {say('dose.side', side=messages.word(self.side))}" if self.side else ""
        title = "\n".join(wrap(f"{self.name}{side} ({self.activity})", width, first=""))
        return Section(title, tuple(lines))


def _ground(
    ground: Ground, number: dict[str, int], messages: Messages, width: int
) -> Iterable[str]:
    refs = ", ".join(str(number[source]) for source in ground.sources)
    refs = f" [{refs}]" if refs else ""
    grade = ", ".join(
        word
        for word in (
            ground.severity and messages.word(ground.severity),
            ground.evidence
            and messages.say("explain.evidence", grade=messages.word(ground.evidence)),
        )
        if word
    )
    where = f"{ground.rule} ({grade})" if grade else ground.rule
    if not ground.text or ground.text == ground.says:
        return wrap(f"{ground.text or ground.says} - {where}{refs}", width, first=f"{INDENT}- ")
    lines = wrap(ground.text, width, first=f"{INDENT}- ")
    says = f": {ground.says}" if ground.says else ""
    return [*lines, *wrap(f"{where}{says}{refs}", width, first=INDENT * 3)]


def _part(title: str, lines: Iterable[str]) -> list[str]:
    found = list(lines)
    return ["", f"{INDENT}{title}", *found] if found else []
