"""`planner audit`: the independent check of any plan."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.output import FILE, json_option, print_json, print_text, say
from planner.cli.settings import Settings
from planner.errors import ExitCode


@click.command()
@click.argument("plan", type=FILE)
@click.option("--intake", type=FILE, required=True, help="The intake that the plan was made for.")
@click.option("--template", metavar="ID or FILE", help="Of the plan [default: as the plan says].")
@json_option
@click.pass_obj
def audit(
    settings: Settings, plan: Path, intake: Path, template: str | None, as_json: bool
) -> None:
    """Check PLAN against its intake and the catalog, also if it was edited by hand."""
    from planner.workflow.plan import audit_plan

    result = audit_plan(plan, intake, settings.catalog, template, tell=say)
    if as_json:
        print_json(result)
    else:
        for check in result.checks:
            print_text(f"{check.count:>8}  {check.code}")
        for violation in result.violations:
            print_text(f"VIOLATION {violation.code} at {violation.where}: {violation.text}")
        print_text(f"{len(result.checks)} checks, {len(result.violations)} violations")
    if not result.passed:
        raise SystemExit(ExitCode.AUDIT_VIOLATION)
