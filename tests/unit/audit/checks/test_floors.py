from __future__ import annotations

import pytest
from msgspec.structs import replace as changed

from tests.support.audits import said
from tests.support.mutations.tools import with_session
from tests.support.plans import Bundle, made_item, made_session, valid


def stiff(*minutes: int) -> Bundle:
    """A stiff spine, and one day with sessions of so many minutes of mobility."""
    base = valid().having(ankylosing_spondylitis="stable").sessions(lambda s: None)
    for number, takes in enumerate(minutes):
        session = made_session(3, 0, made_item("thoracic_open_book", takes, "both"))
        base = with_session(base, changed(session, key=f"s{number}", start=f"{17 + number}:00"))
    return base


@pytest.mark.parametrize(
    ("minutes", "short"),
    [
        ((20,), []),
        ((19,), [19]),
        ((20, 20), []),
        ((20, 4), [4]),
        ((4, 20), [4]),
        ((9, 11), [9, 11]),
    ],
)
def test_each_session_reaches_the_floor_by_itself(
    minutes: tuple[int, ...], short: list[int]
) -> None:
    texts = [
        text for text in said(stiff(*minutes), "floors") if "cr_083" in text and "min," in text
    ]
    assert texts == [f"{found} min, 20 asked for; no conflict names cr_083" for found in short]
