import datetime as dt
from pathlib import Path

import pytest
from msgspec.structs import replace

from planner.domain import plan as p
from planner.explain import messages_of, render, summary
from planner.explain.layout import fitting_table
from planner.knowledge import load_catalog
from tests.support.sample_plan import excluded, item, sample_plan, session

CATALOG = load_catalog()
MESSAGES = messages_of(CATALOG)


def text_of(plan: p.Plan, width: int = 96) -> str:
    return render(summary(plan, CATALOG, MESSAGES, (Path("out/plan.ics"),), width))


def test_the_parts_come_in_reading_order() -> None:
    text = text_of(sample_plan())
    titles = [
        "Programme for desk-worker",
        "Screening",
        "How good the plan is",
        "Phases (weeks)",
        "Week by week",
        "Week 1: sessions",
        "Afterwards",
        "Files",
    ]
    places = [text.index(title) for title in titles]
    assert places == sorted(places)


def test_quality_shows_value_bound_and_gap() -> None:
    row = next(line for line in text_of(sample_plan()).splitlines() if "short of targets" in line)
    assert row.split()[-4:] == ["120", "96", "24", "no"]


def test_weeks_show_planned_against_target_and_mark_lighter_weeks() -> None:
    lines = text_of(sample_plan()).splitlines()
    first = next(line for line in lines if line.split()[:3] == ["1", "7", "Dec"])
    assert first.split() == ["1", "7", "Dec", "55/60", "1/2", "1", "1"]
    assert any(line.split()[:1] == ["2*"] for line in lines)


def test_sessions_show_name_minutes_and_dose_in_order() -> None:
    plan = sample_plan(sessions=(session(item(order=2), item(order=1, name="Easy walk")),))
    text = text_of(plan)
    assert text.index("Easy walk") < text.index("Bird dog, leg only")
    assert "3 min  Easy walk - 2 x 10, hold 5 s, rest 60 s, effort 4/10" in text


def test_minutes_are_not_said_twice() -> None:
    check = item(name="First check", minutes=20, dose=p.ItemDose(minutes=20))
    walk = item(name="Walk", minutes=20, dose=p.ItemDose(minutes=15, rpe=3))
    text = text_of(sample_plan(sessions=(session(check, walk),)))
    assert "\n     20 min  First check\n" in text
    assert "20 min  Walk - 15 min, effort 3/10; 5 min to get ready" in text


def test_what_is_left_out_is_grouped_by_reason_and_counted() -> None:
    names = list(CATALOG.activities)[:6]
    plan = sample_plan(
        excluded=(
            *(excluded(name) for name in names),
            excluded(names[0], side="left"),
            excluded("bird_dog_full", verdict="not_considered", rules=(), text="others suit."),
        )
    )
    lines = text_of(plan).splitlines()
    group = next(line for line in lines if "closed by a rule" in line)
    assert group.split()[0] == "6"
    assert any("possible, others suit better: others suit" in line for line in lines)


def test_gates_say_when_they_are_checked() -> None:
    gate = p.GateStatus(
        criterion="sciatica_settled",
        status="unmeasured",
        earliest_week=5,
        check_on=dt.date(2027, 1, 4),
        opens=("hamstring_9090_active",),
        text="Leg pain has settled",
    )
    text = text_of(sample_plan(gates=(gate,)))
    assert "Leg pain has settled (sciatica_settled): from week 5, check on Mon 4 Jan 2027" in text
    assert CATALOG.activities["hamstring_9090_active"].name in text


def test_all_day_items_are_listed_once_with_their_days() -> None:
    entries = tuple(
        p.AllDay(
            key=f"d{day}",
            week=1,
            date=dt.date(2026, 12, 7) + dt.timedelta(days=day),
            activity="sitting_break_60",
            component="habit",
            family="sitting_break",
            level=1,
            side=None,
            dose=p.ItemDose(minutes=2),
            movements=(),
            name="Break up sitting",
            what="Stand up.",
            how=(),
            why=(),
        )
        for day in range(7)
    )
    text = text_of(sample_plan(all_day=entries))
    assert "    every day: Break up sitting (2 min)" in text.splitlines()


def limit(says: str, text: str, rule: str) -> p.PlanLimit:
    return p.PlanLimit(
        quantity="effort_rpe_0_10", value=4, unit="rpe_0_10", target="strength", rule=rule,
        text=f"{says} {text}", says=says,
    )  # fmt: skip


def test_limits_say_what_and_why_and_no_sentence_comes_twice() -> None:
    screening = sample_plan().screening
    start = p.Finding(rule="scr_s02", text="You may start, inside the limits shown.")
    limits = (
        limit("Go no harder than moderate.", start.text, start.rule),
        limit("Effort at most 4 of 10.", "Strength stays light.", "cr_020"),
        limit("Effort at most 4 of 10.", "Strength stays light.", "cr_021"),
        limit("Effort at most 6 of 10.", "You can still talk.", "cr_095"),
    )
    told = replace(screening, decision="clear", findings=(start,), limits=limits)
    lines = text_of(sample_plan(screening=told)).splitlines()
    first = lines.index("Screening")
    assert lines[first + 1 : first + 6] == [
        "  Clear to start.",
        "  - You may start, inside the limits shown.",
        "  - Go no harder than moderate. [scr_s02]",
        "  - Effort at most 4 of 10. Strength stays light. [cr_020, cr_021]",
        "  - Effort at most 6 of 10. You can still talk. [cr_095]",
    ]


def test_open_questions_are_grouped_by_what_they_are_for() -> None:
    questions = tuple(
        p.Question(fact=fact, text=f"What about {fact}?", why_it_matters=why)
        for fact, why in (("age", "For A."), ("sex", "For B."), ("bmi", "For A."))
    )
    lines = text_of(sample_plan(questions=questions)).splitlines()
    first = lines.index("Open questions")
    assert lines[first + 1 : first + 6] == [
        "  For A.",
        "    - What about age?",
        "    - What about bmi?",
        "  For B.",
        "    - What about sex?",
    ]


def test_heads_of_a_narrow_table_are_cut_but_stay_different() -> None:
    head = ("week", "strength", "stretch")
    rows = [("1", "2/2", "1/1")]
    everywhere = frozenset({0, 1, 2})
    assert fitting_table(head, rows, everywhere, 30)[0].split() == list(head)
    narrow = fitting_table(head, rows, everywhere, 20)
    assert narrow[0].split() == ["week", "stren", "stret"]
    assert max(map(len, narrow)) <= 20


@pytest.mark.parametrize("head", [("person", "strength", "stretch", "s"), ("a", "same", "same")])
def test_a_head_that_another_one_begins_with_stays_whole(head: tuple[str, ...]) -> None:
    narrow = fitting_table(head, [("1",) * len(head)], frozenset(), 12)
    words = narrow[0].split()
    assert words[-1] == head[-1]
    assert all(full.startswith(word) for full, word in zip(head, words, strict=True))


@pytest.mark.parametrize("width", [60, 80, 96, 100])
def test_no_line_is_longer_than_the_page(width: int) -> None:
    long = "a sentence that goes on and on " * 12
    plan = sample_plan(
        warnings=(long,),
        conflicts=(p.Conflict(text=long, between=()),),
        questions=(p.Question(fact="age", text=long, why_it_matters=long),),
        maintenance=(long,),
    )
    assert max(len(line) for line in text_of(plan, width).splitlines()) <= width


def test_colour_only_on_request() -> None:
    sections = summary(sample_plan(), CATALOG, MESSAGES)
    assert "\x1b" not in render(sections)
    assert "\x1b" in render(sections, colour=True)


def advice(effect: str, text: str) -> p.Advice:
    return p.Advice(rule="cr_070", effect=effect, text=text, why="Because.")


def test_what_to_stop_names_its_rule_and_referrals_stand_at_the_top() -> None:
    plan = sample_plan(
        advice=(
            advice("refer", "See a doctor first."),
            advice("exclude", "Leave out hops."),
            advice("monitor", "Check every day: weight."),
        )
    )
    text = text_of(plan)
    keep = text[text.index("Keep in mind") :]
    assert "- Leave out hops. [cr_070]" in keep
    assert "Check every day: weight." in keep
    assert "See a doctor first." not in keep
    assert text.index("Screening") < text.index("See a doctor first.") < text.index("How good")
