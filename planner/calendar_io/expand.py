"""A calendar to the spans that its events take; nothing but times leaves this module."""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events

from planner.calendar_io import limits
from planner.calendar_io.rules import bound_rule
from planner.calendar_io.shape import NotReadable, event_lines
from planner.calendar_io.spans import Span, merge, to_utc
from planner.told import told

Note = tuple[int, str]
_MARGIN = dt.timedelta(days=2)
_DAY = dt.timedelta(days=1)
_LONGEST = dt.timedelta(days=limits.EVENT_DAYS)
_ESSENTIAL = ("DTSTART", "DTEND", "DURATION", "RRULE", "RECURRENCE-ID")


class Reader:
    """Reads one file for one window.

    Attributes:
        notes: what could not be understood: line of the event (0: not known) and reason.
    """

    def __init__(self, window: Span, zone: ZoneInfo) -> None:
        self.window = window
        self.zone = zone
        self.notes: list[Note] = []
        self._lines: dict[int, int] = {}
        self._count = 0

    def busy(self, raw: bytes) -> list[Span]:
        """Merged busy spans in UTC, cut to the window.

        Raises:
            NotReadable: the file cannot be used; it must not count as free time.
        """
        lines = event_lines(raw)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # they repeat words of the file
            calendars = _parsed(raw)
            events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
            if len(events) != len(lines):
                raise NotReadable(
                    0, told("the events of the file cannot be told apart; export it again")
                )
            self._lines = {id(event): line for event, line in zip(events, lines, strict=True)}
            free_busy = [part for cal in calendars for part in cal.walk("VFREEBUSY")]
            if not events and not free_busy:
                self.notes.append((0, told("the calendar holds no events")))
            spans = [span for cal in calendars for span in self._of_calendar(cal)]
            spans += [span for part in free_busy for span in self._of_free_busy(part)]
        return merge(spans)

    def _of_calendar(self, calendar: Any) -> Iterator[Span]:  # noqa: ANN401
        groups: dict[str, list[Any]] = {}
        for event in calendar.walk("VEVENT"):
            groups.setdefault(str(event.get("UID") or id(event)), []).append(event)
        for events in groups.values():
            usable = [event for event in events if self._is_usable(event, events)]
            for series in _series(usable):
                yield from self._of_series(calendar, series)

    def _is_usable(self, event: Any, group: list[Any]) -> bool:  # noqa: ANN401
        """The event can be expanded and may touch the window; if not understood, that is noted."""
        try:
            broken = {name for name, _ in event.errors}
            if broken & set(_ESSENTIAL) or "DTSTART" not in event:
                return self._refused(event, told("its time cannot be read"))
            for name in sorted(broken & {"EXDATE", "RDATE"}):
                self._note(
                    event, told("an {name} of the event cannot be read and is not used", name=name)
                )
            if not self._ends_in_order(event):
                return self._refused(event, told("it ends before it starts"))
            if self._misses(event):
                return False
            start = event["DTSTART"]
            ranged = any("RANGE" in e["RECURRENCE-ID"].params for e in group if _is_override(e))
            forward = not ranged and not _is_override(event)
            reason = bound_rule(event, self.window, self.zone, forward=forward)
            if reason is not None:
                return self._refused(event, reason)
            if _is_floating(start.dt) and "TZID" in start.params:
                text = told(
                    "the time zone of the event is not known; read as {zone}", zone=self.zone.key
                )
                self._note(event, text)
        except Exception as error:
            # Broken values surface wherever they are touched; the words of the error are private.
            return self._refused(
                event, told("it cannot be read ({kind})", kind=type(error).__name__)
            )
        return True

    def _ends_in_order(self, event: Any) -> bool:  # noqa: ANN401
        start, end = event["DTSTART"].dt, event.get("DTEND")
        if "DURATION" in event and event["DURATION"].dt < dt.timedelta(0):
            return False
        return (
            end is None
            or to_utc(end.dt, self.zone) >= to_utc(start, self.zone)
            or (_wall(end.dt) > _wall(start) and _wall(end.dt) - _wall(start) < _DAY)
        )

    def _misses(self, event: Any) -> bool:  # noqa: ANN401
        """A single event that lies outside the window: told cheaply."""
        if any(name in event for name in ("RRULE", "RDATE", "RECURRENCE-ID")):
            return False
        start = to_utc(event["DTSTART"].dt, self.zone)
        if "DTEND" in event:
            end = to_utc(event["DTEND"].dt, self.zone)
        else:
            end = start + (event["DURATION"].dt if "DURATION" in event else _DAY)
        return end + _DAY < self.window[0] or start > self.window[1]

    def _of_series(self, calendar: Any, series: list[Any]) -> list[Span]:  # noqa: ANN401
        part = icalendar.Calendar()
        if "X-WR-TIMEZONE" in calendar:
            part["X-WR-TIMEZONE"] = calendar["X-WR-TIMEZONE"]
        for event in series:
            part.add_component(event)
        first, last = self.window[0] - _MARGIN, self.window[1] + _MARGIN
        try:
            found = recurring_ical_events.of(part).between(first, last)
            spans = [self._span(one, series[0]) for one in found if not _is_free(one, calendar)]
        except Exception as error:
            for event in series:
                self._refused(
                    event, told("it cannot be worked out ({kind})", kind=type(error).__name__)
                )
            return []
        self._count += len(spans)
        if self._count > limits.INTERVALS:
            raise NotReadable(
                0,
                told(
                    "the calendar holds more than {most} busy times",
                    most=limits.INTERVALS,
                ),
            )
        return [span for span in spans if span is not None]

    def _span(self, occurrence: Any, event: Any) -> Span | None:  # noqa: ANN401
        start = occurrence["DTSTART"].dt
        end = occurrence["DTEND"].dt if "DTEND" in occurrence else start
        if not isinstance(start, dt.datetime) and end <= start:
            end = start + _DAY
        first, last = to_utc(start, self.zone), to_utc(end, self.zone)
        if last <= first and _wall(end) > _wall(start):
            last = first + (_wall(end) - _wall(start))  # in an hour that the clocks skip
        if last - first > _LONGEST:
            self._refused(event, told("it is longer than {most} days", most=limits.EVENT_DAYS))
            return None
        return max(first, self.window[0]), min(last, self.window[1])

    def _of_free_busy(self, part: Any) -> list[Span]:  # noqa: ANN401
        found: list[Span] = []
        try:
            given = part.get("FREEBUSY", [])
            for entry in given if isinstance(given, list) else [given]:
                if str(entry.params.get("FBTYPE", "BUSY")).upper() == "FREE":
                    continue
                for start, end in _periods(entry):
                    last = start + end if isinstance(end, dt.timedelta) else end
                    first, last = to_utc(start, self.zone), to_utc(last, self.zone)
                    found.append((max(first, self.window[0]), min(last, self.window[1])))
        except Exception as error:
            raise NotReadable(
                0,
                told(
                    "a list of busy times (VFREEBUSY) cannot be read ({kind})",
                    kind=type(error).__name__,
                ),
            ) from None
        return found

    def _refused(self, event: Any, reason: str) -> bool:  # noqa: ANN401
        text = told("event left out, its time counts as free: {reason}", reason=reason)
        self._note(event, text)
        return False

    def _note(self, event: Any, text: str) -> None:  # noqa: ANN401
        self.notes.append((self._lines.get(id(event), 0), text))


def _parsed(raw: bytes) -> list[Any]:
    try:
        calendars = icalendar.Calendar.from_ical(raw, multiple=True)
    except Exception as error:
        reason = told("a line of the file is no calendar text ({kind})", kind=type(error).__name__)
        raise NotReadable(0, reason) from None
    if not calendars:
        raise NotReadable(0, told("the file holds no calendar"))
    return list(calendars)


def _series(events: list[Any]) -> Iterator[list[Any]]:
    """Each event with its overrides; of several versions of an event the newest counts.

    Different events under one UID are a fault of the exporter: each of them counts.
    """
    overrides = [event for event in events if _is_override(event)]
    masters = [event for event in events if not _is_override(event)]
    if not masters and overrides:
        yield overrides
    newest = max((_sequence(event) for event in masters), default=0)
    for master in masters:
        if _sequence(master) == newest:
            yield [master, *overrides]


def _sequence(event: Any) -> int:  # noqa: ANN401
    try:
        return int(event.get("SEQUENCE", 0))
    except (TypeError, ValueError):
        return 0


def _is_override(event: Any) -> bool:  # noqa: ANN401
    return "RECURRENCE-ID" in event


def _is_floating(moment: dt.date) -> bool:
    return isinstance(moment, dt.datetime) and moment.tzinfo is None


def _wall(moment: dt.date) -> dt.datetime:
    if isinstance(moment, dt.datetime):
        return moment.replace(tzinfo=None)
    return dt.datetime.combine(moment, dt.time.min)


def _is_free(event: Any, calendar: Any) -> bool:  # noqa: ANN401
    """The event takes no time: cancelled, marked as free, or declined by the calendar's owner."""
    marked = str(event.get("TRANSP", "")).upper() == "TRANSPARENT"
    shown = str(event.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper() == "FREE"
    if str(event.get("STATUS", "")).upper() == "CANCELLED" or marked or shown:
        return True
    # Some calendars are named after the address of their owner; else nobody says who declined.
    owner = str(calendar.get("X-WR-CALNAME", "")).lower()
    given = event.get("ATTENDEE", [])
    return "@" in owner and any(
        str(person).lower() == f"mailto:{owner}"
        and str(person.params.get("PARTSTAT", "")).upper() == "DECLINED"
        for person in (given if isinstance(given, list) else [given])
    )


def _periods(entry: Any) -> list[Any]:  # noqa: ANN401
    if hasattr(entry, "dts"):
        return [one.dt for one in entry.dts]
    return [entry.dt]
