"""What is closed and why, what opens later, and when things are measured again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from msgspec import Struct

from planner.domain.plan import Excluded, Plan
from planner.explain.layout import day
from planner.explain.messages import Messages
from planner.export.known import Known

# What a rule keeps away, what waits, what is of no use; the rest lost to other items.
CLOSED, LATER, NO_USE = "excluded", "deferred", "no_benefit"
# What needs a finding that the person does not have.
NOT_NEEDED = "not_needed"
SHOWN = (CLOSED, LATER, NO_USE, NOT_NEEDED)
MET = "met"


class Closed(Struct, frozen=True, kw_only=True):
    """Activities that are off limits for one reason.

    Attributes:
        verdict: excluded, deferred, no_benefit, or not_needed; `says` is it in words.
        until: what they wait for; empty where they wait for nothing.
    """

    verdict: str
    says: str
    text: str
    until: str
    names: tuple[str, ...]
    rules: tuple[str, ...]


class Opening(Struct, frozen=True, kw_only=True):
    """A criterion that keeps items closed, and when it is checked.

    Attributes:
        when: status, earliest week and date in words.
        check_on: date of the check; None where no plan can count on it.
        opens: names of what it opens.
    """

    criterion: str
    text: str
    when: str
    check_on: dt.date | None
    opens: tuple[str, ...]


class Retesting(Struct, frozen=True, kw_only=True):
    """What is measured or tried again on one date."""

    date: dt.date
    title: str
    what: tuple[str, ...]


def closed(plan: Plan, known: Known, messages: Messages) -> tuple[Closed, ...]:
    """What a rule closes, grouped by its reason; the largest groups of a verdict first."""
    meanings = {gate.criterion: gate.text for gate in plan.gates}
    groups: dict[tuple[str, str, str], list[Excluded]] = {}
    for entry in plan.excluded:
        verdict = _verdict(entry, known)
        if verdict in SHOWN:
            until = entry.until or ""
            words = meanings.get(until, messages.word(until))
            groups.setdefault((verdict, _reason(entry, known), words), []).append(entry)
    ranked = sorted(groups.items(), key=lambda each: (SHOWN.index(each[0][0]), -len(each[1])))
    return tuple(
        Closed(
            verdict=verdict,
            says=messages.say(f"verdict.{verdict}"),
            text=text,
            until=until,
            names=_names(entries, known, messages),
            rules=tuple(dict.fromkeys(rule for entry in entries for rule in entry.rules)),
        )
        for (verdict, text, until), entries in ranked
    )


def _reason(entry: Excluded, known: Known) -> str:
    """The sentence of the first rule of the catalog, so that equal reasons fall together."""
    first = next((rule for rule in entry.rules if rule in known.reasons), None)
    return entry.text if first is None else known.reasons[first]


def _verdict(entry: Excluded, known: Known) -> str:
    if entry.verdict == CLOSED and known.needs.issuperset(entry.rules):
        return NOT_NEEDED
    return entry.verdict


def _names(entries: Iterable[Excluded], known: Known, messages: Messages) -> tuple[str, ...]:
    """Names of activities, with the side where only one of them is meant."""
    sides: dict[str, set[str | None]] = {}
    for entry in entries:
        sides.setdefault(entry.activity, set()).add(entry.side)
    found = []
    for activity, meant in sides.items():
        name = known.names.get(activity, activity)
        side = next(iter(meant))
        is_one = len(meant) == 1 and side is not None
        found.append(
            messages.say("view.on_side", name=name, side=messages.word(side or ""))
            if is_one
            else name
        )
    return tuple(found)


def openings(plan: Plan, known: Known, messages: Messages) -> tuple[Opening, ...]:
    """Criteria that are not met yet, the earliest check first."""
    found = [
        Opening(
            criterion=gate.criterion,
            text=gate.text,
            when=_when(gate.earliest_week, gate.check_on, messages),
            check_on=gate.check_on,
            opens=tuple(dict.fromkeys(known.names.get(name, name) for name in gate.opens)),
        )
        for gate in plan.gates
        if gate.status != MET
    ]
    return tuple(sorted(found, key=lambda each: each.check_on or dt.date.max))


def retests(plan: Plan, known: Known, messages: Messages) -> tuple[Retesting, ...]:
    """Dates in order, each with all that is measured on it."""
    dates: dict[dt.date, dict[str, None]] = {}
    for test in sorted(plan.retests, key=lambda each: each.date):
        text = known.measures.get(test.what, messages.word(test.what))
        dates.setdefault(test.date, {})[text] = None
    return tuple(
        Retesting(date=date, title=day(date), what=tuple(what)) for date, what in dates.items()
    )


def _when(week: int | None, check_on: dt.date | None, messages: Messages) -> str:
    if week is None or check_on is None:
        return messages.say("gate.never")
    return messages.say("gate.check", week=week, date=day(check_on))
