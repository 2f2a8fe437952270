"""What is planned: CarePlan, Goals, and a ServiceRequest for each session, day and retest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from planner.domain.plan import AllDay, Item, Retest, Session, TargetRange
from planner.domain.units import DAYS_PER_WEEK
from planner.export.fhir.approved import approval_note
from planner.export.fhir.frame import UCUM, Frame, Resource, text
from planner.export.times import moments

Say = Callable[[Item | AllDay], str]
_UNITS = {"minutes": "min/wk", "days": "d/wk"}


def care_plan(frame: Frame, goals: list[Resource], requests: list[Resource]) -> Resource:
    """The plan as a whole; a draft unless it is approved as it stands."""
    plan = frame.plan
    last = plan.request.start + dt.timedelta(days=plan.request.weeks * DAYS_PER_WEEK - 1)
    return frame.new(
        "CarePlan",
        identifier=None if frame.discreet else [{"value": f"{plan.plan_id}/{plan.revision}"}],
        instantiatesCanonical=[frame.url("PlanDefinition")],
        status="active" if frame.approved else "draft",
        intent="plan",
        category=frame.category(),
        subject=frame.to("Patient"),
        period={"start": plan.request.start.isoformat(), "end": last.isoformat()},
        goal=[{"reference": f"urn:uuid:{goal['id']}"} for goal in goals],
        activity=[{"reference": {"reference": f"urn:uuid:{each['id']}"}} for each in requests],
        note=[approval_note(frame), *({"text": w} for w in dict.fromkeys(_to_know(frame)))],
    )


def _to_know(frame: Frame) -> Iterator[str]:
    """Limits first: whoever shows a few notes only must show them, after the approval."""
    plan = frame.plan
    for limit in plan.screening.limits:
        rest = limit.text.removeprefix(limit.says).strip()
        words = " ".join(part for part in (limit.says, rest) if part)
        yield in_weeks(frame, *limit.weeks, words) if limit.weeks else words
    yield from plan.warnings
    yield from (advice.text for advice in plan.advice)
    # A criterion alone would read as a finding.
    for gate in plan.gates:
        status = frame.messages.say(f"gate.{gate.status}")
        key = "fhir.criterion_checked" if gate.check_on else "fhir.criterion"
        yield frame.messages.say(key, status=status, date=gate.check_on, text=gate.text)


def in_weeks(frame: Frame, first: int, last: int, words: str) -> str:
    """The words, with the weeks in which they hold."""
    return frame.messages.counted(
        "fhir.weeks", last - first + 1, first=first, last=last, text=words
    )


def goals(frame: Frame) -> Iterator[Resource]:
    """One for each component, with a target for each week."""
    found: dict[tuple[str, str], list[Resource]] = {}
    for week in frame.plan.weeks:
        due = frame.plan.request.start + dt.timedelta(days=week.week * DAYS_PER_WEEK - 1)
        for component, target in week.targets.items():
            entry = _target(frame, component, target, due)
            found.setdefault((component, target.unit), []).append(entry)
    for (component, unit), targets in sorted(found.items()):
        yield frame.new(
            "Goal",
            f"{component}/{unit}",
            lifecycleStatus="active" if frame.approved else "proposed",
            category=frame.category(),
            description=text(
                frame.messages.say(
                    "fhir.goal", what=frame.component(component), unit=_unit(frame, unit)
                )
            ),
            subject=frame.to("Patient"),
            startDate=frame.plan.request.start.isoformat(),
            target=targets,
        )


def _goal(frame: Frame, component: str, unit: str) -> str:
    words = {"what": frame.component(component), "unit": _unit(frame, unit)}
    return frame.messages.say("fhir.goal", **words)


def _unit(frame: Frame, unit: str) -> str:
    return frame.messages.say(f"fhir.{unit}_a_week")


def _target(frame: Frame, component: str, target: TargetRange, due: dt.date) -> Resource:
    unit = {"unit": _unit(frame, target.unit), "system": UCUM, "code": _UNITS[target.unit]}
    bounds = {"low": {"value": target.min, **unit}}
    if target.max is not None:
        bounds["high"] = {"value": target.max, **unit}
    words = {"what": frame.component(component), "unit": _unit(frame, target.unit)}
    measure = text(frame.messages.say("fhir.aim", goal=target.goal, **words))
    return {"measure": measure, "detailRange": bounds, "dueDate": due.isoformat()}


def requests(frame: Frame, say: Say) -> Iterator[Resource]:
    """Sessions, whole days and retests, in the order of the plan."""
    for session in frame.plan.sessions:
        yield _session(frame, session, say)
    for day in frame.plan.all_day:
        yield _day(frame, day, say)
    for number, retest in enumerate(frame.plan.retests):
        yield _retest(frame, number, retest)


def _request(frame: Frame, key: str, words: str, **fields: object) -> Resource:
    return frame.new(
        "ServiceRequest",
        key,
        status="active" if frame.approved else "draft",
        intent="plan",
        category=frame.category(),
        code=text(words),
        subject=frame.to("Patient"),
        **fields,
    )


def _session(frame: Frame, session: Session, say: Say) -> Resource:
    start, end = moments(session)
    used = dict.fromkeys(item.activity for item in session.items)
    return _request(
        frame,
        session.key,
        ", ".join(dict.fromkeys(item.name for item in session.items)),
        identifier=[{"value": session.key}],
        instantiatesCanonical=[frame.url("ActivityDefinition", each) for each in used],
        occurrencePeriod={"start": start.isoformat(), "end": end.isoformat()},
        note=[{"text": words} for item in session.items for words in _notes(frame, item, say)],
    )


def _day(frame: Frame, day: AllDay, say: Say) -> Resource:
    date = day.date.isoformat()
    return _request(
        frame,
        day.key,
        day.name,
        identifier=[{"value": day.key}],
        instantiatesCanonical=[frame.url("ActivityDefinition", day.activity)],
        occurrencePeriod={"start": date, "end": date},
        note=[{"text": words} for words in _notes(frame, day, say)],
    )


def _retest(frame: Frame, number: int, retest: Retest) -> Resource:
    return _request(
        frame,
        f"retest/{number}",
        frame.name(retest.what),
        occurrenceDateTime=retest.date.isoformat(),
    )


def _notes(frame: Frame, item: Item | AllDay, say: Say) -> Iterator[str]:
    """Dose first, then what must be known while doing it."""
    parts = (f"{item.name} ({item.side})" if item.side else item.name, say(item))
    yield ": ".join(part for part in parts if part)
    if item.conditional:
        needs = {gate.criterion: gate.text for gate in frame.plan.gates}
        yield frame.messages.say("fhir.only_if", text=needs.get(item.conditional, item.conditional))
    yield from item.precautions
    if item.stop_if:
        yield frame.messages.say("fhir.stop_if", signs="; ".join(item.stop_if))
