from __future__ import annotations

import pytest

from planner.explain import render
from planner.knowledge import load_catalog
from planner.screening import Referral, ScreeningFinding, ScreeningResult, Undecided
from planner.workflow.screening import exit_code, screening_sections

CATALOG = load_catalog()


def result(decision: str, **fields: object) -> ScreeningResult:
    base: dict[str, object] = {"findings": (), "referrals": (), "undecided": ()}
    return ScreeningResult(decision=decision, provisional=False, **{**base, **fields})


def text_of(screened: ScreeningResult) -> str:
    return render(screening_sections(screened, None, 90))


@pytest.mark.parametrize(
    ("decision", "code"),
    [
        ("clear", 0),
        ("clear_start_light_moderate", 0),
        ("clearance_before_any", 0),
        ("stop_and_seek_clearance", 12),
        ("emergency", 12),
    ],
)
def test_exit_code_follows_the_decision(decision: str, code: int) -> None:
    assert exit_code(result(decision)) == code


def test_open_safety_questions_are_asked_and_end_with_10() -> None:
    open_question = Undecided(rule="rf_ces", facts=("saddle_numbness",))
    screened = result("clear", undecided=(open_question,))
    assert exit_code(screened) == 10
    text = text_of(screened)
    assert "not complete" in text
    assert f"{CATALOG.facts['saddle_numbness'].ask} (saddle_numbness)" in text.replace(
        "\n    ", " "
    )
    assert "Clear to start" not in text


def test_a_stop_wins_over_open_questions_and_says_whom_to_see() -> None:
    screened = result(
        "emergency",
        undecided=(Undecided(rule="rf_ces", facts=("fever",)),),
        findings=(ScreeningFinding(rule="rf_ces", text="Go now.", says="Cauda equina signs."),),
        referrals=(Referral(rule="rf_ces", urgency="emergency_now", text="Call for help."),),
    )
    assert exit_code(screened) == 12
    text = text_of(screened)
    assert text.index("Emergency") < text.index("Call for help.") < text.index("Cauda equina")


def test_nothing_found_is_said() -> None:
    assert "No warning sign among the answers." in text_of(result("clear"))
