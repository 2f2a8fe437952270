import datetime as dt
from typing import Any

import pytest

from planner.domain import plan as p
from planner.errors import BadInput
from planner.explain import explain_activity, explain_plan, messages_of
from planner.explain.sources import cite
from planner.knowledge import load_catalog
from tests.support.sample_plan import START, excluded, item, sample_plan, session

CATALOG = load_catalog()
MESSAGES = messages_of(CATALOG)


def test_an_item_is_explained_with_dose_rule_and_source() -> None:
    (found,) = explain_activity(sample_plan(), "bird_dog_leg", CATALOG, MESSAGES)
    assert found.statement == "In the plan: 2 times, from Mon 7 Dec 2026 to Mon 14 Dec 2026."
    assert (found.name, found.verdict) == ("Bird dog, leg only", "in_plan")
    assert found.details == ("Mon 7 Dec 2026: 2 x 10, hold 5 s, rest 60 s, effort 4/10",)
    (ground,) = found.grounds
    assert ground.says == CATALOG.rules["prg_session_order"].says
    assert ground.evidence == CATALOG.rules["prg_session_order"].evidence
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
    assert (found.side, found.verdict) == ("left", "deferred")
    assert found.statement == "Not yet. What it waits for stands below."
    assert [each.criterion for each in found.awaited] == ["sciatica_settled"]
    assert found.grounds[0].text == CATALOG.rules["cr_070"].why.patient
    assert found.grounds[0].says == CATALOG.rules["cr_070"].says
    assert found.section(MESSAGES, 96).title.endswith(", left side (hamstring_seated)")


def test_both_sides_are_explained_once_where_the_same_is_said_of_them() -> None:
    left, right = (
        excluded("hamstring_seated", verdict="deferred", until="sciatica_settled", side=side)
        for side in ("left", "right")
    )
    (found,) = explain_activity(
        sample_plan(excluded=(left, right)), "hamstring_seated", CATALOG, MESSAGES
    )
    assert found.side == "left and right"
    other = excluded("hamstring_seated", verdict="excluded", rules=("cr_016",), side="right")
    plan = sample_plan(excluded=(left, other))
    assert len(explain_activity(plan, "hamstring_seated", CATALOG, MESSAGES)) == 2


def test_what_is_allowed_but_not_chosen_is_said() -> None:
    (found,) = explain_activity(sample_plan(), "bird_dog_full", CATALOG, MESSAGES)
    assert "is allowed but has no place" in found.statement


def closed(activity: str = "hamstring_seated", **changes: Any):
    plan = changes.pop("plan", {})
    entry = excluded(activity, **changes)
    (found,) = explain_activity(sample_plan(excluded=(entry,), **plan), activity, CATALOG, MESSAGES)
    return found


def test_every_criterion_still_missing_is_told_with_its_day() -> None:
    gates = tuple(
        p.GateStatus(criterion=name, status="unmeasured", earliest_week=week, text="",
                     check_on=START + dt.timedelta(weeks=week - 1), opens=("hamstring_seated",))
        for name, week in (("sciatica_settled", 7), ("sciatica_settling", 3))
    )  # fmt: skip
    again = p.Retest(date=START + dt.timedelta(days=3), what="leg", unlocks=("sciatica_settled",))
    found = closed(
        verdict="deferred",
        until="sciatica_settling",
        rules=("cr_016", "cr_007"),
        plan={"gates": gates, "retests": (again,)},
    )
    assert [(each.criterion, each.earliest_week) for each in found.awaited] == [
        ("sciatica_settling", 3),
        ("sciatica_settled", 7),
    ]
    assert found.awaited[0].text.endswith("Earliest in week 3, check on Mon 21 Dec 2026.")
    assert found.awaited[1].asked_again == (START + dt.timedelta(days=3),)
    assert "asked again on Thu 10 Dec 2026" in found.statement


def test_a_closed_item_names_the_answer_that_closes_it_and_who_may_set_it_aside() -> None:
    found = closed(rules=("cr_007", "pop_flexion_intolerance_1"))
    assert found.changes == (
        "pop_flexion_intolerance_1 holds while: Pain worse with bending or sitting.",
        f"cr_007: {MESSAGES.say('override.absolute')}",
        f"pop_flexion_intolerance_1: {MESSAGES.say('override.strong')}",
    )


def test_a_gate_on_an_answer_is_told_in_words() -> None:
    found = closed("slider_supine_small", verdict="deferred", rules=("indicated_by", "cr_011"),
                   until="sciatica_settling")  # fmt: skip
    assert found.changes[0] == "cr_011 opens it when irritability: low or moderate."
    assert [each.criterion for each in found.awaited] == ["sciatica_settling"]


@pytest.mark.parametrize(
    ("ground", "words"),
    [
        ("equipment", "`equipment: [rower]`"),
        ("min_level", "yours is novice"),
        ("preferences", "`preferences: never`"),
    ],
)
def test_what_the_person_can_change_is_told(ground: str, words: str) -> None:
    found = closed("row_ergometer", verdict="not_available", rules=(ground,))
    assert found.verdict == "not_available"
    assert words in found.changes[0]


def test_what_lost_is_told_what_it_lost_against_and_how_to_wish_for_it() -> None:
    found = closed("bird_dog_full", verdict="not_available", rules=("general_low_back",))
    assert found.verdict == "not_chosen"
    assert found.changes == (
        "In the plan for motor control: Bird dog, leg only.",
        MESSAGES.say("change.wish", activity="bird_dog_full"),
    )
    walk = closed("walk_moderate", verdict="not_available", rules=("general_low_back",))
    assert walk.changes[0].startswith("Endurance reaches its goal in 0 of 2 weeks")


def test_limits_and_rules_that_shape_the_dose_are_told() -> None:
    limit = p.PlanLimit(quantity="effort_rpe_0_10", value=4, unit="", target="", rule="cr_020",
                        text="Effort at most 4 of 10.", activities=("bird_dog_leg",))  # fmt: skip
    screening = p.Screening(decision="clear", provisional=False, findings=(), limits=(limit,))
    (found,) = explain_activity(
        sample_plan(screening=screening), "bird_dog_leg", CATALOG, MESSAGES,
        {"bird_dog_leg": ("Sets: at most 2. [x]",)},
    )  # fmt: skip
    assert found.shaping == ("Effort at most 4 of 10. [cr_020]", "Sets: at most 2. [x]")


def test_sources_are_numbered_once_at_the_end() -> None:
    lines = closed(rules=("cr_007", "cr_008")).section(MESSAGES, 80).lines
    text = "\n".join(lines)
    assert text.index("Why not") < text.index("What would change it") < text.index("  Sources")
    numbers = [line.split("]")[0] for line in lines if line.startswith("  [")]
    assert numbers == [f"  [{place}" for place in range(1, len(numbers) + 1)]
    assert all(len(line) <= 80 for line in lines if len(line.split()) > 2)


def test_an_unknown_activity_with_a_known_word_names_what_shares_it() -> None:
    with pytest.raises(BadInput, match=r"near ones: .*slider_supine_small"):
        explain_activity(sample_plan(), "nerve_slider", CATALOG, MESSAGES)


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
    words = [line for line in found.section(MESSAGES, 80).lines if len(line.split()) > 1]
    assert max(len(line) for line in words) <= 80
