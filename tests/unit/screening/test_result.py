from __future__ import annotations

import pytest

from planner.screening import Referral, ScreeningFinding, ScreeningResult, Undecided

FINDING = ScreeningFinding(rule="rf_ces", text="Go now.", says="Cauda equina signs.")
RESULT = ScreeningResult(
    decision="clear", provisional=False, findings=(FINDING,), referrals=(), undecided=()
)


@pytest.mark.parametrize(
    ("part", "field"),
    [
        (FINDING, "stops"),
        (Referral(rule="rf_ces", urgency="routine", text="See a doctor."), "urgency"),
        (Undecided(rule="rf_ces", facts=("fever",)), "facts"),
        (RESULT, "decision"),
    ],
)
def test_what_the_screening_found_cannot_be_changed_later(part: object, field: str) -> None:
    with pytest.raises(AttributeError, match="immutable"):
        setattr(part, field, getattr(part, field))


def test_a_result_is_made_by_names_only() -> None:
    with pytest.raises(TypeError):
        ScreeningResult("clear", False, (), (), ())  # type: ignore[misc]


def test_what_is_not_said_is_not_found() -> None:
    assert (FINDING.stops, FINDING.answers) == (False, ())
    assert (RESULT.cleared_by, RESULT.notes, RESULT.keeps) == (None, (), ())
    assert (RESULT.open_questions, RESULT.limits) == ((), ())


@pytest.mark.parametrize(
    ("decision", "stops"),
    [
        ("emergency", True),
        ("stop_and_seek_clearance", True),
        ("clearance_before_any", False),
        ("clear", False),
    ],
)
def test_two_decisions_stop_the_plan(decision: str, stops: bool) -> None:
    made = ScreeningResult(
        decision=decision, provisional=False, findings=(), referrals=(), undecided=()
    )
    assert made.stops_plan is stops
