"""What check-ins lead to, rule by rule: firing, not firing, at the boundary, and unknown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from planner.progression import Review
from tests.support.checkins import INSOLE, LIFT, after, decision

FOLDER = Path(__file__).parents[1] / "cases" / "progression"
KINDS = {"fires", "does_not_fire", "boundary", "unknown"}
CASES: list[dict[str, Any]] = [
    {"file": path.stem, **case}
    for path in sorted(FOLDER.glob("*.yaml"))
    for case in yaml.safe_load(path.read_text("utf-8"))["cases"]
]


def name_of(case: dict[str, Any]) -> str:
    return f"{case['rule']}-{case['kind']}-{case.get('name', '')}".rstrip("-").replace(" ", "_")


def plain(value: Any) -> Any:
    """Dates as the words that a check-in holds."""
    if isinstance(value, dict):
        return {key: plain(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [plain(entry) for entry in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def weeks_of(case: dict[str, Any]) -> list[dict[str, Any]]:
    weeks = plain(case["weeks"])
    if "wear" not in case:
        return weeks
    return [
        {**words, "all_day": [
            {"key": f"w{number:02d}-d{day}-{device}", **case["wear"]}
            for day in range(7) for device in (LIFT, INSOLE)
        ]}
        for number, words in enumerate(weeks, start=1)
    ]  # fmt: skip


def reviewed(case: dict[str, Any]) -> Review:
    options = {name: case[name] for name in ("deload", "devices", "loaded", "new") if name in case}
    start = {k: v for k, v in plain(case.get("start", {})).items() if v is not None}
    gone = [k for k, v in case.get("start", {}).items() if v is None]
    return after(*weeks_of(case), facts=start, without=gone, **options).review


@pytest.mark.parametrize("case", [pytest.param(case, id=name_of(case)) for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    review = reviewed(case)
    assert review.stopped is case.get("stopped", False)
    refers = {notice.rule for notice in review.referrals}
    adjusts = {found.rule for found in review.adjustments}
    requires = {notice.rule for notice in review.required}
    holds = {notice.rule for notice in review.holds}
    for key, found in (
        ("refers", refers),
        ("adjusts", adjusts),
        ("requires", requires),
        ("holds", holds),
    ):
        assert case.get(key) is None or case[key] in found, review
        assert case.get(f"not_{key}") is None or case[f"not_{key}"] not in found, review
    if "factors" in case:
        made = [f.factors for f in review.adjustments if f.rule == case["adjusts"]]
        assert tuple(case["factors"]) in made
    if "asks" in case:
        assert any(case["asks"] in question for question in review.questions), review.questions
    if "item" in case:
        check_item(case, review)


def check_item(case: dict[str, Any], review: Review) -> None:
    found = decision(review, case["item"])
    expected = ("progress", "hold") if case["expect"] == "progress_or_hold" else (case["expect"],)
    assert found.change in expected, found
    rules = {ground.rule for ground in found.grounds}
    assert case.get("because") is None or case["because"] in rules, found
    assert case.get("not_because") is None or case["not_because"] not in rules, found
    assert "to" not in case or found.to_activity == case["to"], found
    assert "factor" not in case or found.factor == case["factor"], found
    assert "retest" not in case or found.retest_after_days == case["retest"], found
    said = " ".join(ground.text for ground in found.grounds)
    assert found.grounds
    assert case.get("says", "") in said, found


def test_every_kind_of_case_is_there() -> None:
    assert {case["kind"] for case in CASES} == KINDS
    assert len({name_of(case) for case in CASES}) == len(CASES)
