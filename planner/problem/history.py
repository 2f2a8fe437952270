"""The past of a programme as the problem of its next revision reads it.

What was planned stays planned: a missed session is neither moved nor made up for. What was really
done is counted apart, for whatever may only rise from what was done: minutes, bouts, sets.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cached_property

from msgspec import Struct

from planner.domain.checkin import ItemReport, SessionReport
from planner.domain.past import Past, Ruling
from planner.domain.plan import Item, Session
from planner.domain.units import DAYS_PER_WEEK, MINUTES_PER_HOUR

FULL, MISSED = "full", "missed"
ENDURANCE = "endurance"
ENDS = ("warm_up", "cool_down")


class PastItem(Struct, frozen=True, kw_only=True):
    """One item of a session that lies in the past, and how much of it was done.

    Attributes:
        session: index of its session among the past sessions.
        minutes, sets: that were done, never more than planned.
    """

    item: Item
    session: int
    day: int
    is_done: bool
    minutes: int
    sets: int

    @property
    def week(self) -> int:
        """0-based week."""
        return self.day // DAYS_PER_WEEK


class Standing(Struct, frozen=True, kw_only=True):
    """Where a family stands: the activity that was done last, and the week in which it began.

    `weeks` are those of the present level in which something of it was done.
    """

    activity: str
    began: int
    weeks: frozenset[int]


class ComingItem(Struct, frozen=True, kw_only=True):
    """One item of the published plan that is still to come."""

    group: str
    activity: str
    day: int
    start: int
    minutes: int
    sets: int


class History:
    """Plain views of a `Past`; days and weeks are 0-based from the start of the plan."""

    def __init__(self, past: Past) -> None:
        self.past = past
        self.start = past.plan.request.start
        self.first_day = self.day_of(past.day)
        self.first_week = self.first_day // DAYS_PER_WEEK

    @property
    def cuts_week(self) -> bool:
        """The new revision begins inside a week."""
        return self.first_day % DAYS_PER_WEEK > 0

    @property
    def cut_week(self) -> int | None:
        """The week inside which the revision begins."""
        return self.first_week if self.cuts_week else None

    def day_of(self, date: dt.date) -> int:
        """Day of the plan."""
        return (date - self.start).days

    @cached_property
    def sessions(self) -> tuple[Session, ...]:
        """Published sessions before the first day of the revision, in order of time."""
        gone = [s for s in self.past.plan.sessions if s.date < self.past.day]
        return tuple(sorted(gone, key=lambda s: (s.date, s.start)))

    @cached_property
    def items(self) -> tuple[PastItem, ...]:
        """Every item of the past sessions but warm-up and cool-down."""
        return tuple(
            found
            for number, session in enumerate(self.sessions)
            for found in self._of_session(number, session)
        )

    @cached_property
    def coming(self) -> tuple[ComingItem, ...]:
        """Every item of the sessions that were published for the days to come."""
        return tuple(
            ComingItem(
                group=item.family or item.activity,
                activity=item.activity,
                day=self.day_of(session.date),
                start=minute_of(session.start),
                minutes=item.dose.minutes or 0 if item.component == ENDURANCE else 0,
                sets=item.dose.sets or 0 if item.component == "strength" else 0,
            )
            for session in self.past.plan.sessions
            if session.date >= self.past.day
            for item in session.items
            if item.component not in ENDS
        )

    @cached_property
    def standings(self) -> dict[str, Standing]:
        """Family (or single activity) to where it stands: a missed level is not reached.

        One below the level before counts also where it was missed: what was taken back stays so.
        """
        found: dict[str, Standing] = {}
        levels: dict[str, int] = {}
        done = {one.item.family or one.item.activity for one in self.items if one.is_done}
        for one in sorted(self.items, key=lambda one: one.day):
            group = one.item.family or one.item.activity
            known = found.get(group)
            is_other = known is not None and known.activity != one.item.activity
            is_missed_step = is_other and (one.item.level or 1) > levels[group]
            is_lower = is_other and not is_missed_step
            if not one.is_done and not is_lower and (group in done or is_missed_step):
                continue
            levels[group] = one.item.level or 1
            weeks = frozenset([one.week]) if one.is_done else frozenset[int]()
            if known is not None and known.activity == one.item.activity:
                found[group] = Standing(
                    activity=known.activity, began=known.began, weeks=known.weeks | weeks
                )
            else:
                found[group] = Standing(activity=one.item.activity, began=one.week, weeks=weeks)
        return found

    def was_last_done(self, activity: str) -> bool:
        """The activity was done when it last stood in the plan; False where it never did."""
        own = [one for one in self.items if one.item.activity == activity]
        last = max((one.day for one in own), default=None)
        return any(one.is_done for one in own if one.day == last)

    def due_again(self, activities: Iterable[str]) -> int:
        """First day for one of the activities that were missed when they were last planned.

        A week that had it already has it no second time. 0 where one was done.
        """
        names = set(activities)
        if any(map(self.was_last_done, names)):
            return 0
        planned = any(o.week == self.first_week and o.item.activity in names for o in self.items)
        return (self.first_week + 1) * DAYS_PER_WEEK if planned else self.first_day

    def ruling(self, activity: str) -> Ruling | None:
        """The decision on an activity; on either side, the stricter one."""
        order = ("progress", "hold", "step_back", "stop", "refer")
        own = [r for r in self.past.rulings if r.activity == activity]
        return max(own, key=lambda r: order.index(r.change), default=None)

    def minutes_done(self, week: int) -> int:
        """Endurance minutes that were done in a week."""
        return sum(one.minutes for one in self.items if one.week == week)

    def minutes_planned(self, week: int) -> int:
        """Endurance minutes that were planned for the days of a week before the revision."""
        return sum(
            one.item.dose.minutes or 0
            for one in self.items
            if one.week == week and one.item.component == ENDURANCE
        )

    def longest_done(self, week: int) -> int:
        """Longest endurance item that was done in a week."""
        return max((one.minutes for one in self.items if one.week == week), default=0)

    def days_in_week(self, group: str, week: int) -> int:
        """Days of a week on which the past has the group, done or not: missed is not made up."""
        days = {
            one.day
            for one in self.items
            if one.week == week and (one.item.family or one.item.activity) == group
        }
        return len(days)

    def new_in_week(self, week: int) -> frozenset[str]:
        """Activities that came first in that week of the past."""
        return frozenset(
            one.item.activity for one in self.items if one.week == week and one.item.new
        )

    def _of_session(self, number: int, session: Session) -> Iterator[PastItem]:
        report = self._report(session.key)
        for item in session.items:
            if item.component in ENDS:
                continue
            share = self._done(session, item, report)
            yield PastItem(
                item=item,
                session=number,
                day=self.day_of(session.date),
                is_done=share is not None,
                minutes=_least(item.dose.minutes, share, "minutes", item, ENDURANCE),
                sets=_least(item.dose.sets, share, "sets", item, "strength"),
            )

    def _report(self, key: str) -> SessionReport | None:
        """The last report on a session."""
        told = [r for check_in in self.past.check_ins for r in check_in.sessions if r.key == key]
        return told[-1] if told else None

    def _done(
        self, session: Session, item: Item, report: SessionReport | None
    ) -> tuple[str, ItemReport | None] | None:
        """How an item was done, and its own report; None = not.

        A session that a check-in passes over counts as not done. Nobody has been asked yet about
        those after the last check-in: they count as planned.
        """
        if report is None:
            asked = max((c.date for c in self.past.check_ins), default=None)
            return (FULL, None) if asked is None or session.date > asked else None
        if report.done == MISSED:
            return None
        own = [r for r in report.items if r.activity == item.activity]
        own = [r for r in own if r.side in (None, item.side)] or own
        if not own:
            return report.done, None
        return None if own[-1].done == MISSED else (own[-1].done, own[-1])


def _least(
    planned: int | None,
    share: tuple[str, ItemReport | None] | None,
    name: str,
    item: Item,
    component: str,
) -> int:
    """What was done of an amount: as said, else all of what was done in full, else nothing."""
    if item.component != component or planned is None or share is None:
        return 0
    said = getattr(share[1], name) if share[1] is not None else None
    if said is None:
        return planned if share[0] == FULL else 0
    return min(planned, int(said))


def minute_of(clock: str) -> int:
    """Minutes of the day of HH:MM."""
    hour, minute = clock.split(":")
    return int(hour) * MINUTES_PER_HOUR + int(minute)


def groups_coming(items: Iterable[ComingItem]) -> frozenset[str]:
    """Families (or single activities) that the published plan still holds."""
    return frozenset(item.group for item in items)
