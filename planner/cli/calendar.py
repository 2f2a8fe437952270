"""`planner calendar`: busy times in."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from planner.cli.main import Settings
from planner.cli.output import FILE, json_option, print_json, print_text, say


@click.group()
def calendar() -> None:
    """Read busy times from calendar files."""


@calendar.command("import")
@click.argument("files", type=FILE, nargs=-1, required=True, metavar="FILE.ics...")
@click.option("--intake", type=FILE, help="Take weeks and time zone from this intake.")
@click.option("--from", "start", type=click.DateTime(["%Y-%m-%d"]), help="First date.")
@click.option("--weeks", type=click.IntRange(1, 52), help="Number of weeks.")
@click.option("--timezone", help="Time zone of the person, such as Europe/Berlin.")
@json_option
@click.pass_obj
def import_(
    settings: Settings,
    files: tuple[Path, ...],
    intake: Path | None,
    start: dt.datetime | None,
    weeks: int | None,
    timezone: str | None,
    as_json: bool,
) -> None:
    """Print the times that calendars take, ready for an intake.

    Say which weeks: --intake, or --from, --weeks and --timezone. Only times are read; titles,
    places and people stay in the calendar. An intake may also name the files itself
    (busy_calendars). What is not understood is said; a broken file is refused.
    """
    from planner.workflow.calendars import import_calendars, request_of

    if intake is None and (start is None or weeks is None or timezone is None):
        raise click.UsageError("Say which weeks: --intake, or --from, --weeks and --timezone.")
    request = request_of(intake, start.date() if start else None, weeks, timezone, settings.catalog)
    found = import_calendars(files, request.start, request.weeks, request.timezone)
    for file in found.files:
        for note in file.notes:
            say(note)
    print_json(found) if as_json else print_text("\n".join(found.lines()))
