"""`planner cohort`: many people planned at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.output import FOLDER, json_option, print_json, print_text, progress
from planner.cli.settings import Settings
from planner.errors import Interrupted

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.cohort.run import Cohort, Progress

RUN = "run"
_PLACE = click.Path(path_type=Path)
KEPT = "stopped; what was planned is kept, and the same command goes on from there"


class CohortGroup(click.Group):
    """`planner cohort INTAKES` is short for `planner cohort run INTAKES`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """What is no command is the first argument or option of `run`."""
        if args and args[0] not in (*self.commands, *ctx.help_option_names):
            args = [RUN, *args]
        return super().parse_args(ctx, args)


@click.group(cls=CohortGroup)
def cohort() -> None:
    """Plan many people at once; `planner cohort INTAKES -o DIR` is short for `run`."""


@cohort.command(RUN)
@click.argument("intakes", type=_PLACE)
@click.option("-o", "--output", type=FOLDER, required=True, help="Folder for tables and summary.")
@click.option("--template", metavar="ID or FILE", help="For everybody [default: as intakes say].")
@click.option("--effort", type=click.Choice(["quick", "standard", "thorough"]), default="standard")
@click.option("--plans", is_flag=True, help="Write plan.json and plan.ics of each person too.")
@click.option("--workers", type=click.IntRange(1), help="Processes [default: one a core].")
@click.option("--scheduler", metavar="ADDRESS", help="Use a Dask cluster, such as tcp://host:8786.")
@json_option
@click.pass_obj
def run(
    settings: Settings,
    intakes: Path,
    output: Path,
    template: str | None,
    effort: str,
    plans: bool,
    workers: int | None,
    scheduler: str | None,
    as_json: bool,
) -> None:
    """Plan everybody in INTAKES into tables (Parquet) and a summary.

    INTAKES is a folder of intakes, a .jsonl with one intake a line, or a .csv or .parquet whose
    column `intake` holds one intake a row, as JSON. One that cannot be planned is told in
    `statuses` and stops nobody else. A run that was ended goes on with the same command.
    """
    from planner.cohort.run import plan_cohort

    if workers and scheduler:
        raise click.UsageError("--workers are those of this machine; leave out one of the two.")
    try:
        done = plan_cohort(
            intakes,
            output,
            template=template,
            effort=effort,
            catalog_dir=settings.catalog,
            with_plans=plans,
            workers=workers,
            scheduler=scheduler,
            tell=_progress(),
        )
    except KeyboardInterrupt:
        raise Interrupted(KEPT) from None
    if as_json:
        print_json(done)
    else:
        print_text(_told(done))


@cohort.command()
@click.argument("people", metavar="N", type=click.IntRange(1))
@click.option("-o", "--output", type=_PLACE, required=True, help="File, or folder without suffix.")
@click.option("--seed", type=int, default=0, show_default=True, help="Another one: other people.")
@click.pass_obj
def sample(settings: Settings, people: int, output: Path, seed: int) -> None:
    """Write intakes of N invented people, for trying out.

    The suffix says the kind: .jsonl, .csv, .parquet; without one it is a folder. The same seed
    gives the same people.
    """
    from planner.cohort.sample import invented
    from planner.cohort.sink import write_intakes

    write_intakes(invented(people, seed, settings.catalog), output)
    print_text(f"Written: {output}")


def _told(done: Cohort) -> str:
    from planner.cohort.summary import WORDS

    lines = [f"{done.people} people, {done.planned} of them looked at now"]
    lines += [f"{many:>8}  {WORDS.get(code, code)}" for code, many in done.exit_codes.items()]
    return "\n".join([*lines, f"Written: {done.summary}"])


def _progress() -> Callable[[Progress], None] | None:
    show = progress()
    if show is None:
        return None

    def tell(now: Progress) -> None:
        left = now.seconds_left
        minutes = "" if left is None else f", {left / 60:.0f} min left"
        text = f"{now.done} of {now.people} people, {now.rate:.1f} a minute{minutes}"
        show(text, passing=now.done < now.people)

    return tell
