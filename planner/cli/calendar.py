"""`planner calendar`: busy times in; sessions out to a server, and moved ones back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.cli.output import (
    FILE,
    json_option,
    messages,
    print_json,
    print_sections,
    print_text,
    say,
    width,
)
from planner.cli.programme import by_option, named
from planner.cli.settings import Settings
from planner.errors import ExitCode

if TYPE_CHECKING:
    from planner.workflow.programme.place import Place
    from planner.workflow.programme.pull import Pulled

_DAY = click.DateTime(["%Y-%m-%d"])
_SECRET = click.Path(path_type=Path, dir_okay=False)
_intake = click.option(
    "--intake", type=FILE, help="Of a folder that `plan` made [default: the file beside it]."
)


def _server_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Where the calendar is and who may in; never a password on the command line."""
    for option in (
        click.option("--token-file", type=_SECRET, help="File with a token, readable by you only."),
        click.option(
            "--password-file", type=_SECRET, help="File with the password, readable by you only."
        ),
        click.option("--user", metavar="NAME", help="Name at the server."),
        click.option("--to", metavar="URL", help="Calendar or server [default: the one before]."),
    ):
        command = option(command)
    return command


@click.group()
def calendar() -> None:
    """Read busy times from calendar files; keep a calendar on a server in step with a programme."""


@calendar.command("import")
@click.argument("files", type=FILE, nargs=-1, required=True, metavar="FILE.ics...")
@click.option("--intake", type=FILE, help="Take weeks and time zone from this intake.")
@click.option("--from", "start", type=_DAY, help="First date.")
@click.option("--weeks", type=click.IntRange(1, 52), help="Number of weeks.")
@click.option("--timezone", help="Time zone of the person, such as Europe/Berlin.")
@click.option(
    "--moved", type=FILE, metavar="FILE.ics", help="Read moved sessions of a PROGRAMME back."
)
@click.option(
    "--deleted", is_flag=True, help="With --moved: a session that is not in the file was deleted."
)
@by_option
@json_option
@click.pass_obj
def import_(
    settings: Settings,
    files: tuple[Path, ...],
    intake: Path | None,
    start: dt.datetime | None,
    weeks: int | None,
    timezone: str | None,
    moved: Path | None,
    deleted: bool,
    by: str,
    as_json: bool,
) -> None:
    """Print the times that calendars take, ready for an intake.

    Say which weeks: --intake, or --from, --weeks and --timezone. Only times are read; titles,
    places and people stay in the calendar. An intake may also name the files itself
    (busy_calendars). What is not understood is said; a broken file is refused.

    With --moved FILE.ics PROGRAMME: read sessions back that were moved in an exported calendar,
    as `planner calendar pull` does from a server.
    """
    from planner.workflow.calendars import import_calendars, request_of
    from planner.workflow.languages import reading

    if moved is not None:
        if len(files) != 1 or start or weeks or timezone:
            raise click.UsageError("With --moved, name one PROGRAMME and no weeks.")
        from planner.workflow.programme.pull import pull_file

        place = _place(settings, str(files[0]), intake, by)
        found = pull_file(place, moved, by=by, missing=deleted, catalog_dir=settings.catalog)
        _print_pulled(place, found, settings, as_json)
        return
    if deleted:
        raise click.UsageError("--deleted goes with --moved.")
    if intake is None and (start is None or weeks is None or timezone is None):
        raise click.UsageError("Say which weeks: --intake, or --from, --weeks and --timezone.")
    named = reading(intake, settings.catalog) if intake is not None else nullcontext()
    with named as document:
        request = request_of(
            document, start.date() if start else None, weeks, timezone, settings.catalog
        )
        read = import_calendars(files, request.start, request.weeks, request.timezone)
        for file in read.files:
            for note in file.notes:
                say(note)
        if as_json:
            print_json(read)
        else:
            print_text("\n".join(read.lines(messages(settings.catalog))))


@calendar.command()
@named
@_server_options
@click.option("--calendar", "name", metavar="NAME", help="Calendar there [default: an own one].")
@click.option("--titles", is_flag=True, help="Say what the sessions are [default: 'Appointment'].")
@_intake
@by_option
@json_option
@click.pass_obj
def push(
    settings: Settings,
    named: str,
    to: str | None,
    user: str | None,
    password_file: Path | None,
    token_file: Path | None,
    name: str | None,
    titles: bool,
    intake: Path | None,
    by: str,
    as_json: bool,
) -> None:
    """Send PROGRAMME to a calendar server (CalDAV), and later only what changed.

    What you moved or deleted there is left as it is, and told. The password comes from
    --password-file, PLANNER_CALENDAR_PASSWORD or the keyring; a token from --token-file or
    PLANNER_CALENDAR_TOKEN.

    Exit code 16 if the server fails; run it again, and it goes on from there.
    """
    from planner.workflow.programme.linked import Access
    from planner.workflow.programme.push import push_programme, pushed_sections
    from planner.workflow.programme.spoken import speaking_of_programme

    place = _place(settings, named, intake, by)
    access = Access(to=to, user=user, password_file=password_file, token_file=token_file)
    done = push_programme(place, access, calendar=name, titles=titles, catalog_dir=settings.catalog)
    if as_json:
        print_json(done)
        return
    with speaking_of_programme(place):
        print_sections(pushed_sections(done, messages(settings.catalog), width()))


@calendar.command()
@named
@_server_options
@_intake
@by_option
@json_option
@click.pass_obj
def pull(
    settings: Settings,
    named: str,
    to: str | None,
    user: str | None,
    password_file: Path | None,
    token_file: Path | None,
    intake: Path | None,
    by: str,
    as_json: bool,
) -> None:
    """Read sessions of PROGRAMME back that you moved, shortened or deleted in your calendar.

    Each is checked against every rule: it is kept as a wish for the next revision of the plan, or
    the rule that it breaks is named, with the nearest time that breaks none.

    Exit code 14 if a change breaks a rule, 16 if the server fails.
    """
    from planner.workflow.programme.linked import Access
    from planner.workflow.programme.pull import pull_server

    place = _place(settings, named, intake, by)
    access = Access(to=to, user=user, password_file=password_file, token_file=token_file)
    found = pull_server(place, access, by=by, catalog_dir=settings.catalog)
    _print_pulled(place, found, settings, as_json)


def _place(settings: Settings, named: str, intake: Path | None, by: str) -> Place:
    from planner.workflow.programme.new import adopt
    from planner.workflow.programme.place import place_of

    if Path(named).is_dir():
        adopt(Path(named), intake, by=by, catalog_dir=settings.catalog)
    return place_of(named, settings.store)


def _print_pulled(place: Place, found: Pulled, settings: Settings, as_json: bool) -> None:
    from planner.workflow.programme.pull import pulled_sections
    from planner.workflow.programme.spoken import speaking_of_programme

    if as_json:
        print_json(found)
    else:
        with speaking_of_programme(place):
            print_sections(pulled_sections(found, messages(settings.catalog), width()))
    if found.refused:
        raise SystemExit(ExitCode.AUDIT_VIOLATION)
