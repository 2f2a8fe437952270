"""The door for texts into a document, and the list of letters that its fonts have."""

import pytest

from planner.export.sheet.typeset import UNKNOWN, _glyphs, inert, shown, small

typst = pytest.importorskip("typst")


def test_every_listed_letter_can_be_shown_in_regular_and_bold():
    letters = "".join(f"a{letter} " for letter in sorted(_glyphs()))
    for weight in ("regular", "bold"):
        source = (
            '#set document(title: "x")\n'
            '#set text(font: ("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono"), '
            f'weight: "{weight}")\n#sys.inputs.letters'
        )
        data = typst.compile(
            source.encode(),
            ignore_system_fonts=True,
            sys_inputs={"letters": letters},
            pdf_standards="ua-1",
        )
        assert data.startswith(b"%PDF-")


def test_a_letter_that_is_not_listed_is_marked():
    assert shown("a🦵b漢") == f"a{UNKNOWN}b{UNKNOWN}"


def test_letters_with_a_separate_accent_become_one():
    assert shown("e\u0301") == "é"


@pytest.mark.parametrize(
    "text", ["", "Größe 5 µm, naïve – “ok”", "Пояс", "αβγ", "≤ 5 × 10", "line\nbreak"]
)
def test_common_text_stays_as_it_is(text):
    assert shown(text) == text


def test_every_text_of_the_data_is_cleaned():
    data = {"a": ["x\0y", {"b": "c\x1b[31m"}], "n": 3, "none": None, "yes": True}
    assert inert(data) == {"a": ["xy", {"b": "c[31m"}], "n": 3, "none": None, "yes": True}


def test_only_a_word_that_fits_nowhere_may_be_broken():
    rule = "pop_retinopathy_proliferative_watch"
    assert inert([rule]) == [rule]
    (broken,) = inert(["W" * 100])
    assert broken.replace("\u200b", "") == "W" * 100
    assert max(map(len, broken.split("\u200b"))) <= 60


def test_thumbnails_are_pictures_by_the_same_keys():
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
    found = small({"a": svg, "b": svg})
    assert set(found) == {"a", "b"}
    assert all(image.startswith(b"\x89PNG") for image in found.values())
    assert set(small({"one": svg})) == {"one"}
    assert small({}) == {}
