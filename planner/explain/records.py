"""Catalog records and templates as text."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import shorten

from planner.explain.layout import INDENT, Section, table, wrap
from planner.knowledge import Template
from planner.knowledge.search import Hit
from planner.knowledge.show import Shown
from planner.knowledge.template import DoseRange
from planner.knowledge.words import plain

WIDTH = 92
NARROWEST = 30


def record_section(shown: Shown) -> Section:
    """A record as it stands in its file, and who names it."""
    lines = [
        f"{INDENT}{line}" for key, value in shown.data.items() for line in _yaml_lines(key, value)
    ]
    if shown.used_by:
        lines += ["", f"{INDENT}named by"]
        rows = [(plain(use.kind), use.id, use.key) for use in shown.used_by]
        lines += [f"{INDENT}{line}" for line in table(("", "", "as"), rows, frozenset())[2:]]
    return Section(f"{plain(shown.kind)}: {shown.id} ({shown.where})", tuple(lines))


def _yaml_lines(key: str, value: object) -> list[str]:
    """One key of a record as YAML: short lists and mappings on one line, prose on its own."""
    import yaml

    flow = None if isinstance(value, dict | list | tuple) and not _has_prose(value) else False
    text: str = yaml.safe_dump(
        {key: value}, sort_keys=False, allow_unicode=True, width=WIDTH, default_flow_style=flow
    )
    return text.splitlines()


def _has_prose(value: object) -> bool:
    if isinstance(value, dict):
        return any(map(_has_prose, value.values()))
    if isinstance(value, list | tuple):
        return any(map(_has_prose, value))
    return isinstance(value, str) and len(value) > NARROWEST


def hit_lines(hits: Iterable[Hit], width: int) -> list[str]:
    """What a search found: kind, id and text in columns."""
    found = list(hits)
    kinds = max((len(plain(hit.kind)) for hit in found), default=0)
    ids = max((len(hit.id) for hit in found), default=0)
    left = max(width - kinds - ids - 2 * len(INDENT), NARROWEST)
    return [
        f"{plain(hit.kind):<{kinds}}{INDENT}{hit.id:<{ids}}{INDENT}"
        f"{shorten(hit.text, left, placeholder=' ...')}"
        for hit in found
    ]


def _published(template: Template, width: int) -> Section:
    """What the publication asks for, and what the template plans instead."""
    lines: list[str] = []
    for told in template.published:
        lines += wrap(f"- {told.asks} ({told.source})", width)
        lines += [f"{INDENT}{line}" for line in wrap(told.plans or "", width - len(INDENT))]
    return Section("What the publication asks for, and what is planned instead", tuple(lines))


def _doses(chosen: DoseRange) -> str:
    given = {key: getattr(chosen, key) for key in chosen.__struct_fields__}
    return ", ".join(f"{plain(key)} {value}" for key, value in given.items() if value is not None)


def template_sections(template: Template, width: int) -> tuple[Section, ...]:
    """A template as a clinician reads it: phases with targets, once, daily, afterwards."""
    head = wrap(template.summary, width)
    head += wrap(f"suits {', '.join(template.suits)}", width)
    head += wrap(f"sources {', '.join(template.sources)}; evidence {template.evidence}", width)
    title = f"{template.name} ({template.id} {template.version}, {template.weeks} weeks)"
    sections = [Section(title, tuple(head)), _published(template, width)]
    for phase in template.phases:
        lines = wrap(phase.aim, width)
        rows = [
            (
                component,
                target.unit,
                ", ".join(map(str, target.goal)),
                str(phase.least_days.get(component, "-")),
                str(phase.most_days.get(component, "-")),
                str(target.items),
            )
            for component, target in phase.targets.items()
        ]
        titles = ("component", "unit", "goal by week", "min", "max", "items")
        lines += table(titles, rows, frozenset({3, 4, 5}))
        lines += [
            line
            for component, chosen in phase.doses.items()
            for line in wrap(f"doses of {component}: {_doses(chosen)}", width)
        ]
        for label in ("days_apart", "include", "prefer", "leave_out"):
            names = getattr(phase, label)
            if names:
                lines += wrap(f"{label.replace('_', ' ')}: {', '.join(names)}", width)
        first, last = phase.weeks
        sections.append(Section(f"Weeks {first}-{last}: {phase.name}", tuple(lines)))
    once = [
        line
        for entry in template.once
        for line in wrap(f"{entry.activity}: {', '.join(map(str, entry.weeks))}", width)
    ]
    daily = [
        (
            entry.activity,
            f"{entry.week}-{entry.until_week or template.weeks}",
            str(entry.days_per_week),
        )
        for entry in template.daily
    ]
    sections.append(Section("Once in each of these weeks", tuple(once)))
    head_daily = ("activity", "weeks", "days a week")
    sections.append(
        Section("Daily, where it applies", tuple(table(head_daily, daily, frozenset())))
    )
    return tuple(sections)
