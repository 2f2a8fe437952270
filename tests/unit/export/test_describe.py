import datetime as dt

import pytest
from msgspec.structs import replace

from planner.domain import plan as p
from planner.explain import messages_of
from planner.export.describe import (
    DESCRIPTION_CHARS,
    SUMMARY_CHARS,
    day_text,
    day_title,
    plan_text,
    session_text,
    session_title,
)
from planner.knowledge import load_catalog
from tests.support.calendar_plan import calendar_plan, strength, walk
from tests.support.sample_plan import item, sample_plan, session

MESSAGES = messages_of(load_catalog())
PLAN = calendar_plan()


def text_of(*items: p.Item, plan: p.Plan = PLAN) -> str:
    return session_text(plan, session(*items), MESSAGES)


def test_the_title_names_the_main_parts_and_the_length() -> None:
    warm_up = item(component="warm_up", family=None, minutes=5)
    done = session(warm_up, strength(2), strength(3), walk(4))
    assert session_title(done, 35, MESSAGES) == "Rehab: strength + walk (35 min)"


def test_the_title_of_many_small_parts_names_the_longest() -> None:
    names = ("warm_up", "mobility", "motor_control", "balance", "posture", "cool_down")
    items = [item(component=name, family=None, minutes=4) for name in names]
    done = session(*items[:2], replace(items[2], minutes=5), *items[3:])
    assert session_title(done, 25, MESSAGES) == "Rehab: motor control (25 min)"


def test_the_title_of_a_day_names_what_fits() -> None:
    entries = [replace(PLAN.all_day[0], name=f"Habit number {n}, as agreed") for n in range(9)]
    assert day_title(entries[:2], MESSAGES) == (
        "Today: Habit number 0, as agreed, Habit number 1, as agreed"
    )
    title = day_title(entries, MESSAGES)
    assert title.endswith("and 6 more")
    assert len(title) <= SUMMARY_CHARS
    assert len(day_title([replace(entries[0], name="x" * 500)], MESSAGES)) == SUMMARY_CHARS


def test_items_stand_in_order_with_their_dose_in_words() -> None:
    lines = text_of(strength(1), walk(2)).splitlines()
    assert lines[0] == "Week 1 of 12"
    assert lines[1].startswith(
        "1. Squat to a chair, variant 1 (new): 3 x 12, rest 90 s, effort 6/10"
    )
    assert "2. Brisk walk: 20 min, effort 5/10" in lines


def test_technique_reason_precaution_and_stop_rules_are_said_once_each() -> None:
    text = text_of(strength(1), strength(2), walk(3))
    assert "Sit down to a chair and stand up again" in text
    assert "- Swing your arms." in text
    assert "Why: Strong legs spare the back, step by step." in text
    assert "Take care: No breath holding" in text
    assert text.count("- numbness") == 1
    assert text.index("- numbness") > text.index("Stop, and do not go on")


def test_a_conditional_item_says_what_to_check_when_and_before_what() -> None:
    text = text_of(walk(1), strength(2, conditional="sciatica_settled"))
    assert (
        "Check on Mon 5 Apr 2027, before Squat to a chair, variant 2: "
        "leg pain at most 2 of 10 for 14 days"
    ) in text.splitlines()[1]


def test_a_criterion_without_a_gate_is_still_said() -> None:
    text = text_of(strength(1, conditional="can_kneel"), plan=sample_plan())
    assert "Check before Squat to a chair, variant 1: can kneel" in text


def test_a_provisional_plan_says_so_in_every_session_and_day() -> None:
    screening = replace(PLAN.screening, provisional=True)
    plan = replace(PLAN, screening=screening)
    assert "This plan is provisional" in text_of(walk(1), plan=plan)
    assert "This plan is provisional" in day_text(plan, plan.all_day[:1], MESSAGES)
    assert "This plan is provisional" in plan_text(plan, MESSAGES)


def test_limits_stand_in_sessions() -> None:
    limit = p.PlanLimit(
        quantity="rpe", value=4, unit="cr10", target="any", rule="cr_1", text="effort at most 4"
    )
    plan = replace(PLAN, screening=replace(PLAN.screening, limits=(limit,)))
    assert "Limit: effort at most 4" in text_of(walk(1), plan=plan)
    assert "Limit: effort at most 4" in plan_text(plan, MESSAGES)


def test_overrides_and_warnings_stand_in_the_text_of_the_plan() -> None:
    text = plan_text(replace(PLAN, warnings=("Few free times.",)), MESSAGES)
    assert "Rule cr_127 is set aside by a podiatrist." in text
    assert "Few free times." in text


@pytest.mark.parametrize("count", [8, 20, 120])
def test_a_long_text_drops_the_least_important_lines_and_says_so(count: int) -> None:
    items = [strength(n, conditional="sciatica_settled") for n in range(1, count + 1)]
    text = text_of(*items)
    assert len(text) <= DESCRIPTION_CHARS
    assert text.endswith("More is written in the plan.")
    assert "Check on Mon 5 Apr 2027" in text
    assert "- numbness" in text
    assert "rest, then go on" not in text
    assert text == text_of(*items)


def test_names_and_doses_are_dropped_after_everything_that_explains_them() -> None:
    text = text_of(*(strength(n) for n in range(1, 15)))
    assert "14. Squat to a chair, variant 14" in text
    assert "Why:" not in text


def test_a_day_lists_its_entries() -> None:
    entries = [entry for entry in PLAN.all_day if entry.date == dt.date(2027, 3, 1)]
    lines = day_text(PLAN, entries, MESSAGES).splitlines()
    assert "- Wear insoles: wear 1 h" in lines
    assert "- Steps, 7,000; or more: wear 1 h" in lines
