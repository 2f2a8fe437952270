"""Stop signs with what they belong to."""

from __future__ import annotations

import pytest

from planner.explain import messages_of
from planner.export.signs import stop_signs
from tests.support.people import CATALOG

MESSAGES = messages_of(CATALOG)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ([], ()),
        ([("1", ())], ()),
        ([("1", ("dizziness", "pain above 2"))], ("dizziness", "pain above 2")),
        # What all have stands alone; what has no sign at all does not count.
        ([("1", ("dizziness",)), ("2", ("dizziness",)), ("3", ())], ("dizziness",)),
        (
            [("1", ("dizziness", "pain above 2")), ("2", ("pain above 5", "dizziness"))],
            ("dizziness", "pain above 2 (1)", "pain above 5 (2)"),
        ),
        # Whatever is no number holds for everything.
        (
            [("1", ("dizziness",)), ("2", ("you feel unwell",))],
            ("dizziness", "you feel unwell"),
        ),
        # A label is told once for a sign, in the order in which it comes.
        (
            [
                ("Strength", ("up 2",)),
                ("Balance", ("up 2", "b")),
                ("Strength", ("up 2",)),
                ("Weight", ("c",)),
            ],
            ("up 2 (Strength; Balance)", "b", "c"),
        ),
    ],
)
def test_each_sign_once_with_its_own(given, told) -> None:
    assert stop_signs(given, MESSAGES) == told
