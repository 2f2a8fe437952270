"""A fault is told in the language that is spoken; never does its translation hide it."""

import subprocess
import sys

import pytest

import planner.told as own
from planner.domain.language import speaking
from planner.errors import SHOWN, BadInput, Problem
from planner.told import later, told

TEXT = "{path}: is a folder, not a store of programmes"


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch):
    """Makes a translation stand in the place of what is there."""
    return lambda words: monkeypatch.setattr(own, "_translations", lambda code: words)


def test_english_is_said_where_nobody_asked_for_another_language() -> None:
    assert told(TEXT, path="a") == "a: is a folder, not a store of programmes"


def test_spanish_is_said_where_it_is_spoken() -> None:
    with speaking("es"):
        assert told(TEXT, path="a") == "a: es una carpeta, no un almacén de programas"
    assert told(TEXT, path="a") == "a: is a folder, not a store of programmes"


def test_values_are_filled_in_as_they_are() -> None:
    with speaking("es"):
        assert told("the key '{name}' is missing", name="{a} %s") == "falta la clave «{a} %s»"


@pytest.mark.parametrize("code", ["en", "es"])
def test_a_word_that_is_no_template_stays_as_it_is(code: str) -> None:
    with speaking(code):
        assert told("{a} %") == "{a} %"


def test_a_template_of_a_table_is_said_when_it_is_needed() -> None:
    text = later("is empty")
    with speaking("es"):
        assert told(text) == "está vacío"


@pytest.mark.parametrize(
    "words", [{}, {TEXT: "{who} es"}, {TEXT: "{path"}, {TEXT: "{path.x}"}, {TEXT: "{path:d}"}]
)
def test_english_is_said_where_the_translation_cannot_be(said, words: dict[str, str]) -> None:
    said(words)
    with speaking("es"):
        assert told(TEXT, path="a") == "a: is a folder, not a store of programmes"


@pytest.mark.parametrize("content", [b"msgid \xff", b'msgid "a\nmsgstr', None])
def test_english_is_said_where_the_file_cannot_be_read(content, tmp_path, monkeypatch) -> None:
    file = tmp_path / "es.po"
    if content is not None:
        file.write_bytes(content)
    monkeypatch.setattr(own, "po_file", lambda code: file)
    own._translations.cache_clear()
    try:
        with speaking("es"):
            assert told("is empty") == "is empty"
    finally:
        own._translations.cache_clear()


def test_english_is_said_in_a_language_without_a_file() -> None:
    with speaking("eo"):
        assert told("is empty") == "is empty"


def test_what_is_not_shown_of_many_problems_is_counted_in_the_language() -> None:
    problems = [Problem("a.yaml", line, "", "x") for line in range(SHOWN + 2)]
    with speaking("es"):
        assert str(BadInput(problems)).endswith("... y 2 problemas más")


def test_nothing_is_loaded_for_english() -> None:
    code = "import sys; from planner.told import told; told('is empty'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "babel" not in done.stdout.split()
