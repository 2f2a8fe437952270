"""The formats a plan can be exported to, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from planner.documents import hint
from planner.domain.plan import Plan
from planner.errors import PlannerError
from planner.explain.messages import Messages
from planner.export.csv import to_csv
from planner.export.events import Event
from planner.export.ics import to_ics
from planner.export.json import to_json
from planner.export.programme import to_markdown
from planner.export.readback import verify_ics


class View(Struct, frozen=True, kw_only=True):
    """How a plan is shown.

    Attributes:
        messages: sentences of the catalog.
        discreet: the calendar says nothing about health; other formats are always complete.
        citations: the full reference of each source of the catalog, by id.
        sequence: SEQUENCE of calendar events by key, see `sequence_after`.
        cancelled: events of the plan before that a revision withdraws.
    """

    messages: Messages
    discreet: bool = False
    citations: Mapping[str, str] = {}
    sequence: Mapping[str, int] = {}
    cancelled: Sequence[Event] = ()


class Format(Struct, frozen=True):
    """A format: the name of its file, and the function that makes its bytes."""

    file: str
    render: Callable[[Plan, View], bytes]


def _ics(plan: Plan, view: View) -> bytes:
    data = to_ics(
        plan,
        view.messages,
        discreet=view.discreet,
        sequence=view.sequence,
        cancelled=view.cancelled,
    )
    verify_ics(data, plan)
    return data


def _markdown(plan: Plan, view: View) -> bytes:
    return to_markdown(plan, view.messages, view.citations)


FORMATS: Mapping[str, Format] = {
    "json": Format("plan.json", lambda plan, _: to_json(plan)),
    "ics": Format("plan.ics", _ics),
    "csv": Format("plan.csv", lambda plan, _: to_csv(plan)),
    "md": Format("programme.md", _markdown),
}
FILE_NAMES: Mapping[str, str] = {name: kind.file for name, kind in FORMATS.items()}


def render(plan: Plan, names: Iterable[str], view: View) -> dict[str, bytes]:
    """File name to content for each format; a calendar is read back and compared first.

    Raises:
        PlannerError: an unknown format (exit code 2).
        BadInput: the plan has a time that does not exist.
        AuditViolation: the calendar differs from the plan.
    """
    wanted = tuple(dict.fromkeys(names))
    unknown = [f"{name!r}{hint(name, FORMATS)}" for name in wanted if name not in FORMATS]
    if unknown:
        raise PlannerError(f"there is no format {'; no format '.join(unknown)}")
    return {FORMATS[name].file: FORMATS[name].render(plan, view) for name in wanted}
