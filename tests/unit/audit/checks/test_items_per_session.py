from __future__ import annotations

import pytest

from tests.support.audits import said
from tests.support.plans import Bundle, made_item, valid

CODE = "items_per_session"
OLDER = valid().with_facts(age=66)
SORE = valid().having(sciatica="acute_irritable")


def adding(bundle: Bundle, *names: str) -> Bundle:
    for name in names:
        bundle = bundle.adding("w2-d1", made_item(name, 4))
    return bundle


@pytest.mark.parametrize(
    ("bundle", "names", "texts"),
    [
        # A session of two strength items, with what does not count.
        (SORE, ("dead_bug_slide", "thoracic_open_book"), []),
        (SORE, ("band_row_seated",), ["3 items, at most 2 (cr_020)"]),
        (OLDER, ("dead_bug_slide", "thoracic_open_book", "edu_traffic_light"), []),
        (
            OLDER,
            ("dead_bug_slide", "thoracic_open_book", "side_walk"),
            ["5 items, at most 4 (cr_181)"],
        ),
        # Left and right of one activity are one.
        (OLDER, ("dead_bug_slide", "thoracic_open_book", "thoracic_open_book"), []),
    ],
)
def test_only_exercises_of_the_target_count(
    bundle: Bundle, names: tuple[str, ...], texts: list[str]
) -> None:
    assert said(adding(bundle, *names), CODE) == texts


def test_a_session_without_items_does_not_hide_the_next_one() -> None:
    crowded = adding(OLDER, "dead_bug_slide", "thoracic_open_book", "side_walk")
    assert said(crowded.session("w1-d0", items=()), CODE) == ["5 items, at most 4 (cr_181)"]
