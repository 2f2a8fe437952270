"""Ways to spoil a plan that passes the audit, and small tools to do it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

from msgspec.structs import replace as changed

from planner.domain import plan as p
from planner.domain.intake import Override
from tests.support.people import START
from tests.support.plan_variants import slimming
from tests.support.plans import Bundle, made_item, of_items


class Mutation(NamedTuple):
    """One way to spoil a plan: the check that must notice, and words it must say."""

    code: str
    description: str
    mutate: Callable[[], Bundle]
    says: str = ""


MUTATIONS: list[Mutation] = []


def spoil(code: str, description: str, mutate: Callable[[], Bundle], says: str = "") -> None:
    """Add a mutation; a violation must say the given words."""
    MUTATIONS.append(Mutation(code, description, mutate, says))


def on(day: int) -> dt.date:
    return START + dt.timedelta(days=day)


def moment(day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime.combine(on(day), dt.time(hour, minute))


def overriding(bundle: Bundle, *overrides: Override) -> Bundle:
    return bundle.with_intake(overrides=overrides)


def moved(bundle: Bundle, key: str, day: int, start: str = "18:00") -> Bundle:
    """A session moved to another day and hour, with week and end put right."""

    def change(session: p.Session) -> p.Session:
        if session.key != key:
            return session
        there = changed(session, date=on(day), week=day // 7 + 1, start=start)
        return of_items(there, there.items)

    return bundle.sessions(change)


def with_session(bundle: Bundle, session: p.Session) -> Bundle:
    return bundle.with_plan(sessions=(*bundle.plan.sessions, session))


def entries(bundle: Bundle, wanted: Callable[[p.AllDay], bool], **fields: Any) -> Bundle:
    """All-day items with some fields changed; `dose` is a part of a dose."""

    def change(entry: p.AllDay) -> p.AllDay:
        if not wanted(entry):
            return entry
        dose = changed(entry.dose, **fields.get("dose", {}))
        return changed(entry, **{**fields, "dose": dose})

    return bundle.with_plan(all_day=tuple(change(e) for e in bundle.plan.all_day))


def without_days(bundle: Bundle, wanted: Callable[[p.AllDay], bool]) -> Bundle:
    return bundle.with_plan(all_day=tuple(e for e in bundle.plan.all_day if not wanted(e)))


def week(bundle: Bundle, number: int, **fields: Any) -> Bundle:
    weeks = (changed(w, **fields) if w.week == number else w for w in bundle.plan.weeks)
    return bundle.with_plan(weeks=tuple(weeks))


def walking(bundle: Bundle, minutes: dict[int, int]) -> Bundle:
    """The walks of some weeks with other minutes."""

    def change(session: p.Session) -> p.Session:
        if session.week not in minutes:
            return session
        longer = minutes[session.week]
        return of_items(
            session,
            [
                changed(i, minutes=longer + 1, dose=changed(i.dose, minutes=longer))
                if i.activity == "walk_short"
                else i
                for i in session.items
            ],
        )

    return bundle.sessions(change)


def swapped(bundle: Bundle, old: str, new: str, weeks: range, **dose: Any) -> Bundle:
    """One activity in place of another in some weeks."""

    def change(session: p.Session) -> p.Session:
        if session.week not in weeks:
            return session
        items = [
            made_item(new, i.minutes, i.side, **dose) if i.activity == old else i
            for i in session.items
        ]
        return of_items(session, items)

    return bundle.sessions(change)


def repeated(bundle: Bundle, name: str, **fields: Any) -> Bundle:
    return bundle.with_plan(
        **{name: tuple(changed(x, **fields) for x in getattr(bundle.plan, name))}
    )


def template(bundle: Bundle, **caps: Any) -> Bundle:
    return replace(
        bundle, template=changed(bundle.template, caps=changed(bundle.template.caps, **caps))
    )


def assumed(**changes: Any) -> Bundle:
    plan = slimming().plan
    assert plan.forecast is not None
    forecast = changed(plan.forecast, assumptions={**plan.forecast.assumptions, **changes})
    return slimming().with_plan(forecast=forecast)


def points(change: Callable[[p.ForecastPoint], p.ForecastPoint]) -> Bundle:
    plan = slimming().plan
    assert plan.forecast is not None
    found = tuple(change(point) for point in plan.forecast.weight_kg)
    return slimming().with_plan(forecast=changed(plan.forecast, weight_kg=found))


def straight(point: p.ForecastPoint) -> p.ForecastPoint:
    value = 88 - 530 * 7 * point.week / 7700
    half = (88 - value) * 0.3
    return changed(point, value=value, low=value - half, high=value + half)
