"""Whether an item met the mark of its ladder level, often enough and with calm pain."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from planner.domain.answers import Answers
from planner.domain.intake import Value
from planner.domain.units import DAYS_PER_WEEK
from planner.knowledge import Catalog
from planner.knowledge.model import Advance, LadderLevel, Node
from planner.progression.log import MISSED, Entry
from planner.progression.responses import GREEN
from planner.rules import truth

ALL, TOP = "all", "top_of_range"
TWO_FOR_TWO = "two_for_two"


class Mark(Value, frozen=True):
    """How far an item is from its next step.

    Attributes:
        done: sessions (or days, or weeks) in a row that met the mark.
        needed: of them.
        words: the mark, as the ladder says it.
        has_scores: the latest session has every score that is needed.
        dates: of the sessions that met it.
        also: a criterion of the mark that does not hold, or is not known.
    """

    done: int
    needed: int
    words: str
    has_scores: bool
    dates: tuple[dt.date, ...]
    also: str | None = None

    @property
    def is_met(self) -> bool:
        """Often enough, with everything else that the mark asks."""
        return self.done >= self.needed and self.also is None


def level_of(family: str | None, activity: str, catalog: Catalog) -> int | None:
    """Index of the activity among the levels of its family."""
    levels = catalog.families[family].levels if family in catalog.families else ()
    return next((i for i, level in enumerate(levels) if level.activity == activity), None)


def level_beside(family: str | None, activity: str, step: int, catalog: Catalog) -> str | None:
    """Activity one level up (1) or down (-1); None at the end of the ladder or without one."""
    index = level_of(family, activity, catalog)
    if family is None or index is None:
        return None
    levels = catalog.families[family].levels
    return levels[index + step].activity if 0 <= index + step < len(levels) else None


def mark_of(
    entries: Sequence[Entry], level: LadderLevel | None, sessions: int, answers: Answers,
    catalog: Catalog,
) -> Mark:  # fmt: skip
    """The mark of an item from its whole log.

    Args:
        entries: of one item, by day.
        level: of its ladder; None where it has none.
        sessions: needed where the level says nothing else.
        answers: for criteria.
        catalog: scales.
    """
    advance = (level.advance_when if level else None) or Advance()
    words = level.advance_text if level else ""
    extra = extra_reps(entries, level, catalog)
    tried = [entry for entry in entries if entry.done != MISSED]
    met = _latest_that_met(tried, advance, extra, catalog)
    dates = tuple(entry.date for entry in met)
    done, needed = _count(dates, advance, sessions)
    return Mark(
        done=done,
        needed=needed,
        words=words or catalog.progression.texts["whole"],
        has_scores=bool(tried) and _has_scores(tried[-1]),
        dates=dates,
        also=_missing_criterion(advance, answers, catalog),
    )


def _latest_that_met(
    tried: Sequence[Entry], advance: Advance, extra: int, catalog: Catalog
) -> tuple[Entry, ...]:
    """The unbroken run, up to now, of sessions that met the mark."""
    run: list[Entry] = []
    for entry in reversed(tried):
        is_calm = _has_scores(entry) and entry.colour == GREEN
        if not (is_calm and _dose_met(entry, advance, extra, catalog)):
            break
        run.append(entry)
    return tuple(reversed(run))


def _has_scores(entry: Entry) -> bool:
    scores = entry.scores
    return None not in (scores.before, scores.during, scores.morning, entry.rpe)


def _count(dates: Sequence[dt.date], advance: Advance, sessions: int) -> tuple[int, int]:
    """How often the mark was met, and how often it must be."""
    if advance.weeks is not None and dates:
        return _weeks(dates, advance), advance.weeks
    if advance.weeks is not None:
        return 0, advance.weeks
    if advance.days_per_week is not None:
        last = dates[-1] if dates else dt.date.min
        week = {date for date in dates if (last - date).days < DAYS_PER_WEEK}
        return len(week), advance.days_per_week
    return len(set(dates)), advance.sessions or sessions


def _weeks(dates: Sequence[dt.date], advance: Advance) -> int:
    """Weeks in a row, counted back from the last session, with enough days of it."""
    count, days = 0, set(dates)
    while True:
        last = dates[-1] - dt.timedelta(days=DAYS_PER_WEEK * count)
        week = {date for date in days if 0 <= (last - date).days < DAYS_PER_WEEK}
        if len(week) < (advance.days_per_week or 1):
            return count
        count += 1


def _dose_met(entry: Entry, advance: Advance, extra: int, catalog: Catalog) -> bool:
    dose = entry.item.dose
    bouts = advance.bouts_per_day or 1
    minutes = advance.minutes
    return all((
        _reached(entry.sets, dose.sets if advance.sets == ALL else advance.sets),
        _reached(entry.reps, dose.reps if advance.reps == TOP else advance.reps),
        _reached(entry.reps, (dose.reps or 0) + extra if extra else None),
        _reached(entry.hold_s, advance.hold_s),
        _reached(entry.minutes, dose.minutes if minutes == TOP else _times(minutes, bouts)),
        _reached(spare_reps(entry, catalog), advance.spare_reps),
        _below(entry.rpe, advance.rpe_0_10_at_most),
        _below(entry.rpe, effort_0_10(advance.rpe_6_20_at_most, catalog)),
        _below(entry.scores.during, advance.pain_at_most),
    ))  # fmt: skip


def extra_reps(entries: Sequence[Entry], level: LadderLevel | None, catalog: Catalog) -> int:
    """Repetitions beyond the plan that the mark asks for: where only the load can still rise."""
    advance = level.advance_when if level else None
    is_loaded = any(
        TWO_FOR_TWO in catalog.activities[entry.item.activity].tags for entry in entries
    )
    named = advance is not None and advance.rule is not None
    only_load = advance is None and is_loaded
    return catalog.progression.two_for_two_reps if named or only_load else 0


def _times(minutes: int | str | None, bouts: int) -> int | None:
    return minutes * bouts if isinstance(minutes, int) else None


def _reached(value: int | None, wanted: int | str | None) -> bool:
    return wanted is None or (value is not None and value >= int(wanted))


def _below(value: int | None, most: int | None) -> bool:
    return most is None or (value is not None and value <= most)


def spare_reps(entry: Entry, catalog: Catalog) -> int | None:
    """Repetitions that were still possible: as said, else by the effort."""
    if entry.spare_reps is not None or entry.rpe is None:
        return entry.spare_reps
    rows: Iterable[tuple[int, int]] = catalog.progression.spare_reps_at_effort
    return next((spare for effort, spare in rows if entry.rpe <= effort), None)


def effort_0_10(effort_6_20: int | None, catalog: Catalog) -> int | None:
    """The highest effort (0 to 10) of the intensity classes that stay within one of 6 to 20."""
    if effort_6_20 is None:
        return None
    classes = catalog.intensity_classes.values()
    return max((c.rpe_0_10[1] for c in classes if c.rpe_6_20[1] <= effort_6_20), default=0)


def _missing_criterion(advance: Advance, answers: Answers, catalog: Catalog) -> str | None:
    if advance.criterion is None:
        return None
    holds = truth(Node(criterion=advance.criterion), answers, catalog) is True
    return None if holds else advance.criterion
