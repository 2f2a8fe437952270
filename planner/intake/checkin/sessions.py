"""Sessions and whole days of a check-in, each by its key in the plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from planner.domain.checkin import DayReport, ItemReport, SessionReport
from planner.domain.plan import Plan, Session
from planner.intake.facts import allowed_values
from planner.intake.part import Part
from planner.knowledge.catalog import Catalog
from planner.told import told

DONE = ("full", "partial", "missed")
MISSED = "missed"
SYMPTOMS = "session_symptoms"
_SCORES = ("pain_before", "pain_during", "pain_next_morning", "rpe")
_COUNTS = ("sets", "reps", "spare_reps", "hold_s", "minutes", "load_kg")
_SESSION = ("key", "done", "date", *_SCORES, "minutes", "symptoms", "items", "note")
_ITEM = ("activity", "side", "done", *_SCORES[1:], *_COUNTS, "responses", "note")
# Slips of the finger: nobody does, lifts or holds more than this in one item.
_MOST = 1000


def read_sessions(
    part: Part | None, plan: Plan, catalog: Catalog, on: dt.date
) -> tuple[SessionReport, ...]:
    """Reports on sessions that lie before or on the day of the check-in."""
    known = {session.key: session for session in plan.sessions}
    found: list[SessionReport] = []
    for entry in part.items() if part is not None else ():
        keys = entry.mapping(_SESSION, required=("key", "done"))
        key = _key(keys, known, {report.key for report in found})
        done = keys["done"].word(DONE, "word") if "done" in keys else None
        if key is None or done is None:
            continue
        report = _session(keys, known[key], done, catalog)
        _check_session(keys, report, known[key], on)
        found.append(report)
    return tuple(found)


def read_days(
    part: Part | None, plan: Plan, catalog: Catalog, on: dt.date
) -> tuple[DayReport, ...]:
    """Reports on what was planned for whole days."""
    known = {entry.key: entry for entry in plan.all_day}
    found: list[DayReport] = []
    for entry in part.items() if part is not None else ():
        keys = entry.mapping(("key", "done", "hours", "comfort"), required=("key", "done"))
        key = _key(keys, known, {report.key for report in found})
        done = keys["done"].word(DONE, "word") if "done" in keys else None
        hours = keys["hours"].number(0, 24, "hours") if "hours" in keys else None
        words = tuple(catalog.progression.wear)
        comfort = keys["comfort"].word(words, "word") if "comfort" in keys else None
        if key is None or done is None:
            continue
        if known[key].date > on:
            keys["key"].bad(
                told("lies after the day of the check-in ({date})", date=known[key].date)
            )
        found.append(DayReport(key=key, done=done, hours=hours, comfort=comfort))
    return tuple(found)


def _key(keys: dict[str, Part], known: Iterable[str], before: set[str]) -> str | None:
    key = keys["key"].word(known, "key of the plan") if "key" in keys else None
    if key in before:
        keys["key"].bad(told("'{key}' stands here twice", key=key))
        return None
    return key


def _session(keys: dict[str, Part], session: Session, done: str, catalog: Catalog) -> SessionReport:
    symptoms = allowed_values(catalog.facts[SYMPTOMS], catalog)
    return SessionReport(
        key=session.key,
        done=done,
        date=keys["date"].date() if "date" in keys else None,
        **{name: _score(keys.get(name), name, catalog) for name in _SCORES},
        minutes=_count(keys.get("minutes")),
        symptoms=keys["symptoms"].words(symptoms, "symptom") if "symptoms" in keys else (),
        items=_items(keys["items"], session, catalog) if "items" in keys else (),
        note=keys["note"].text() if "note" in keys else None,
    )


def _check_session(
    keys: dict[str, Part], report: SessionReport, session: Session, on: dt.date
) -> None:
    if report.date is None and session.date > on:
        keys["key"].bad(
            told(
                "is planned for {date}, after the day of the check-in; if it was done earlier,"
                " say its date",
                date=session.date,
            )
        )
    if report.date is not None and report.date > on:
        keys["date"].bad(told("lies after the day of the check-in"))
    if report.done == MISSED:
        for name in ("items", "symptoms", *_SCORES, "minutes"):
            if name in keys and keys[name].value not in ([], None):
                keys[name].bad(
                    told("a session that was missed has none of these; say full or partial")
                )


def _items(part: Part, session: Session, catalog: Catalog) -> tuple[ItemReport, ...]:
    planned = tuple(dict.fromkeys(item.activity for item in session.items))
    found: list[ItemReport] = []
    for entry in part.items():
        keys = entry.mapping(_ITEM, required=("activity",))
        activity = None
        if "activity" in keys:
            activity = keys["activity"].word(planned, "activity of this session")
        side = keys["side"].word(("left", "right"), "side") if "side" in keys else None
        if any((report.activity, report.side) == (activity, side) for report in found):
            entry.bad(told("stands here twice"))
        elif activity is not None:
            found.append(_item(keys, activity, side, catalog))
    return tuple(found)


def _item(keys: dict[str, Part], activity: str, side: str | None, catalog: Catalog) -> ItemReport:
    reported = catalog.progression.reported
    counts = {name: _count(keys.get(name)) for name in _COUNTS if name != "load_kg"}
    return ItemReport(
        activity=activity,
        side=side,
        done=(keys["done"].word(DONE, "word") if "done" in keys else None) or DONE[0],
        **{name: _score(keys.get(name), name, catalog) for name in _SCORES[1:]},
        **counts,
        load_kg=keys["load_kg"].number(0, _MOST, "kg") if "load_kg" in keys else None,
        responses=keys["responses"].words(reported, "response") if "responses" in keys else (),
        note=keys["note"].text() if "note" in keys else None,
    )


def _score(part: Part | None, name: str, catalog: Catalog) -> int | None:
    if part is None:
        return None
    policy = catalog.progression
    low, high = policy.effort_range if name == "rpe" else policy.pain_range
    value = part.number(low, high, whole=True)
    return None if value is None else int(value)


def _count(part: Part | None) -> int | None:
    value = None if part is None else part.number(0, _MOST, whole=True)
    return None if value is None else int(value)
