"""`planner template`: list, show, check, start, compare and try programme templates."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.output import (
    json_option,
    print_json,
    print_sections,
    print_text,
    progress,
    say,
    width,
)
from planner.cli.settings import Settings

_FILE = click.Path(path_type=Path, dir_okay=False)
_PANEL = click.Path(path_type=Path, exists=True)


@click.group()
def template() -> None:
    """Look into the programme templates, and write your own."""


@template.command("list")
@json_option
@click.pass_obj
def list_(settings: Settings, as_json: bool) -> None:
    """List the templates with their length and what they suit."""
    from planner.workflow.template.look import all_templates

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
    from planner.workflow.approve import template_approval
    from planner.workflow.template.look import one_template, template_sections

    found = one_template(ref, settings.catalog)
    if as_json:
        print_json(found)
    else:
        print_sections(template_sections(found, width()))
        print_text(f"\n{template_approval(ref, found, settings.catalog)}")


@template.command()
@click.argument("refs", metavar="[ID or FILE]...", nargs=-1)
@json_option
@click.pass_obj
def check(settings: Settings, refs: tuple[str, ...], as_json: bool) -> None:
    """Check templates against the catalog; without a name, all that ship with the planner."""
    from planner.workflow.template.look import check_templates

    found = check_templates(refs, settings.catalog)
    if as_json:
        print_json(found)
    else:
        for name in found:
            print_text(f"{name}: no faults")


@template.command()
@click.option("--from", "ref", metavar="ID or FILE", required=True, help="Template to start from.")
@click.option("-o", "--output", type=_FILE, help="File [default: my_ID.yaml]; its name is the id.")
@click.option("--extends", is_flag=True, help="Write only what differs from the other template.")
@click.option("--author", default="unnamed", show_default=True, help="Who writes it.")
@json_option
@click.pass_obj
def new(
    settings: Settings, ref: str, output: Path | None, extends: bool, author: str, as_json: bool
) -> None:
    """Start a template of your own from one that is there, with its comments."""
    from planner.workflow.template.new import SCHEMA_FILE, new_template

    file = new_template(ref, output, author, extends=extends, catalog_dir=settings.catalog)
    if as_json:
        print_json({"file": file})
    else:
        print_text(f"Written: {file}")
        say(f"For help while you type: planner schema template -o {file.parent / SCHEMA_FILE}")


@template.command()
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@json_option
@click.pass_obj
def diff(settings: Settings, before: str, after: str, as_json: bool) -> None:
    """Say what changes from template A to template B; each is an id or a file."""
    from planner.workflow.template.diff import diff_sections, diff_templates

    found = diff_templates(before, after, settings.catalog)
    if as_json:
        print_json(found)
    else:
        print_sections(diff_sections(found, (before, after), settings.catalog, width()))


@template.command("try")
@click.argument("ref", metavar="ID or FILE")
@click.option("--panel", type=_PANEL, multiple=True, required=True, help="Intakes, or a folder.")
@click.option("--against", metavar="ID or FILE", help="Compare [default: what it extends].")
@json_option
@click.pass_obj
def try_(
    settings: Settings, ref: str, panel: tuple[Path, ...], against: str | None, as_json: bool
) -> None:
    """Plan a panel of people with a template, and show what changes for each.

    Plans are made at quick effort and not kept.
    """
    from planner.workflow.template.trial import intakes_of, panel_sections, try_template

    show = progress()
    found = try_template(
        ref,
        intakes_of(panel),
        against=against,
        catalog_dir=settings.catalog,
        tell=(lambda text: show(text, passing=True)) if show is not None else lambda _: None,
    )
    if as_json:
        print_json(found)
    else:
        print_sections(panel_sections(found, settings.catalog, width()))
