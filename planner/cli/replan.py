"""`planner replan`: the next revision of a programme, with as few changes as it can be."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from planner.cli.interrupt import stoppable
from planner.cli.output import (
    FILE,
    FOLDER,
    json_option,
    messages,
    print_json,
    print_sections,
    progress,
    units_option,
    width,
)
from planner.cli.programme import by_option, named
from planner.cli.settings import Settings


@click.command()
@named
@click.option(
    "--from",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="First day that may change [default: the day after the last check-in].",
)
@click.option("-o", "--output", type=FOLDER, help="Also write plan.json and plan.ics there.")
@click.option("--effort", type=click.Choice(["quick", "standard", "thorough"]), default="standard")
@click.option("--changes-first", is_flag=True, help="Fewer changes, whatever they cost in targets.")
@click.option(
    "--intake", type=FILE, help="Of a folder that `plan` made [default: the file beside it]."
)
@by_option
@units_option
@json_option
@click.pass_obj
def replan(
    settings: Settings,
    named: str,
    day: dt.datetime | None,
    output: Path | None,
    effort: str,
    changes_first: bool,
    intake: Path | None,
    by: str,
    as_json: bool,
) -> None:
    """Plan the days to come of PROGRAMME again.

    What lies before stays as it was. Check-ins, their decisions and a revised intake count.
    Exit code 12 if the programme is stopped and somebody must be seen first.
    """
    from planner.workflow.languages import speaking_of
    from planner.workflow.programme import replan as work
    from planner.workflow.programme.new import adopt
    from planner.workflow.programme.place import place_of

    if Path(named).is_dir():
        adopt(Path(named), intake, by=by, catalog_dir=settings.catalog)
    with stoppable() as stop:
        made = work.replan(
            place_of(named, settings.store),
            day=day.date() if day is not None else None,
            by=by,
            folder=output,
            effort=effort,
            changes_first=changes_first,
            catalog_dir=settings.catalog,
            progress=None if as_json else progress(),
            stop=stop,
        )
    if as_json:
        print_json({"programme": made.programme, "plan": made.plan, "files": made.files})
    else:
        with speaking_of(made.plan):
            print_sections(work.revised_sections(made, messages(settings.catalog), width()))
