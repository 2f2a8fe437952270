"""`planner explain`: why an item is in the plan, why not, and what would have to change."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.output import (
    FILE,
    json_option,
    language_option,
    print_json,
    print_sections,
    units_option,
    width,
)
from planner.cli.settings import Settings


@click.command()
@click.argument("plan", type=FILE, metavar="PLAN|INTAKE")
@click.argument("activities", nargs=-1, metavar="[ACTIVITY]...")
@click.option("--intake", type=FILE, help="The intake of PLAN: adds the rules that shape a dose.")
@language_option
@units_option
@json_option
@click.pass_obj
def explain(
    settings: Settings,
    plan: Path,
    activities: tuple[str, ...],
    intake: Path | None,
    as_json: bool,
) -> None:
    """Say why each item is in PLAN; with ACTIVITY, why that one is in, or why not.

    Why not comes with what would have to change, who may change it, and when it is asked again.
    An INTAKE is planned first, with little effort.
    """
    from planner.workflow.explain import explain as explain_workflow
    from planner.workflow.explain import explained_sections

    found = explain_workflow(plan, activities, intake_path=intake, catalog_dir=settings.catalog)
    if as_json:
        print_json(found)
    else:
        print_sections(explained_sections(found, settings.catalog, width()))
