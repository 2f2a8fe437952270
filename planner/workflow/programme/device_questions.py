"""Questions about insoles and lifts, for people whose plan holds them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from planner.domain.plan import AllDay, Plan
from planner.knowledge import Catalog
from planner.workflow.programme.interview import Interview
from planner.workflow.prompts import NotUnderstood, fact_answer, picks

FACTS = ("device_pain_over_24h", "device_pain_rise")


def device_answers(
    plan: Plan, since: dt.date, date: dt.date, catalog: Catalog, interview: Interview
) -> dict[str, Any]:
    """Reports on the days of wear (`all_day`), and the facts under `device_facts`."""
    worn: dict[str, list[AllDay]] = {}
    for entry in plan.all_day:
        is_device = entry.dose.hours is not None or entry.dose.lift_mm is not None
        if is_device and since <= entry.date <= date:
            worn.setdefault(entry.activity, []).append(entry)
    found: dict[str, Any] = {}
    for entries in worn.values():
        found.setdefault("all_day", []).extend(_reports(entries, catalog, interview))
    if not worn:
        return found
    facts: dict[str, Any] = {}
    for fact in FACTS:
        record = catalog.facts[fact]
        hint = interview.messages.say(
            "ask.hint_yes_no" if record.type == "bool" else "ask.hint_points"
        )
        facts |= (
            interview.one(
                record.ask,
                lambda typed, record=record: fact_answer(typed, record, catalog),  # type: ignore[misc]
                hint=hint,
            )
            or {}
        )
    return found | {"device_facts": facts}


def _reports(entries: list[AllDay], catalog: Catalog, interview: Interview) -> list[dict[str, Any]]:
    name, days = entries[0].name, len(entries)
    worn = interview.one(
        interview.messages.counted("ask.worn", days, name=name, days=days),
        lambda typed: _days(typed, days),
        hint=interview.messages.say("ask.hint_range", low=0, high=days),
    )
    words = tuple(catalog.progression.wear)
    felt = interview.one(
        interview.messages.say("ask.felt", name=name),
        lambda typed: picks(typed, words, interview.messages)[:1],
        choices=[interview.messages.choice(word) for word in words],
        hint=interview.messages.say("ask.hint_number"),
    )
    if worn is None:
        return []
    comfort = {"comfort": felt[0]} if felt else {}
    # Which days were missed is not asked; the latest are taken, so that no run of worn days that
    # nobody spoke of lets the next step come.
    done = ["full"] * worn + ["missed"] * (days - worn)
    return [
        {"key": entry.key, "done": how, **(comfort if entry is entries[-1] else {})}
        for entry, how in zip(entries, done, strict=True)
    ]


def _days(typed: str, most: int) -> int:
    if not (typed.isdecimal() and int(typed) <= most):
        raise NotUnderstood("range", low=0, high=most)
    return int(typed)
