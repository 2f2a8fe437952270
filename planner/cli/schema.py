"""`planner schema`: JSON Schemas for editors and other programs."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.output import print_json, print_text
from planner.cli.settings import Settings

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("kind", type=click.Choice(["intake", "template", "checkin", "plan"]))
@click.option("-o", "--output", type=_FILE, help="File [default: standard output].")
@click.option("--json", "as_json", is_flag=True, help="The schema is JSON with and without it.")
@click.pass_obj
def schema(settings: Settings, kind: str, output: Path | None, as_json: bool) -> None:
    """Print the JSON Schema of a KIND of file: every key and word, each with what it means.

    An editor completes and checks a file that names it in its first line:
    # yaml-language-server: $schema=template.schema.json
    """
    from planner.workflow.schema import make_schema, write_schema

    if output is None:
        print_json(make_schema(kind, settings.catalog))
        return
    write_schema(kind, output, settings.catalog)
    print_json({"file": output}) if as_json else print_text(f"Written: {output}")
