import datetime as dt

from msgspec.structs import replace

from planner.explain import messages_of
from planner.export import sequence_after, to_ics
from planner.knowledge import load_catalog
from tests.support.calendar_plan import calendar_plan

MESSAGES = messages_of(load_catalog())
PLAN = calendar_plan()
FIRST = to_ics(PLAN, MESSAGES)
KEY = "w02-strength-0"


def test_nothing_changed_keeps_every_number_and_byte() -> None:
    second = replace(PLAN, revision=2)
    numbers = sequence_after(FIRST, second, MESSAGES)
    assert set(numbers.values()) == {0}
    assert to_ics(second, MESSAGES, sequence=numbers) == FIRST


def test_only_events_that_changed_get_the_next_number() -> None:
    sessions = list(PLAN.sessions)
    place = next(n for n, session in enumerate(sessions) if session.key == KEY)
    sessions[place] = replace(sessions[place], start="07:00")
    second = replace(PLAN, revision=2, sessions=tuple(sessions))
    numbers = sequence_after(FIRST, second, MESSAGES)
    assert {key for key, number in numbers.items() if number} == {KEY}
    data = to_ics(second, MESSAGES, sequence=numbers)
    sessions[place] = replace(sessions[place], items=sessions[place].items[:-1])
    third = replace(second, revision=3, sessions=tuple(sessions))
    numbers = sequence_after(data, third, MESSAGES)
    assert numbers[KEY] == 2
    assert sum(numbers.values()) == 2


def test_a_new_event_starts_above_what_it_may_have_had_before() -> None:
    new = replace(PLAN.sessions[0], key="w13-strength-1", date=dt.date(2027, 5, 25))
    plan = replace(PLAN, revision=4, sessions=(*PLAN.sessions, new))
    assert sequence_after(FIRST, plan, MESSAGES)["w13-strength-1"] == 3


def test_the_discreet_form_ignores_what_it_does_not_show() -> None:
    before = to_ics(PLAN, MESSAGES, discreet=True)
    shorter = replace(PLAN.sessions[0], items=PLAN.sessions[0].items[:2])
    plan = replace(PLAN, revision=2, sessions=(shorter, *PLAN.sessions[1:]))
    assert not any(sequence_after(before, plan, MESSAGES, discreet=True).values())
    assert any(sequence_after(FIRST, plan, MESSAGES).values())


def test_a_file_that_holds_no_events_makes_all_events_new() -> None:
    assert set(sequence_after(b"nonsense", PLAN, MESSAGES).values()) == {0}
