"""A check-in step by step: only what the plan and the person make worth asking, about a minute."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from planner.domain.answers import Answers
from planner.domain.checkin import FORMAT, SessionReport
from planner.domain.intake import Intake
from planner.domain.local import clock
from planner.domain.plan import Plan, Session
from planner.domain.units import DAYS_PER_WEEK
from planner.explain.layout import short_day
from planner.intake.checkin.read import RED_FLAGS
from planner.intake.checklists import groups_of
from planner.intake.facts import allowed_values
from planner.knowledge import Catalog
from planner.knowledge.messages import Messages, messages_of
from planner.knowledge.model import Fact, Node
from planner.rules import reads_trial, truth
from planner.workflow.asking.checklist import choice_text, group_words
from planner.workflow.asking.question import choices_of, unit_of
from planner.workflow.programme.device_questions import device_answers
from planner.workflow.programme.interview import Interview
from planner.workflow.programme.trial_questions import due, trial_answers
from planner.workflow.prompts import NotUnderstood, fact_answer, picks, yes_or_no
from planner.workflow.questions import question_text

SCORES = ("pain_before", "pain_during", "pain_next_morning", "rpe")
SYMPTOMS = "session_symptoms"
_SCORE_LINE = re.compile(r"[\s,;]+")


def ask_day(plan: Plan, after: dt.date | None, interview: Interview) -> dt.date:
    """The day of the check-in; what is offered is the end of the first week not yet reported."""
    start = plan.request.start
    days = 0 if after is None else (after - start).days + 1
    end = start + dt.timedelta(days=DAYS_PER_WEEK * (days // DAYS_PER_WEEK + 1) - 1)
    answer = interview.one(
        interview.messages.say("ask.today"),
        _day,
        hint=interview.messages.say("ask.hint_today", date=end, week=days // DAYS_PER_WEEK + 1),
        otherwise="",
    )
    return answer or end


def _day(typed: str) -> dt.date:
    try:
        return dt.date.fromisoformat(typed)
    except ValueError:
        raise NotUnderstood("date") from None


def ask_check_in(
    plan: Plan, intake: Intake, answers: Answers, reported: Mapping[str, SessionReport],
    since: dt.date, date: dt.date, written: Messages, catalog: Catalog, interview: Interview,
) -> dict[str, Any]:  # fmt: skip
    """The check-in as plain data of `checkin/1`.

    Args:
        plan: that the person follows.
        intake: brought up to date by the check-ins before.
        answers: of that intake; they say what else is worth asking.
        reported: reports on sessions, by key, of the check-ins before.
        since: first day that is asked about.
        date: day of the check-in.
        written: sentences in the language of the plan.
        catalog: questions and scales.
        interview: asks them.

    Raises:
        Stopped: the person wants to stop.
    """
    data: dict[str, Any] = {"format": FORMAT, "date": date.isoformat()}
    data[RED_FLAGS] = _red_flags(catalog, interview)
    open_sessions = [
        session for session in plan.sessions if session.date <= date and session.key not in reported
    ]
    data["sessions"] = [
        *_mornings_after(plan, reported, since, catalog, interview),
        *_sessions(open_sessions, catalog, interview),
    ]
    data |= device_answers(plan, since, date, catalog, interview)
    facts: dict[str, Any] = data.pop("device_facts", {})
    for fact in _worth_asking(answers, catalog):
        record = catalog.facts[fact]
        answer = interview.one(
            question_text(record),
            lambda typed, record=record: fact_answer(typed, record, catalog),  # type: ignore[misc]
            choices=choices_of(record, catalog) if record.type in ("enum", "list") else (),
            hint=_hint(record, catalog),
        )
        facts |= answer or {}
    data["facts"] = facts
    data["stretch_trials"] = list(trial_answers(plan, since, date, written, catalog, interview))
    data["criteria"] = list(_criteria(plan, intake, answers, date, catalog, interview))
    data["retests"] = list(_retests(plan, since, date, catalog, interview))
    return {key: value for key, value in data.items() if value or key == RED_FLAGS}


def _hint(fact: Fact, catalog: Catalog) -> str:
    messages = messages_of(catalog)
    if fact.type == "bool":
        return messages.say("ask.hint_yes_no")
    if fact.unit == "nprs" and fact.range is not None:
        low, high = (f"{bound:g}" for bound in fact.range)
        return messages.say("ask.hint_range", low=low, high=high)
    if fact.type in ("enum", "list"):
        return messages.say("ask.hint_number")
    return unit_of(fact, catalog)


def _red_flags(catalog: Catalog, interview: Interview) -> list[str]:
    """The safety questions of the week, all of them, one checklist at a time."""
    found: list[str] = []
    for group in groups_of(RED_FLAGS, catalog):
        words = group_words(group, catalog)
        answer = interview.one(
            f"{group.title}. {group.intro}",
            lambda typed, words=words: picks(typed, words, interview.messages),  # type: ignore[misc]
            choices=[choice_text(word, group, catalog) for word in words],
            hint=interview.messages.say("ask.hint_none_of_these"),
            must=True,
        )
        found += answer or ()
    return found


def _sessions(
    sessions: Sequence[Session], catalog: Catalog, interview: Interview
) -> list[dict[str, Any]]:
    if not sessions:
        return []
    messages = interview.messages
    lines = [f"{short_day(s.date)}, {clock(s.start)}: {_content(s, messages)}" for s in sessions]
    numbers = tuple(str(number) for number in range(1, len(sessions) + 1))
    hint = messages.say("ask.hint_none")
    missed = interview.one(
        messages.say("ask.missed"), lambda typed: picks(typed, numbers, messages),
        choices=lines, hint=hint, must=True,
    ) or ()  # fmt: skip
    rest = tuple(number for number in numbers if number not in missed)
    partly: tuple[str, ...] = ()
    if rest:
        partly = interview.one(
            messages.say("ask.in_part"),
            lambda typed: _of_these(picks(typed, numbers, messages), rest),
            hint=hint, must=True,
        ) or ()  # fmt: skip
    found: list[dict[str, Any]] = []
    for number, session in zip(numbers, sessions, strict=True):
        if number in missed:
            found.append({"key": session.key, "done": "missed"})
            continue
        done = "partial" if number in partly else "full"
        found.append({"key": session.key, "done": done, **_scores(session, catalog, interview)})
    days = {session.key: short_day(session.date) for session in sessions}
    return _with_symptoms(found, days, catalog, interview)


def _mornings_after(
    plan: Plan, reported: Mapping[str, SessionReport], since: dt.date, catalog: Catalog,
    interview: Interview,
) -> Iterator[dict[str, Any]]:  # fmt: skip
    """The morning after a session of the day of the last check-in, which nobody could know then."""
    low, high = catalog.progression.pain_range
    for session in plan.sessions:
        report = reported.get(session.key)
        if report is None or report.done == "missed" or report.pain_next_morning is not None:
            continue
        if (report.date or session.date) != since:
            continue
        answer = interview.one(
            interview.messages.say("ask.morning_after", date=short_day(since)),
            lambda typed: _one(typed, low, high),
            hint=interview.messages.say("ask.hint_range", low=low, high=high),
        )
        if answer is not None:
            yield {"key": session.key, "done": report.done, "pain_next_morning": answer}


def _of_these(chosen: tuple[str, ...], allowed: tuple[str, ...]) -> tuple[str, ...]:
    for number in chosen:
        if number not in allowed:
            raise NotUnderstood("was_missed", number=number, allowed=", ".join(allowed))
    return chosen


def _content(session: Session, messages: Messages) -> str:
    names = [item.name for item in session.items if item.component not in ("warm_up", "cool_down")]
    shown = ", ".join(names[:2])
    if len(names) <= 2:
        return shown
    return messages.say("calendar.day_more", parts=shown, count=len(names) - 2)


def _scores(session: Session, catalog: Catalog, interview: Interview) -> dict[str, Any]:
    """Four numbers in one line; where it hurt, also in which items."""
    low, high = catalog.progression.pain_range
    scores = interview.one(
        interview.messages.say("ask.scores", date=short_day(session.date)),
        lambda typed: _four(typed, low, high),
        hint=interview.messages.say("ask.hint_scores", low=low, high=high),
    )
    found = {name: value for name, value in (scores or {}).items() if value is not None}
    amber = min(
        row.during[0]
        for row in catalog.progression.responses
        if row.during is not None and row.response in catalog.progression.colours["amber"]
    )
    if found.get("pain_during", low) < amber:
        return found
    return found | _where_it_hurt(session, found["pain_during"], catalog, interview)


def _four(typed: str, low: int, high: int) -> dict[str, int | None]:
    words = _SCORE_LINE.split(typed)
    if len(words) != len(SCORES):
        raise NotUnderstood("scores", count=len(SCORES))
    found: dict[str, int | None] = {}
    for name, word in zip(SCORES, words, strict=True):
        if word != "-" and not (word.isdecimal() and low <= int(word) <= high):
            raise NotUnderstood("no_number", word=word, low=low, high=high)
        found[name] = None if word == "-" else int(word)
    return found


def _where_it_hurt(
    session: Session, worst: int, catalog: Catalog, interview: Interview
) -> dict[str, Any]:
    """The items that hurt, with what else was noticed; the others get a score of their own."""
    activities = tuple(dict.fromkeys(item.activity for item in session.items))
    names = {item.activity: item.name for item in session.items}
    chosen = interview.one(
        interview.messages.say("ask.where", worst=worst),
        lambda typed: picks(typed, activities, interview.messages),
        choices=[names[activity] for activity in activities],
        hint=interview.messages.say("ask.hint_cannot_say"),
    )
    if not chosen:
        return {}
    noticed = interview.one(
        interview.messages.say("ask.noticed"),
        lambda typed: picks(typed, catalog.progression.reported, interview.messages),
        choices=[
            catalog.vocabulary["responses"][word].meaning for word in catalog.progression.reported
        ],
        hint=interview.messages.say("ask.hint_none"),
    )
    items: list[dict[str, Any]] = [
        {"activity": activity, "pain_during": worst}
        | ({"responses": list(noticed)} if noticed else {})
        for activity in chosen
    ]
    found: dict[str, Any] = {"items": items}
    if len(chosen) < len(activities):
        low, high = catalog.progression.pain_range
        others = interview.one(
            interview.messages.say("ask.others"), lambda typed: _one(typed, low, high),
            hint=interview.messages.say("ask.hint_range", low=low, high=high),
        )  # fmt: skip
        if others is not None:
            return found | {"pain_during": others}
        items += [
            {"activity": activity, "pain_during": worst}
            for activity in activities
            if activity not in chosen
        ]
    return found


def _one(typed: str, low: int, high: int) -> int:
    if not (typed.isdecimal() and low <= int(typed) <= high):
        raise NotUnderstood("range", low=low, high=high)
    return int(typed)


def _with_symptoms(
    sessions: list[dict[str, Any]], days: dict[str, str], catalog: Catalog, interview: Interview
) -> list[dict[str, Any]]:
    """Stop signs during a session; without a session of their own they count for the last one."""
    keys = tuple(report["key"] for report in sessions if report["done"] != "missed")
    if not keys:
        return sessions
    record = catalog.facts[SYMPTOMS]
    values = allowed_values(record, catalog)
    named = interview.one(
        record.ask,
        lambda typed: picks(typed, values, interview.messages),
        choices=choices_of(record, catalog),
        hint=interview.messages.say("ask.hint_none"),
        must=True,
    )
    if not named:
        return sessions
    which = interview.one(
        interview.messages.say("ask.which_session"),
        lambda typed: picks(typed, keys, interview.messages),
        choices=[days[key] for key in keys],
        hint=interview.messages.say("ask.hint_numbers"),
    )
    chosen = set(which or keys[-1:])
    return [s | ({"symptoms": list(named)} if s["key"] in chosen else {}) for s in sessions]


def _worth_asking(answers: Answers, catalog: Catalog) -> Iterator[str]:
    """Facts of `catalog/progression` that this person's answers make worth asking again."""
    for row in catalog.progression.ask:
        if truth(row.when, answers, catalog) is True:
            yield row.fact


def _criteria(
    plan: Plan, intake: Intake, answers: Answers, date: dt.date, catalog: Catalog,
    interview: Interview,
) -> Iterator[dict[str, Any]]:  # fmt: skip
    """What the plan waits for and wanted checked by now, where no answer decides it."""
    met = {entry.id for entry in intake.criteria if entry.met}
    for gate in plan.gates:
        if gate.check_on is None or gate.check_on > date or gate.criterion in met:
            continue
        test = Node(criterion=gate.criterion)
        if reads_trial(catalog.criteria[gate.criterion].test):
            continue
        if truth(test, answers, catalog, resolve=False) is not None:
            continue
        answer = interview.one(
            interview.messages.say("ask.criterion", text=gate.text),
            lambda typed: yes_or_no(typed, interview.messages),
            hint=interview.messages.say("ask.hint_yes_no"),
        )
        if answer is not None:
            said: dict[str, Any] = {"met_on": date.isoformat()} if answer else {"met": False}
            yield {"id": gate.criterion, **said}


def _retests(
    plan: Plan, since: dt.date, date: dt.date, catalog: Catalog, interview: Interview
) -> Iterator[dict[str, Any]]:
    """Measures that were due, each once."""
    measures = {row["id"]: row for row in catalog.scales["measures"] if row.get("range")}
    for name in dict.fromkeys(retest.what for retest in due(plan, since, date)):
        if name not in measures or name in catalog.progression.measured_by:
            continue
        low, high = measures[name]["range"]
        value = interview.one(
            interview.messages.say("ask.measure", name=measures[name]["name"]),
            lambda typed, low=low, high=high: _number(typed, low, high),  # type: ignore[misc]
            hint=interview.messages.say("ask.hint_range", low=low, high=high),
        )
        if value is not None:
            yield {"measure": name, "value": value}


def _number(typed: str, low: float, high: float) -> float:
    try:
        value = float(typed.replace(",", "."))
    except ValueError:
        raise NotUnderstood("number") from None
    if not low <= value <= high:
        raise NotUnderstood("range", low=f"{low:g}", high=f"{high:g}")
    return int(value) if value == int(value) else value
