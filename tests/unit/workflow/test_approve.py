"""Signing off: recorded with who and what exactly, and gone with the first change."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from planner.cli import main
from planner.domain.plan import AuditResult, Plan
from planner.errors import AuditViolation, BadCatalog, PlannerError
from planner.explain import messages_of
from planner.export import plan_hash, read_plan, render, to_json
from planner.export.approval import approval_text
from planner.export.formats import View
from planner.knowledge import load_catalog, load_template
from planner.store import Entry, Kind
from planner.workflow.approve import Approved, approvals_file, approve, template_approval
from planner.workflow.programme.place import place_of
from planner.workflow.programme.records import history_lines
from planner.workflow.programme.show import overview, read_history
from planner.workflow.template.new import new_template
from tests.support.sample_plan import sample_plan
from tests.support.stored import store_at

CATALOG = load_catalog()
MESSAGES = messages_of(CATALOG)
ON = dt.date(2026, 12, 3)
NAME = "Ada Example"
DRAFT = "A draft: no clinician has approved it."
SIGNED = "Approved by Ada Example, physiotherapist, on Thu 3 Dec 2026."


def audited() -> Plan:
    return replace(sample_plan(), audit=AuditResult(passed=True, checks=(), violations=()))


def sign(named: Path | str, *, role: str = "physiotherapist", by: str = NAME,
         store: Path | None = None) -> Approved:  # fmt: skip
    return approve(
        str(named), by=by, role=role, on=ON, store=str(store) if store else None, catalog_dir=None
    )


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.json"
    path.write_bytes(to_json(audited()))
    return path


def test_a_plan_holds_who_approved_exactly_this_content(plan_file: Path) -> None:
    found = sign(plan_file.parent)
    plan = read_plan(plan_file)
    assert plan.approval == found.approval
    assert found.approval.sha256 == plan_hash(plan) == plan_hash(audited())
    assert (found.approval.by, found.approval.on, found.approval.revision) == (NAME, ON, "1")
    assert replace(plan, approval=None) == audited()
    assert approval_text(plan, MESSAGES) == SIGNED
    assert approval_text(audited(), MESSAGES) == DRAFT


def test_a_change_after_approval_shows(plan_file: Path) -> None:
    sign(plan_file)
    plan = read_plan(plan_file)
    data = json.loads(plan_file.read_bytes())
    data["sessions"][0]["items"][0]["dose"]["sets"] = 9
    plan_file.write_text(json.dumps(data))
    text = approval_text(read_plan(plan_file), MESSAGES)
    assert text.startswith("No longer approved: it was changed after Ada Example")
    assert approval_text(replace(plan, revision=2), MESSAGES) == text


@pytest.mark.parametrize("discreet", [False, True])
def test_every_view_says_who_or_that_it_is_a_draft(plan_file: Path, discreet: bool) -> None:
    sign(plan_file)
    view = View(messages=MESSAGES, discreet=discreet)
    names = ("ics", "csv", "md", "html")
    for plan, words, other in ((audited(), DRAFT, SIGNED), (read_plan(plan_file), SIGNED, DRAFT)):
        for name, content in render(plan, names, view).items():
            text = content.decode().replace("\r\n ", "").replace("\\,", ",")
            # A discreet calendar says nothing about health, and a clinician's role does.
            is_silent = discreet and name.endswith(".ics")
            assert (words in text) is not is_silent, name
            assert other not in text


def test_a_plan_that_failed_its_audit_cannot_be_approved(plan_file: Path) -> None:
    plan_file.write_bytes(to_json(replace(audited(), audit=None)))
    with pytest.raises(AuditViolation):
        sign(plan_file)


@pytest.mark.parametrize(
    ("role", "by", "words"),
    [("physioterapist", NAME, "did you mean 'physiotherapist'"), ("person", NAME, "clinician"),
     ("physician", " ", "a name of"), ("physician", "a\nb", "a name of")],
)  # fmt: skip
def test_only_a_named_clinician_can_approve(
    plan_file: Path, role: str, by: str, words: str
) -> None:
    before = plan_file.read_bytes()
    with pytest.raises(PlannerError, match=words):
        sign(plan_file, role=role, by=by)
    assert plan_file.read_bytes() == before


def test_the_approvals_of_a_template_stand_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    new_template("general_low_back", path, "me", extends=True, catalog_dir=None)
    before = path.read_bytes()

    def said() -> str:
        return template_approval(str(path), load_template(str(path), CATALOG), None)

    assert said() == DRAFT
    found = sign(path)
    assert found.recorded_in == str(approvals_file(path))
    assert path.read_bytes() == before
    assert said() == SIGNED
    path.write_text(path.read_text("utf-8") + "caps: {items_per_session: 6}\n", "utf-8")
    assert said().startswith("No longer approved")
    sign(path, by="Second Reader")
    assert "Second Reader" in said()
    path.write_bytes(before)
    assert said() == SIGNED
    assert len(json.loads(approvals_file(path).read_bytes())["approvals"]) == 2


def test_a_broken_file_of_approvals_is_told(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    new_template("general_low_back", path, "me", extends=True, catalog_dir=None)
    approvals_file(path).write_text('{"format": "approvals/2", "approvals": []}')
    with pytest.raises(BadCatalog, match="only approvals/1"):
        sign(path)


def test_a_programme_records_the_approval_of_its_revision(tmp_path: Path) -> None:
    store = tmp_path / "store.db"
    plan = audited()
    with store_at(store) as held:
        entries = [
            Entry(kind=kind, dated="2026-12-01", body=body, by="person")
            for kind, body in (
                (Kind.PLAN, to_json(plan).decode()),
                (Kind.CALENDAR, '{"revision":1,"sequence":{},"cancelled":[]}'),
                (Kind.STATE, '{"state":"active"}'),
            )
        ]
        held.create("p", entries)
    place = place_of("p", str(store))
    assert not overview(place).is_approved
    found = sign("p", store=store)
    assert found.what == "programme"
    assert overview(place).is_approved
    assert (
        history_lines(read_history(place), load_catalog())[-1].about
        == "Approved: revision 1 by Ada Example"
    )
    with store_at(store, create=False) as held:
        later = to_json(replace(plan, revision=2)).decode()
        held.append("p", 4, [Entry(kind=Kind.PLAN, dated="2026-12-14", body=later, by="planner")])
    now = overview(place)
    assert now.approval == found.approval
    assert not now.is_approved


def test_the_command_says_what_it_did(plan_file: Path) -> None:
    arguments = [
        "approve",
        str(plan_file),
        "--by",
        NAME,
        "--role",
        "physician",
        "--on",
        "2026-12-03",
    ]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    assert (
        f"Approved: plan {audited().plan_id}, revision 1, {plan_hash(audited())[:12]}"
        in done.stdout
    )
    done = CliRunner().invoke(main, [*arguments, "--json"])
    assert json.loads(done.stdout)["approval"]["role"] == "physician"
    done = CliRunner().invoke(main, ["approve", "nobody.json", "--by", NAME, "--role", "physician"])
    assert done.exit_code == 10
