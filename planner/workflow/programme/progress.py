"""Progress and safety over the weeks, measured against the smallest change that matters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from planner.domain.local import measured, percent, plain_number
from planner.domain.units import PERCENT
from planner.explain import Messages, Section
from planner.explain.layout import fitting_table, points, short_day, wrap
from planner.knowledge import Catalog, load_catalog
from planner.progression import Change
from planner.store import Kind
from planner.workflow.programme.history import History, body_of
from planner.workflow.programme.person import Step, check_ins_of, person_of
from planner.workflow.programme.place import Place
from planner.workflow.programme.show import read_history
from planner.workflow.programme.spoken import in_the_readers_language

HEAD = ("week", "check_in", "worst_pain", "done", "endurance", "mass", "decisions")
KG = "kg"
MEASURE_HEAD = ("measure", "first", "now", "change", "matters", "so_far")
UNKNOWN = "-"
READING = ("progress.chance", "progress.dash")


class ProgressWeek(Struct, frozen=True, kw_only=True):
    """One check-in in numbers; None is unknown."""

    date: dt.date
    week: int
    worst_pain: int | None
    adherence_pct: int | None
    endurance_minutes: int | None
    weight_kg: float | None
    changes: dict[str, int]
    stopped: bool


class MeasureProgress(Struct, frozen=True, kw_only=True):
    """A measure from its first value to its latest.

    Attributes:
        unit: of all its values; empty for points, counts and the like.
        smallest: change that matters (minimal important change).
        verdict: better, worse, or no change that matters; `unknown` where no such change is
            agreed upon.
    """

    measure: str
    name: str
    first: float
    first_on: dt.date
    latest: float
    latest_on: dt.date
    change: float
    smallest: float | None
    verdict: str
    unit: str = ""


class Progress(Struct, frozen=True, kw_only=True):
    """Everything that `planner programme progress` shows."""

    programme: str
    weeks: tuple[ProgressWeek, ...]
    measures: tuple[MeasureProgress, ...]


@in_the_readers_language
def progress_of(place: Place, catalog_dir: Path | None = None) -> Progress:
    """Progress of a programme.

    Raises:
        StoreError: no such programme.
    """
    catalog = load_catalog(catalog_dir)
    history = read_history(place)
    check_ins = check_ins_of(history, catalog)
    steps: tuple[Step, ...] = ()
    if check_ins:
        steps = person_of(history, check_ins, catalog).steps
    return Progress(
        programme=place.programme,
        weeks=tuple(_week(step) for step in steps),
        measures=tuple(_measures(history, catalog)),
    )


def _week(step: Step) -> ProgressWeek:
    review, given, log = step.review, step.check_in.facts, step.log_facts
    changes = {change.value: 0 for change in Change}
    for decision in review.decisions:
        changes[decision.change.value] += 1
    return ProgressWeek(
        date=review.on,
        week=review.week,
        worst_pain=_known(given.get("worst_pain_max_7d", given.get("worst_pain_24h"))),
        adherence_pct=_known(log.get("adherence_pct")),
        endurance_minutes=step.endurance_minutes,
        weight_kg=_known(given.get("weight_kg")),
        changes={name: count for name, count in changes.items() if count},
        stopped=review.stopped,
    )


def _known(value: object) -> Any:  # noqa: ANN401
    return value if isinstance(value, int | float) else None


def values_of(history: History, catalog: Catalog) -> dict[str, list[tuple[dt.date, float]]]:
    """Every value of every measure, by day: from the intake, check-ins and retests."""
    found: dict[str, list[tuple[dt.date, float]]] = {}
    intake = history.intake(catalog)
    answers = [(intake.assessed_on, intake.facts)]
    answers += [(given.date, given.facts) for given in check_ins_of(history, catalog)]
    for measure, fact in catalog.progression.measured_by.items():
        for date, facts in answers:
            value = facts.get(fact)
            if isinstance(value, int | float) and not isinstance(value, bool):
                found.setdefault(measure, []).append((date, float(value)))
    for record in history.current(Kind.RETEST):
        body = body_of(record)
        date = dt.date.fromisoformat(record.dated)
        found.setdefault(body["measure"], []).append((date, float(body["value"])))
    return {name: sorted(values) for name, values in found.items()}


def _measures(history: History, catalog: Catalog) -> Iterator[MeasureProgress]:
    rows = {row["id"]: row for row in catalog.scales["measures"]}
    for name, values in values_of(history, catalog).items():
        if len(values) > 1:
            yield compared(rows[name], values, unit_of(name, catalog))


def unit_of(measure: str, catalog: Catalog) -> str:
    """The unit of the fact that a measure is read from; empty where it is read from none."""
    fact = catalog.progression.measured_by.get(measure)
    return (catalog.facts[fact].unit if fact is not None else None) or ""


def compared(
    row: dict[str, Any], values: list[tuple[dt.date, float]], unit: str = ""
) -> MeasureProgress:
    """The first and the latest value of a measure, beside the smallest change that matters.

    Args:
        row: of `scales/measures`.
        values: at least two, by day.
        unit: of the values.
    """
    (first_on, first), (latest_on, latest) = values[0], values[-1]
    smallest = smallest_change(row, first)
    change = round(latest - first, 1)
    return MeasureProgress(
        measure=row["id"],
        name=row["name"],
        first=first,
        first_on=first_on,
        latest=latest,
        latest_on=latest_on,
        change=change,
        smallest=smallest,
        unit=unit,
        verdict=_verdict(str(row["better"]), change, smallest),
    )


def smallest_change(row: dict[str, Any], first: float) -> float | None:
    """The larger of the changes that matter and that can be told from chance (MCID, MDC)."""
    found = [
        value * first / PERCENT if unit == "percent" else value
        for key in ("mcid", "mdc")
        for unit, value in list((row.get(key) or {}).items())[:1]
        if isinstance(value, int | float)
    ]
    return round(max(found), 1) if found else None


def _verdict(better: str, change: float, smallest: float | None) -> str:
    direction = {"lower": -1, "higher": 1}.get(better)
    if smallest is None or direction is None:
        return "unknown"
    if abs(change) < smallest:
        return "no change that matters"
    return "better" if change * direction > 0 else "worse"


def progress_sections(found: Progress, messages: Messages, width: int) -> tuple[Section, ...]:
    """Progress as tables."""
    say = messages.say
    rows = [_row(week, messages) for week in found.weeks]
    mass = measured(0, KG)[1]
    head = tuple(mass if word == "mass" else say(f"head.{word}") for word in HEAD)
    weeks = fitting_table(head, rows, frozenset((0, 2, 3, 4, 5)), width) if rows else []
    measures = [_measure_row(each, messages) for each in found.measures]
    names = tuple(say(f"head.{word}") for word in MEASURE_HEAD)
    table = fitting_table(names, measures, frozenset((1, 2, 3, 4)), width) if measures else []
    return (
        Section(
            say("progress.title", programme=found.programme),
            tuple(weeks or wrap(say("progress.no_check_in"), width)),
        ),
        Section(say("progress.measures"), tuple(table)),
        Section(say("progress.reading"), tuple(points(map(say, READING), width)) if table else ()),
    )


def _row(week: ProgressWeek, messages: Messages) -> tuple[str, ...]:
    changes = (messages.counted(f"progress.{name}", count) for name, count in week.changes.items())
    done = None if week.adherence_pct is None else week.adherence_pct / PERCENT
    return (
        str(week.week),
        short_day(week.date),
        _shown(week.worst_pain),
        UNKNOWN if done is None else percent(done),
        _shown(week.endurance_minutes),
        _shown(week.weight_kg, KG),
        messages.say("progress.stopped") if week.stopped else ", ".join(changes),
    )


def _measure_row(found: MeasureProgress, messages: Messages) -> tuple[str, ...]:
    return (
        found.name,
        _shown(found.first, found.unit),
        _shown(found.latest, found.unit),
        _shown(found.change, found.unit, "+"),
        _shown(found.smallest, found.unit),
        messages.say(f"progress.{found.verdict.replace(' ', '_')}"),
    )


def _shown(value: float | None, unit: str = "", sign: str = "") -> str:
    if value is None:
        return UNKNOWN
    there, name = measured(value, unit)
    return plain_number(value if name == unit else round(there, 1), sign)
