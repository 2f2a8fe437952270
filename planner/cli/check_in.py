"""`planner check-in`: what happened since the last one, and what follows from it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.output import (
    FILE,
    ask,
    json_option,
    language_option,
    messages,
    print_json,
    print_sections,
    say,
    width,
)
from planner.cli.programme import by_option, named
from planner.cli.settings import Settings
from planner.errors import ExitCode

if TYPE_CHECKING:
    from planner.workflow.programme.check_in import Taken
    from planner.workflow.programme.place import Place


@click.command("check-in")
@named
@click.argument("file", type=FILE, required=False)
@click.option("--from", "source", type=FILE, help="Read a checkin/1 file (- for standard input).")
@click.option(
    "--correct", type=int, metavar="N", help="Take the place of check-in N; with --reason."
)
@click.option("--withdraw", type=int, metavar="N", help="Take check-in N back; with --reason.")
@click.option("--reason", default="", metavar="TEXT", help="Why it is corrected or withdrawn.")
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Day of a guided check-in [default: asked for].",
)
@click.option(
    "--intake", type=FILE, help="Of a folder that `plan` made [default: the file beside it]."
)
@by_option
@language_option
@json_option
@click.pass_obj
def check_in(
    settings: Settings,
    named: str,
    file: Path | None,
    source: Path | None,
    correct: int | None,
    withdraw: int | None,
    reason: str,
    on: dt.datetime | None,
    intake: Path | None,
    by: str,
    as_json: bool,
) -> None:
    """Report on PROGRAMME: step by step (about a minute), or from FILE.

    Nothing is overwritten: a correction or a withdrawal is kept beside what it changes.
    Exit code 12 if the programme must stop and somebody be seen first.
    """
    from planner.knowledge import load_catalog
    from planner.workflow.programme import check_in as work
    from planner.workflow.programme.new import adopt
    from planner.workflow.programme.place import place_of
    from planner.workflow.programme.spoken import speaking_of_programme
    from planner.workflow.programme.told import taken_sections

    given = source or file
    if correct is not None and given is None:
        raise click.UsageError("A correction is read from a file; name it.")
    if withdraw is not None and given is not None:
        raise click.UsageError("A withdrawal takes no file.")
    if Path(named).is_dir():
        adopt(Path(named), intake, by=by, catalog_dir=settings.catalog)
    place = place_of(named, settings.store)
    with speaking_of_programme(place):
        if withdraw is not None:
            taken = work.withdraw(
                place, withdraw, by=by, reason=reason, catalog_dir=settings.catalog
            )
        elif given is not None:
            taken = work.check_in(
                place, given, by=by, corrects=correct, reason=reason, catalog_dir=settings.catalog
            )
        else:
            taken = _guided(place, on, by, settings)
        if as_json:
            print_json(taken)
        else:
            print_sections(taken_sections(taken, load_catalog(settings.catalog), width()))
    if taken.stopped:
        raise SystemExit(ExitCode.REFERRAL)


def _guided(place: Place, on: dt.datetime | None, by: str, settings: Settings) -> Taken:
    from planner.workflow.programme.check_in import guided
    from planner.workflow.programme.interview import Stopped

    try:
        return guided(
            place,
            ask,
            say,
            on=on.date() if on is not None else None,
            by=by,
            catalog_dir=settings.catalog,
        )
    except Stopped:
        say(messages(settings.catalog).say("ask.stopped"))
        raise SystemExit(ExitCode.INTERRUPTED) from None
