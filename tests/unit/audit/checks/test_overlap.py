from __future__ import annotations

import pytest
from msgspec.structs import replace as changed

from tests.support.audits import found, said
from tests.support.mutations.tools import with_session
from tests.support.plans import valid


@pytest.mark.parametrize("times", [{"start": "later"}, {"end": "later"}])
def test_a_session_whose_times_cannot_be_read_is_left_to_other_checks(times) -> None:
    assert said(valid().session("w2-d1", **times), "overlap") == []


def test_named_are_the_session_that_starts_too_early_and_the_one_before_it() -> None:
    first = next(s for s in valid().plan.sessions if s.key == "w2-d1")
    late = changed(first, key="late", start="18:05", end="18:50")
    (violation,) = found(with_session(valid(), late), "overlap").violations
    assert (violation.where, violation.text) == ("late", "starts before w2-d1 ends")
