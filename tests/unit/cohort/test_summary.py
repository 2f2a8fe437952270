"""The pages about a cohort."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from planner.cohort.columns import joined
from planner.cohort.folder import Folder
from planner.cohort.spread import at, line
from planner.cohort.summary import summarise
from planner.cohort.timing import tell_timing
from tests.support.cohorts import person, result


def test_values_that_a_share_does_not_exceed() -> None:
    counts = Counter({1: 1, 2: 8, 9: 1})
    assert [at(counts, share) for share in (0, 0.1, 0.11, 0.9, 0.91, 1)] == [1, 1, 2, 2, 9, 9]
    assert line("x", counts, 10) == "| x | 10 | 0.1 | 0.1 | 0.2 | 0.2 | 0.9 |"
    assert line("x", Counter()) == "| x | 0 | - | - | - | - | - |"
    with pytest.raises(ValueError, match="nobody"):
        at(Counter(), 0.5)


PLANNED = {
    "id": "x", "template": "general_low_back", "weeks": 2, "minutes": 200, "sessions": 5,
    "shortfall": 3, "questions": 0,
}  # fmt: skip


def exclusion(number: int, activity: str, verdict: str, *rules: str) -> dict[str, object]:
    return {"number": number, "activity": activity, "verdict": verdict, "rules": joined(rules)}


def test_the_page_counts_people_plans_and_rules(tmp_path: Path) -> None:
    folder = Folder(tmp_path, {"part_size": 2})
    closed = [exclusion(1, "a", "excluded", "cr_1", "cr_2"), exclusion(1, "b", "deferred", "cr_1")]
    closed += [exclusion(1, "c", "not_available", "equipment")]
    folder.keep(result(person(1), 0, status=PLANNED, exclusions=closed, cpu_seconds=2.0))
    hostile = {"name": "<b>|x", "message": "no\n| <script> `x`" + "y" * 400}
    folder.keep(result(person(2), 10, status=hostile))
    more = [exclusion(3, "a", "excluded", "cr_1")]
    status = {**PLANNED, "minutes": 100, "shortfall": 0}
    folder.keep(result(person(3), 0, status=status, exclusions=more, cpu_seconds=1.5))
    folder.finish(3)
    codes, page = summarise(folder)
    tell_timing(folder)
    folder.close()
    text = page.read_text("utf-8")
    assert codes == {0: 2, 10: 1}
    assert "| 0 | planned | 2 | 66.7% |" in text
    assert "| minutes a week | 2 | 50 | 50 | 50 | 100 | 100 |" in text
    assert "| sessions a week | 2 | 2.5 |" in text
    assert text.index("| cr_1 | 2 | 3 |") < text.index("| cr_2 | 1 | 1 |")
    assert "equipment" not in text
    assert "| 2 | b x | 10 | no script x" in " ".join(text.split()).replace("  ", " ")
    assert "<" not in text.replace("% below", "")
    assert "y" * 300 not in text
    assert "Processor time of all people: 3.5 s" in (tmp_path / "timing.md").read_text("utf-8")
