"""`planner programme`: begin, look at, take out and delete what is kept of a person."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.output import (
    FILE,
    FOLDER,
    json_option,
    language_option,
    messages,
    print_json,
    print_sections,
    print_text,
    say,
    units_option,
    width,
)
from planner.cli.settings import Settings
from planner.errors import ExitCode

if TYPE_CHECKING:
    from planner.workflow.programme.new import Begun

_PLAN = click.Path(path_type=Path, exists=True)
_DAY = click.DateTime(["%Y-%m-%d"])
_NEW_FILE = click.Path(path_type=Path, dir_okay=False)
named = click.argument("named", metavar="PROGRAMME")
by_option = click.option(
    "--by", metavar="ROLE", default="person", help="Who gives this [default: person]."
)


@click.group()
def programme() -> None:
    """Keep a programme over its weeks: nothing is overwritten, everything can be taken out.

    PROGRAMME is an id in the store, or a folder that holds a programme.db.
    """


@programme.command()
@click.argument("intake", type=FILE)
@click.option("--id", "name", help="Id of the programme [default: that of the intake].")
@click.option("--plan", type=_PLAN, help="A plan.json (or its folder) made from INTAKE.")
@click.option("--template", metavar="ID or FILE", help="Programme template to fit.")
@click.option("--effort", type=click.Choice(["quick", "standard", "thorough"]), default="standard")
@click.option("-o", "--output", type=FOLDER, help="Also write plan.json and plan.ics there.")
@by_option
@json_option
@click.pass_obj
def new(
    settings: Settings,
    intake: Path,
    name: str | None,
    plan: Path | None,
    template: str | None,
    effort: str,
    output: Path | None,
    by: str,
    as_json: bool,
) -> None:
    """Begin a programme from an INTAKE.

    Makes the plan, or takes the one of --plan, and keeps both.

    Exit code 12 if a doctor must be seen first; nothing is kept then.
    """
    from planner.store import locate
    from planner.workflow.deliver import deliver
    from planner.workflow.programme import new as work

    if str(intake) == "-":
        raise click.UsageError("A programme begins from a file; name it.")
    if plan is not None:
        made = work.stored_plan(plan, intake, settings.catalog)
    else:
        outcome = work.made_plan(intake, template, effort, settings.catalog)
        if outcome.plan is None:
            print_text(outcome.referral_text)
            raise SystemExit(ExitCode.REFERRAL)
        made = outcome.plan
    location = locate(settings.store)
    begun = work.begin(intake, made, location, by=by, name=name, catalog_dir=settings.catalog)
    if output is not None and plan is None:
        for file in deliver(outcome, output, (), catalog_dir=settings.catalog).files:
            say(f"written: {file}")
    _print_begun(begun, as_json, settings.catalog)


def _print_begun(begun: Begun, as_json: bool, catalog_dir: Path | None) -> None:
    from planner.workflow.languages import speaking_of
    from planner.workflow.programme.new import begun_sections

    if as_json:
        print_json({"programme": begun.programme, "store": begun.store})
        return
    with speaking_of(begun.plan):
        print_sections(begun_sections(begun, messages(catalog_dir)))


@programme.command("list")
@json_option
@click.pass_obj
def list_(settings: Settings, as_json: bool) -> None:
    """List the programmes of the store."""
    from planner.store import locate
    from planner.workflow.programme.show import all_programmes, list_sections

    found = all_programmes(locate(settings.store))
    if as_json:
        print_json(found)
    elif found:
        print_sections(list_sections(found, messages(settings.catalog), width()))
    else:
        print_text(messages(settings.catalog).say("programme.no_programmes"))


@programme.command()
@named
@language_option
@units_option
@json_option
@click.pass_obj
def show(settings: Settings, named: str, as_json: bool) -> None:
    """Show what stands now and what comes next."""
    from planner.workflow.programme.place import place_of
    from planner.workflow.programme.show import overview, overview_sections
    from planner.workflow.programme.spoken import speaking_of_programme

    place = place_of(named, settings.store)
    found = overview(place)
    if as_json:
        print_json(found)
        return
    with speaking_of_programme(place):
        print_sections(overview_sections(found, messages(settings.catalog), width()))


@programme.command()
@named
@language_option
@json_option
@click.pass_obj
def history(settings: Settings, named: str, as_json: bool) -> None:
    """List everything that was recorded.

    What was corrected or withdrawn is there too, with who and why.
    """
    from planner.knowledge import load_catalog
    from planner.workflow.programme.place import place_of
    from planner.workflow.programme.records import history_lines, history_sections
    from planner.workflow.programme.show import read_history
    from planner.workflow.programme.spoken import speaking_of_programme

    place = place_of(named, settings.store)
    with speaking_of_programme(place):
        lines = history_lines(read_history(place), load_catalog(settings.catalog))
        if as_json:
            print_json(lines)
            return
        said = messages(settings.catalog)
        print_sections(history_sections(place.programme, lines, said, width()))


@programme.command()
@named
@click.argument("intake", type=FILE)
@click.option("--reason", metavar="TEXT", required=True, help="Why the intake is revised.")
@by_option
@json_option
@click.pass_obj
def revise(
    settings: Settings, named: str, intake: Path, reason: str, by: str, as_json: bool
) -> None:
    """Keep a new version of the intake.

    Earlier versions stay in the history; the next revision of the plan is made from the new one.
    """
    from planner.workflow.programme.new import revise as keep
    from planner.workflow.programme.place import place_of
    from planner.workflow.programme.spoken import speaking_if_known

    place = place_of(named, settings.store)
    number = keep(place, intake, by=by, reason=reason, catalog_dir=settings.catalog)
    if as_json:
        print_json({"programme": place.programme, "intake_version": number})
    else:
        with speaking_if_known(place):
            said = messages(settings.catalog)
            print_text(said.say("programme.revised", number=number, programme=place.programme))


@programme.command()
@named
@language_option
@units_option
@json_option
@click.pass_obj
def progress(settings: Settings, named: str, as_json: bool) -> None:
    """Show pain, decisions and measures over time.

    Each measure stands beside the smallest change that matters.
    """
    from planner.workflow.programme.place import place_of
    from planner.workflow.programme.progress import progress_of, progress_sections
    from planner.workflow.programme.spoken import speaking_of_programme

    place = place_of(named, settings.store)
    found = progress_of(place, settings.catalog)
    if as_json:
        print_json(found)
        return
    with speaking_of_programme(place):
        print_sections(progress_sections(found, messages(settings.catalog), width()))


@programme.command()
@named
@click.option("--by", metavar="ROLE", required=True, help="The clinician who lifts the stop.")
@click.option("--reason", metavar="TEXT", required=True, help="What was found.")
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", required=True, help="Day of it."
)
@json_option
@click.pass_obj
def resume(
    settings: Settings, named: str, by: str, reason: str, on: dt.datetime, as_json: bool
) -> None:
    """Lift a stop, as a clinician.

    The next check-in has to take back the answers that led to the stop, under `facts`.
    """
    from planner.workflow.programme.check_in import resume as lift
    from planner.workflow.programme.place import place_of
    from planner.workflow.programme.spoken import speaking_if_known

    place = place_of(named, settings.store)
    lift(place, by=by, reason=reason, on=on.date(), catalog_dir=settings.catalog)
    if as_json:
        print_json({"programme": place.programme, "state": "active"})
    else:
        with speaking_if_known(place):
            said = messages(settings.catalog)
            print_text(said.say("programme.resumed", programme=place.programme))


@programme.command()
@named
@click.option("-o", "--output", type=_NEW_FILE, help="File [default: PROGRAMME.programme.json].")
@json_option
@click.pass_obj
def export(settings: Settings, named: str, output: Path | None, as_json: bool) -> None:
    """Write everything into one readable file.

    `planner programme import` takes it in again, here or elsewhere.
    """
    from planner.workflow.programme.place import place_of
    from planner.workflow.programme.spoken import speaking_if_known
    from planner.workflow.programme.transfer import export_programme

    place = place_of(named, settings.store)
    file = output or Path(f"{place.programme}.programme.json")
    count = export_programme(place, file)
    if as_json:
        print_json({"file": file, "records": count})
    else:
        with speaking_if_known(place):
            said = messages(settings.catalog)
            print_text(said.counted("programme.written", count, file=file))


@programme.command("import")
@click.argument("file", type=FILE)
@json_option
@click.pass_obj
def import_(settings: Settings, file: Path, as_json: bool) -> None:
    """Take in an exported programme."""
    from planner.store import locate
    from planner.workflow.programme.place import place_of
    from planner.workflow.programme.spoken import speaking_if_known
    from planner.workflow.programme.transfer import import_programme

    found = import_programme(file, locate(settings.store))
    if as_json:
        print_json({"programme": found})
        return
    with speaking_if_known(place_of(found, settings.store)):
        print_text(messages(settings.catalog).say("programme.taken_in", programme=found))


@programme.command()
@named
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@click.pass_obj
def delete(settings: Settings, named: str, yes: bool, as_json: bool) -> None:
    """Delete a programme for good.

    Every record goes, also from free pages and the log of the store.

    What was exported, written into folders or put into a calendar is not touched.
    """
    from planner.workflow.programme.place import opened, place_of
    from planner.workflow.programme.spoken import speaking_if_known

    place = place_of(named, settings.store)
    with speaking_if_known(place):
        said = messages(settings.catalog)
    with opened(place.location) as store:
        count = len(store.records(place.programme))
        words = {"programme": place.programme}
        if not yes:
            if not sys.stdin.isatty():
                raise click.UsageError("Nobody is there to ask; say --yes to delete.")
            asked = said.counted("programme.delete", count, **words)
            click.confirm(asked, abort=True, err=True)
        store.delete(place.programme)
    if as_json:
        print_json({"deleted": place.programme, "records": count})
    else:
        print_text(said.counted("programme.deleted", count, **words))
