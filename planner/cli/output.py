"""Standard output for results, standard error for progress; both aware of terminals."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from planner.explain import Section

NARROWEST, WIDEST = 80, 100

FILE = click.Path(path_type=Path, allow_dash=True)
FOLDER = click.Path(path_type=Path, file_okay=False)
json_option = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")


def print_json(value: object) -> None:
    """Print a value as JSON with two spaces of indent."""
    import msgspec

    click.echo(msgspec.json.format(msgspec.json.encode(value, enc_hook=str), indent=2))


def print_sections(sections: Sequence[Section]) -> None:
    """Print sections as text, with bold headings on a terminal."""
    from planner.explain import render

    click.echo(render(sections, colour=has_colour()))


def say(text: str) -> None:
    """A remark for the person at the keyboard: standard error."""
    click.echo(text, err=True)


def progress() -> Callable[[str], None] | None:
    """A function that shows how far the work is; None where nobody is watching."""
    return say if sys.stderr.isatty() else None


def has_colour() -> bool:
    """Standard output is a terminal that wants colour."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def width() -> int:
    """Columns to write in: those of the terminal, within readable limits."""
    columns = shutil.get_terminal_size((WIDEST, 0)).columns
    return min(max(columns, NARROWEST), WIDEST)


def format_names(ctx: click.Context, param: click.Parameter, value: str) -> tuple[str, ...]:
    """Known formats separated by commas, such as `ics,csv`, each once: a callback of an option."""
    names = tuple(dict.fromkeys(name.strip() for name in value.split(",") if name.strip()))
    if names:
        from planner.documents import hint
        from planner.export.formats import FORMATS

        for name in names:
            if name not in FORMATS:
                raise click.BadParameter(f"there is no format '{name}'{hint(name, FORMATS)}")
    return names


formats_option = click.option(
    "--to",
    "formats",
    callback=format_names,
    metavar="LIST",
    default="",
    help="Views to write, separated by commas, such as ics,csv.",
)
