"""The day on which smoking stops: as the person named it, else as the plan sets it."""

from __future__ import annotations

import datetime as dt

from msgspec.structs import replace

from planner.domain.answers import Answers
from planner.domain.units import DAYS_PER_WEEK
from planner.knowledge import Catalog
from planner.rules import truth

QUIT_DATE = "quit_date"
READY_TO_QUIT = "ready_to_quit_30d"
WEEKS_TO_QUIT = "weeks_to_quit_day"


def quit_day(catalog: Catalog, answers: Answers, start: dt.date) -> int | None:
    """Day of the plan (0 = the first) on which smoking stops; None where nobody stops.

    A day that was named may lie before the plan (less than 0) or beyond its end; for people who
    certainly smoke, are ready and named none the plan sets one.
    """
    named = answers.facts.get(QUIT_DATE)
    if isinstance(named, str):
        return (dt.date.fromisoformat(named) - start).days
    is_ready = answers.facts.get(READY_TO_QUIT) is True
    if is_ready and truth(catalog.planning.quit_day_if, answers, catalog) is True:
        return catalog.planning.quit_day_from_start
    return None


def with_quit_day(catalog: Catalog, answers: Answers, start: dt.date) -> Answers:
    """The answers with the weeks from the quit day, as they read in the first week of the plan.

    The week that holds the quit day is week 0, on whichever day of the week it lies.
    """
    day = quit_day(catalog, answers, start)
    is_named = QUIT_DATE in answers.facts
    if day is None or (WEEKS_TO_QUIT in answers.facts and not is_named):
        return answers
    return replace(answers, facts={**answers.facts, WEEKS_TO_QUIT: -(day // DAYS_PER_WEEK)})


def quit_week(answers: Answers) -> int | None:
    """Plan week of the quit day (1-based; 0 or less = already past); None without one."""
    weeks = answers.facts.get(WEEKS_TO_QUIT)
    return 1 - weeks if isinstance(weeks, int) else None
