"""A new version of the intake with the times at which the person put sessions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planner.documents import Document
from planner.intake.read import read_document
from planner.knowledge import Catalog
from planner.store import Entry, Kind
from planner.told import told
from planner.workflow.programme.history import History, body_of, data_as_json
from planner.workflow.programme.judge import window_of
from planner.workflow.programme.moves import AcceptedMove


def free_times_entry(
    history: History, catalog: Catalog, moves: Sequence[AcceptedMove], by: str, reason: str
) -> Entry | None:
    """The intake with a dated window for each wish that lies in none; None if each does.

    It follows from the last of the wishes, and is added right after them. The next revision is made
    from it, so that the plan and its audit know these times.

    Raises:
        BadInput: the intake cannot be read any more.
    """
    latest = history.latest(Kind.INTAKE)
    intake = history.intake(catalog)
    data = body_of(latest)
    windows = [found for move in moves if (found := window_of(move, intake)) is not None]
    if not windows:
        return None
    for window in windows:
        date = window.dates[0].isoformat()
        _add(data["availability"], date, f"{window.start:%H:%M}", f"{window.end:%H:%M}")
    name = told("{programme}, free times from the calendar", programme=history.programme)
    document = Document(data, name, {})
    revised = read_document(document, catalog)
    return Entry(
        kind=Kind.INTAKE,
        dated=revised.assessed_on.isoformat(),
        body=data_as_json(document),
        by=by,
        reason=reason,
        cause=1,
    )


def _add(availability: list[dict[str, Any]], date: str, start: str, end: str) -> None:
    """Add a dated window; one that it overlaps on that date is made one with it."""
    for entry in list(availability):
        if date not in entry.get("dates", ()) or end <= entry["from"] or entry["to"] <= start:
            continue
        start, end = min(start, entry["from"]), max(end, entry["to"])
        entry["dates"] = [other for other in entry["dates"] if other != date]
        if not entry["dates"]:
            availability.remove(entry)
    availability.append({"dates": [date], "from": start, "to": end})
