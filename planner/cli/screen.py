"""`planner screen`: screening only."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.output import FILE, json_option, language_option, print_json, print_sections, width
from planner.cli.settings import Settings


@click.command()
@click.argument("intake", type=FILE)
@language_option
@json_option
@click.pass_obj
def screen(settings: Settings, intake: Path, as_json: bool) -> None:
    """Screen INTAKE: the decision, its findings, and the questions still open.

    Exit code 12 if a doctor must be seen first, 10 if safety questions are unanswered.
    """
    from planner.workflow.plan import screen_intake
    from planner.workflow.screening import exit_code, screening_sections

    result = screen_intake(intake, settings.catalog)
    if as_json:
        print_json(result)
    else:
        print_sections(screening_sections(result, settings.catalog, width()))
    raise SystemExit(exit_code(result))
