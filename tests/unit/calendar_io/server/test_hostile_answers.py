"""Whatever a server answers: one clear sentence, in bounded time and memory, and nothing is lost."""

from __future__ import annotations

import contextlib
import gzip
import logging
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from planner.calendar_io import limits
from planner.calendar_io.server import ServerFault
from planner.calendar_io.server.session import Guard
from planner.errors import BadInput, ExitCode
from planner.store import open_store
from planner.workflow.programme.linked import Access
from planner.workflow.programme.place import Place
from planner.workflow.programme.push import push_programme
from tests.support.calendar_readers import need
from tests.support.dav import BROKEN, PASSWORD, USER, Answer, Request, Wire, wire
from tests.support.sent import begun

ALL = 5
XML = {"Content-Type": "application/xml; charset=utf-8"}
RESPONSE = (
    "<d:response><d:href>{href}</d:href><d:propstat><d:prop>{prop}</d:prop>"
    "<d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>"
)
CALENDAR = "<d:resourcetype><d:collection/><c:calendar/></d:resourcetype><d:getetag>x</d:getetag>"


def multistatus(*responses: str) -> Answer:
    body = "".join(responses)
    text = f'<d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">{body}</d:multistatus>'
    return 207, XML, text.encode()


def plain(request: Request) -> Answer | None:
    """An empty calendar at every address, that takes everything."""
    if request.method == "PROPFIND":
        return multistatus(RESPONSE.format(href=request.path, prop=CALENDAR))
    return 201, {"ETag": f'"{request.path}"'}, b""


def always(status: int, headers: dict[str, str] | None = None, body: bytes = b"") -> Callable:
    return lambda _: (status, headers or {}, body)


def on(method: str, answer: Callable) -> Callable:
    return lambda request: answer(request) if request.method == method else plain(request)


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><d:multistatus xmlns:d='DAV:'>&j;</d:multistatus>"
)
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><d:multistatus xmlns:d="DAV:">&a;</d:multistatus>'
UTF7 = b'<?xml version="1.0" encoding="utf-7"?>+ADwAIQ-DOCTYPE x+AD4-<x/>'
ANSWERS = {
    "401": (always(401), r"name or the password is wrong.*\[401\]"),
    "403": (on("PUT", always(403)), r"does not allow this.*\[403\]"),
    "404": (always(404), r"nothing at this address.*\[404\]"),
    "405 for PROPFIND": (always(405), r"takes no calendars.*\[405\]"),
    "413": (on("PUT", always(413)), "too large"),
    "423": (on("PUT", always(423)), "locked"),
    "429": (on("PUT", always(429)), "fewer requests"),
    "500": (on("PUT", always(500)), r"answered with a fault \(500\)"),
    "503": (always(503), "not available now"),
    "507": (on("PUT", always(507)), r"your space there is full.*\[507\]"),
    "200 instead of 207": (always(200, XML, b"<x/>"), "not that of a calendar server"),
    "a web page": (always(200, {"Content-Type": "text/html"}, b"<!DOCTYPE html><html>"), "web page"),
    "redirect to another server": (
        always(301, {"Location": "https://elsewhere.example/dav/"}),
        r"another server \(elsewhere\.example\); nothing was sent there",
    ),
    "redirect to a file": (always(302, {"Location": "file:///etc/passwd"}), "another server"),
    "redirect without end": (
        lambda request: (308, {"Location": request.path + "x/"}, b""), "from address to address",
    ),
    "entities that grow": (always(207, XML, BOMB), "declares XML entities"),
    "entity from a file": (always(207, XML, OUTSIDE), "declares XML entities"),
    "another encoding": (always(207, XML, UTF7), "declares XML entities"),
    "UTF-16": (always(207, XML, OUTSIDE.decode().encode("utf-16")), "declares XML entities"),
    "deep nesting": (always(207, XML, b"<a>" * 100_000 + b"</a>" * 100_000), "cannot be read"),
    "broken XML": (always(207, XML, b"<d:multistatus"), "cannot be read"),
    "no XML": (always(207, XML, b"\xff\xfe\x00garbage"), "cannot be read|declares XML"),
    "empty": (always(207, XML, b""), "cannot be read|does not say"),
    "too large": (always(207, XML, b"<a>" + b" " * (limits.ANSWER_BYTES + 1)), "too large"),
    "packed": (
        always(207, XML | {"Content-Encoding": "gzip"}, gzip.compress(b"a" * 50_000_000)), "packed",
    ),
    "no answer": (always(BROKEN), "ended the connection"),
    "no versions": (
        lambda request: multistatus(
            RESPONSE.format(href=request.path, prop=CALENDAR),
            RESPONSE.format(href=request.path + "a.ics", prop="<d:displayname>a</d:displayname>"),
        ),
        "tells no versions",
    ),
    "too many entries": (
        lambda request: multistatus(
            RESPONSE.format(href=request.path, prop=CALENDAR),
            *(f"<d:response><d:href>/{n}</d:href></d:response>" for n in range(limits.LISTED + 1)),
        ),
        "holds more than",
    ),
    "no calendars anywhere": (
        lambda request: multistatus(RESPONSE.format(href=request.path, prop="<d:resourcetype/>")),
        "does not say where your calendars are",
    ),
    "a principal without end": (
        lambda request: multistatus(RESPONSE.format(
            href=request.path,
            prop=f"<d:current-user-principal><d:href>{request.path}x/</d:href></d:current-user-principal>",
        )),
        "does not say where your calendars are",
    ),
}  # fmt: skip


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Wire]:
    monkeypatch.setattr(limits, "BUSY_SECONDS", (0.0,))
    monkeypatch.setenv("PLANNER_CALENDAR_PASSWORD", PASSWORD)
    with wire() as found:
        yield found


@pytest.fixture(scope="module")
def programme(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return begun(tmp_path_factory.mktemp("hostile"))


@pytest.mark.parametrize("name", ANSWERS)
def test_each_ends_in_one_sentence(name: str, server: Wire, tmp_path: Path) -> None:
    place = begun(tmp_path)
    server.fault, sentence = ANSWERS[name]
    begin = time.monotonic()
    with pytest.raises(ServerFault, match=sentence) as told:
        push_programme(place, Access(to=server.url, user=USER))
    assert told.value.exit_code == ExitCode.SERVER == 16
    assert "\n" not in str(told.value)
    assert PASSWORD not in str(told.value)
    assert time.monotonic() - begin < 20
    # Whatever it was, once the server is well again everything arrives.
    server.fault = plain
    assert len(push_programme(place, Access(to=server.url, user=USER)).created) == ALL


def test_what_is_refused_was_never_asked_of_another_server(server: Wire, programme: Place) -> None:
    with wire() as other:
        other.fault = plain
        server.fault = always(307, {"Location": other.url})
        with pytest.raises(ServerFault, match="another server"):
            push_programme(programme, Access(to=server.url, user=USER))
        assert other.seen == []


def test_a_redirect_on_the_same_server_is_followed(server: Wire, programme: Place) -> None:
    def answer(request: Request) -> Answer | None:
        return (301, {"Location": "/dav/"}, b"") if request.path == "/" else plain(request)

    server.fault = answer
    assert len(push_programme(programme, Access(to=server.url, user=USER)).created) == ALL


def test_a_server_that_is_busy_for_a_moment_is_asked_again(server: Wire, tmp_path: Path) -> None:
    busy = iter([503, 423])

    def answer(request: Request) -> Answer | None:
        status = next(busy, None) if request.method == "PUT" else None
        return (status, {}, b"") if status and len(server.seen) % 2 else plain(request)

    server.fault = answer
    assert len(push_programme(begun(tmp_path), Access(to=server.url, user=USER)).created) == ALL


@pytest.mark.parametrize("kind", ["silent", "slow"])
def test_a_server_that_never_ends_is_left(
    kind: str, programme: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "ANSWER_SECONDS", 1.0)
    monkeypatch.setattr(limits, "SILENCE_SECONDS", 0.5 if kind == "silent" else 30)
    monkeypatch.setenv("PLANNER_CALENDAR_PASSWORD", PASSWORD)
    stop = threading.Event()

    def serve(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(65536)
            while kind == "slow" and not stop.wait(0.1):
                try:
                    connection.sendall(b"H")
                except OSError:
                    return
            stop.wait(20)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, args=(listener,))
        thread.start()
        begin = time.monotonic()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        try:
            with pytest.raises(ServerFault, match=r"does not answer|takes too long|cannot be read"):
                push_programme(programme, Access(to=url, user=USER))
            assert time.monotonic() - begin < 10
        finally:
            stop.set()
            thread.join()


def test_nobody_is_there(programme: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_CALENDAR_PASSWORD", PASSWORD)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(ServerFault, match="cannot be reached"):
        push_programme(programme, Access(to=f"http://127.0.0.1:{port}/", user=USER))


def test_a_calendar_that_is_gone_is_made_anew_only_on_request(server: Wire, tmp_path: Path) -> None:
    place = begun(tmp_path)
    server.fault = plain
    push_programme(place, Access(to=server.url, user=USER))
    gone = iter([1])

    def answer(request: Request) -> Answer | None:
        return (404, {}, b"") if next(gone, None) else plain(request)

    server.fault = answer
    with pytest.raises(ServerFault, match="the calendar is gone; to make it anew, say --to http"):
        push_programme(place, Access(user=USER))
    gone = iter([1])
    assert len(push_programme(place, Access(to=server.url, user=USER)).created) == ALL


def test_the_password_is_nowhere(
    server: Wire,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    place = begun(tmp_path)
    server.fault = plain
    with caplog.at_level(logging.DEBUG):
        push_programme(place, Access(to=server.url, user=USER))
    assert all(r.headers["Authorization"].startswith("Basic ") for r in server.seen)
    out, err = capfd.readouterr()
    stored = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    encoded = server.seen[0].headers["Authorization"].removeprefix("Basic ")
    for secret in (PASSWORD, encoded):
        assert secret not in out + err + caplog.text
        assert secret.encode() not in stored
    with open_store(place.location, create=False) as store:
        (found,) = store.calendars(place.programme)
    assert found.calendar.user == USER


def test_a_token_is_sent_as_one(server: Wire, programme: Place, tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("tok-123\n")
    file.chmod(0o600)
    server.fault = plain
    push_programme(programme, Access(to=server.url, token_file=file))
    assert {r.headers["Authorization"] for r in server.seen} == {"Bearer tok-123"}


def test_a_secret_in_the_address_is_refused(programme: Place) -> None:
    with pytest.raises(BadInput, match="leave name and password out") as told:
        push_programme(programme, Access(to="https://pat:secret-4711@dav.example/"))
    assert PASSWORD not in str(told.value)


class Session:
    """An HTTP library that answers with one redirect."""

    trust_env = True

    def __init__(self, location: str) -> None:
        self.location = location
        self.asked: list[str] = []

    def request(self, _: str, url: str, **__: object) -> SimpleNamespace:
        self.asked.append(url)
        headers = {"Location": self.location}
        return SimpleNamespace(status_code=301, headers=headers, close=lambda: None)


@pytest.mark.parametrize(("location", "reason"), [
    ("http://dav.example/", "not encrypted"), ("http://127.0.0.1/", "not encrypted"),
    ("https://dav.example:8443/", "another server"), ("//other.example/", "another server"),
    ("https://dav.example@other.example/", "another server"),
])  # fmt: skip
def test_from_an_encrypted_server_nothing_leads_elsewhere(location: str, reason: str) -> None:
    session = Session(location)
    with pytest.raises(ServerFault, match=reason):
        Guard(session, "https://dav.example/").request("PROPFIND", "https://dav.example/")
    assert session.asked == ["https://dav.example/"]


def test_a_proxy_sees_nothing_that_is_sent_to_this_machine() -> None:
    local, remote = Session(""), Session("")
    Guard(local, "http://127.0.0.1:5232/")
    Guard(remote, "https://dav.example/")
    assert (local.trust_env, remote.trust_env) == (False, True)


def test_a_certificate_of_nobody_is_not_trusted(programme: Place, tmp_path: Path) -> None:
    need(shutil.which("openssl"), "openssl")
    key, certificate = tmp_path / "key", tmp_path / "certificate"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
               "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out",
               certificate]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    seen: list[bytes] = []

    def serve(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with contextlib.suppress(OSError), context.wrap_socket(connection, server_side=True) as way:
            seen.append(way.recv(65536))

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, args=(listener,))
        thread.start()
        url = f"https://127.0.0.1:{listener.getsockname()[1]}/"
        file = tmp_path / "token"
        file.write_text("tok-123")
        file.chmod(0o600)
        with pytest.raises(ServerFault, match="certificate cannot be trusted; nothing was sent"):
            push_programme(programme, Access(to=url, token_file=file))
        thread.join()
    assert b"".join(seen) == b""
