"""What views of a programme say of the approvals that its store holds."""

from __future__ import annotations

import datetime as dt
import json
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from planner.cli import main
from planner.documents import load_yaml
from planner.domain.local import measuring_in
from planner.domain.plan import AuditResult, Plan, Session
from planner.errors import StoreError
from planner.explain import messages_of
from planner.export import plan_hash, read_plan, to_json
from planner.export.approval import approval_text
from planner.store import Kind
from planner.workflow.approve import approve
from planner.workflow.programme.history import History, as_json
from planner.workflow.programme.new import shown
from planner.workflow.programme.place import FOLDER_FILE, place_of
from planner.workflow.programme.replan import Revised, write_revised, write_stopped
from planner.workflow.programme.show import overview, read_history
from planner.workflow.views import export_plan
from tests.support.people import CATALOG
from tests.support.printed import text_of
from tests.support.stored import EXAMPLE, entry, plan_of_example, store_at

PLAN = replace(plan_of_example(), audit=AuditResult(passed=True, checks=(), violations=()))
NEXT = replace(PLAN, revision=2)
DRAFT = "A draft: no clinician has approved it."
SIGNED = "Approved by Ada Example, physiotherapist, on Thu 3 Dec 2026."
CHANGED = "No longer approved: it was changed after Ada Example, physiotherapist, approved it"
FORMATS = ("json", "ics", "csv", "md", "html", "fhir", "pdf")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a plan and the programme that was begun with it."""
    (tmp_path / "plan.json").write_bytes(to_json(PLAN))
    with store_at(tmp_path / FOLDER_FILE) as store:
        store.create("p", [
            entry(Kind.INTAKE, json.dumps(load_yaml(EXAMPLE).data, default=str)),
            entry(Kind.PLAN, as_json(PLAN)),
            entry(Kind.CALENDAR, as_json(shown(PLAN, CATALOG))),
            entry(Kind.STATE, '{"state":"active"}'),
        ])  # fmt: skip
    return tmp_path


def revise(folder: Path, plan: Plan = NEXT) -> None:
    with store_at(folder / FOLDER_FILE, create=False) as store:
        held = len(store.records("p"))
        store.append("p", held, [entry(Kind.PLAN, as_json(plan))])


def sign(named: Path, by: str = "Ada Example", day: int = 3) -> None:
    approve(
        str(named), by=by, role="physiotherapist", on=dt.date(2026, 12, day), store=None,
        catalog_dir=None,
    )  # fmt: skip


def views(folder: Path, plan: Plan) -> dict[str, str]:
    """Text of every view of a plan file without approval, with its programme."""
    file = folder / "bare" / "plan.json"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(to_json(plan))
    found = export_plan(file, FORMATS, folder / "views", programme=str(folder))
    return {path.name: _text(path) for path in found}


def _text(path: Path) -> str:
    if path.suffix == ".pdf":
        return text_of(path.read_bytes())
    return path.read_text("utf-8").replace("\n ", "").replace("\r", "").replace("\\,", ",")


def said(folder: Path, plan: Plan, words: str) -> None:
    for name, text in views(folder, plan).items():
        if name == "plan.json":
            continue
        assert [each for each in (DRAFT, SIGNED, CHANGED) if each in text] == [words], name
    kept = read_plan(folder / "views" / "plan.json")
    assert plan_hash(kept) == plan_hash(plan)
    assert (kept.approval is None) is (words == DRAFT)


def test_every_view_says_what_the_store_says(folder: Path) -> None:
    said(folder, PLAN, DRAFT)
    sign(folder)
    said(folder, PLAN, SIGNED)
    revise(folder)
    said(folder, PLAN, SIGNED)
    said(folder, NEXT, CHANGED)


def test_a_revision_before_the_approved_one_is_a_draft(folder: Path) -> None:
    revise(folder)
    sign(folder)
    said(folder, PLAN, DRAFT)
    said(folder, NEXT, SIGNED)


def test_an_approval_that_came_with_the_plan_file_shows_after_a_revision(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_bytes(to_json(PLAN))
    sign(tmp_path / "plan.json")
    with store_at(tmp_path / FOLDER_FILE) as store:
        store.create("p", [
            entry(Kind.INTAKE, json.dumps(load_yaml(EXAMPLE).data, default=str)),
            entry(Kind.PLAN, as_json(read_plan(tmp_path / "plan.json"))),
            entry(Kind.CALENDAR, as_json(shown(PLAN, CATALOG))),
            entry(Kind.STATE, '{"state":"active"}'),
        ])  # fmt: skip
    said(tmp_path, PLAN, SIGNED)
    assert overview(place_of(str(tmp_path), None)).is_approved
    revise(tmp_path)
    said(tmp_path, NEXT, CHANGED)
    found = overview(place_of(str(tmp_path), None))
    assert found.approval is not None
    assert not found.is_approved


def test_of_two_approvals_of_the_same_the_later_one_is_told(folder: Path) -> None:
    sign(folder, by="First Reader", day=2)
    sign(folder)
    sign(folder, by="Back Dated", day=1)
    said(folder, PLAN, SIGNED)


def history(folder: Path) -> History:
    return read_history(place_of(str(folder), None))


@pytest.mark.parametrize(("is_signed", "words"), [(False, DRAFT), (True, CHANGED)])
def test_the_files_of_a_revision_say_that_the_approval_is_of_another(
    folder: Path, is_signed: bool, words: str
) -> None:
    if is_signed:
        sign(folder)
    made = Revised(programme="p", plan=NEXT, sequence={}, cancelled=())
    write_revised(made, history(folder), folder / "next", CATALOG)
    assert words in _text(folder / "next" / "plan.ics")
    kept = read_plan(folder / "next" / "plan.json")
    assert approval_text(kept, messages_of(CATALOG)).startswith(words)
    assert replace(kept, approval=None) == NEXT
    state = replace(shown(PLAN, CATALOG), cancelled=(PLAN.sessions[0].key,))
    with store_at(folder / FOLDER_FILE, create=False) as store:
        held = len(store.records("p"))
        store.append("p", held, [entry(Kind.CALENDAR, as_json(state))])
    write_stopped(history(folder), folder / "stopped", CATALOG)
    assert words in _text(folder / "stopped" / "plan.ics")


def test_the_calendar_of_a_revision_keeps_the_units_of_the_place(folder: Path) -> None:
    far = replace(NEXT, sessions=tuple(map(_with_distance, NEXT.sessions)))
    made = Revised(programme="p", plan=far, sequence={}, cancelled=())
    for units in (None, "imperial"):
        with measuring_in(units):
            write_revised(made, history(folder), folder / str(units), CATALOG)
    usual, asked = (_text(folder / units / "plan.ics") for units in ("None", "imperial"))
    assert usual == asked
    assert re.search(r"\b20 m\b", usual)


def _with_distance(session: Session) -> Session:
    items = (replace(i, dose=replace(i.dose, distance_m=20)) for i in session.items)
    return replace(session, items=tuple(items))


def test_a_plan_file_and_the_programme_beside_it_are_approved_together(folder: Path) -> None:
    sign(folder)
    assert read_plan(folder / "plan.json").approval == history(folder).approvals[-1]
    sign(folder / "plan.json", by="Second Reader", day=4)
    assert [approval.by for approval in history(folder).approvals] == [
        "Ada Example",
        "Second Reader",
    ]
    assert read_plan(folder / "plan.json").approval == history(folder).approvals[-1]


def test_of_a_plan_file_and_another_revision_beside_it_only_what_was_named_is_approved(
    folder: Path,
) -> None:
    revise(folder)
    sign(folder)
    assert read_plan(folder / "plan.json").approval is None
    sign(folder / "plan.json", by="Second Reader", day=4)
    assert [approval.by for approval in history(folder).approvals] == ["Ada Example"]


def test_the_command_that_begins_a_programme_in_a_folder_can_be_given(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as told:
        place_of(str(tmp_path), None)
    command = shlex.split(str(told.value).partition("begin it with: planner ")[2])
    assert command[:2] == ["--store", str(tmp_path / FOLDER_FILE)]
    given = [str(EXAMPLE) if word == "INTAKE" else word for word in command]
    # It gets as far as the plan, which this folder has not.
    done = CliRunner().invoke(main, given)
    assert done.exit_code == 10, done.output
