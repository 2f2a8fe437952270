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
    marks,
    planned,
    prescription,
    row,
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


def test_populations_have_the_plans_that_the_page_tells_of() -> None:
    """Every fifth, after the first: all of them are `python tools/completeness.py`."""
    table = PAGE.read_text(encoding="utf-8").splitlines()
    populations = PRESCRIPTION["populations"]
    _, plain, _ = first = (populations[0], *planned(populations[0]))
    for each, plan, word in [first, *((one, *planned(one)) for one in populations[5::5])]:
        assert plan is not None, word
        told = any(e.effect == "benefit" and e.rule != "ben_back_pain" for e in plan.advice)
        is_open = each["name"] in PRESCRIPTION["open_benefits"] or each is populations[0]
        assert told is not is_open, each["name"]
        line = row(each, plan, word, marks(plan, plain))
        assert line in table, "run: python tools/completeness.py"
