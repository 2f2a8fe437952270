"""`planner approve`: sign off a plan, a programme or a template."""

from __future__ import annotations

import datetime as dt

import click

from planner.cli.output import json_option, print_json, print_text, say
from planner.cli.settings import Settings


@click.command()
@click.argument("named", metavar="PLAN, PROGRAMME or TEMPLATE")
@click.option("--by", metavar="NAME", required=True, help="Who approves.")
@click.option("--role", metavar="ROLE", required=True, help="As what, such as physiotherapist.")
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    default=lambda: dt.date.today().isoformat(),
    help="Day of the approval [default: today].",
)
@json_option
@click.pass_obj
def approve(
    settings: Settings, named: str, by: str, role: str, on: dt.datetime, as_json: bool
) -> None:
    """Record who approved exactly this revision.

    A later change shows as no longer approved. Exports say who approved a plan, or that it is a
    draft.
    """
    from planner.workflow.approve import approve as sign

    found = sign(
        named,
        by=by,
        role=role,
        on=on.date(),
        store=settings.store,
        catalog_dir=settings.catalog,
    )
    if as_json:
        print_json(found)
        return
    mark = found.approval
    print_text(f"Approved: {found.what} {found.id}, revision {mark.revision}, {mark.sha256[:12]}")
    say(f"Recorded in {found.recorded_in}")
    again = {"plan": "planner export", "programme": f"planner export PLAN --programme {named}"}
    if found.what in again:
        text = "Views that were written before still say draft; write them anew:"
        say(f"{text} {again[found.what]}")
