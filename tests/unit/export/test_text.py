import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.export.text import clean, one_line


@pytest.mark.parametrize("mark", ["\r\n", "\r", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029"])
def test_every_kind_of_line_break_becomes_one_line_feed(mark: str) -> None:
    assert clean(f"a{mark}b", 10) == "a\nb"


@pytest.mark.parametrize(
    "mark", ["\0", "\x08", "\x7f", "\x80", "\u202e", "\u2066", "\ufeff", "\ud83d", "\uffff"]
)
def test_what_readers_refuse_is_dropped(mark: str) -> None:
    assert clean(f"a{mark}b", 10) == "ab"


@pytest.mark.parametrize("text", ["a\tb\nc", "«ä» 漢字 🦵👩‍⚕️", "\u200eשלום", "e\u0301"])
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert clean(text, 100) == text


def test_long_text_ends_in_an_ellipsis() -> None:
    assert clean("abcdef", 6) == "abcdef"
    assert clean("abcdefg", 6) == "abcde…"
    assert clean("abcd efgh", 6) == "abcd…"


def test_a_cut_leaves_no_half_emoji_and_no_letter_without_its_accent() -> None:
    assert clean("ab👩‍⚕️ and more", 5) == "ab…"
    assert clean("abe\u0301f", 4) == "ab…"


def test_one_line_has_no_line_breaks_and_no_runs_of_blanks() -> None:
    assert one_line(" a\r\n\tb  c\u2028d ", 20) == "a b c d"


@given(st.text(st.characters(codec=None), max_size=60), st.integers(1, 40))
def test_the_result_is_short_encodable_and_free_of_controls(text: str, limit: int) -> None:
    result = clean(text, limit)
    assert len(result) <= limit
    result.encode()
    assert not [c for c in result if unicodedata.category(c) == "Cc" and c not in "\t\n"]
    assert clean(result, limit) == result
