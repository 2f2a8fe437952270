"""What rules tell the person stands in the finished plan, with its reason, and in the summary."""

from __future__ import annotations

import pytest

from planner.explain import explain_activity, messages_of, render, summary
from planner.export.programme import to_markdown
from planner.workflow.writing.citations import citations
from tests.support.made import of_vignette, vignette
from tests.support.people import CATALOG

NAMES = ("v03_piriformis_guarding", "v08_heavy_smoker_watchman")
pytestmark = pytest.mark.slow
# On one screen with its heading; it was 25 and more.
LINES_TO_KEEP = 20


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


def test_what_must_be_said_stands_in_the_summary_and_the_rest_is_short(told):
    plan, _ = told
    printed = render(summary(plan, CATALOG, messages_of(CATALOG)))
    flat = " ".join(printed.split())
    for entry in plan.advice:
        match entry.effect:
            case "stop" | "exclude" | "benefit":
                assert f"{entry.text} [{entry.rule}]" in flat
            case "refer" | "finding":
                assert entry.text in flat
            case "monitor":
                assert entry.text.partition(": ")[2].rstrip(".") in flat
            case _:
                assert entry.why in flat
    start = printed.index("Keep in mind")
    kept = printed[start : printed.index("\n\n", start)].splitlines()
    assert len(kept) <= LINES_TO_KEEP


def test_what_belongs_to_an_item_is_explained_with_it(told):
    plan, _ = told
    bound = [(entry, activity) for entry in plan.advice for activity in entry.activities]
    assert bound
    for entry, activity in bound:
        [found] = explain_activity(plan, activity, CATALOG, messages_of(CATALOG))[:1]
        assert f"{entry.text} {entry.why} [{entry.rule}]" in found.shaping


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
