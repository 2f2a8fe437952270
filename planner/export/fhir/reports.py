"""What was reported since: check-ins as QuestionnaireResponses, their numbers as Observations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from planner.domain.checkin import CheckIn, DayReport, ItemReport, SessionReport
from planner.export.fhir.frame import UCUM, Frame, Resource
from planner.export.fhir.person import concept, facts
from planner.export.fhir.record import HealthRecord

_SCORES = ("pain_before", "pain_during", "pain_next_morning", "rpe")
_ITEM = ("pain_during", "pain_next_morning", "rpe", "sets", "reps", "spare_reps", "hold_s")
NOTE = "note"


def reports(frame: Frame, record: HealthRecord) -> Iterator[Resource]:
    """Every check-in that counts, oldest first."""
    planned = {session.key: session.date for session in frame.plan.sessions}
    planned |= {day.key: day.date for day in frame.plan.all_day}
    for number, check_in in enumerate(record.check_ins):
        key = f"check-in/{number}"
        yield frame.new(
            "QuestionnaireResponse",
            key,
            identifier={"value": f"{check_in.date.isoformat()}/{number + 1}"},
            status="completed",
            subject=frame.to("Patient"),
            authored=check_in.date.isoformat(),
            item=list(_items(frame, check_in)),
        )
        yield from facts(frame, record, check_in.facts, check_in.date, key)
        for session in check_in.sessions:
            day = session.date or planned.get(session.key, check_in.date)
            yield from _measured(
                frame, record, session, key, day, is_planned=session.key in planned
            )


def _items(frame: Frame, check_in: CheckIn) -> Iterator[Resource]:
    for session in check_in.sessions:
        yield _session(frame, session)
    for day in check_in.all_day:
        yield _day(frame, day)
    if check_in.red_flags is not None:
        words = [frame.messages.word(flag) for flag in check_in.red_flags]
        none = frame.messages.say("fhir.none_of_these")
        value = {"answer": [{"valueString": each} for each in words or [none]]}
        yield {"linkId": "red_flags", "text": frame.messages.say("fhir.red_flags"), **value}
    for test in check_in.retests:
        answer = [{"valueDecimal": test.value}]
        text = frame.name(test.measure)
        yield {"linkId": f"retest/{test.measure}", "text": text, "answer": answer}
    yield from _note(frame, "", check_in.note)


def _session(frame: Frame, session: SessionReport) -> Resource:
    link = f"session/{session.key}"
    parts = [_word(frame, link, "done", session.done)]
    parts += _numbers(frame, link, session, (*_SCORES, "minutes"))
    parts += [_word(frame, link, "symptom", f"sign.{each}") for each in session.symptoms]
    parts += [_item(frame, link, item) for item in session.items]
    parts += _note(frame, f"{link}/", session.note)
    return {"linkId": link, "text": session.key, "item": parts}


def _item(frame: Frame, above: str, item: ItemReport) -> Resource:
    link = f"{above}/{item.activity}{f'/{item.side}' if item.side else ''}"
    parts = [_word(frame, link, "done", item.done)]
    parts += _numbers(frame, link, item, (*_ITEM, "minutes", "load_kg"))
    parts += [_word(frame, link, "response", each) for each in item.responses]
    parts += _note(frame, f"{link}/", item.note)
    side = f" ({frame.messages.word(item.side)})" if item.side else ""
    return {"linkId": link, "text": f"{frame.name(item.activity)}{side}", "item": parts}


def _day(frame: Frame, day: DayReport) -> Resource:
    link = f"day/{day.key}"
    parts = [_word(frame, link, "done", day.done), *_numbers(frame, link, day, ("hours",))]
    if day.comfort is not None:
        parts.append(_word(frame, link, "comfort", day.comfort))
    return {"linkId": link, "text": day.key, "item": parts}


def _word(frame: Frame, link: str, name: str, word: str) -> Resource:
    said = frame.messages
    value = said.say(word) if word in said else said.word(word)
    # A list of words gives several items: each has its own link.
    end = f"/{word.removeprefix('sign.')}" if name in ("symptom", "response") else ""
    answer = [{"valueString": value}]
    return {"linkId": f"{link}/{name}{end}", "text": said.say(f"fhir.{name}"), "answer": answer}


def _numbers(frame: Frame, link: str, report: object, names: tuple[str, ...]) -> Iterator[Resource]:
    for name in names:
        value = getattr(report, name)
        if value is not None:
            kind = "valueInteger" if isinstance(value, int) else "valueDecimal"
            text = frame.messages.say(f"fhir.{name}")
            yield {"linkId": f"{link}/{name}", "text": text, "answer": [{kind: value}]}


def _note(frame: Frame, link: str, note: str | None) -> Iterator[Resource]:
    """Own words may name somebody."""
    if note and note.strip() and not frame.discreet:
        text = frame.messages.say("fhir.note")
        yield {"linkId": f"{link}{NOTE}", "text": text, "answer": [{"valueString": note}]}


def _measured(
    frame: Frame,
    record: HealthRecord,
    session: SessionReport,
    key: str,
    day: dt.date,
    *,
    is_planned: bool,
) -> Iterator[Resource]:
    """Pain and minutes of a session as Observations, for systems that draw them."""
    values: Mapping[str, Resource] = {
        "pain_during": _quantity(session.pain_during, "{score}"),
        "minutes": _quantity(session.minutes, "min"),
    }
    codes = {"pain_during": record.score, "minutes": record.duration}
    based = [frame.to("ServiceRequest", session.key)] if is_planned else None
    for name, value in values.items():
        if value:
            code = codes[name]
            yield frame.new(
                "Observation",
                f"{key}/{session.key}/{name}",
                basedOn=based,
                status="final",
                code=concept(frame.messages.say(f"fhir.{name}"), *([code] if code else [])),
                subject=frame.to("Patient"),
                effectiveDateTime=day.isoformat(),
                valueQuantity=value,
            )


def _quantity(value: int | None, unit: str) -> Resource:
    if value is None:
        return {}
    return {"value": value, "unit": unit, "system": UCUM, "code": unit}
