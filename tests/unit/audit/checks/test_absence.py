from __future__ import annotations

import pytest

from planner.domain.intake import Away
from tests.support.audits import said
from tests.support.mutations.tools import on
from tests.support.plans import Bundle, valid


def away(first: int, last: int) -> Bundle:
    days = (Away(start=on(first), end=on(last), kind="travel"),)
    return valid().with_intake(away=days)


@pytest.mark.parametrize(
    ("first", "last", "shares"), [(7, 34, ["60"]), (14, 27, ["80", "90"]), (21, 26, [])]
)
def test_the_share_of_the_usual_load_is_told(first: int, last: int, shares: list[str]) -> None:
    texts = [text for text in said(away(first, last), "absence") if "usual load" in text]
    assert [text.split()[0] for text in texts] == shares
    told = f"From {on(last + 1)} on: {' and '.join(shares)} percent of the load."
    warned = away(first, last).with_plan(warnings=(told,))
    assert not [text for text in said(warned, "absence") if "usual load" in text]
    other_day = away(first, last).with_plan(warnings=(told.replace(str(on(last + 1)), "then"),))
    assert len([text for text in said(other_day, "absence") if "usual load" in text]) == len(shares)
