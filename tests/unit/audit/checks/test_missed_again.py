"""What was missed is not made up for in the same week."""

from __future__ import annotations

import pytest

from tests.support.audits import said
from tests.support.mutations.revised import missing, more
from tests.support.plan_variants import revised
from tests.support.plans import made_item

CODE = "missed_again"


def test_what_was_done_may_come_once_more() -> None:
    assert said(more("dead_bug_slide"), CODE) == []
    assert said(more("dead_bug_slide", base=missing("w3-d0")), CODE)


def test_what_was_missed_in_an_earlier_week_may_come_again() -> None:
    assert said(more("dead_bug_slide", base=missing("w2-d2")), CODE) == []


def test_what_is_no_exercise_may_be_made_up_for() -> None:
    lesson = revised().catalog.activities["edu_traffic_light"]
    assert lesson.component not in revised().catalog.planning.exercise_components
    taught = revised().adding("w3-d0", made_item("edu_traffic_light", 10))
    assert said(more("edu_traffic_light", base=missing("w3-d0", base=taught)), CODE) == []


@pytest.mark.parametrize(
    ("minutes", "texts"),
    [(30, []), (35, ["was missed and has 65 min, 60 were published"])],
)
def test_minutes_that_were_published_may_be_done(minutes: int, texts: list[str]) -> None:
    """30 minutes on Wednesday and on Saturday of week 3 were published."""
    longer = missing("w3-d0").dosed("w3-d2", "walk_short", minutes=minutes)
    assert said(longer, CODE) == texts
