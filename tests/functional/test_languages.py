"""A second language is complete: every text, every sentence, every word in braces."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from planner.domain.language import ENGLISH, language, speaking
from planner.domain.local import number
from planner.domain.revision import Approval
from planner.errors import BadInput
from planner.explain import summary
from planner.explain.layout import day
from planner.explain.messages import messages_of
from planner.export.events import events_of
from planner.export.formats import render
from planner.export.json import plan_hash, read_plan, to_json
from planner.knowledge import load_catalog
from planner.knowledge.languages import languages, read_po
from planner.knowledge.paths import catalog_directory
from planner.workflow.languages import speaking_of
from planner.workflow.plan import audit_plan, make_plan, screen_intake
from planner.workflow.views import export_plan
from planner.workflow.writing.known import view_of
from tests.support.printed import text_of
from tests.support.sample_plan import sample_plan
from tools.languages import entries, fault_file, faults, po_file, texts

ROOT = Path(__file__).parents[2]
INTAKE = ROOT / "examples" / "desk_worker_sciatica.yaml"
RED_FLAG = ROOT / "examples" / "red_flag_numb_saddle.yaml"
OTHERS = [code for code in languages(catalog_directory(None)) if code != ENGLISH]
MARK = "mark.machine_drafted"


@pytest.fixture(scope="module")
def spanish():
    with speaking("es"):
        plan = make_plan(INTAKE, effort="quick").plan
    assert plan is not None
    return plan


def test_spanish_is_there() -> None:
    assert OTHERS == ["es"]


@pytest.mark.parametrize("code", OTHERS)
def test_a_language_is_complete(code: str) -> None:
    assert list(faults(code)) == []


def test_a_text_that_is_missing_stale_or_cannot_be_filled_in_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    there = entries(po_file("es"))
    gone, braced = "It shows where you stand.", "Stop while {low} good repetitions are left."
    spoiled = {**there, gone: "", braced: "Para.", "No such text here.": "Nada."}
    monkeypatch.setattr("tools.languages.entries", lambda path: spoiled)
    found = "\n".join(faults("es"))
    assert f"no translation: {gone}" in found
    assert f"other words in braces: {braced}" in found
    assert "no text any more: No such text here." in found


def test_ids_are_no_texts() -> None:
    assert not {text for text in texts() if re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)+", text)}


def test_a_catalog_in_another_language_has_the_same_records() -> None:
    english = load_catalog()
    with speaking("es"):
        spanish = load_catalog()
    assert spanish.language == "es"
    assert spanish.sha256 != english.sha256
    assert list(spanish.rules) == list(english.rules)
    assert [rule.when for rule in spanish.rules.values()] == [
        rule.when for rule in english.rules.values()
    ]
    steps = [[step.recurrence for step in c.ramps.quit_smoking.steps] for c in (english, spanish)]
    assert steps[0] == steps[1]
    for name, activity in english.activities.items():
        assert spanish.activities[name].dose == activity.dose
        assert spanish.activities[name].id == name


def test_no_benefit_stays_in_english() -> None:
    found = {}
    for code in (ENGLISH, *OTHERS):
        with speaking(code):
            rules = load_catalog().rules.values()
        effects = (effect for rule in rules for effect in rule.then)
        found[code] = [effect.benefit for effect in effects if effect.benefit]
    assert found[ENGLISH]
    for code in OTHERS:
        assert not set(found[ENGLISH]) & set(found[code])


def test_the_language_ends_where_it_was_asked_for() -> None:
    with speaking("es"):
        assert (
            language(),
            day(msgspec.convert("2026-12-07", type=__import__("datetime").date)),
        ) == (
            "es",
            "lun 7 dic 2026",
        )
        assert number(10.25) == "10,2"
    assert language() == ENGLISH


def test_a_plan_says_its_language_and_is_audited_in_it(spanish, tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    file.write_bytes(to_json(spanish))
    assert b'"language": "es"' in file.read_bytes()
    assert read_plan(file) == spanish
    assert audit_plan(file, INTAKE).passed


def test_an_english_plan_says_nothing_of_its_language() -> None:
    from tests.support.sample_plan import sample_plan

    assert b'"language"' not in to_json(sample_plan())


def test_every_view_of_a_drafted_language_says_so(spanish) -> None:
    with speaking_of(spanish):
        catalog = load_catalog()
        mark = messages_of(catalog).mark
        files = render(spanish, ("json", "ics", "md", "html"), view_of(catalog))
        lines = [
            line for part in summary(spanish, catalog, messages_of(catalog)) for line in part.lines
        ]
    assert mark in " ".join(line.strip().removeprefix("- ") for line in lines)
    for name, content in files.items():
        plain = content.decode().replace("\r\n ", "").replace("\\;", ";").replace("\\,", ",")
        assert mark.rstrip(".") in plain, name


def test_a_referral_is_in_the_language_of_the_person(tmp_path: Path) -> None:
    intake = tmp_path / "intake.yaml"
    intake.write_text(RED_FLAG.read_text() + "\nperson: {language: es}\n")
    outcome = make_plan(intake)
    assert outcome.referral_text is not None
    assert outcome.referral_text.startswith("[emergencia, ahora mismo]")
    assert "Enseña esta página al profesional" in outcome.referral_text
    assert screen_intake(intake).language == "es"
    assert screen_intake(RED_FLAG).language == ENGLISH


def test_a_language_that_is_not_there_is_refused(tmp_path: Path) -> None:
    intake = tmp_path / "intake.yaml"
    intake.write_text(INTAKE.read_text() + "\nperson: {language: xx}\n")
    with pytest.raises(BadInput, match="no language 'xx'"):
        make_plan(intake)


def test_a_plan_in_a_language_that_is_not_there_is_not_exported(spanish, tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    file.write_bytes(to_json(spanish).replace(b'"language": "es"', b'"language": "xx"'))
    with pytest.raises(BadInput, match="no language 'xx'"):
        export_plan(file, ("md",), tmp_path)


def test_a_doubtful_entry_is_not_used() -> None:
    po = b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    po += b'#, fuzzy\nmsgid "a"\nmsgstr "b"\n\nmsgid "c"\nmsgstr "d"\n'
    assert read_po(po, "x.po") == {"c": "d"}


@pytest.mark.parametrize("word", ["garantizado", "te cura", "sin riesgo"])
def test_promises_are_refused_in_spanish_too(spanish, tmp_path: Path, word: str) -> None:
    file = tmp_path / "plan.json"
    plan = msgspec.structs.replace(spanish, maintenance=(f"Esto es {word}.",))
    file.write_bytes(to_json(plan))
    assert "forbidden_words" in {each.code for each in audit_plan(file, INTAKE).violations}


@pytest.mark.parametrize("code", OTHERS)
def test_no_translation_holds_a_promise_or_a_dose(code: str) -> None:
    english = promises()
    with speaking(code):
        spoken = promises()
    # The rule that forbids these words has to name them.
    there = {
        said
        for text, said in {**entries(po_file(code)), **entries(fault_file(code))}.items()
        if spoken.search(said) and not english.search(text)
    }
    assert not there


def promises() -> re.Pattern[str]:
    listed = load_catalog().texts["forbidden_words"]["words"]
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, listed))})(?!\w)", re.IGNORECASE)


@pytest.mark.parametrize("code", [ENGLISH, *OTHERS])
def test_every_role_that_can_approve_has_a_word(code: str) -> None:
    with speaking(code):
        catalog = load_catalog()
        texts_of = messages_of(catalog).texts
    missing = [
        role for role in catalog.derivations.clinician_roles if f"word.{role}" not in texts_of
    ]
    assert missing == []


SPOKEN = {
    "draft": "Borrador: ningún profesional sanitario ha dado su aprobación.",
    "approved": "Aprobación de Ada Example, terapeuta ocupacional, el jue 3 dic 2026.",
    "changed": "Ya sin aprobación: hubo cambios después de que Ada Example, terapeuta ocupacional, "
    "la diera el jue 3 dic 2026.",
}


@pytest.mark.parametrize("state", SPOKEN)
def test_every_view_says_in_the_language_of_the_plan_who_approved_it(state: str) -> None:
    draft = replace(sample_plan(), request=replace(sample_plan().request, language="es"))
    sha256 = plan_hash(draft) if state == "approved" else "0" * 64
    approval = Approval(
        by="Ada Example", role="occupational_therapist", on=dt.date(2026, 12, 3), revision="1",
        sha256=sha256,
    )  # fmt: skip
    plan = draft if state == "draft" else replace(draft, approval=approval)
    with speaking_of(plan):
        files = render(plan, ("ics", "csv", "md", "html", "fhir", "pdf"), view_of(load_catalog()))
        events = events_of(plan, messages_of(load_catalog()), alone=True)
    told = {name: _plain(name, content) for name, content in files.items()}
    told |= {event.key: event.description for event in events}
    for name, text in told.items():
        assert [each for each, words in SPOKEN.items() if words in text] == [state], name
        assert not any(english in text for english in ("pproved", "A draft", "occupational")), name


def _plain(name: str, content: bytes) -> str:
    if name.endswith(".pdf"):
        return text_of(content)
    return content.decode().replace("\r\n ", "").replace("\\,", ",")
