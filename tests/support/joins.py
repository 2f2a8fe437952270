"""Plans with a past, made by hand: what was published, what of it was done, and what goes on."""

from __future__ import annotations

from dataclasses import replace

from msgspec.structs import replace as changed

from planner.domain.checkin import CheckIn, SessionReport
from planner.domain.plan import Item, Session
from tests.support.mutations.tools import on
from tests.support.plan_variants import revised
from tests.support.plans import Bundle, made_item, made_session

# The revision begins on day 16, the Wednesday of week 3.
FIRST = 16
Day = tuple[int, Item | str]


def sessions_of(*days: Day) -> tuple[Session, ...]:
    """Sessions of one item each on days of the plan (0 = first)."""
    items = ((day, made_item(item, 5) if isinstance(item, str) else item) for day, item in days)
    return tuple(made_session(day // 7 + 1, day % 7, item) for day, item in items)


def joined(*days: Day, missed: tuple[int, ...] = (), base: Bundle | None = None) -> Bundle:
    """A revision with one item on each of some days; those before it are in both plans.

    All of the past was done, but what was planned on the days that were missed.
    """
    sessions = sessions_of(*days)
    gone = tuple(s for s in sessions if s.date < on(FIRST))
    bundle = base or revised()
    assert bundle.past is not None
    dates = {on(day) for day in missed}
    reports = tuple(
        SessionReport(key=s.key, done="missed" if s.date in dates else "full") for s in gone
    )
    past = changed(
        bundle.past,
        plan=changed(bundle.past.plan, sessions=gone),
        check_ins=(CheckIn(date=on(FIRST - 1), sessions=reports),),
    )
    return replace(bundle.with_plan(sessions=sessions, all_day=()), past=past)
