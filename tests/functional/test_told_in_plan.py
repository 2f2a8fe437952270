"""What rules tell the person stands in the finished plan, with its reason, and in the summary."""

from __future__ import annotations

import pytest

from planner.explain import messages_of, render, summary
from planner.export.programme import to_markdown
from planner.workflow.writing.citations import citations
from tests.support.made import of_vignette, vignette
from tests.support.people import CATALOG

NAMES = ("v03_piriformis_guarding", "v08_heavy_smoker_watchman")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=NAMES)
def told(request):
    plan = of_vignette(request.param).plan
    assert plan is not None
    return plan, vignette(request.param).eligibility


def test_everything_that_is_told_stands_in_the_plan(told):
    plan, decided = told
    wanted = [(entry.rule, entry.effect, entry.text, entry.why) for entry in decided.advice]
    assert len(wanted) > 10
    assert [(entry.rule, entry.effect, entry.text, entry.why) for entry in plan.advice] == wanted


def test_everything_that_is_told_is_printed_in_the_programme(told):
    plan, _ = told
    printed = to_markdown(plan, messages_of(CATALOG), citations(CATALOG)).decode()
    flat = " ".join(printed.replace("\\", "").split())
    assert [entry.text for entry in plan.advice if entry.text not in flat] == []


def test_every_rule_that_tells_something_is_named_in_the_summary(told):
    plan, _ = told
    printed = render(summary(plan, CATALOG, messages_of(CATALOG)))
    kept = printed[printed.index("Keep in mind") :]
    asked = [entry for entry in plan.advice if entry.effect != "refer"]
    assert len(asked) > 10
    assert [entry.rule for entry in asked if entry.rule not in kept] == []


def test_a_step_up_says_what_must_be_reached_first(told):
    plan, _ = told
    found = 0
    for session in plan.sessions:
        for item in session.items:
            if item.family is None or item.level is None or item.level == 1:
                continue
            easier = CATALOG.families[item.family].levels[item.level - 2]
            assert any(easier.advance_text in text for text in item.precautions), item.activity
            found += 1
    assert found


def test_limits_are_told_with_their_numbers(told):
    plan, _ = told
    for limit in plan.screening.limits:
        value = (
            limit.value.replace("_", " ") if isinstance(limit.value, str) else f"{limit.value:g}"
        )
        assert value in limit.says
        assert limit.text.endswith(CATALOG.rules[limit.rule].why.patient)


def test_painful_trials_are_retested():
    plan = of_vignette("v03_piriformis_guarding").plan
    assert plan is not None
    again = [retest for retest in plan.retests if "retest_discomfort_only" in retest.unlocks]
    assert [retest.what.split(":")[0] for retest in again] == ["stretch trial"] * len(again)
    assert again
