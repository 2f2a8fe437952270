"""`planner intake`: guided questions, validation, and what is still worth asking."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from planner.intake.draft import Draft
    from planner.workflow.interview import Question


@click.group()
def intake() -> None:
    """Write, check and complete an intake file."""


@intake.command()
@click.argument("file")
@click.option("--json", "as_json", is_flag=True, help="Result as JSON on standard output.")
def check(file: str, as_json: bool) -> None:
    """Check FILE (- for standard input): every problem with line, key and the nearest word."""
    from planner.knowledge import load_catalog
    from planner.workflow.check_intake import check_intake

    report = check_intake(file, load_catalog())
    if as_json:
        click.echo(json.dumps(report.as_dict(), ensure_ascii=False, indent=2))
        return
    click.echo(f"{file}: ok")
    for line in report.lines():
        click.echo(line)


@intake.command()
@click.argument("file")
@click.option("--json", "as_json", is_flag=True, help="Result as JSON on standard output.")
def questions(file: str, as_json: bool) -> None:
    """Show what is still worth asking for FILE, the most consequential first."""
    import msgspec

    from planner.intake import read_intake
    from planner.knowledge import load_catalog
    from planner.workflow.questions import open_questions

    catalog = load_catalog()
    found = open_questions(read_intake(file, catalog), catalog)
    if as_json:
        click.echo(json.dumps(msgspec.to_builtins(found), ensure_ascii=False, indent=2))
        return
    if not found:
        click.echo("Nothing more needs to be asked.")
    for number, question in enumerate(found, start=1):
        click.echo(f"{number}. {question.text}\n   {question.id}: {question.why}")


@intake.command()
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The file to write."
)
@click.option(
    "--resume", type=click.Path(path_type=Path, dir_okay=False), help="Go on with saved progress."
)
@click.option("--json", "as_json", is_flag=True, help="Result as JSON on standard output.")
def new(output: Path | None, resume: Path | None, as_json: bool) -> None:
    """Write an intake with guided questions; q or Ctrl-C saves what was answered."""
    from planner.knowledge import load_catalog
    from planner.workflow import new_intake as flow

    catalog = load_catalog()
    path = flow.intake_path(output, resume)
    if path.exists():
        raise click.UsageError(f"{path} exists; choose another name with -o")
    draft = flow.start_or_resume(path.stem, resume)
    try:
        draft = flow.interview(draft, catalog, _ask, lambda text: click.echo(text, err=True))
    except flow.Stopped as stopped:
        kept = flow.keep_progress(path, stopped.draft)
        click.echo(f"Saved. Go on with: planner intake new --resume {kept}", err=True)
        raise click.exceptions.Exit(130) from None
    flow.write_intake(path, draft, catalog)
    flow.forget_progress(resume)
    _say_written(path, draft, as_json)


def _ask(question: Question) -> str:
    click.echo(f"\n{question.text}", err=True)
    for number, choice in enumerate(question.choices, start=1):
        click.echo(f"  {number}  {choice}", err=True)
    hint = question.hint if question.must else f"{question.hint}; Enter if not known".lstrip("; ")
    try:
        answer: str = click.prompt(f"[{hint}]", default="", show_default=False, err=True)
    except click.Abort:
        raise EOFError from None
    return answer


def _say_written(path: Path, draft: Draft, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"file": str(path), "answers": len(draft.asked)}, indent=2))
    else:
        click.echo(f"Written: {path} ({len(draft.asked)} answers)")
