"""`planner explain`: why an item is in the plan, or why not."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.main import Settings
from planner.cli.output import FILE, json_option, print_json, print_sections, width


@click.command()
@click.argument("plan", type=FILE)
@click.argument("activity", required=False)
@click.option("--intake", type=FILE, help="The intake, for answers the plan does not repeat.")
@json_option
@click.pass_obj
def explain(
    settings: Settings, plan: Path, activity: str | None, intake: Path | None, as_json: bool
) -> None:
    """Say why each item is in PLAN; with ACTIVITY, why that one is in, or why not."""
    from planner.workflow.plan import explain as explain_workflow

    found = explain_workflow(plan, activity, intake_path=intake, catalog_dir=settings.catalog)
    if as_json:
        print_json(found)
    else:
        print_sections([explanation.section(width()) for explanation in found])
