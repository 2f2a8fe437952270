"""Trying what would make a plan possible: by changing the intake and planning with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from msgspec.structs import replace

from planner.domain.answers import Answers
from planner.domain.intake import Intake, Override, Window
from planner.domain.past import Past
from planner.domain.units import DAYS_PER_WEEK, HOURS_PER_DAY, MINUTES_PER_HOUR
from planner.eligibility import Eligibility, decide
from planner.eligibility.overrides import ABSOLUTE, STRONG
from planner.explain.conflict import Way
from planner.knowledge import Catalog, Template
from planner.knowledge.planning import WayOut
from planner.problem.build import build
from planner.solver.conflicts import Conflict, clashes
from planner.solver.effort import WINDOW
from planner.solver.revise import any_revision
from planner.solver.rolling import rolling

# Deterministic time of one try.
LIMIT = 3.0
LAST_MINUTE = HOURS_PER_DAY * MINUTES_PER_HOUR - 1


@dataclass(frozen=True)
class Person:
    """Everything that a plan is made from; the past where it is the next revision of one."""

    catalog: Catalog
    template: Template
    intake: Intake
    answers: Answers
    eligibility: Eligibility
    past: Past | None = None


def has_plan(person: Person, intake: Intake, chain: Iterable[Conflict] = ()) -> bool:
    """A plan, or a revision, is found for the changed intake; False says nothing is proven.

    What is allowed follows from the overrides, never from the times.

    Args:
        person: whose plan it is.
        intake: the changed intake.
        chain: what clashed before; its weeks are looked at first.
    """
    eligibility = person.eligibility
    if intake.overrides != person.intake.overrides:
        eligibility = decide(person.catalog, intake, person.answers, intake.plan.weeks)
    built, _ = build(
        person.catalog, person.template, intake, person.answers, eligibility, person.past
    )
    if not built.problem.slots or any(clashes(built.problem, one) for one in chain):
        return False
    if person.past is not None:
        return any_revision(built.problem, LIMIT) is not None
    return rolling(built.problem, WINDOW, limit=LIMIT) is not None


def may_be_set_aside(person: Person, rule: str) -> bool:
    """The rule is one of the catalog, and someone may override it."""
    known = person.catalog.rules.get(rule)
    return known is not None and known.severity != ABSOLUTE


def without_rules(person: Person, rules: Iterable[str]) -> Intake:
    """The intake with the rules set aside, as a clinician could do it."""
    by = person.catalog.derivations.clinician_roles[0]
    more = (Override(rule=r, by=by, reason=person.catalog.rules[r].says) for r in rules)
    return replace(person.intake, overrides=(*person.intake.overrides, *more))


def is_for_clinician(person: Person, rule: str) -> bool:
    """Only a clinician may set the rule aside."""
    return person.catalog.rules[rule].severity == STRONG


def more_time(person: Person, chain: tuple[Conflict, ...] = ()) -> tuple[Way | None, int]:
    """The first change of the times with which a plan is found; how many were tried.

    Args:
        person: whose plan it is.
        chain: what clashes.
    """
    weeks = tuple(one.first for one in chain if one.is_one_week)
    tried = 0
    for out in person.catalog.planning.ways_out:
        changed = _freed(person, weeks) if out.free_busy else _extended(person, out)
        if changed is None:
            continue
        tried += 1
        intake, way = changed
        if has_plan(person, intake, chain):
            return way, tried
    return None, tried


def _extended(person: Person, out: WayOut) -> tuple[Intake, Way] | None:
    changed = with_more_time(person, out.days_more, out.minutes_more)
    if changed is None:
        return None
    minutes = out.minutes_more if person.intake.availability else 0
    return changed[0], Way(days=out.days_more, minutes=minutes, length=changed[1])


def _freed(person: Person, weeks: tuple[int, ...]) -> tuple[Intake, Way] | None:
    """The intake without the busy times of the first week that clashes; None if it has none."""
    if not weeks:
        return None
    week = dt.timedelta(weeks=1)
    start = dt.datetime.combine(person.intake.plan.start, dt.time.min) + weeks[0] * week
    busy = person.intake.busy
    kept = tuple(one for one in busy if one.end <= start or one.start >= start + week)
    if kept == busy:
        return None
    return replace(person.intake, busy=kept), Way(week=weeks[0] + 1)


def with_more_time(person: Person, days: int, minutes: int) -> tuple[Intake, int] | None:
    """The intake with more days and longer free times, and the minutes of a new day.

    None where there are not so many days left, or no free time to make longer.
    """
    given = person.intake.availability
    weekly = [window for window in given if window.days]
    used = {day for window in weekly for day in window.days}
    if days > DAYS_PER_WEEK - len(used) or not (days or given):
        return None
    start, length = _new_day(person, weekly)
    windows = [_longer(window, minutes) for window in given]
    if days:
        new = Window(days=_apart(used, days), dates=(), start=start, end=_end(start, length))
        windows.append(_longer(new, minutes))
    length = min(length + minutes, LAST_MINUTE - _minute(start))
    return replace(person.intake, availability=tuple(windows)), length


def _new_day(person: Person, weekly: list[Window]) -> tuple[dt.time, int]:
    """Start and minutes of the longest free time of a week, which a new day repeats."""
    if not weekly:
        day = person.catalog.planning.new_day
        return dt.time.fromisoformat(day.from_), day.minutes
    like = max(weekly, key=lambda window: _minute(window.end) - _minute(window.start))
    return like.start, _minute(like.end) - _minute(like.start)


def _longer(window: Window, minutes: int) -> Window:
    return replace(window, end=_end(window.end, minutes))


def _end(start: dt.time, minutes: int) -> dt.time:
    last = max(_minute(start), min(LAST_MINUTE, _minute(start) + minutes))
    return dt.time(last // MINUTES_PER_HOUR, last % MINUTES_PER_HOUR)


def _minute(time: dt.time) -> int:
    return time.hour * MINUTES_PER_HOUR + time.minute


def _apart(used: set[int], count: int) -> tuple[int, ...]:
    """So many free weekdays, each as far as can be from the days that are taken by then."""
    taken, found = set(used), []
    for _ in range(count):
        free = [day for day in range(DAYS_PER_WEEK) if day not in taken]
        day = max(free, key=lambda day: (_distance(day, taken), -day))
        taken.add(day)
        found.append(day)
    return tuple(sorted(found))


def _distance(day: int, taken: set[int]) -> int:
    return min(
        (min((day - t) % DAYS_PER_WEEK, (t - day) % DAYS_PER_WEEK) for t in taken),
        default=DAYS_PER_WEEK,
    )
