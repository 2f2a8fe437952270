"""`planner export`: other views of a plan."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.output import (
    FILE,
    FOLDER,
    formats_option,
    json_option,
    print_json,
    print_text,
    units_option,
)
from planner.cli.settings import Settings


@click.command()
@click.argument("plan", type=FILE)
@formats_option
@click.option("-o", "--output", type=FOLDER, required=True, help="Folder for the files.")
@click.option("--discreet", is_flag=True, help="No health in calendar, file names, titles.")
@click.option(
    "--paper",
    type=click.Choice(("a4", "letter")),
    help="Paper of printed sheets; otherwise that of the place of the time zone.",
)
@click.option(
    "--programme",
    metavar="ID or FOLDER",
    help="Show who approved PLAN and what was measured in it; fhir: intake and check-ins, too.",
)
@click.option("--intake", type=FILE, help="fhir: the intake of PLAN, told with it.")
@units_option
@json_option
@click.pass_obj
def export(
    settings: Settings,
    plan: Path,
    formats: tuple[str, ...],
    output: Path,
    discreet: bool,
    paper: str | None,
    programme: str | None,
    intake: Path | None,
    as_json: bool,
) -> None:
    """Write views of PLAN into a folder; nothing is decided anew."""
    from planner.workflow.views import export_plan

    if not formats:
        raise click.UsageError("Name at least one view with --to.")

    files = export_plan(
        plan,
        formats,
        output,
        discreet=discreet,
        paper=paper,
        programme=programme,
        intake=intake,
        store=settings.store,
        catalog_dir=settings.catalog,
    )
    if as_json:
        print_json({"files": files})
    else:
        for file in files:
            print_text(file)
