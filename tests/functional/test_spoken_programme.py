"""What a person reads of a programme on the terminal is in the language of the programme."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace

from planner.cli import main
from planner.domain.language import speaking
from planner.explain import Section, messages_of
from planner.intake import read_intake
from planner.knowledge import load_catalog
from planner.store import Entry, Kind, locate, open_store
from planner.workflow.programme import new
from planner.workflow.programme.progress import compared
from planner.workflow.programme.pull import Pulled, Told, pulled_sections
from planner.workflow.programme.push import Pushed, pushed_sections
from planner.workflow.programme.records import state_words
from tests.support.checkins import programme
from tests.support.people import CATALOG
from tests.support.stored import EXAMPLE

ID = "desk-worker-sciatica"
WIDE = 100
LANGUAGES = ("en", "es")
WEEK = {"2026-12-13": "w01", "2026-12-20": "w02"}
SCORES = {"pain_before": 1, "pain_during": 1, "pain_next_morning": 1, "rpe": 4}
Run = Callable[..., Result]


@pytest.fixture(params=LANGUAGES)
def code(request: pytest.FixtureRequest) -> str:
    """The language of the programme."""
    return str(request.param)


@pytest.fixture
def run(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A command line with a store of its own, and a plan in the language."""
    plan = programme()
    made = replace(plan.made_from, intake=read_intake(EXAMPLE, CATALOG).sha256)
    asked = plan.request if code == "en" else replace(plan.request, language=code)
    whole = replace(plan, made_from=made, request=asked)
    monkeypatch.setattr(new, "stored_plan", lambda *_: whole)

    def run(*arguments: str | Path, code: int = 0, given: str = "") -> Result:
        words = ["--store", str(tmp_path / "s.db"), *map(str, arguments)]
        result = CliRunner().invoke(main, words, input=given)
        assert result.exit_code == code, result.output
        return result

    return run


def week(date: str, **more: object) -> str:
    keys = [f"{WEEK[date]}-{day}" for day in (0, 2, 4)]
    return json.dumps({
        "format": "checkin/1", "date": date, "red_flags": [],
        "sessions": [{"key": key, "done": "full", **SCORES} for key in keys],
        "facts": {"worst_pain_max_7d": 1, "weight_kg": 72.5}, **more,
    })  # fmt: skip


def heads(text: str) -> list[str]:
    """The headings: lines that are not indented."""
    return [line for line in text.splitlines() if line and not line.startswith(" ")]


TOLD = {
    "en": {
        "begun": [f"Programme {ID} has begun"],
        "shown": [f"Programme {ID}", "Next"],
        "history": [f"History of {ID}", "Reasons given"],
        "progress": [f"Progress of {ID}", "Measures", "How to read this"],
        "stopped": [f"Programme {ID}", "See a clinician first", "Next"],
    },
    "es": {
        "begun": [f"El programa {ID} ha empezado"],
        "shown": [f"Programa {ID}", "Lo siguiente"],
        "history": [f"Historia de {ID}", "Motivos dados"],
        "progress": [f"Progreso de {ID}", "Medidas", "Cómo leer esto"],
        "stopped": [f"Programa {ID}", "Primero ve a un profesional sanitario", "Lo siguiente"],
    },
}
# Words that no sentence of the other language holds.
ENGLISH = re.compile(
    r"\b(the|of|and|is|was|none|running|revision|record|kept|dropped|first|stay|yes)\b"
)


def test_every_heading_is_in_the_language_of_the_programme(
    run: Run, code: str, tmp_path: Path
) -> None:
    told = TOLD[code]
    begun = run("programme", "new", EXAMPLE, "--plan", EXAMPLE.parent).stdout
    assert heads(begun) == told["begun"]
    first = run("programme", "show", ID).stdout
    assert heads(first) == told["shown"]
    run("check-in", ID, "-", given=week("2026-12-13"))
    run("check-in", ID, "--withdraw", "1", "--reason", "x")
    run("check-in", ID, "-", given=week("2026-12-13"))
    history = run("programme", "history", ID).stdout
    progress = run("programme", "progress", ID).stdout
    stop = week("2026-12-20", red_flags=["saddle_numbness"])
    referral = run("check-in", ID, "-", given=stop, code=12).stdout
    stopped = run("programme", "show", ID).stdout
    assert heads(history) == told["history"]
    assert heads(progress) == told["progress"]
    assert heads(stopped) == told["stopped"]
    resumed = run(
        "programme", "resume", ID, "--by", "physiotherapist", "--reason", "x", "--on", "2026-12-22"
    ).stdout
    written = run("programme", "export", ID, "-o", tmp_path / "all.json").stdout
    deleted = run("programme", "delete", ID, "--yes").stdout
    taken = run("programme", "import", tmp_path / "all.json").stdout
    parts = (begun, first, history, progress, referral, stopped, resumed, written, deleted, taken)
    # A path says nothing in any language.
    everything = "\n".join(parts).replace(str(tmp_path), "")
    if code == "es":
        assert [line for line in everything.splitlines() if ENGLISH.search(line)] == []
        assert "72,5" in progress
    else:
        assert "72.5" in progress


def test_whoever_asks_for_a_language_is_spoken_to_in_it(
    run: Run, code: str, tmp_path: Path
) -> None:
    asked = next(each for each in LANGUAGES if each != code)
    run("programme", "new", EXAMPLE, "--plan", EXAMPLE.parent)
    run("check-in", ID, "-", given=week("2026-12-13"))
    shown, history, progress = (
        run("programme", word, ID, "--language", asked).stdout
        for word in ("show", "history", "progress")
    )
    told = TOLD[asked]
    assert heads(shown) == told["shown"]
    assert heads(history) == told["history"][:1]
    assert heads(progress) == told["progress"]
    if asked == "es":
        everything = "\n".join((shown, history, progress)).replace(str(tmp_path), "")
        assert [line for line in everything.splitlines() if ENGLISH.search(line)] == []
    measures = run("programme", "progress", ID, "--language", asked, "--units", "imperial").stdout
    assert ("159,8" if asked == "es" else "159.8") in measures
    assert " lb" in measures


FAULTS = {
    "en": ("is no check-in 7", "say why the check-in", "before the plan starts", "from which day"),
    "es": ("ningún control 7", "por qué se retira", "anterior al comienzo", "desde qué día"),
}


def test_what_is_wrong_is_told_in_the_language_of_the_programme(run: Run, code: str) -> None:
    run("programme", "new", EXAMPLE, "--plan", EXAMPLE.parent)
    late = run("replan", ID, code=10).output
    early = run("check-in", ID, "-", given=week("2026-12-13").replace("12-13", "11-01"), code=10)
    run("check-in", ID, "-", given=week("2026-12-13"))
    silent = run("check-in", ID, "--withdraw", "1", code=10).output
    unknown = run("check-in", ID, "--withdraw", "7", "--reason", "x", code=10).output
    for text, told in zip(FAULTS[code], (unknown, silent, early.output, late), strict=True):
        assert text in " ".join(told.split())


def test_a_language_that_nobody_has_translated_is_refused(run: Run) -> None:
    run("programme", "new", EXAMPLE, "--plan", EXAMPLE.parent)
    assert "xx" in run("programme", "show", ID, "--language", "xx", code=10).output


def titles(sections: Iterable[Section]) -> list[str]:
    return [section.title for section in sections if section.lines]


def test_what_was_read_back_and_sent_is_told_in_both_languages() -> None:
    when = programme().request.start
    moment = dt.datetime.combine(when, dt.time(7))
    told = Told(key="k", name="n", was=moment, wanted=moment, breaks=("b",), offer=moment)
    read = Pulled(
        programme=ID, accepted=(told,), refused=(told,), unreadable=(("k", "y"),), days=("d",),
        before=("k",), missing=1, free_times=True,
    )  # fmt: skip
    sent = Pushed(
        programme=ID, calendar="c", revision=1, created=(), updated=(), deleted=(), adopted=(),
        waiting=("k",), changed=("k",), removed=("k",), unchanged=1, names={},
    )  # fmt: skip
    found = {}
    for code in LANGUAGES:
        with speaking(code):
            messages = messages_of(load_catalog())
            pulled = pulled_sections(read, messages, WIDE)
            found[code] = (*pulled, *pushed_sections(sent, messages, WIDE))
    assert len(titles(found["en"])) == 9
    assert "1 session is not in the file" in " ".join(found["en"][3].lines)
    for there, here in zip(found["en"], found["es"], strict=True):
        assert there.title != here.title
        assert not ENGLISH.search(" ".join((here.title, *here.lines)))


def test_a_number_of_things_has_its_own_form_in_each_language() -> None:
    for code, one, two in (("en", "1 session", "2 sessions"), ("es", "1 sesión", "2 sesiones")):
        with speaking(code):
            messages = messages_of(load_catalog())
            assert messages.counted("count.sessions", 1) == one
            assert messages.counted("count.sessions", 2) == two


def test_a_measure_is_judged_alike_in_every_language() -> None:
    day = programme().request.start
    found = set()
    for code in LANGUAGES:
        with speaking(code):
            rows = load_catalog().scales["measures"]
            found.add(tuple(compared(row, [(day, 100.0), (day, 10.0)]).verdict for row in rows))
    assert len(found) == 1
    assert {"better", "worse"} <= set(*found)


def test_a_state_of_a_newer_planner_is_shown_as_it_is() -> None:
    assert state_words("paused", messages_of(CATALOG)) == "paused"


def test_a_programme_whose_plan_cannot_be_read_can_still_be_deleted(
    run: Run, tmp_path: Path
) -> None:
    run("programme", "new", EXAMPLE, "--plan", EXAMPLE.parent)
    with open_store(locate(str(tmp_path / "s.db")), create=False) as store:
        count = len(store.records(ID))
        newer = Entry(kind=Kind.PLAN, dated="2026-12-14", body='{"format":"plan/9"}', by="planner")
        store.append(ID, count, [newer])
    run("programme", "show", ID, code=10)
    assert f"Deleted: {ID}" in run("programme", "delete", ID, "--yes").stdout
