import datetime as dt
from typing import Any

import pytest
from msgspec.structs import replace

from planner.domain import plan as p
from planner.errors import BadInput
from planner.explain import messages_of
from planner.export.known import Known
from planner.export.view import ProgrammeView, programme_view
from planner.knowledge import load_catalog
from tests.support.sample_plan import START, excluded, item, sample_plan, session

MESSAGES = messages_of(load_catalog())
KNOWN = Known(
    names={"bird_dog_leg": "Bird dog, leg only", "plank": "Plank", "cobra": "Cobra"},
    measures={"nprs": "Pain scale"},
    reasons={"cr_070": "Bending hurts.", "cr_071": "Breath.", "needs_x": "Only with x."},
    needs=frozenset({"needs_x", "indicated_by"}),
)


def view(**changes: Any) -> ProgrammeView:
    return programme_view(sample_plan(**changes), KNOWN, MESSAGES)


def gate(criterion: str = "settled", **changes: Any) -> p.GateStatus:
    base = p.GateStatus(
        criterion=criterion,
        status="unmeasured",
        earliest_week=2,
        check_on=START + dt.timedelta(weeks=1),
        opens=("plank", "unknown_id"),
        text="pain is low",
    )
    return replace(base, **changes)


def test_every_day_of_every_week_is_there_with_what_it_holds() -> None:
    late = replace(session(item(), day=2), key="late", start="18:00")
    early = replace(session(item(), day=2), key="early", start="07:00")
    found = view(sessions=(late, early), retests=(p.Retest(date=START, what="nprs", unlocks=()),))
    days = [day for week in found.weeks for day in week.days]
    assert [day.date for day in days] == [START + dt.timedelta(days=n) for n in range(14)]
    assert [day.week for day in days] == [1] * 7 + [2] * 7
    assert [each.key for each in days[2].sessions] == ["early", "late"]
    assert days[0].checks == ("Pain scale",)
    assert [week.sessions for week in found.weeks] == [2, 0]


def test_an_exercise_is_told_once_with_all_that_is_said_about_it() -> None:
    first = item(precautions=("slowly",), stop_if=("pain",))
    again = item(precautions=("slowly", "on a mat"), stop_if=("numbness",), side="left")
    found = view(sessions=(session(first), session(again, week=2)))
    (exercise,) = found.exercises
    assert exercise.care == ("slowly", "on a mat")
    assert exercise.stop_if == ("pain", "numbness")
    assert not exercise.is_left
    assert found.stop_signs == ("pain", "numbness")


def test_only_what_is_for_the_left_side_alone_is_mirrored() -> None:
    (exercise,) = view(sessions=(session(item(side="left")),)).exercises
    assert exercise.is_left


def test_an_item_says_what_must_hold_first_and_when_it_is_checked() -> None:
    waiting = item(conditional="settled")
    (use,) = view(sessions=(session(waiting),), gates=(gate(),)).weeks[0].days[0].sessions[0].uses
    assert use.condition == (
        "Do it only if this holds, first checked on Mon 14 Dec 2026: pain is low."
    )
    undated = view(sessions=(session(waiting),), gates=(gate(check_on=None),))
    assert "checked" not in undated.weeks[0].days[0].sessions[0].uses[0].condition


def test_what_is_closed_stands_under_its_reason_with_what_it_waits_for() -> None:
    found = view(
        gates=(gate(),),
        excluded=(
            excluded("cobra", rules=("needs_x", "indicated_by")),
            excluded("plank", side="left", until="settled"),
            excluded("plank", side="right", until="settled", rules=("equipment", "cr_070")),
            excluded("bird_dog_leg", side="left", rules=("cr_071",)),
            excluded("curl", verdict="not_considered"),
        ),
    )
    assert [(each.verdict, each.text, each.until, each.names) for each in found.closed] == [
        ("excluded", "Bending hurts.", "pain is low", ("Plank",)),
        ("excluded", "Breath.", "", ("Bird dog, leg only (left side)",)),
        ("not_needed", "Only with x.", "", ("Cobra",)),
    ]


def test_what_opens_is_told_by_date_and_what_is_met_is_not() -> None:
    later = gate("later", check_on=START + dt.timedelta(weeks=4))
    never = gate("never", check_on=None, earliest_week=None)
    found = view(gates=(never, later, gate(), gate("done", status="met"))).openings
    assert [each.criterion for each in found] == ["settled", "later", "never"]
    assert found[0].opens == ("Plank", "unknown_id")
    assert "Mon 14 Dec 2026" in found[0].when
    assert found[2].when == MESSAGES.say("gate.never")


def test_referrals_come_before_findings_and_other_advice_stands_apart() -> None:
    refer = p.Advice(rule="a", effect="refer", text="See a doctor.", why="")
    other = p.Advice(rule="b", effect="monitor", text="Weigh yourself.", why="It helps.")
    screening = p.Screening(
        decision="clear",
        provisional=True,
        findings=(p.Finding(rule="c", text="Age 70."),),
        limits=(),
    )
    found = view(screening=screening, advice=(refer, other))
    assert found.decision[2:] == ("See a doctor.", "Age 70.")
    assert found.is_provisional
    assert found.advice == ("Weigh yourself. It helps.",)
    assert found.end == START + dt.timedelta(days=13)


def test_every_component_has_a_name_for_people() -> None:
    for component in load_catalog().vocabulary["components"]:
        assert f"component.{component}" in MESSAGES


@pytest.mark.parametrize(
    "changes",
    [
        {"sessions": (session(item(), week=3),)},
        {"weeks": ()},
        {"sessions": (replace(session(item()), date=START - dt.timedelta(days=1)),)},
    ],
)
def test_a_plan_that_was_changed_by_hand_loses_no_day_without_a_word(
    changes: dict[str, Any],
) -> None:
    with pytest.raises(BadInput, match="weeks"):
        view(**changes)


def test_words_that_no_message_knows_are_shown_as_they_are() -> None:
    odd = item(component="odd_word")
    found = view(sessions=(session(odd),), phases=())
    assert found.exercises[0].component == "odd word"
    assert found.weeks[0].phase == "control"
