"""Two calendar servers that nobody here wrote: what goes over the wire, and what stays there."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import threading
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner, Result

from planner.calendar_io.server import ServerFault
from planner.cli import main
from planner.errors import BadInput
from planner.export import to_ics
from planner.export.events import event_uid
from planner.workflow.approve import approve
from planner.workflow.programme.linked import Access
from planner.workflow.programme.place import Place
from planner.workflow.programme.pull import Pulled, pull_server
from planner.workflow.programme.push import Pushed, push_programme
from tests.support import moved
from tests.support.calendar_readers import JUDGES, Times, listed_by_khal, need
from tests.support.dav import BIN, BROKEN, PASSWORD, REAL, Request, Server, Wire, wire
from tests.support.sent import (
    MESSAGES,
    Person,
    begun,
    links,
    revised,
    secret_of,
    small_plan,
    withdraw,
)

FIRST, SECOND, THIRD = "w01-strength-0", "w01-strength-2", "w01-strength-4"
ALL = 5


@pytest.fixture(scope="module", params=list(REAL))
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    with REAL[request.param](tmp_path_factory.mktemp(request.param)) as found:
        yield found


@pytest.fixture
def seen(server: Server) -> Iterator[Wire]:
    with wire(server.url) as found:
        yield found


@pytest.fixture
def place(tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.setenv("PLANNER_CALENDAR_PASSWORD", PASSWORD)
    return begun(tmp_path)


class Sender:
    """Pushes a programme over the wire, each test into a calendar of its own."""

    def __init__(self, place: Place, server: Server, seen: Wire, name: str) -> None:
        self.place, self.server, self.seen, self.name = place, server, seen, name

    def __call__(self, *, titles: bool = False) -> Pushed:
        self.seen.forget()
        name = None if self._is_known() else self.name
        access = Access(to=self.seen.url, user=self.server.user)
        return push_programme(self.place, access, calendar=name, titles=titles)

    def _is_known(self) -> bool:
        from planner.store import open_store

        with open_store(self.place.location, create=False) as store:
            return bool(store.calendars(self.place.programme))

    def person(self) -> Person:
        return Person(self.place, secret_of(self.server.user, PASSWORD))


@pytest.fixture
def push(
    place: Place, server: Server, seen: Wire, request: pytest.FixtureRequest
) -> Iterator[Sender]:
    sender = Sender(place, server, seen, f"{request.node.name}")
    yield sender
    # The own id of the calendar is that of the plan: the next test makes it anew.
    person = sender.person()
    person.remote._client.request(person.remote.url, "DELETE")


def sent(seen: Wire, method: str) -> list[Request]:
    return [request for request in seen.seen if request.method == method]


def test_first_everything_then_nothing_but_the_check(push: Sender, seen: Wire) -> None:
    first = push()
    assert (len(first.created), first.unchanged) == (ALL, 0)
    puts = sent(seen, "PUT")
    assert len(puts) == ALL
    assert {r.headers["If-None-Match"] for r in puts} == {"*"}
    assert {r.sequence for r in puts} == {0}
    again = push()
    assert again.unchanged == ALL
    assert [(r.method, r.headers["Depth"]) for r in seen.seen] == [("PROPFIND", "1")]


def test_only_what_changed_is_sent_at_its_version_with_a_raised_number(
    push: Sender, seen: Wire, place: Place
) -> None:
    push()
    before = links(place)
    plan = revised(place, drop=[THIRD], w01_strength_0="07:45")
    done = push()
    assert (done.updated, done.deleted, done.unchanged) == ((FIRST,), (THIRD,), ALL - 2)
    delete, put = seen.writes()
    assert [delete.method, put.method] == ["DELETE", "PUT"]
    moved, dropped = (before[event_uid(plan.plan_id, key)] for key in (FIRST, THIRD))
    assert put.headers["If-Match"] == moved.etag
    assert delete.headers["If-Match"] == dropped.etag
    assert put.sequence == 1
    assert f"UID:{moved.uid}" in put.body.replace("\n ", "")
    after = links(place)
    assert dropped.uid not in after
    assert {uid for uid in after if after[uid] != before[uid]} == {moved.uid}


def test_a_move_of_the_person_is_kept_and_told(push: Sender, seen: Wire, place: Place) -> None:
    push()
    person = push.person()
    person.edit(FIRST, minutes=30)
    person.edit(SECOND, SUMMARY="Gym")
    person.delete(THIRD)
    revised(place, w01_strength_0="09:00", w01_strength_2="07:00", w01_strength_4="22:00")
    done = push()
    assert (done.changed, done.removed, done.updated) == ((FIRST, SECOND), (THIRD,), ())
    assert seen.writes() == []
    assert f"{person.event(FIRST).DTSTART:%H:%M}" == "08:00"
    assert person.event(SECOND)["SUMMARY"] == "Gym"
    assert person.count() == ALL - 1
    assert push().changed == (FIRST, SECOND)


def test_what_programs_add_on_their_own_is_no_change(push: Sender, place: Place) -> None:
    push()
    person = push.person()
    person.edit(FIRST, X_MOZ_LASTACK="20270301T060000Z", LAST_MODIFIED="20270301T060000Z")
    assert push().adopted == (FIRST,)
    revised(place, w01_strength_0="08:00")
    assert push().updated == (FIRST,)
    # The number is above that of the other program.
    assert person.event(FIRST)["SEQUENCE"] == 2


def test_a_revision_that_follows_the_person_ends_the_difference(push: Sender, place: Place) -> None:
    push()
    person = push.person()
    person.edit(FIRST, minutes=30)
    revised(place, w01_strength_0="08:00")
    assert push().adopted == (FIRST,)
    assert push().unchanged == ALL
    revised(place, w01_strength_0="07:15")
    assert push().updated == (FIRST,)
    assert person.event(FIRST)["SEQUENCE"] == 2


def test_a_stop_leaves_nothing_behind_not_even_what_was_moved(push: Sender, place: Place) -> None:
    push()
    person = push.person()
    person.edit(FIRST, minutes=30)
    withdraw(place, FIRST, SECOND, stopped=False)
    done = push()
    assert (done.changed, done.deleted) == ((FIRST,), (SECOND,))
    withdraw(place, stopped=True)
    done = push()
    assert len(done.deleted) == ALL - 1
    assert person.count() == 0
    assert links(place) == {}


def test_a_change_between_the_look_and_the_write_wins(
    push: Sender, seen: Wire, place: Place
) -> None:
    push()
    person = push.person()
    revised(place, w01_strength_0="08:00")

    def fault(request: Request) -> None:
        if request.method == "PUT":
            seen.fault = None
            person.edit(FIRST, minutes=90)

    seen.fault = fault
    done = push()
    assert done.changed == (FIRST,)
    assert sent(seen, "PUT")[0].status == 412
    assert f"{person.event(FIRST).DTSTART:%H:%M}" == "09:00"


def test_two_planners_at_once_write_everything_once(
    push: Sender, place: Place, server: Server, seen: Wire
) -> None:
    push()
    revised(place, w01_strength_0="08:00", w01_strength_2="07:00")
    found: list[Pushed] = []
    both = threading.Barrier(2, timeout=20)

    def wait(request: Request) -> None:
        if request.method == "PROPFIND" and not both.broken and len(sent(seen, "PROPFIND")) <= 2:
            both.wait()

    seen.after = wait

    def run() -> None:
        access = Access(to=seen.url, user=server.user)
        try:
            found.append(push_programme(place, access))
        except ServerFault:
            # A server that breaks on two writes in the same moment says so: one tries again later.
            both.abort()
            found.append(push_programme(place, access))

    seen.forget()
    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 2
    assert all(done.changed == () for done in found)
    # A server may let two equal writes pass that arrive in the same moment: they do no harm.
    assert {key for done in found for key in done.updated} == {FIRST, SECOND}
    seen.after = None
    assert push().unchanged == ALL
    assert {push.person().event(key)["SEQUENCE"] for key in (FIRST, SECOND)} == {1}


@pytest.mark.parametrize("lost", ["request", "answer"])
def test_a_server_that_dies_half_way_is_caught_up_with(
    push: Sender, seen: Wire, place: Place, lost: str
) -> None:
    puts = []

    def die(request: Request):
        puts.extend([request] if request.method == "PUT" else [])
        return (BROKEN, {}, b"") if len(puts) >= 4 else None

    setattr(seen, "fault" if lost == "request" else "after", die)
    with pytest.raises(ServerFault, match="ended the connection"):
        push()
    seen.fault = seen.after = None
    done = push()
    there = 4 if lost == "answer" else 3
    assert len(done.created) == ALL - there
    assert len(done.created) + len(done.adopted) + done.unchanged == ALL
    assert (done.changed, done.removed) == ((), ())
    assert push().unchanged == ALL
    assert push.person().count() == ALL


def test_an_update_that_was_lost_half_way_keeps_its_number(
    push: Sender, seen: Wire, place: Place
) -> None:
    push()
    revised(place, w01_strength_0="08:00", w01_strength_2="07:00")
    seen.after = lambda request: (BROKEN, {}, b"") if request.method == "PUT" else None
    with pytest.raises(ServerFault):
        push()
    seen.after = None
    done = push()
    assert (done.adopted, done.updated) == ((FIRST,), (SECOND,))
    assert {push.person().event(key)["SEQUENCE"] for key in (FIRST, SECOND)} == {1}


def test_what_was_lost_half_way_is_known_as_own_after_another_revision(
    push: Sender, seen: Wire, place: Place
) -> None:
    push()
    revised(place, w01_strength_0="08:00")
    seen.after = lambda request: (BROKEN, {}, b"") if request.method == "PUT" else None
    with pytest.raises(ServerFault):
        push()
    seen.after = None
    revised(place, w01_strength_0="08:30")
    done = push()
    assert (done.updated, done.changed) == ((FIRST,), ())
    assert push.person().event(FIRST)["SEQUENCE"] == 2


def test_nothing_about_health_is_sent_unless_asked_for(push: Sender, seen: Wire) -> None:
    push()
    text = "".join(request.body for request in seen.seen)
    assert "SUMMARY:Appointment" in text
    assert not any(word in text for word in ("Squat", "Rehab", "DESCRIPTION:Week", "strength"))
    done = push(titles=True)
    assert len(done.updated) == ALL
    assert "Rehab: " in sent(seen, "PUT")[0].body


def test_an_event_with_titles_says_who_approved_the_plan(push: Sender, place: Place) -> None:
    """It stands alone on the server: no calendar around it says so."""

    def told() -> list[str]:
        events = [person.event(key) for key in (FIRST, SECOND, THIRD)]
        return [str(event["DESCRIPTION"]).splitlines()[1] for event in events]

    push(titles=True)
    person = push.person()
    assert set(told()) == {"A draft: no clinician has approved it."}
    approve(
        place.programme, by="Ada Example", role="physiotherapist", on=dt.date(2027, 2, 26),
        store=place.location.name, catalog_dir=None,
    )  # fmt: skip
    assert len(push(titles=True).updated) == ALL
    assert set(told()) == {"Approved by Ada Example, physiotherapist, on Fri 26 Feb 2027."}
    assert push(titles=True).unchanged == ALL
    revised(place, w01_strength_0="07:45")
    assert len(push(titles=True).updated) == ALL
    assert all(text.startswith("No longer approved: it was changed after") for text in told())


def test_an_event_without_titles_says_nothing_of_an_approval(push: Sender, place: Place) -> None:
    push()
    approve(
        place.programme, by="Ada Example", role="physiotherapist", on=dt.date(2027, 2, 26),
        store=place.location.name, catalog_dir=None,
    )  # fmt: skip
    assert push().unchanged == ALL


def test_the_server_gives_back_what_every_reader_expects(push: Sender, place: Place) -> None:
    push()
    person = push.person()
    plan = small_plan()
    expected = JUDGES["icalendar"](to_ics(plan, MESSAGES, discreet=True))
    found = {}
    for path in person.paths.values():
        data = person.remote.read(path)[0].replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        for name in ("icalendar", "vobject", "ical"):
            times = JUDGES[name](data)
            assert all(expected[uid] == value for uid, value in times.items())
            found |= times
    assert found == expected


# What is read back is judged by the audit, which takes long and is the same for every server.
@pytest.mark.parametrize("server", ["radicale"], indirect=True, scope="module")
def test_moves_are_read_back_and_wait_for_the_next_revision(
    tmp_path: Path, server: Server, seen: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANNER_CALENDAR_PASSWORD", PASSWORD)
    place = moved.programme(tmp_path)
    access = Access(to=seen.url, user=server.user)
    with pytest.raises(BadInput, match="not sent to any yet"):
        pull_server(place, Access(user=server.user), by="person")
    push_programme(place, access)
    assert pull_server(place, access, by="person") == Pulled(programme=place.programme)
    person = Person(place, secret_of(server.user, PASSWORD))
    one, (first, second) = moved.evening(), moved.strength_pair()
    apart = (moved.start_of(first) - moved.start_of(second)).total_seconds() // 60 + 24 * 60
    person.edit(one.key, minutes=-60)
    person.edit(second.key, minutes=int(apart))
    person.edit(first.key, SUMMARY="Gym")
    seen.forget()
    found = pull_server(place, Access(), by="person")
    assert [told.key for told in found.accepted] == [one.key]
    assert [told.key for told in found.refused] == [second.key]
    # One look and the three that changed; nothing is written.
    assert [r.method for r in seen.seen] == ["PROPFIND", "GET", "GET", "GET"]
    again = pull_server(place, Access(), by="person")
    assert (again.accepted, again.before) == ((), (one.key,))
    done = push_programme(place, Access())
    assert (done.waiting, done.changed) == ((one.key,), tuple(sorted([first.key, second.key])))
    assert seen.writes() == []
    person.delete(one.key)
    gone = pull_server(place, Access(), by="person")
    assert one.key in [told.key for told in (*gone.accepted, *gone.refused) if told.wanted is None]
    person.remote._client.request(person.remote.url, "DELETE")


def test_vdirsyncer_takes_the_calendar_away_and_brings_changes_back(
    push: Sender, place: Place, tmp_path: Path, server: Server
) -> None:
    """The road of khal and other programs that keep a folder of files."""
    need(find_spec("vdirsyncer"), "vdirsyncer")
    push()
    url = server.url.rstrip("/") + urlsplit(push.person().remote.url).path
    collection = url.rstrip("/").rpartition("/")
    login = f'username = "{server.user}"\npassword = "{PASSWORD}"\n' if server.user else ""
    config = tmp_path / "vdirsyncer"
    config.write_text(
        f'[general]\nstatus_path = "{tmp_path}/status"\n[pair p]\na = "here"\nb = "there"\n'
        f'collections = ["{collection[2]}"]\nconflict_resolution = "b wins"\n'
        f'[storage here]\ntype = "filesystem"\npath = "{tmp_path}/folder"\nfileext = ".ics"\n'
        f'[storage there]\ntype = "caldav"\nurl = "{collection[0]}/"\n{login}'
    )
    folder = tmp_path / "folder" / collection[2]
    folder.mkdir(parents=True)

    def sync(*words: str) -> None:
        command = [BIN / "vdirsyncer", "-c", config, *words]
        subprocess.run(command, check=True, capture_output=True, input=b"y\ny\n", timeout=60)

    sync("discover")
    sync("sync")
    files = {file.name: file for file in folder.iterdir()}
    assert len(files) == ALL
    assert khal_of(folder, tmp_path) == JUDGES["icalendar"](
        to_ics(small_plan(), MESSAGES, discreet=True)
    )
    assert push().unchanged == ALL
    (moved_file,) = (f for f in files.values() if f.read_bytes().find(uid_of(FIRST)) >= 0)
    moved_file.write_bytes(
        moved_file.read_bytes().replace(b"T073000", b"T074500").replace(b"T080500", b"T082000")
    )
    sync("sync")
    revised(place, w01_strength_0="09:00", w01_strength_2="07:00")
    done = push()
    assert (done.changed, done.updated) == ((FIRST,), (SECOND,))
    sync("sync")
    (other,) = (f for f in folder.iterdir() if f.read_bytes().find(uid_of(SECOND)) >= 0)
    assert b"DTSTART;TZID=America/New_York:20270303T070000" in other.read_bytes()
    assert f"{push.person().event(FIRST).DTSTART:%H:%M}" == "07:45"


def uid_of(key: str) -> bytes:
    return event_uid(small_plan().plan_id, key).encode()


def khal_of(folder: Path, at: Path) -> Times:
    """What khal lists of a folder."""
    need(find_spec("khal"), "khal")
    return listed_by_khal(folder, at)


def test_the_command_line_says_what_was_done(place: Place, seen: Wire, server: Server) -> None:
    def run(*words: str | Path, code: int = 0) -> Result:
        command = ["--store", str(place.location.path), "calendar", *map(str, words)]
        result = CliRunner().invoke(main, command)
        assert result.exit_code == code, result.output
        assert PASSWORD not in result.output
        return result

    login = ("--user", server.user) if server.user else ()
    name = place.programme
    told = run("push", name, "--to", seen.url, *login).stdout
    assert f"{ALL} new, 0 changed, 0 removed, 0 as before" in told
    assert json.loads(run("push", name, "--json").stdout)["unchanged"] == ALL
    person = Person(place, secret_of(server.user, PASSWORD))
    person.edit(FIRST, minutes=30)
    told = run("push", name).stdout
    assert "left as they are\n  - strength on Mon 1 Mar 2027 at 07:30\n" in told
    assert f"planner calendar pull {name}" in told
    seen.fault = lambda _: (507, {}, b"")
    full = run("push", name, code=16)
    assert full.stdout == ""
    assert "your space there is full" in full.stderr
    run("push", name, "--to", "http://dav.example/", code=10)
    run("pull", name, "--to", "https://dav.example/", code=10)
    run("push", "nobody", code=10)
    seen.fault = None
    person.remote._client.request(person.remote.url, "DELETE")
