"""Catalog records and templates as text."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, to_builtins

from planner.explain.layout import INDENT, Section, table, wrap
from planner.knowledge import Template

WIDTH = 92


class RecordFound(Struct, frozen=True, kw_only=True):
    """One record of the catalog.

    Attributes:
        kind: the kind of record, such as `activities`.
        name: its name or its sentence.
        where: file and line.
        record: all fields as plain data.
    """

    kind: str
    id: str
    name: str
    where: str
    record: dict[str, Any]

    def section(self) -> Section:
        """The record as it stands in its file."""
        import yaml

        text = yaml.safe_dump(self.record, sort_keys=False, allow_unicode=True, width=WIDTH)
        lines = tuple(f"{INDENT}{line}" for line in text.splitlines())
        return Section(f"{self.kind}: {self.id} ({self.where})", lines)


def template_sections(template: Template, width: int) -> tuple[Section, ...]:
    """A template as a clinician reads it: phases with targets, once, daily, afterwards."""
    head = wrap(template.summary, width)
    head += wrap(f"suits {', '.join(template.suits)}", width)
    head += wrap(f"sources {', '.join(template.sources)}; evidence {template.evidence}", width)
    title = f"{template.name} ({template.id} {template.version}, {template.weeks} weeks)"
    sections = [Section(title, tuple(head))]
    for phase in template.phases:
        lines = wrap(phase.aim, width)
        rows = [
            (
                component,
                target.unit,
                ", ".join(map(str, target.goal)),
                str(phase.least_days.get(component, "-")),
                str(target.items),
            )
            for component, target in phase.targets.items()
        ]
        titles = ("component", "unit", "goal by week", "least days", "families")
        lines += table(titles, rows, frozenset({3, 4}))
        for label in ("include", "prefer", "leave_out"):
            names = getattr(phase, label)
            if names:
                lines += wrap(f"{label.replace('_', ' ')}: {', '.join(names)}", width)
        first, last = phase.weeks
        sections.append(Section(f"Weeks {first}-{last}: {phase.name}", tuple(lines)))
    once = [(entry.activity, ", ".join(map(str, entry.weeks))) for entry in template.once]
    daily = [
        (
            entry.activity,
            f"{entry.week}-{entry.until_week or template.weeks}",
            str(entry.days_per_week),
        )
        for entry in template.daily
    ]
    sections.append(Section("Once", tuple(table(("activity", "weeks"), once, frozenset()))))
    head_daily = ("activity", "weeks", "days a week")
    sections.append(
        Section("Daily, where it applies", tuple(table(head_daily, daily, frozenset())))
    )
    return tuple(sections)


def as_data(record: object) -> dict[str, Any]:
    """A catalog record as plain data; fields at their default are left out."""
    data: dict[str, Any] = to_builtins(record)
    return data
