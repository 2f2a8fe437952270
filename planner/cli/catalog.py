"""`planner catalog`: check it, show and search what it holds, ask why, take in exercise data."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.output import (
    FILE,
    FOLDER,
    json_option,
    messages,
    print_json,
    print_sections,
    print_text,
    say,
    width,
)
from planner.cli.settings import Settings


@click.group()
def catalog() -> None:
    """Look into the clinical catalog."""


@catalog.command()
@click.option(
    "--contradictions", is_flag=True, help="List every pair of rules that contradict each other."
)
@json_option
@click.pass_obj
def check(settings: Settings, contradictions: bool, as_json: bool) -> None:
    """Read every file strictly and prove that every rule runs.

    Each rule is reached by an intake that answers everything, and does what its cases say; where
    two rules contradict each other, it is said what settles it.
    """
    from planner.workflow.catalog import check_catalog, report_sections

    report = check_catalog(settings.catalog, with_clashes=contradictions)
    if as_json:
        print_json(report)
    else:
        print_sections(report_sections(report, settings.catalog, width()))


@catalog.command()
@click.argument("id")
@json_option
@click.pass_obj
def show(settings: Settings, id: str, as_json: bool) -> None:
    """Show every record with this ID (activity, rule, fact, source ...) and who names it."""
    from planner.explain.records import record_section
    from planner.workflow.catalog import find_records

    found = find_records(id, settings.catalog)
    if as_json:
        print_json(found)
    else:
        print_sections([record_section(shown) for shown in found])


@catalog.command()
@click.argument("words", nargs=-1, required=True)
@json_option
@click.pass_obj
def search(settings: Settings, words: tuple[str, ...], as_json: bool) -> None:
    """Find records that hold all WORDS in their id, name or text; the closest first."""
    from planner.explain.records import hit_lines
    from planner.workflow.catalog import search_records

    found = search_records(words, settings.catalog)
    if as_json:
        print_json(found)
    else:
        for line in hit_lines(found, width()):
            print_text(line)
        say(f"{len(found)} found")


@catalog.command()
@click.argument("id")
@json_option
@click.pass_obj
def why(settings: Settings, id: str, as_json: bool) -> None:
    """Give the grounds of a rule: what it says, when, how strictly, on what evidence.

    For an activity: every rule that touches it, and what it does to it.
    """
    from planner.workflow.catalog import grounds_of, grounds_sections

    found = grounds_of(id, settings.catalog)
    if as_json:
        print_json(found)
    else:
        print_sections(grounds_sections(found, settings.catalog, width()))


@catalog.command()
@click.argument("ids", nargs=-1, metavar="[ACTIVITY]...")
@click.option("-o", "--output", type=FOLDER, required=True, help="Folder for the pictures.")
@click.option("--theme", default="colour", metavar="NAME", help="Colours: colour, print, ...")
@click.option("--left", is_flag=True, help="The versions for the left side.")
@json_option
@click.pass_obj
def figures(
    settings: Settings, ids: tuple[str, ...], output: Path, theme: str, left: bool, as_json: bool
) -> None:
    """Write the pictures of activities as SVG; without an ACTIVITY, those of all."""
    from planner.workflow.pictures import write_pictures

    files = write_pictures(ids, output, settings.catalog, theme=theme, left=left)
    if as_json:
        print_json({"files": files})
    else:
        say(f"{len(files)} pictures written to {output}")


@catalog.command("import")
@click.argument("file", type=FILE)
@click.option(
    "--from",
    "source",
    metavar="DATA",
    required=True,
    help="What FILE is: free-exercise-db (exercises.json) or wger (exerciseinfo, fixtures).",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="The file of drafts to write.",
)
@json_option
@click.pass_obj
def import_(settings: Settings, file: Path, source: str, output: Path, as_json: bool) -> None:
    """Read public exercise data (JSON) into drafts of activities for a clinician to complete.

    Names, muscles and equipment come over; what the data say of safety, kind or level never does.
    A catalog with a draft in it is refused until every field is filled in and reviewed.
    """
    from planner.workflow.exercise_data import import_exercises

    made = import_exercises(file, source, output, settings.catalog)
    if as_json:
        print_json(made)
        return
    said = messages(settings.catalog)
    for note in made.notes:
        print_text(note)
    print_text(said.counted("import.written", made.drafts, file=made.file))
    print_text(said.say("import.to_fill", fields=", ".join(made.to_fill)))
