"""The page that a person takes to the clinician."""

from __future__ import annotations

from planner.explain import messages_of
from planner.screening import screen
from planner.workflow.referral import referral_text
from tests.support.people import CATALOG, healthy, without

MESSAGES = messages_of(CATALOG)


def test_the_referral_begins_with_what_to_do():
    text = referral_text(screen(CATALOG, healthy(saddle_numbness=True)), MESSAGES)
    assert text.startswith("[emergency now] Stop all exercises.")
    assert "- Do you have new numbness between your legs? yes (rf_ces)" in text
    assert max(len(line) for line in text.splitlines()) <= 78


def test_the_referral_says_nothing_that_would_let_the_person_start():
    result = screen(CATALOG, healthy(saddle_numbness=True))
    milder = [finding.text for finding in result.findings if not finding.stops]
    assert milder
    assert not [text for text in milder if text in referral_text(result, MESSAGES)]


def test_the_referral_repeats_numbers_and_words_that_were_answered():
    text = referral_text(screen(CATALOG, healthy(resting_sbp=190, resting_dbp=85)), MESSAGES)
    assert "top number of your resting blood pressure? 190 (scr_v_bp_1)" in text


def test_an_unanswered_red_flag_prints_no_emergency():
    result = screen(CATALOG, without(healthy(), "saddle_numbness"))
    assert "emergency" not in referral_text(result, MESSAGES).lower()
