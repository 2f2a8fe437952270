"""What a revision changes against the published plan, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from typing import Any

import msgspec

from planner.domain.part import Because
from planner.domain.past import Ruling
from planner.domain.plan import AllDay, Excluded, Item, Plan, Session
from planner.domain.revision import Change, ChangeKind
from planner.domain.verdict import OPEN, Verdict
from planner.explain.dose import dose_change
from planner.explain.layout import short_day
from planner.knowledge.messages import Messages
from planner.problem.context import Context
from planner.problem.history import ENDS, minute_of
from planner.workflow.programme.causes import (
    comes_first,
    is_less,
    is_more,
    new_limits,
    takes_the_place,
    takes_the_room,
)

Held = list[tuple[Session, Item]]
Days = dict[dt.date, Held]
FEWEST, TIME, WISH, ROOM = "fewest_changes", "availability", "wish", "room"
# What closes an activity and is no rule: each has its own words for when it is over.
LACKS = ("equipment", "preferences", "min_level", "indicated_by")
# What the person did in the calendar.
WISHED = ("moved", "time", "dropped")


def changes(
    context: Context, before: Plan, after: Plan, messages: Messages,
    wished: Collection[str] = (),
) -> tuple[Change, ...]:  # fmt: skip
    """Every difference in the days to come, in order of time, each with its reasons.

    Args:
        context: of the search.
        before: the published plan.
        after: the revision.
        messages: sentences of the catalog.
        wished: keys of sessions that lie where the person wants them.
    """
    assert context.history is not None
    teller = _Teller(context, before, after, messages, wished)
    first = context.history.past.day
    found = [*_of_sessions(teller, before, after, first), *_of_days(teller, before, after, first)]
    return tuple(sorted(found, key=lambda c: (c.week, c.to or c.from_ or "", c.what)))


def _of_sessions(teller: _Teller, before: Plan, after: Plan, first: dt.date) -> Iterator[Change]:
    was, now = _by_week(before, first), _by_week(after, first)
    for week, group in sorted(was.keys() | now.keys()):
        yield from _of_week(teller, week, was.get((week, group), {}), now.get((week, group), {}))


def _by_week(plan: Plan, first: dt.date) -> dict[tuple[int, str], Days]:
    """Week and family (or single activity) to the days to come that hold it."""
    found: dict[tuple[int, str], Days] = {}
    for session in plan.sessions:
        for item in session.items:
            if session.date >= first and item.component not in ENDS:
                days = found.setdefault((session.week, item.family or item.activity), {})
                days.setdefault(session.date, []).append((session, item))
    return found


def _of_week(teller: _Teller, week: int, was: Days, now: Days) -> Iterator[Change]:
    gone, come = sorted(was.keys() - now), sorted(now.keys() - was)
    moves = min(len(gone), len(come))
    for old, new in zip(gone[:moves], come[:moves], strict=True):
        yield teller.change("moved", week, now[new][0][1], was[old][0][0], now[new][0][0])
    for day in gone[moves:]:
        yield teller.change("dropped", week, was[day][0][1], was[day][0][0], None)
    for day in come[moves:]:
        yield teller.change("added", week, now[day][0][1], None, now[day][0][0])
    for day in sorted(was.keys() & now):
        yield from _same_day(teller, week, was[day], now[day])


def _same_day(teller: _Teller, week: int, was: Held, now: Held) -> Iterator[Change]:
    old, new = was[0][1], now[0][1]
    if old.activity != new.activity:
        yield teller.level(week, old, new, now[0][0])
    elif [(i.side, i.dose) for _, i in was] != [(i.side, i.dose) for _, i in now]:
        yield teller.dose(week, old, new, now[0][0].date)
    # Twice a day: the first session that is moved is told.
    shifted = [(a, b) for (a, _), (b, _) in zip(was, now, strict=False) if a.start != b.start]
    for one, other in shifted[:1]:
        yield teller.change("time", week, new, one, other)


def _differing(old: Item | AllDay, new: Item | AllDay) -> tuple[str, str]:
    """The fields of the dose that differ, before and after."""
    was, now = _plain(old), _plain(new)
    names = [name for name in now if was.get(name) != now[name]] or ["side"]
    return _fields(was, names), _fields(now, names)


def _plain(entry: Item | AllDay) -> dict[str, Any]:
    return {**msgspec.to_builtins(entry.dose), "side": entry.side}


def _fields(dose: dict[str, Any], names: list[str]) -> str:
    return ", ".join(f"{name} {dose[name]}" for name in names)


def _of_days(teller: _Teller, before: Plan, after: Plan, first: dt.date) -> Iterator[Change]:
    """Changes of what fills a day."""
    was = {(e.activity, e.date): e for e in before.all_day if e.date >= first}
    now = {(e.activity, e.date): e for e in after.all_day if e.date >= first}
    for key in sorted(was.keys() | now.keys()):
        old, new = was.get(key), now.get(key)
        if new is None and old is not None:
            yield teller.day("dropped", old)
        elif old is None and new is not None:
            yield teller.day("added", new)
        elif old is not None and new is not None and old.dose != new.dose:
            yield teller.dose(new.week, old, new, new.date)


class _Teller:
    """Says a change and its reasons."""

    def __init__(
        self, context: Context, before: Plan, after: Plan, messages: Messages,
        wished: Collection[str],
    ) -> None:  # fmt: skip
        self.wished = wished
        self.context = context
        self.before = before
        self.after = after
        self.messages = messages
        history = context.history
        self.rulings = history.past.rulings if history is not None else ()
        self.closed = {e.activity: e for e in reversed(before.excluded) if _was_closed(e)}
        self.opened: set[str] = set()

    def change(
        self, kind: ChangeKind, week: int, item: Item, old: Session | None, new: Session | None
    ) -> Change:
        """An item that is added, dropped or lies at another time."""
        why = self.why(kind, item, old, new, week if kind == "dropped" else None)
        was, now = _moment(old), _moment(new)
        if kind == "added":
            text = self._added(item, new, why)
        else:
            text = self.messages.say(
                f"replan.{kind}",
                name=item.name,
                day=_day(old or new),
                to=_day(new or old),
                was=old.start if old else "",
                now=new.start if new else "",
                why=_said(why),
            )
        return Change(
            kind=kind, week=week, what=item.activity, from_=was, to=now, text=text, why=why
        )

    def level(self, week: int, old: Item, new: Item, session: Session) -> Change:
        """Another level of the same ladder on the same day."""
        why = self.level_why(week, old, new)
        text = self.messages.say(
            "replan.level", day=_day(session), name=old.name, to=new.name, why=_said(why)
        )
        return Change(
            kind="level", week=week, what=new.activity, from_=old.activity, to=new.activity,
            text=text, why=why,
        )  # fmt: skip

    def level_why(self, week: int, old: Item, new: Item) -> tuple[Because, ...]:
        """Of another level: it was opened, decided on or closed; else as of any change."""
        opened = [
            r.because for r in self._own(old)
            if r.change == "progress" and r.to_activity == new.activity
        ]  # fmt: skip
        if opened:
            return tuple(dict.fromkeys(opened))
        if new.activity in self.closed:
            return self._opened(new.activity)
        return self._shut(old) or self.why("level", old, None, None, week)

    def dose(self, week: int, old: Item | AllDay, entry: Item | AllDay, date: dt.date) -> Change:
        """Another amount of the same on the same day."""
        why: tuple[Because, ...] = ()
        both = isinstance(old, Item) and isinstance(entry, Item)
        if both and is_more(old, entry):
            risen = [r.because for r in self._own(entry) if r.change == "progress"]
            why = tuple(dict.fromkeys(risen))
        lessened = both and is_less(old, entry)
        why = why or self.why("dose", entry, None, None, week if lessened else None)
        from_, to = _differing(old, entry)
        words = dose_change(old.dose, entry.dose, self.messages, (old.side, entry.side))
        was, now = words or (from_, to)
        text = self.messages.say(
            "replan.dose", day=short_day(date), name=entry.name, was=was, to=now, why=_said(why)
        )
        return Change(
            kind="dose", week=week, what=entry.activity, from_=from_, to=to, text=text, why=why
        )

    def day(self, kind: ChangeKind, entry: AllDay) -> Change:
        """Something for a whole day that is added or dropped."""
        why = self.why(kind, entry, None, None)
        date = str(entry.date)
        text = self.messages.say(
            f"replan.day_{kind}", name=entry.name, day=short_day(entry.date), why=_said(why)
        )
        return Change(
            kind=kind,
            week=entry.week,
            what=entry.activity,
            from_=date if kind == "dropped" else None,
            to=date if kind == "added" else None,
            text=text,
            why=why,
        )

    def _added(self, item: Item, new: Session | None, why: tuple[Because, ...]) -> str:
        """What was closed and now comes first opens on that day."""
        is_opening = item.activity in self.closed and item.activity not in self.opened
        self.opened.add(item.activity)
        return self.messages.say(
            "replan.opens" if is_opening else "replan.added",
            name=item.name,
            day=_day(new),
            why=_said(why),
        )

    def why(
        self, kind: str, entry: Item | AllDay, old: Session | None, new: Session | None,
        less_in: int | None = None,
    ) -> tuple[Because, ...]:  # fmt: skip
        """The decision, rule, time, room or absence behind it; else that it follows from the rest.

        `less_in` is the week in which there is less of it now; a new limit can be why.
        """
        placed = new or old
        if placed is not None and placed.key in self.wished and kind in WISHED:
            return (Because(rule=WISH, text=self.messages.say("replan.wish")),)
        is_day = isinstance(entry, AllDay)
        decided = [r.because for r in self._own(entry) if is_day or _explains(r, kind)]
        if decided:
            return tuple(dict.fromkeys(decided))
        if kind == "dropped" and (shut := self._shut(entry)):
            return shut
        if less_in is not None and (capped := self._capped(entry.activity, less_in)):
            return capped
        if old is not None and kind in ("moved", "dropped", "time") and not self._is_free(old):
            return (Because(rule=TIME, text=self.messages.say("replan.no_time")),)
        if kind == "added" and entry.activity in self.closed:
            return self._opened(entry.activity)
        return (
            self._of_absence(kind)
            or self._of_room(kind, entry, old)
            or (Because(rule=FEWEST, text=self.messages.say("replan.fewest")),)
        )

    def _shut(self, entry: Item | AllDay) -> tuple[Because, ...]:
        """The rules that close the activity now."""
        verdicts = self.context.verdicts(entry.activity)
        if not verdicts or any(map(_is_open, verdicts)):
            return ()
        reasons = [reason for verdict in verdicts for reason in verdict.reasons]
        found = [Because(rule=r.rule, text=r.text, sources=r.sources) for r in reasons]
        return tuple(dict.fromkeys(found))

    def _capped(self, activity: str, week: int) -> tuple[Because, ...]:
        found = new_limits(self.context, self.before, self.after, activity, week)
        return tuple(dict.fromkeys(found))

    def _opened(self, activity: str) -> tuple[Because, ...]:
        """What kept the activity closed in the plan before, and is over."""
        closed = self.closed[activity]
        name = closed.until or closed.rules[0]
        catalog = self.context.catalog
        if name in catalog.criteria:
            text = self.messages.say("replan.now_open", names=catalog.criteria[name].meaning)
        elif name in LACKS:
            text = self.messages.say(f"replan.now_{name}")
        else:
            says = catalog.rules[name].says if name in catalog.rules else closed.text
            text = self.messages.say("replan.no_longer", says=says.rstrip("."))
        return (Because(rule=name, text=text),)

    def _of_room(self, kind: str, entry: Item | AllDay, old: Session | None) -> tuple[Because, ...]:
        """Something else came: both do not fit, may not begin together, or it does the same."""
        if old is None or isinstance(entry, AllDay) or kind not in ("dropped", "moved"):
            return ()
        plans = (self.before, self.after)
        causes = {
            "no_room": takes_the_room(self.context, *plans, old, entry),
            "comes_first": comes_first(*plans, entry, old.week),
            "takes_place": takes_the_place(*plans, old, entry) if kind == "dropped" else None,
        }
        for cause, other in causes.items():
            if other is not None:
                text = self.messages.say(f"replan.{cause}", name=other.name)
                return (Because(rule=ROOM, text=text),)
        return ()

    def _own(self, entry: Item | AllDay) -> list[Ruling]:
        activities = self.context.catalog.activities
        return [
            ruling
            for ruling in self.rulings
            if ruling.activity == entry.activity
            or (
                isinstance(entry, AllDay)
                and ruling.activity in activities
                and activities[ruling.activity].component == entry.component
                and set(activities[ruling.activity].tags)
                & set(self.context.planning.all_day_tags)
                & set(activities[entry.activity].tags)
            )
            or (
                entry.family is not None
                and ruling.activity in activities
                and activities[ruling.activity].family == entry.family
            )
        ]

    def _is_free(self, session: Session) -> bool:
        """The published time of the session can still be used."""
        start, end = minute_of(session.start), minute_of(session.end)
        return any(
            slot.date == session.date and slot.start <= start and end <= slot.end
            for slot in self.context.slots
        )

    def _of_absence(self, kind: str) -> tuple[Because, ...]:
        """Days away just before the revision ask for less."""
        from planner.problem.returns import returns

        backs = [b for b in returns(self.context) if b.day >= self.context.open_from]
        if kind not in ("dose", "level", "dropped") or not backs:
            return ()
        return (Because(rule=backs[0].rule, text=backs[0].text),)


def _explains(ruling: Ruling, kind: str) -> bool:
    """The decision can have led to a change of that kind."""
    if ruling.closes:
        return kind == "dropped"
    return ruling.change in ("hold", "step_back") and kind in ("level", "dose")


def _was_closed(entry: Excluded) -> bool:
    """Closed by a rule, or by something that it needs; not merely left out of that plan."""
    return entry.verdict in ("deferred", "excluded") or entry.rules[0] in LACKS


def _is_open(verdict: Verdict) -> bool:
    return verdict.status in OPEN and verdict.opens_week is not None


def _moment(session: Session | None) -> str | None:
    return f"{session.date} {session.start}" if session is not None else None


def _day(session: Session | None) -> str:
    return short_day(session.date) if session is not None else ""


def _said(why: tuple[Because, ...]) -> str:
    return why[0].text.rstrip(".")
