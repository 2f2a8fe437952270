"""`planner plan`: the main job."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.interrupt import stoppable
from planner.cli.output import (
    FILE,
    FOLDER,
    formats_option,
    json_option,
    language_option,
    print_json,
    print_sections,
    print_text,
    progress,
    say,
    units_option,
    width,
)
from planner.cli.settings import Settings
from planner.errors import ExitCode


@click.command()
@click.argument("intake", type=FILE)
@click.option("-o", "--output", type=FOLDER, help="Folder for the files [default: beside INTAKE].")
@click.option("--template", metavar="ID or FILE", help="Programme template to fit.")
@formats_option
@click.option("--effort", type=click.Choice(["quick", "standard", "thorough"]), default="standard")
@click.option("--discreet", is_flag=True, help="No health in calendar, file names, titles.")
@language_option
@units_option
@json_option
@click.pass_obj
def plan(
    settings: Settings,
    intake: Path,
    output: Path | None,
    template: str | None,
    formats: tuple[str, ...],
    effort: str,
    discreet: bool,
    as_json: bool,
) -> None:
    """Turn INTAKE into an audited programme: plan.json, plan.ics and a summary.

    INTAKE may be `-` for standard input; then -o is needed. Effort changes how long better plans
    are looked for, never what is safe.
    """
    from planner.workflow.deliver import deliver, summarise
    from planner.workflow.plan import make_plan

    folder = output or beside(intake)
    with stoppable() as stop:
        outcome = make_plan(
            intake,
            template=template,
            effort=effort,
            catalog_dir=settings.catalog,
            progress=None if as_json else progress(),
            stop=stop,
            folder=folder,
        )
        delivery = deliver(
            outcome, folder, formats, discreet=discreet, catalog_dir=settings.catalog
        )
        for remark in delivery.remarks:
            say(remark)
        if as_json:
            print_json(delivery)
        elif outcome.plan is None:
            print_text(outcome.referral_text)
        else:
            print_sections(summarise(outcome.plan, delivery.files, settings.catalog, width()))
    if outcome.plan is None:
        raise SystemExit(ExitCode.REFERRAL)


def beside(intake: Path) -> Path:
    """The folder named after the intake, beside it."""
    if str(intake) == "-":
        raise click.UsageError("With standard input as INTAKE, name a folder with -o.")
    folder = intake.with_suffix("")
    return folder if folder != intake else intake.with_name(f"{intake.name}-plan")
