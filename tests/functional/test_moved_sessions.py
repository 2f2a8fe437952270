"""Sessions that a person moved in a calendar: kept as wishes, or refused with a reason and a time."""

from __future__ import annotations

import datetime as dt
import json
from itertools import combinations
from pathlib import Path

import icalendar
import pytest
from msgspec.structs import replace

from planner.domain.plan import Session
from planner.errors import BadInput, ReferralNeeded
from planner.intake import read_intake
from planner.store import Entry, Kind, open_store
from planner.workflow.programme.history import STOPPED, History, State, as_json
from planner.workflow.programme.moves import (
    AcceptedMove,
    accepted_moves,
    move_entries,
    times_of,
)
from planner.workflow.programme.place import Place
from planner.workflow.programme.pull import Pulled, Told, pull_file
from planner.workflow.programme.replan import replan
from tests.support.moved import (
    File,
    evening,
    intake_file,
    programme,
    real_plan,
    start_of,
    strength_pair,
    violations,
    violations_of,
)
from tests.support.people import CATALOG
from tests.support.process import environment, planner
from tests.support.sent import begun

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return programme(tmp_path)


def history_of(place: Place) -> History:
    with open_store(place.location, create=False) as store:
        return History(place.programme, store.records(place.programme))


def pulled(place: Place, file: File, folder: Path, *, missing: bool = False) -> Pulled:
    return pull_file(place, file.write(folder), by="person", missing=missing)


def only(told: tuple[Told, ...]) -> Told:
    assert len(told) == 1, told
    return told[0]


def kw(one: Session) -> str:
    return one.key.replace("-", "__")


def test_a_file_as_it_was_written_changes_nothing(place: Place, tmp_path: Path) -> None:
    before = history_of(place).records
    found = pulled(place, File(), tmp_path)
    assert found == Pulled(programme=place.programme)
    assert history_of(place).records == before


def test_a_move_that_breaks_nothing_is_kept_as_a_wish(place: Place, tmp_path: Path) -> None:
    one = evening()
    wanted = start_of(one) - HOUR
    assert violations(**{kw(one): wanted}) == ()
    found = pulled(place, File().to(one.key, wanted), tmp_path)
    assert (only(found.accepted).key, only(found.accepted).wanted) == (one.key, wanted)
    assert found.free_times
    history = history_of(place)
    length = times_of(one)[1] - times_of(one)[0]
    assert accepted_moves(history) == (
        AcceptedMove(key=one.key, start=wanted, end=wanted + length),
    )
    (record,) = history.of(Kind.MOVE)
    assert (record.by, record.reason) == ("person", "moved in the calendar")
    # The plan that is published stays; the next one is made from an intake that knows the time.
    assert [history.plan] == [real_plan()]
    assert len(history.of(Kind.PLAN)) == 1
    added = [w for w in history.intake(CATALOG).availability if one.date in w.dates]
    assert [(w.start, w.end) for w in added] == [(wanted.time(), (wanted + length).time())]
    assert history.intake_of_plan(CATALOG) == read_intake(intake_file(), CATALOG)
    # Read again, nothing is new; moved back, the wish is gone.
    again = pulled(place, File().to(one.key, wanted), tmp_path)
    assert (again.before, again.accepted, again.free_times) == ((one.key,), (), False)
    assert len(history_of(place).of(Kind.MOVE)) == 1
    back = pulled(place, File(), tmp_path)
    assert only(back.accepted).wanted == start_of(one)
    assert accepted_moves(history_of(place)) == ()


def test_what_breaks_a_rule_is_refused_with_the_rule_and_the_nearest_time(
    place: Place, tmp_path: Path
) -> None:
    first, second = strength_pair()
    wanted = start_of(first) + DAY
    broken = violations(**{kw(second): wanted})
    assert "muscle_rest" in {v.code for v in broken}
    before = history_of(place).records
    found = only(pulled(place, File().to(second.key, wanted), tmp_path).refused)
    text = " ".join(found.breaks)
    assert "h needed" in text
    assert not any(s.key in text for s in real_plan().sessions)
    assert "_" not in text
    assert history_of(place).records == before
    # The offer breaks nothing, and no free start that is nearer would do.
    assert found.offer is not None
    assert violations(**{kw(second): found.offer}) == ()
    for start in free_starts(second):
        if abs(start - wanted) < abs(found.offer - wanted):
            assert violations(**{kw(second): start})


def test_of_times_that_break_no_rule_the_nearest_is_offered(place: Place, tmp_path: Path) -> None:
    for one in real_plan().sessions:
        free = [start for start in free_starts(one) if not violations(**{kw(one): start})]
        if len(set(free)) > 1:
            break
    else:
        pytest.fail("no session has two times that break no rule")
    wanted = dt.datetime.combine(max(free).date(), dt.time(22, 30))  # too late to be in bed in time
    told = only(pulled(place, File().to(one.key, wanted), tmp_path).refused)
    assert told.offer == min(free, key=lambda start: (abs(start - wanted), start)) != min(free)


def free_starts(one: Session) -> list[dt.datetime]:
    """Every fifth minute of the free times of the week of a session in which it fits."""
    plan, person = real_plan(), read_intake(intake_file(), CATALOG)
    length = times_of(one)[1] - times_of(one)[0]
    found = []
    for number in range(7):
        date = plan.request.start + dt.timedelta(weeks=one.week - 1, days=number)
        for window in person.availability:
            start = dt.datetime.combine(date, window.start)
            while date.weekday() in window.days and start + length <= dt.datetime.combine(
                date, window.end
            ):
                found.append(start)
                start += 5 * MINUTE
    return found


def test_each_fault_is_said_in_words(place: Place, tmp_path: Path) -> None:
    plan = real_plan()
    by_week = {w: [s for s in plan.sessions if s.week == w] for w in (1, 2, 3)}
    asleep, short, away = by_week[1][0], by_week[1][1], by_week[2][0]
    busy = by_week[3][0]
    file = (
        File()
        .to(asleep.key, dt.datetime.combine(asleep.date, dt.time(3)))
        .to(short.key, start_of(short), shorter=10)
        .to(away.key, start_of(away) + 7 * DAY)
        .to(busy.key, dt.datetime(2026, 12, 24, 10))
    )
    late = by_week[2][-1]
    file.to(late.key, dt.datetime.combine(late.date, dt.time(23, 50)))
    found = {told.key: " ".join(told.breaks) for told in pulled(place, file, tmp_path).refused}
    assert "the person sleeps then" in found[asleep.key]
    assert "ends at" in found[short.key]
    assert "stays in its week" in found[away.key]
    assert "overlaps a busy time" in found[busy.key]
    assert "ends on the day on which it starts" in found[late.key]


def test_moves_that_only_hold_together_are_accepted_together(place: Place, tmp_path: Path) -> None:
    for one, other in combinations(real_plan().sessions, 2):
        if one.week != other.week:
            continue
        swap = {kw(one): start_of(other), kw(other): start_of(one)}
        alone = {kw(one): start_of(other)}
        if not violations(**swap) and violations(**alone):
            break
    else:
        pytest.fail("the plan holds no two sessions that can change places")
    file = File().to(one.key, start_of(other)).to(other.key, start_of(one))
    found = pulled(place, file, tmp_path)
    assert {told.key for told in found.accepted} == {one.key, other.key}


def test_one_that_cannot_be_does_not_hold_up_the_others(place: Place, tmp_path: Path) -> None:
    one, (first, second) = evening(), strength_pair()
    assert one.key != second.key
    file = File().to(second.key, start_of(first) + DAY).to(one.key, start_of(one) - HOUR)
    found = pulled(place, file, tmp_path)
    assert only(found.accepted).key == one.key
    assert only(found.refused).key == second.key


def test_what_the_plan_breaks_without_the_wish_is_for_the_next_revision(tmp_path: Path) -> None:
    plan = replace(real_plan(), equipment=())
    assert "equipment_named" in {v.code for v in violations_of(plan)}
    place = begun(tmp_path, plan, intake_file())
    one, (first, second) = evening(), strength_pair()
    file = File().to(second.key, start_of(first) + DAY).to(one.key, start_of(one) - HOUR)
    found = pulled(place, file, tmp_path)
    assert only(found.accepted).key == one.key
    told = only(found.refused)
    assert told.key == second.key
    assert told.offer is not None
    assert violations(**{kw(second): told.offer, kw(one): start_of(one) - HOUR}) == ()
    assert all("h needed" in text for text in told.breaks)


def test_what_is_not_in_the_file_was_deleted_only_if_the_person_says_so(
    place: Place, tmp_path: Path
) -> None:
    one = real_plan().sessions[0]
    file = File().without(one.key)
    assert pulled(place, file, tmp_path).missing == 1
    found = pulled(place, file, tmp_path, missing=True)
    broken = violations(**{kw(one): None})
    told = only(found.refused if broken else found.accepted)
    assert (told.key, told.wanted) == (one.key, None)
    if broken:
        assert told.offer == start_of(one)


def test_other_programs_write_the_same_moment_in_other_ways(place: Place, tmp_path: Path) -> None:
    file = File()
    keys = [s.key for s in real_plan().sessions][:4]
    utc, floating, lasting, longer = (file.event(key) for key in keys)
    for event in (utc,):
        event.DTSTART, event.DTEND = (t.astimezone(dt.UTC) for t in (event.DTSTART, event.DTEND))
    floating.DTSTART, floating.DTEND = (
        t.replace(tzinfo=None) for t in (floating.DTSTART, floating.DTEND)
    )
    length = lasting.DTEND - lasting.DTSTART
    del lasting["DTEND"]
    lasting.add("DURATION", length)
    longer.DTEND += dt.timedelta(minutes=15)
    assert pulled(place, file, tmp_path) == Pulled(programme=place.programme)


def test_what_cannot_be_read_is_said_and_no_move(place: Place, tmp_path: Path) -> None:
    file = File()
    keys = [s.key for s in real_plan().sessions][:4]
    daily, whole, nowhere, gone = keys
    file.event(daily).add("RRULE", {"FREQ": "DAILY"})
    event = file.event(whole)
    date = event.DTSTART.date()
    del event["DTSTART"], event["DTEND"]
    event.add("DTSTART", date)
    event.add("DTEND", date + DAY)
    file.event(nowhere)["DTSTART"].params["TZID"] = "Mars/Olympus"
    file.event(gone)["STATUS"] = "CANCELLED"
    data = file.calendar.to_ical()
    zone = "TZID=Europe/Berlin"
    start = file.event(nowhere)["DTSTART"].to_ical().decode()
    edited = tmp_path / "edited.ics"
    edited.write_bytes(
        data.replace(
            f"DTSTART;{zone}:{start}".encode(), f"DTSTART;TZID=Mars/Olympus:{start}".encode()
        )
    )
    found = pull_file(place, edited, by="person")
    assert {key for key, _ in found.unreadable} == {daily, whole, nowhere}
    assert [t.key for t in (*found.accepted, *found.refused)] == [gone]


def test_whole_days_stay_as_planned(place: Place, tmp_path: Path) -> None:
    file = File()
    days = [e for e in file.calendar.events if not isinstance(e.DTSTART, dt.datetime)]
    days[0].DTSTART, days[0].DTEND = days[0].DTSTART + DAY, days[0].DTEND + DAY
    found = pulled(place, file, tmp_path)
    assert len(found.days) == 1
    assert (found.accepted, found.refused) == ((), ())


def test_what_is_past_stays_as_it_was(place: Place, tmp_path: Path) -> None:
    one, later = real_plan().sessions[1], evening()
    with open_store(place.location, create=False) as store:
        known = len(store.records(place.programme))
        day = one.date.isoformat()
        body = json.dumps({"format": "checkin/1", "date": day, "red_flags": []})
        entry = Entry(kind=Kind.CHECK_IN, dated=day, body=body, by="person")
        store.append(place.programme, known, [entry])
    file = File().to(one.key, start_of(one) + DAY).to(later.key, start_of(later) - HOUR)
    found = pulled(place, file, tmp_path)
    told = only(found.refused)
    assert (told.key, told.offer) == (one.key, None)
    assert "last check-in" in told.breaks[0]
    assert only(found.accepted).key == later.key


def test_a_programme_that_is_stopped_takes_no_moves(place: Place, tmp_path: Path) -> None:
    with open_store(place.location, create=False) as store:
        known = len(store.records(place.programme))
        state = as_json(State(state=STOPPED, since="2026-12-08"))
        entry = Entry(kind=Kind.STATE, dated="2026-12-08", body=state, by="person")
        store.append(place.programme, known, [entry])
    with pytest.raises(ReferralNeeded, match="see a clinician first"):
        pulled(place, File(), tmp_path)


def test_the_next_revision_holds_what_was_accepted(place: Place, tmp_path: Path) -> None:
    one = evening()
    wanted = start_of(one) - HOUR
    pulled(place, File().to(one.key, wanted), tmp_path)
    made = replan(place, day=one.date - 3 * DAY, by="person", effort="quick").plan
    session = next(s for s in made.sessions if s.key == one.key)
    assert start_of(session) == wanted
    assert made.audit is not None
    assert made.audit.passed
    assert made.replan is not None
    why = {
        because.rule
        for change in made.replan.changes
        for because in change.why
        if change.to == f"{wanted:%Y-%m-%d %H:%M}"
    }
    assert why == {"wish"}
    assert accepted_moves(history_of(place)) == ()
    # It stays there in the revision after that, and is told no more.
    again = replan(place, day=one.date - 2 * DAY, by="person", effort="quick").plan
    assert start_of(next(s for s in again.sessions if s.key == one.key)) == wanted


def test_a_wish_that_breaks_a_rule_by_now_is_told(place: Place, tmp_path: Path) -> None:
    one, (first, second) = evening(), strength_pair()
    good = AcceptedMove(key=one.key, start=start_of(one) - HOUR, end=times_of(one)[1] - HOUR)
    wanted = start_of(first) + DAY
    bad = AcceptedMove(key=second.key, start=wanted, end=wanted + HOUR)
    pulled(place, File().to(one.key, start_of(one) - HOUR), tmp_path)
    with open_store(place.location, create=False) as store:
        history = History(place.programme, store.records(place.programme))
        entries = move_entries(history, [bad], "2026-12-07", "person", "moved")
        store.append(place.programme, len(history.records), entries)
    made = replan(place, day=real_plan().request.start, by="person", effort="quick").plan
    starts = {s.key: start_of(s) for s in made.sessions}
    assert starts[good.key] == good.start
    assert starts[bad.key] != bad.start
    assert any("breaks a rule now" in text for text in made.warnings)


BROKEN = {
    "cut off": lambda data: data[: len(data) // 2],
    "no calendar": lambda _: b"<html>log in</html>",
    "empty": lambda _: b"",
    "no session of ours": lambda data: data.replace(b"rehab-planner.invalid", b"example.org"),
    "a calendar of another plan": lambda data: data.replace(b"UID:", b"UID:0"),
    "nested without end": lambda _: b"BEGIN:VCALENDAR\r\n" * 2000,
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_cannot_be_used_is_refused(name: str, place: Place, tmp_path: Path) -> None:
    file = tmp_path / "edited.ics"
    file.write_bytes(BROKEN[name](File().calendar.to_ical()))
    with pytest.raises(BadInput, match=r"edited\.ics:"):
        pull_file(place, file, by="person")


def test_events_of_others_are_not_looked_at(place: Place, tmp_path: Path) -> None:
    file = File()
    bomb = icalendar.Event()
    bomb.add("UID", "x@example.org")
    bomb.add("DTSTART", dt.datetime(1970, 1, 1))
    bomb.add("RRULE", {"FREQ": "SECONDLY"})
    bomb.add("SUMMARY", "Private")
    file.calendar.add_component(bomb)
    twice = file.event(evening().key).copy()
    file.calendar.add_component(twice)
    found = pulled(place, file, tmp_path)
    assert found.unreadable == ((evening().key, "it repeats or stands there more than once"),)


def test_on_the_command_line(place: Place, tmp_path: Path) -> None:
    env = environment(PLANNER_STORE=str(place.location.path))
    one, (first, second) = evening(), strength_pair()
    edited = File().to(one.key, start_of(one) - HOUR).write(tmp_path)
    command = ("calendar", "import", "--moved", edited, place.programme)
    done = planner(*command, env=env)
    assert done.returncode == 0, done.stderr
    assert "Accepted, for the next revision of the plan" in done.stdout
    assert f"at {start_of(one) - HOUR:%H:%M}" in done.stdout
    history = planner("programme", "history", place.programme, env=env).stdout
    assert f"Session {one.key}: at" in history
    edited = File().to(second.key, start_of(first) + DAY).write(tmp_path)
    done = planner(*command, "--json", env=env)
    assert done.returncode == 14, done.stderr
    assert json.loads(done.stdout)["refused"][0]["key"] == second.key
    told = planner(*command, env=env).stdout
    assert "the nearest time that keeps every rule" in told
    for wrong in (
        ("--deleted", edited),
        ("--moved", edited, "a", "b"),
        ("--moved", edited, "--weeks", "2", "a"),
    ):
        assert planner("calendar", "import", *wrong, env=env).returncode == 2
