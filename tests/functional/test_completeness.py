"""Plans and prints hold what two published checklists ask for (docs/safety/rubrics)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

from planner.domain.plan import Plan
from planner.export.programme import to_markdown
from planner.workflow.plan import make_plan
from tools.completeness import (
    CERT,
    CITATIONS,
    MESSAGES,
    PAGE,
    PRESCRIPTION,
    cert_gaps,
    page,
    planned,
    prescription,
)

ROOT = Path(__file__).parents[2]
REFERRED = "red_flag_numb_saddle"
EXAMPLES = sorted(path.stem for path in (ROOT / "examples").glob("*.yaml") if path.stem != REFERRED)

pytestmark = pytest.mark.slow


@cache
def example(name: str) -> Plan:
    plan = make_plan(ROOT / "examples" / f"{name}.yaml", effort="quick").plan
    assert plan is not None
    return plan


def markdown(plan: Plan) -> bytes:
    return to_markdown(plan, MESSAGES, CITATIONS)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_print_holds_all_items_of_cert(name: str) -> None:
    plan = example(name)
    assert not cert_gaps(plan, markdown(plan))


@pytest.mark.parametrize("item", CERT["items"], ids=lambda item: item["id"])
def test_a_part_that_is_missing_is_noticed(item: dict[str, str]) -> None:
    plan = example(EXAMPLES[0])
    title = MESSAGES.texts[f"report.{item['part']}"].encode()
    spoiled = markdown(plan).replace(b"## " + title, b"## Something else")
    assert any(gap.startswith(f"{item['id']}: ") for gap in cert_gaps(plan, spoiled))


def test_a_step_of_an_exercise_that_is_missing_is_noticed() -> None:
    plan = example(EXAMPLES[0])
    step = plan.sessions[0].items[0].how[0].encode()
    assert any(gap.startswith("8: ") for gap in cert_gaps(plan, markdown(plan).replace(step, b"")))


@pytest.mark.parametrize("gone", ["endurance", "strength"])
def test_a_kind_of_work_that_is_missing_is_noticed(gone: str) -> None:
    plan = example("desk_worker_sciatica")
    sessions = tuple(
        replace(each, items=tuple(item for item in each.items if item.component != gone))
        for each in plan.sessions
    )
    less = replace(plan, sessions=sessions)
    found = prescription(less, markdown(less), None)
    assert not any(found[name] for name in ("frequency", "intensity", "time", "type"))


def test_what_everybody_is_told_is_no_special_consideration() -> None:
    plan = example("desk_worker_sciatica")
    assert not prescription(plan, markdown(plan), plan)["special"]
    assert prescription(plan, markdown(plan), None)["special"]


def test_every_population_has_a_plan_and_the_page_is_current() -> None:
    results = [(each, *planned(each)) for each in PRESCRIPTION["populations"]]
    assert all(plan is not None for _, plan, _ in results), [
        word for _, plan, word in results if plan is None
    ]
    lacking = {
        each["name"]
        for each, plan, _ in results
        if plan is not None and not any(entry.effect == "benefit" and entry.rule != "ben_back_pain"
                                        for entry in plan.advice)
    }  # fmt: skip
    assert lacking - {results[0][0]["name"]} == set(PRESCRIPTION["open_benefits"])
    assert PAGE.read_text(encoding="utf-8") == page(results), "run: python tools/completeness.py"
