import pytest

from planner.domain import plan as p
from planner.errors import BadInput
from planner.explain import explain_activity, explain_plan, messages_of
from planner.explain.why import cite
from planner.knowledge import load_catalog
from tests.support.sample_plan import excluded, item, sample_plan, session

CATALOG = load_catalog()
MESSAGES = messages_of(CATALOG)


def test_an_item_is_explained_with_dose_rule_and_source() -> None:
    (found,) = explain_activity(sample_plan(), "bird_dog_leg", CATALOG, MESSAGES)
    assert found.statement == "Bird dog, leg only is in the plan: 2 times, first on Mon 7 Dec 2026."
    assert found.details == ("Mon 7 Dec 2026: 2 x 10, hold 5 s, rest 60 s, effort 4/10",)
    (ground,) = found.grounds
    assert ground.text == CATALOG.rules["prg_session_order"].says
    assert any("doi:10.2519/jospt.2021.0304" in source for source in ground.sources)


def test_a_changed_dose_is_told_with_its_first_day() -> None:
    later = item(dose=p.ItemDose(sets=3, reps=10))
    plan = sample_plan(sessions=(session(item()), session(later, week=2)))
    (found,) = explain_activity(plan, "bird_dog_leg", CATALOG, MESSAGES)
    assert found.details[-1] == "Mon 14 Dec 2026: 3 x 10"


def test_what_is_not_offered_names_rule_and_criterion() -> None:
    plan = sample_plan(
        excluded=(
            excluded("hamstring_seated", verdict="deferred", until="sciatica_settled", side="left"),
        )
    )
    (found,) = explain_activity(plan, "hamstring_seated", CATALOG, MESSAGES)
    assert "(left side) is not offered: later, when a criterion is met." in found.statement
    assert "sciatica_settled" in found.details[0]
    assert found.grounds[0].text == CATALOG.rules["cr_070"].says


def test_both_sides_are_explained_once_where_the_same_is_said_of_them() -> None:
    left, right = (
        excluded("hamstring_seated", verdict="deferred", until="sciatica_settled", side=side)
        for side in ("left", "right")
    )
    (found,) = explain_activity(
        sample_plan(excluded=(left, right)), "hamstring_seated", CATALOG, MESSAGES
    )
    assert "(left and right side) is not offered" in found.statement
    other = excluded("hamstring_seated", verdict="excluded", rules=("cr_016",), side="right")
    plan = sample_plan(excluded=(left, other))
    assert len(explain_activity(plan, "hamstring_seated", CATALOG, MESSAGES)) == 2


def test_what_is_allowed_but_not_chosen_is_said() -> None:
    (found,) = explain_activity(sample_plan(), "bird_dog_full", CATALOG, MESSAGES)
    assert "is allowed but has no place" in found.statement


def test_an_unknown_activity_names_the_nearest() -> None:
    with pytest.raises(BadInput, match="did you mean 'bird_dog_leg'"):
        explain_activity(sample_plan(), "bird_dog_lex", CATALOG, MESSAGES)


def test_the_whole_plan_is_explained_once_per_activity() -> None:
    plan = sample_plan(sessions=(session(item(), item(activity="plank_wall", name="Plank")),))
    found = explain_plan(plan, CATALOG, MESSAGES)
    assert [explanation.activity for explanation in found] == ["bird_dog_leg", "plank_wall"]


def test_a_long_list_of_authors_is_cut() -> None:
    text = cite(CATALOG.sources["george2021"])
    assert text.startswith("George SZ, Fritz JM, Silfies SP et al. (2021). ")
    assert text.endswith("doi:10.2519/jospt.2021.0304")


def test_the_section_keeps_to_the_page() -> None:
    (found,) = explain_activity(sample_plan(), "bird_dog_leg", CATALOG, MESSAGES)
    words = [line for line in found.section(80).lines if len(line.split()) > 1]
    assert max(len(line) for line in words) <= 80
