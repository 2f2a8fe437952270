"""Writes docs/reference/cli.md, rules.md and activities.md from the commands and the catalog.

It also writes the columns of a cohort's tables into the guide for clinics. Run it after a change of
a command's help, a rule, an activity or a column: python tools/reference_pages.py
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import click

from planner.cli import main
from planner.cohort.columns import TABLES
from planner.knowledge import Catalog, load_catalog
from planner.knowledge.model import Citation

FOLDER = Path(__file__).parents[1] / "docs" / "reference"
CLINIC = FOLDER.parent / "guide" / "clinic.md"
BEGIN, END = "<!-- columns, written by tools/reference_pages.py -->", "<!-- end of columns -->"
WIDTH = 96
WRITTEN = "Written by `tools/reference_pages.py`; a test compares this page with the data."


def pages(catalog: Catalog) -> dict[str, str]:
    """The text of every page as Markdown, by its file name."""
    return {
        "cli.md": cli_page(),
        "rules.md": rules_page(catalog),
        "activities.md": activities_page(catalog),
    }


def commands() -> Iterator[click.Context]:
    """`planner` and every command below it, groups before their members."""
    yield from _below(_context(main, "planner", None))


def _below(context: click.Context) -> Iterator[click.Context]:
    yield context
    command = context.command
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            member = command.get_command(context, name)
            assert member is not None
            yield from _below(_context(member, name, context))


def _context(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    """As click makes it for a real run, so that the help is the same."""
    settings = {**command.context_settings, "max_content_width": WIDTH, "terminal_width": WIDTH}
    return click.Context(command, parent=parent, info_name=name, **settings)


def cli_page() -> str:
    """Every command with its help, as the program prints it."""
    parts = ["# Commands", "", f"Every command with its `--help`. {WRITTEN}", ""]
    for context in commands():
        help_text = click.unstyle(context.command.get_help(context))
        parts += [f"## `{context.command_path}`", "", "```text", help_text, "```", ""]
    return "\n".join(parts)


def rules_page(catalog: Catalog) -> str:
    """Every rule: what it says, how strict it is, what the person is told, on what evidence."""
    parts = ["# Rules", "", f"The {len(catalog.rules)} rules of the catalog, by id. {WRITTEN}"]
    parts += ["`planner catalog why ID` also tells when a rule holds and what it touches.", ""]
    parts += _meanings(catalog)
    for rule in sorted(catalog.rules.values(), key=lambda rule: rule.id):
        effects = {effect.kind: None for effect in rule.then}
        parts += [
            *(f"## `{rule.id}`", "", _flat(rule.says), ""),
            f"- Does: {', '.join(_plain(kind) for kind in effects)}",
            f"- Severity: {_plain(rule.severity)}",
            f"- For the patient: {_flat(rule.why.patient)}",
            f"- Evidence: {_plain(rule.evidence)}",
            *(f"- Sources: {_sources(rule.sources, catalog)}", ""),
        ]
    return "\n".join(parts)


def activities_page(catalog: Catalog) -> str:
    """Every activity by component: what it is, what the person is told, on what evidence."""
    activities = sorted(catalog.activities.values(), key=lambda each: (each.component, each.id))
    parts = ["# Activities", "", f"The {len(activities)} activities of the catalog. {WRITTEN}", ""]
    parts += ["`planner catalog show ID` also tells doses, positions and instructions.", ""]
    for component, members in groupby(activities, key=lambda each: each.component):
        parts += [f"## {_plain(component).capitalize()}", ""]
        for each in members:
            parts += [
                *(f"### {each.name}", "", f"`{each.id}`. {_flat(each.summary)}", ""),
                f"- For the patient: {_flat(each.patient_why)}",
                f"- Stop if: {', '.join(each.stop_if) or 'nothing of its own'}",
                f"- Evidence: {_plain(each.evidence)}",
                *(f"- Sources: {_sources(each.sources, catalog)}", ""),
            ]
    return "\n".join(parts)


def with_columns(guide: str) -> str:
    """The guide for clinics with every table of a cohort and its columns.

    Raises:
        ValueError: the marks between which they stand are not there.
    """
    before, _, rest = guide.partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise ValueError(f"the guide has no place for columns: {BEGIN} ... {END}")
    return "\n".join([before + BEGIN, "", *_columns(), END + after])


def _columns() -> Iterator[str]:
    for name, table in TABLES.items():
        yield from (f"`{name}/`, a row is {table.row}:", "", "| column | type | holds |")
        yield "|---|---|---|"
        yield from (
            f"| `{c}` | {each.kind} | {each.meaning} |" for c, each in table.columns.items()
        )
        yield ""


def _meanings(catalog: Catalog) -> list[str]:
    lines: list[str] = []
    for title, terms in (("severity", "severities"), ("evidence", "evidence_grades")):
        lines += [f"| {title} | meaning |", "|---|---|"]
        words = catalog.vocabulary[terms].values()
        lines += [f"| {_plain(word.id)} | {_flat(word.meaning)} |" for word in words]
        lines.append("")
    return lines


def _sources(cited: Iterable[Citation], catalog: Catalog) -> str:
    return ", ".join(_source(citation.id, catalog) for citation in cited) or "none"


def _source(name: str, catalog: Catalog) -> str:
    source = catalog.sources.get(name)
    return f"[{name}](https://doi.org/{source.doi})" if source and source.doi else name


def _plain(word: str) -> str:
    return word.replace("_", " ")


def _flat(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    for name, text in pages(load_catalog()).items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    CLINIC.write_text(with_columns(CLINIC.read_text("utf-8")), encoding="utf-8")
