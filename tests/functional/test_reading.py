"""Every text that a patient reads is plain, promises nothing, and is a sentence, not rule language."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from planner.documents import load_yaml
from planner.documents.document import Document, KeyPath
from tests.support.reading import grade, syllables

ROOT = Path(__file__).parents[2]
POLICY: dict[str, Any] = load_yaml(ROOT / "docs" / "safety" / "reading.yaml").data
FORBIDDEN: dict[str, Any] = load_yaml(ROOT / "catalog" / "forbidden_words.yaml").data
MESSAGES = ROOT / "catalog" / "messages" / "en.yaml"
_WORD = re.compile(r"[A-Za-z]+")
# A rule read aloud as data: "If Obesity class 3: keep ...".
_AS_DATA = re.compile(r"If [^,.]*:")


class Text(NamedTuple):
    """One text with its file, line and field."""

    file: str
    line: int
    field: str
    text: str

    @property
    def is_short(self) -> bool:
        return len(_WORD.findall(self.text)) < POLICY["short_below_words"]


def files(place: str) -> list[Path]:
    path = ROOT / place
    return [path] if path.suffix else sorted(path.rglob("*.yaml"))


def leaves(value: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    steps = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, inner in steps:
        yield from leaves(inner, (*path, key))
    if isinstance(value, str):
        yield path, value


def named(path: KeyPath) -> str:
    """The nearest key, past the index of a list."""
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def texts() -> Iterator[Text]:
    for place, fields in POLICY["fields"].items():
        for file in files(place):
            document: Document = load_yaml(file)
            name = str(file.relative_to(ROOT))
            for path, text in leaves(document.data):
                # Cases of a rule hold invented people, and "text" inside them is no wording.
                if named(path) in fields and "cases" not in path:
                    yield Text(name, document.line(path), named(path), text)
    document = load_yaml(MESSAGES)
    for path, text in leaves(document.data):
        key = named(path)
        if not key.startswith(tuple(POLICY["clinician_messages"])):
            plain = re.sub(r"\{\w+\}", "it", text)
            yield Text(
                str(MESSAGES.relative_to(ROOT)), document.line(path), key.partition(".")[0], plain
            )


ALL = tuple(texts())


def passages() -> Iterator[Text]:
    """Long texts one by one; short ones of a file and field as one passage."""
    short: dict[tuple[str, str], list[Text]] = defaultdict(list)
    for text in ALL:
        if text.is_short:
            short[text.file, text.field].append(text)
        else:
            yield text
    for group in short.values():
        joined = group[0]._replace(
            text=" ".join(dict.fromkeys(f"{each.text.rstrip('.')}." for each in group))
        )
        if not joined.is_short:
            yield joined


def too_hard(passages: Iterator[Text]) -> list[str]:
    graded = [(grade(each.text, POLICY["names"]), each) for each in passages]
    return [
        f"{each.file}:{each.line}: {each.field} has grade {found:.1f}: {each.text[:160]}"
        for found, each in graded
        if found > POLICY["most"]
    ]


def with_words(words: list[str], texts: Iterator[Text]) -> list[str]:
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, words))})", re.IGNORECASE)
    return [
        f"{each.file}:{each.line}: '{found.group()}' in: {each.text}"
        for each in texts
        if (found := pattern.search(each.text))
    ]


def is_data(text: Text) -> bool:
    return text.field == "says" and _AS_DATA.match(text.text) is not None


def test_many_texts_are_read() -> None:
    seen = {(text.file.split("/")[1], text.field) for text in ALL}
    assert len(ALL) > 4000
    assert {
        ("rules", "says"),
        ("activities", "summary"),
        ("facts", "ask"),
        ("messages", "screening"),
    } <= seen


def test_every_text_is_plain() -> None:
    found = too_hard(passages())
    assert not found, "\n" + "\n".join(found)


def test_nothing_is_promised() -> None:
    words = [rf"{word}" for word in (*FORBIDDEN["words"], *POLICY["promises"])]
    found = with_words(words, iter(ALL))
    assert not found, "\n" + "\n".join(found)


def test_rules_speak_in_sentences() -> None:
    says = (text for text in ALL if text.field == "says")
    found = with_words(POLICY["rule_language"], says)
    assert not found, "\n" + "\n".join(found)
    data = [f"{each.file}:{each.line}: {each.text}" for each in ALL if is_data(each)]
    assert not data, "\n" + "\n".join(data)


def test_rule_language_is_told_from_a_sentence() -> None:
    text = Text("catalog/rules/x.yaml", 7, "says", "If Obesity class 3: keep count for every item.")
    assert is_data(text)
    assert with_words(POLICY["rule_language"], iter([text]))
    assert not is_data(text._replace(text="If you smoke, one step a week: a walk."))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("The cat sat on the mat. It was a warm day. The sun was out.", -4, 2),
        (
            "Contraindicated hyperextension necessitates multidisciplinary reconsideration of individualised rehabilitation.",
            20,
            60,
        ),
    ],
)
def test_the_grade_tells_plain_from_hard(text: str, low: float, high: float) -> None:
    assert low < grade(text) < high


def test_a_hard_text_is_found_with_its_file_and_line() -> None:
    hard = Text(
        "catalog/x.yaml",
        7,
        "says",
        "Contraindicated hyperextension necessitates individualised multidisciplinary reconsideration immediately.",
    )
    assert too_hard(iter([hard]))[0].startswith("catalog/x.yaml:7: says")
    assert with_words(["cure"], iter([hard._replace(text="This will cure you.")]))


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("exercise", 3), ("area", 3), ("people", 2), ("muscle", 2), ("walked", 1), ("started", 2), ("minutes", 2),
        ("exercises", 4), ("pressure", 2), ("breathing", 2), ("being", 2), ("diabetes", 4), ("physician", 3),
        ("medication", 4), ("question", 2), ("heel", 1), ("gently", 2), ("assessment", 3), ("raised", 1),
        ("bridges", 2), ("flexion", 2), ("rules", 1), ("ankles", 2), ("settled", 2), ("moderate", 3), ("straight", 1),
        ("period", 3), ("usual", 3), ("biceps", 2), ("using", 2), ("easier", 3), ("movement", 2),
    ],
)  # fmt: skip
def test_syllables_are_counted_from_the_spelling(word: str, count: int) -> None:
    assert syllables(word) == count
