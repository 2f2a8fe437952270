"""Standard output for results, standard error for progress; both aware of terminals."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from planner.explain import Messages, Section
    from planner.solver.progress import Progress

# Control characters but TAB, LF and what makes a heading bold; and overrides of the direction.
_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\x1b(?!\\[[01]m)"
)
NARROWEST, WIDEST = 60, 100

FILE = click.Path(path_type=Path, allow_dash=True)
FOLDER = click.Path(path_type=Path, file_okay=False)
json_option = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")


def print_text(text: object) -> None:
    """A result as text: standard output."""
    _put(_harmless(str(text)))


def print_json(value: object) -> None:
    """Print a value as JSON with two spaces of indent."""
    import msgspec

    data = msgspec.json.format(msgspec.json.encode(value, enc_hook=str), indent=2)
    _put(data.decode())


def print_sections(sections: Sequence[Section]) -> None:
    """Print sections as text, with bold headings on a terminal."""
    from planner.explain import render

    print_text(render(sections, colour=has_colour()))


def say(text: str) -> None:
    """A remark for the person at the keyboard: standard error."""
    with contextlib.suppress(BrokenPipeError):
        click.echo(_harmless(text), err=True)


def _put(text: str) -> None:
    try:
        click.echo(text)
    except BrokenPipeError:
        # The reader went away (`planner ... | head`): nothing is wrong.
        drop_output()


def _harmless(text: str) -> str:
    """Without what could steer the terminal: words of files are repeated in messages."""
    return _STEERING.sub("\N{REPLACEMENT CHARACTER}", text)


def drop_output() -> None:
    """Send what is still to be printed nowhere, so that nothing fails again at exit."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def survive_any_text() -> None:
    """Letters that the terminal cannot show are written as escapes; none ends the command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def progress() -> Progress | None:
    """A function that shows how far the work is; None where nobody is watching."""
    return _show_progress if sys.stderr.isatty() else None


def _show_progress(text: str, *, passing: bool = False) -> None:
    # The line is written anew, over what was there in passing.
    with contextlib.suppress(BrokenPipeError):
        click.echo(f"\r\x1b[2K{_harmless(text)}", err=True, nl=not passing)


def has_colour() -> bool:
    """Standard output is a terminal that wants colour."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def messages(catalog_dir: Path | None) -> Messages:
    """The sentences of a catalog in the language that is spoken."""
    from planner.knowledge import load_catalog
    from planner.knowledge.messages import messages_of

    return messages_of(load_catalog(catalog_dir))


def width() -> int:
    """Columns to write in: those of the terminal, within readable limits."""
    columns = shutil.get_terminal_size((WIDEST, 0)).columns
    return min(max(columns, NARROWEST), WIDEST)


def format_names(ctx: click.Context, param: click.Parameter, value: str) -> tuple[str, ...]:
    """Known formats separated by commas, such as `ics,csv`, each once: a callback of an option."""
    names = tuple(dict.fromkeys(name.strip() for name in value.split(",") if name.strip()))
    if names:
        from planner.documents import hint
        from planner.export.formats import WORDS

        for name in names:
            if name not in WORDS:
                raise click.BadParameter(f"there is no format '{name}'{hint(name, WORDS)}")
    return names


def ask(text: str, choices: Sequence[str], hint: str) -> str:
    """What is typed after a question with numbered choices.

    Raises:
        EOFError: nobody answers any more.
    """
    say(f"\n{text}")
    for number, choice in enumerate(choices, start=1):
        say(f"  {number}  {choice}")
    try:
        answer: str = click.prompt(f"[{hint}]", default="", show_default=False, err=True)
    except click.Abort:
        raise EOFError from None
    return answer


def _speak(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    """Speak the language until the command ends: a callback of an option."""
    if value is not None:
        from planner.cli.settings import Settings
        from planner.domain.language import speaking
        from planner.knowledge.languages import known_language

        settings = ctx.find_object(Settings)
        ctx.with_resource(speaking(known_language(value, settings.catalog if settings else None)))


def _measure(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    """Measure so until the command ends: a callback of an option."""
    if value is not None:
        from planner.domain.local import measuring_in

        ctx.with_resource(measuring_in(value))


language_option = click.option(
    "--language",
    expose_value=False,
    # Before all others, so that what is wrong with them is told in this language.
    is_eager=True,
    callback=_speak,
    metavar="CODE",
    help="Speak this language, such as es [default: as the intake says, or English].",
)
units_option = click.option(
    "--units",
    expose_value=False,
    callback=_measure,
    type=click.Choice(("metric", "imperial")),
    help="Units of weight, height and distance [default: as usual at the place of the time zone].",
)
formats_option = click.option(
    "--to",
    "formats",
    callback=format_names,
    metavar="LIST",
    default="",
    help="Views to write, separated by commas, such as ics,csv.",
)
