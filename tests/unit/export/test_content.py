from hypothesis import given
from hypothesis import strategies as st

from planner.export.content import LINE_OCTETS, escaped, to_bytes


def test_special_characters_are_escaped() -> None:
    assert escaped("a\\b;c,d\ne:f") == "a\\\\b\\;c\\,d\\ne:f"


def test_words_that_look_like_a_component_get_a_blank() -> None:
    assert escaped("end:vevent Begin:VEVENT") == "end: vevent Begin: VEVENT"
    assert escaped("The end: very near.") == "The end: very near."


def test_a_line_of_75_octets_stays_whole_and_one_more_is_folded() -> None:
    assert to_bytes(["x" * 75]) == b"x" * 75 + b"\r\n"
    assert to_bytes(["x" * 76]) == b"x" * 75 + b"\r\n x\r\n"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), max_size=300))
def test_folding_is_undone_by_unfolding_and_splits_no_character(line: str) -> None:
    data = to_bytes([line])
    pieces = data.removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(piece) <= LINE_OCTETS for piece in pieces)
    assert (
        "".join(piece.decode().removeprefix(" " if n else "") for n, piece in enumerate(pieces))
        == line
    )
