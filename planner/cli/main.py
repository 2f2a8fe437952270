"""The root command and its table of commands."""

from __future__ import annotations

from pathlib import Path

import click

from planner import __version__
from planner.cli.root import RootGroup
from planner.cli.settings import Settings

COMMANDS = {
    "plan": ("planner.cli.plan:plan", "Turn an intake into an audited programme."),
    "screen": ("planner.cli.screen:screen", "Screen an intake; no plan is made."),
    "audit": ("planner.cli.audit:audit", "Check any plan.json independently."),
    "explain": ("planner.cli.explain:explain", "Say why an item is in a plan, or why not."),
    "export": ("planner.cli.export:export", "Write other views of a plan."),
    "intake": ("planner.cli.intake:intake", "Answer, check or complete an intake."),
    "check-in": ("planner.cli.check_in:check_in", "Report what happened since the last time."),
    "replan": ("planner.cli.replan:replan", "Plan the weeks to come again, changing little."),
    "programme": ("planner.cli.programme:programme", "Keep a programme over its weeks."),
    "cohort": ("planner.cli.cohort:cohort", "Plan many people at once."),
    "calendar": ("planner.cli.calendar:calendar", "Busy times in; sessions out and back."),
    "catalog": ("planner.cli.catalog:catalog", "Look into the clinical catalog."),
    "template": ("planner.cli.template:template", "Look into the templates, tune your own."),
    "approve": ("planner.cli.approve:approve", "Sign off a plan, programme or template."),
    "schema": ("planner.cli.schema:schema", "Print the JSON Schema of a kind of file."),
}


class Root(RootGroup):
    """The commands of `planner`."""

    lazy = COMMANDS


@click.group(cls=Root, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="planner")
@click.option(
    "--catalog",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Use the catalog in this folder instead of the one that ships with the planner.",
)
@click.option(
    "--store",
    envvar="PLANNER_STORE",
    metavar="FILE or URL",
    help="Keep programmes there instead of in this user's own file (also: PLANNER_STORE).",
)
@click.pass_context
def main(ctx: click.Context, catalog: Path | None, store: str | None) -> None:
    """Plan a safe, dated overall-fitness programme for a person with low back pain.

    Start with: planner plan examples/desk_worker_sciatica.yaml

    Exit codes: 0 done, 2 usage, 10 bad input, 11 catalog or template error, 12 referral needed,
    13 no feasible plan, 14 audit violation, 15 no plan within the limit, 16 a calendar server
    or cluster failed or refused, 130 interrupted.
    """
    ctx.obj = Settings(catalog=catalog, store=store)
