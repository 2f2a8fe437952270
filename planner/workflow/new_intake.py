"""Guided intake: ask, save, resume, and write the finished file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from planner.documents import refuse_unwritable
from planner.domain.language import ENGLISH, language
from planner.errors import BadInput, OutputError
from planner.intake.draft import Draft, intake_of, load_draft, new_draft, save_draft
from planner.intake.write import write_yaml
from planner.knowledge.catalog import Catalog
from planner.knowledge.messages import messages_of
from planner.told import told
from planner.workflow.asking.question import Question
from planner.workflow.interview import next_question
from planner.workflow.prompts import NotUnderstood

QUIT = "q"
PROGRESS_SUFFIX = ".progress"
DEFAULT_NAME = "intake.yaml"

Ask = Callable[[Question], str]
Tell = Callable[[str], None]


class Stopped(Exception):
    """The person stopped; what was answered is in `draft`."""

    def __init__(self, draft: Draft) -> None:
        super().__init__("stopped")
        self.draft = draft


def start_or_resume(path: Path, resume: Path | None) -> Draft:
    """An empty draft for an intake that is written to `path`, or the saved progress.

    Raises:
        BadInput: the progress file cannot be read.
        OutputError: the folder cannot be written, or there is a file already; it is never
            written over.
    """
    refuse_unwritable(path.parent)
    if path.exists():
        raise OutputError(path, told("exists already; choose another name with -o"))
    if resume is not None:
        return load_draft(resume)
    draft = new_draft(path.stem)
    if language() == ENGLISH:
        return draft
    return replace(draft, content={**draft.content, "person": {"language": language()}})


def language_of(draft: Draft) -> str:
    """Code of the language in which a draft was begun."""
    said: str = draft.content.get("person", {}).get("language", ENGLISH)
    return said


def interview(draft: Draft, catalog: Catalog, ask: Ask, tell: Tell) -> Draft:
    """Ask until nothing more can change the result.

    Args:
        draft: where to go on.
        catalog: questions and rules.
        ask: shows a question and returns what was typed.
        tell: shows a sentence.

    Raises:
        Stopped: the person typed `q`, pressed Ctrl-C, or the input ended.
    """
    while True:
        # Ctrl-C may come between two questions as well; nothing that was answered is lost.
        try:
            question = next_question(draft, catalog)
            if question is None:
                return draft
            shown = replace(question, hint=_hints(question, catalog))
            typed = ask(shown).strip()
            if typed.lower() == QUIT:
                raise Stopped(draft)
            draft = _answered(draft, question, typed, catalog, tell)
        except (EOFError, KeyboardInterrupt):
            raise Stopped(draft) from None


def _hints(question: Question, catalog: Catalog) -> str:
    messages = messages_of(catalog)
    left_out = "" if question.must else messages.say("ask.enter")
    return "; ".join(filter(None, (question.hint, left_out, messages.say("ask.quit"))))


def _answered(draft: Draft, question: Question, typed: str, catalog: Catalog, tell: Tell) -> Draft:
    if not typed:
        if question.must:
            tell(messages_of(catalog).say("ask.must"))
            return draft
        return draft.having(question.id)
    try:
        answered = question.apply(draft, typed)
        if "timezone" in answered.content.get("plan", {}):
            intake_of(answered, catalog)
    except NotUnderstood as error:
        tell(error.told(messages_of(catalog)))
        return draft
    except BadInput as error:
        for problem in error.problems:
            tell(f"{problem.key}: {problem.text}")
        if question.id == "timezone":
            return draft.without_request()
        return draft
    return answered


def write_intake(path: Path, draft: Draft, catalog: Catalog) -> None:
    """Write the finished intake to a private file, after reading it as `plan` would.

    Raises:
        BadInput: the answers contradict each other.
        OutputError: the file cannot be written.
    """
    intake_of(draft, catalog)
    content = dict(draft.content)
    content.setdefault("availability", [])
    write_yaml(path, content)


def keep_progress(path: Path, draft: Draft) -> Path:
    """Save the progress beside the intake that it will become."""
    progress = path.with_name(f"{path.name}{PROGRESS_SUFFIX}")
    save_draft(progress, draft)
    return progress


def intake_path(output: Path | None, resume: Path | None) -> Path:
    """Where the intake is written: as asked, or where the saved progress said, or here."""
    if output is not None:
        return output
    if resume is not None and resume.name.endswith(PROGRESS_SUFFIX):
        return resume.with_name(resume.name.removesuffix(PROGRESS_SUFFIX))
    return Path(DEFAULT_NAME)


def forget_progress(resume: Path | None) -> None:
    """Remove saved progress that has become an intake; it holds private answers.

    A draft of an intake is somebody's file and stays.
    """
    if resume is not None and resume.name.endswith(PROGRESS_SUFFIX):
        resume.unlink(missing_ok=True)
