"""`planner template`: list, show and check programme templates."""

from __future__ import annotations

import click

from planner.cli.main import Settings
from planner.cli.output import json_option, print_json, print_sections, print_text, width


@click.group()
def template() -> None:
    """Look into the programme templates."""


@template.command("list")
@json_option
@click.pass_obj
def list_(settings: Settings, as_json: bool) -> None:
    """List the templates with their length and what they suit."""
    from planner.workflow.templates import all_templates

    found = all_templates(settings.catalog)
    if as_json:
        print_json(found)
    else:
        for entry in found:
            print_text(f"{entry.id:<30} {entry.weeks:>2} weeks  {entry.name}")


@template.command()
@click.argument("ref", metavar="ID or FILE")
@json_option
@click.pass_obj
def show(settings: Settings, ref: str, as_json: bool) -> None:
    """Show one template: phases, targets, habits, retests."""
    from planner.workflow.templates import one_template, template_sections

    found = one_template(ref, settings.catalog)
    if as_json:
        print_json(found)
    else:
        print_sections(template_sections(found, width()))


@template.command()
@click.argument("refs", metavar="[ID or FILE]...", nargs=-1)
@json_option
@click.pass_obj
def check(settings: Settings, refs: tuple[str, ...], as_json: bool) -> None:
    """Check templates against the catalog; without a name, all that ship with the planner."""
    from planner.workflow.templates import check_templates

    found = check_templates(refs, settings.catalog)
    if as_json:
        print_json(found)
    else:
        for name in found:
            print_text(f"{name}: no faults")
