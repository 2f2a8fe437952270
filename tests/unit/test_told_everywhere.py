"""Every sentence of a fault can be translated; what cannot be is found."""

import ast

import pytest

from tools import told
from tools.told import EXCEPTIONS, ROOT, sentences, templates, untold


@pytest.fixture
def code(monkeypatch: pytest.MonkeyPatch):
    """Makes a piece of code the only module there is."""

    def only(text: str, name: str = "store/store.py") -> None:
        path = ROOT / "planner" / name
        monkeypatch.setattr(told, "_modules", lambda: [(path, ast.parse(text))])
        monkeypatch.setattr(told, "EXCEPTIONS", {})
        templates.cache_clear()

    yield only
    templates.cache_clear()


def test_every_sentence_is_told() -> None:
    assert list(untold()) == []


def test_every_exception_is_needed() -> None:
    for name in EXCEPTIONS:
        tree = ast.parse((ROOT / "planner" / name).read_text())
        assert list(sentences(tree)), name


@pytest.mark.parametrize(
    "text",
    [
        "raise StoreError('is not there')",
        "raise StoreError(f'{name} is not there')",
        "text = f'there is no {name}'",
        "yield path, 'must be later'",
        "bad(told('is empty') + ' and more of it')",
    ],
)
def test_a_sentence_that_is_not_told_is_found(code, text: str) -> None:
    code(text)
    (found,) = untold()
    assert "not told" in found


@pytest.mark.parametrize("text", ["told(f'no {a}')", "told('no ' + a)", "later(TEXT)"])
def test_a_template_that_is_no_literal_is_found(code, text: str) -> None:
    code(text)
    assert any("no literal" in found for found in untold())


@pytest.mark.parametrize(
    "text",
    ["told('is not there')", "later('is not there')", "told(TEXTS[code])", "'''It is a text.'''"],
)
def test_what_is_told_is_no_fault(code, text: str) -> None:
    code(text)
    assert list(untold()) == []


def test_templates_are_those_that_are_told_and_names_of_words(code) -> None:
    code("told('a {b}', b=1); later('c'); part.word(words, 'goal'); told(TEXT)", "intake/a.py")
    assert list(templates()) == ["a {b}", "c", "goal"]


def test_what_is_no_fault_needs_no_translation(code) -> None:
    code("messages.word('a', 'goal')", "workflow/a.py")
    assert list(templates()) == []
