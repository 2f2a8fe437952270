"""What was done and how it went: every item of every session, from the plan and the check-ins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cached_property
from statistics import median_low

from msgspec.structs import replace

from planner.domain.checkin import CheckIn, DayReport, ItemReport, SessionReport
from planner.domain.intake import Value
from planner.domain.plan import AllDay, Item, Plan, Session
from planner.knowledge import Catalog
from planner.progression.responses import Scores, colour, responses_of

FULL, PARTIAL, MISSED = "full", "partial", "missed"
ItemKey = tuple[str, str | None]


class Entry(Value, frozen=True):
    """One item in one session: as planned, and how it went.

    Attributes:
        done: full, partial or missed.
        responses: those that follow from the scores, and those that were reported.
        colour: of the traffic light; None where the scores leave it open.
        rpe, spare_reps, sets, reps, hold_s, minutes: as reported; of what was done in full and
            not said otherwise, sets, reps, hold and minutes are those of the plan.
    """

    date: dt.date
    session: str
    item: Item
    done: str
    scores: Scores
    responses: tuple[str, ...]
    symptoms: tuple[str, ...]
    colour: str | None
    rpe: int | None
    spare_reps: int | None
    sets: int | None
    reps: int | None
    hold_s: int | None
    minutes: int | None

    @property
    def key(self) -> ItemKey:
        """Activity and side, as in the plan."""
        return self.item.activity, self.item.side


class DayEntry(Value, frozen=True):
    """Something for a whole day, and how it went."""

    entry: AllDay
    report: DayReport


class Log:
    """The plan and everything that was reported on it, up to a day.

    Attributes:
        on: the day of the last check-in.
        since: the day after the one before it (or the first day of the plan).
    """

    def __init__(self, plan: Plan, check_ins: Iterable[CheckIn], catalog: Catalog) -> None:
        self.plan = plan
        self.check_ins = tuple(check_ins)
        self.catalog = catalog
        self.on = self.check_ins[-1].date
        earlier = [check_in.date for check_in in self.check_ins[:-1]]
        day = dt.timedelta(days=1)
        self.since = max(earlier) + day if earlier else plan.request.start

    @cached_property
    def reports(self) -> dict[str, SessionReport]:
        """The report on each session; a later one adds what the earlier one left open."""
        found: dict[str, SessionReport] = {}
        for check_in in self.check_ins:
            for report in check_in.sessions:
                found[report.key] = _completed(found.get(report.key), report)
        return found

    @cached_property
    def done_sessions(self) -> tuple[tuple[Session, SessionReport, dt.date], ...]:
        """Sessions with a report, each with the day on which it was done, by day."""
        planned = {session.key: session for session in self.plan.sessions}
        found = [
            (planned[key], report, report.date or planned[key].date)
            for key, report in self.reports.items()
            if key in planned
        ]
        return tuple(sorted(found, key=_day_and_key))

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every item that a report speaks of, by day."""
        return tuple(
            entry
            for session, report, date in self.done_sessions
            for entry in self._of_session(session, report, date)
        )

    @cached_property
    def days(self) -> tuple[DayEntry, ...]:
        """Reports on whole days, by day."""
        planned = {entry.key: entry for entry in self.plan.all_day}
        latest = {r.key: r for check_in in self.check_ins for r in check_in.all_day}
        found = [DayEntry(entry=planned[k], report=r) for k, r in latest.items() if k in planned]
        return tuple(sorted(found, key=lambda row: (row.entry.date, row.entry.key)))

    @cached_property
    def recent(self) -> tuple[Entry, ...]:
        """Reported in the last check-in, or done since the one before it."""
        told = {report.key for report in self.check_ins[-1].sessions}
        return tuple(
            entry
            for entry in self.entries
            if entry.session in told or self.since <= entry.date <= self.on
        )

    def of_item(self, key: ItemKey) -> tuple[Entry, ...]:
        """How one item went, by day."""
        return tuple(entry for entry in self.entries if entry.key == key)

    def baseline(self, date: dt.date) -> float | None:
        """Median pain before sessions of the days up to this one, rather low; None if not said."""
        first = date - dt.timedelta(days=self.catalog.progression.baseline_days)
        scores = [
            report.pain_before
            for _, report, done_on in self.done_sessions
            if first < done_on <= date and report.pain_before is not None
        ]
        return median_low(scores) if scores else None

    def _of_session(
        self, session: Session, report: SessionReport, date: dt.date
    ) -> Iterator[Entry]:
        for item in session.items:
            reports = [r for r in report.items if r.activity == item.activity and _on(r, item)]
            yield self._entry(session, item, report, tuple(reports), date)

    def _entry(
        self,
        session: Session,
        item: Item,
        report: SessionReport,
        own: tuple[ItemReport, ...],
        date: dt.date,
    ) -> Entry:
        done = max((r.done for r in own), key=_DONE.index) if own else report.done
        done = MISSED if report.done == MISSED else done
        scores = Scores(
            before=report.pain_before,
            during=_worst(own, "pain_during", report.pain_during),
            morning=_worst(own, "pain_next_morning", report.pain_next_morning),
            baseline=self.baseline(date),
        )
        if done == MISSED:
            scores = Scores()
        said = tuple(word for r in own for word in r.responses)
        responses = tuple(dict.fromkeys((*responses_of(scores, self.catalog), *said)))
        planned = item.dose if done == FULL else None
        return Entry(
            date=date,
            session=session.key,
            item=item,
            done=done,
            scores=scores,
            responses=responses,
            symptoms=report.symptoms,
            colour=colour(responses, self.catalog),
            rpe=_worst(own, "rpe", report.rpe),
            spare_reps=_least(own, "spare_reps", None),
            sets=_least(own, "sets", planned.sets if planned else None),
            reps=_least(own, "reps", planned.reps if planned else None),
            hold_s=_least(own, "hold_s", planned.hold_s if planned else None),
            minutes=_least(own, "minutes", planned.minutes if planned else None),
        )


_DONE = (FULL, PARTIAL, MISSED)


def _completed(earlier: SessionReport | None, later: SessionReport) -> SessionReport:
    """The later report, with what only the earlier one said."""
    if earlier is None or later.done == MISSED:
        return later
    kept = {
        name: getattr(earlier, name)
        for name in later.__struct_fields__
        if getattr(later, name) in (None, ())
    }
    return replace(later, **kept)


def _day_and_key(row: tuple[Session, SessionReport, dt.date]) -> tuple[dt.date, str]:
    session, _, date = row
    return date, session.key


def _on(report: ItemReport, item: Item) -> bool:
    """The report speaks of this item: of either side, where the item is done on both."""
    return report.side is None or item.side not in ("left", "right") or item.side == report.side


def _worst(own: tuple[ItemReport, ...], name: str, otherwise: int | None) -> int | None:
    """The highest of what was said of the item, else what was said of its session."""
    said = [value for report in own if (value := getattr(report, name)) is not None]
    return max(said) if said else otherwise


def _least(own: tuple[ItemReport, ...], name: str, otherwise: int | None) -> int | None:
    said = [value for report in own if (value := getattr(report, name)) is not None]
    return min(said) if said else otherwise
