import pytest

from planner.errors import BadCatalog
from planner.explain import Demand, conflict_text, messages_of
from planner.explain.conflict import STAYS, Way, way_text
from planner.knowledge import load_catalog

MESSAGES = messages_of(load_catalog())
TIME = Demand(
    family="availability",
    values={"days": 2, "minutes": 60, "week": 1, "longest": 30},
    answer="conflict.time",
)
BALANCE = Demand(
    family="required_days",
    values={
        "what": "balance",
        "days": 3,
        "week": 1,
        "because": "Balance work lowers the chance of a fall",
        "rule": "cr_180",
    },
    answer="conflict.clinician",
)


def test_the_clash_stands_in_one_sentence_with_its_numbers() -> None:
    text = conflict_text((TIME, BALANCE), MESSAGES)
    assert "3 days of balance in week 1 cannot be planned in 2 x up to 30 minutes" in text


def test_members_are_numbered_and_each_says_who_may_give_it_up() -> None:
    text = conflict_text((TIME, BALANCE), MESSAGES)
    assert "1. your free times: 2 days with 60 minutes in all in week 1" in text
    assert "2. balance on at least 3 days in week 1: Balance work lowers the chance" in text
    assert "[cr_180]" in text
    assert "-> only a clinician may set cr_180 aside" in text


def test_one_day_is_not_one_days() -> None:
    one = Demand(family="required_days", values={**BALANCE.values, "days": 1})
    assert "balance on at least one day in week 1" in conflict_text((one,), MESSAGES)


def test_what_clashes_next_is_told_and_what_stays_is_no_offer() -> None:
    fixed = Demand(
        family="required_days", values={**BALANCE.values, "rule": "cr_006"}, answer=STAYS
    )
    other = Demand(family="required_days", values={**BALANCE.values, "rule": "cr_142", "days": 4})
    text = conflict_text(
        (TIME, BALANCE), MESSAGES, nexts=((fixed, other),), all_given_up="conflict.clinician"
    )
    assert "there is no room for 3 days of balance in week 1 and 4 days of balance" in text
    assert "All of it given up: only a clinician may set cr_180 and cr_142 aside" in text
    assert "cr_006" not in text


@pytest.mark.parametrize(
    ("way", "words"),
    [
        (Way(days=1, length=30), "one more day a week with 30 minutes."),
        (Way(days=2, length=30), "2 more days a week with 30 minutes each."),
        (Way(minutes=15), "15 minutes more in each free time."),
        (Way(minutes=15, days=1, length=45), "each free time and one more day a week with 45"),
        (Way(week=7), "the busy times of week 7 given to training."),
        (None, "More free time was tried in 9 ways, and no plan was found with any of them."),
    ],
)
def test_the_cheapest_way_out(way: Way | None, words: str) -> None:
    assert words in way_text(way, 9, MESSAGES)


def test_a_rule_without_a_sentence_speaks_for_itself() -> None:
    text = conflict_text((Demand(family="cr_067:per_week", text="Walk every day"),), MESSAGES)
    assert "1. Walk every day" in text


def test_a_number_that_the_sentence_needs_must_be_given() -> None:
    with pytest.raises(BadCatalog, match="days"):
        conflict_text((Demand(family="availability"),), MESSAGES)
