"""`planner intake`: guided questions, validation, what is still worth asking, health records in."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from pathlib import Path

import click

from planner.cli.output import (
    FILE,
    ask,
    json_option,
    language_option,
    print_json,
    print_sections,
    print_text,
    say,
)
from planner.cli.settings import Settings
from planner.errors import BadInput, ExitCode

_NEW_FILE = click.Path(path_type=Path, dir_okay=False)


@click.group()
def intake() -> None:
    """Answer, check or complete an intake."""


@intake.command()
@click.argument("file", type=FILE)
@json_option
@click.pass_obj
def check(settings: Settings, file: Path, as_json: bool) -> None:
    """Check FILE (- for standard input): every problem with line, key and the nearest word."""
    from planner.workflow.check_intake import check_intake

    try:
        result = check_intake(file, settings.catalog)
    except BadInput as error:
        if as_json:
            print_json({"ok": False, "problems": [asdict(found) for found in error.problems]})
        raise
    if as_json:
        print_json(result)
        return
    print_text(f"{file}: ok")
    for line in result.lines():
        print_text(line)


@intake.command()
@click.argument("file", type=FILE)
@json_option
@click.pass_obj
def questions(settings: Settings, file: Path, as_json: bool) -> None:
    """Show what is still worth asking for FILE, the most consequential first."""
    from planner.workflow.questions import questions_of_file

    found = questions_of_file(file, settings.catalog)
    if as_json:
        print_json(found)
        return
    if not found:
        print_text("Nothing more needs to be asked.")
    for number, question in enumerate(found, start=1):
        print_text(f"{number}. {question.text}\n   {question.id}: {question.why}")


@intake.command()
@click.option("-o", "--output", type=_NEW_FILE, help="The file to write (default: intake.yaml).")
@click.option("--resume", type=_NEW_FILE, help="Go on with saved progress, or a draft.")
@language_option
@json_option
@click.pass_obj
def new(settings: Settings, output: Path | None, resume: Path | None, as_json: bool) -> None:
    """Write an intake with guided questions; q or Ctrl-C saves what was answered."""
    from planner.domain.language import asked_for, speaking
    from planner.knowledge import load_catalog
    from planner.knowledge.languages import known_language
    from planner.knowledge.messages import messages_of
    from planner.workflow import new_intake as flow

    path = flow.intake_path(output, resume)
    draft = flow.start_or_resume(path, resume)
    with speaking(asked_for() or known_language(flow.language_of(draft), settings.catalog)):
        catalog = load_catalog(settings.catalog)
    try:
        draft = flow.interview(
            draft, catalog, lambda asked: ask(asked.text, asked.choices, asked.hint), say
        )
    except flow.Stopped as stopped:
        kept = flow.keep_progress(path, stopped.draft)
        say(messages_of(catalog).say("ask.saved", file=kept))
        raise SystemExit(ExitCode.INTERRUPTED) from None
    flow.write_intake(path, draft, catalog)
    flow.forget_progress(resume)
    written = {"file": str(path), "answers": len(draft.asked)}
    print_json(written) if as_json else print_text(
        messages_of(catalog).say("ask.written", file=path)
    )


@intake.command("from-fhir")
@click.argument("bundle", type=FILE)
@click.option("-o", "--output", type=_NEW_FILE, help="The file to write (default: intake.yaml).")
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Day of the assessment [default: the newest date of the record].",
)
@language_option
@json_option
@click.pass_obj
def from_fhir(
    settings: Settings, bundle: Path, output: Path | None, on: dt.datetime | None, as_json: bool
) -> None:
    """Read a health record (FHIR R4 BUNDLE as JSON) into a draft of an intake.

    Takes what is certain, guesses nothing, and lists everything that was not taken and why.
    """
    from planner.workflow import from_fhir as flow

    day = on.date() if on is not None else None
    made = flow.draft_from_fhir(bundle, output or Path(flow.DEFAULT_NAME), day, settings.catalog)
    if as_json:
        print_json(made)
    else:
        print_sections(flow.report_sections(made, settings.catalog))
