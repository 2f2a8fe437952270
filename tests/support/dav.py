"""Calendar servers on this machine for tests: real ones, and one that answers as it is told."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path

from tests.support.calendar_readers import need

USER, PASSWORD, TOKEN = "pat", "secret-4711", "token-4711"
BIN = Path(sys.executable).parent
START_S = 20


@dataclass
class Server:
    """A running server.

    Attributes:
        url: address of the server.
        user: to log in with; None where nobody asks.
    """

    url: str
    user: str | None = None
    name: str = ""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextlib.contextmanager
def running(command: list[str | Path], port: int, log: Path) -> Iterator[None]:
    """A server process that listens; it is ended by its own id."""
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
    try:
        end = time.monotonic() + START_S
        while True:
            assert process.poll() is None, log.read_text("utf-8")
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
                break
            assert time.monotonic() < end, log.read_text("utf-8")
            time.sleep(0.02)
        yield
    finally:
        process.terminate()
        process.wait(START_S)


@contextlib.contextmanager
def radicale(folder: Path) -> Iterator[Server]:
    need(find_spec("radicale"), "Radicale")
    port = free_port()
    users, config = folder / "users", folder / "config"
    users.write_text(f"{USER}:{PASSWORD}\n")
    config.write_text(
        f"[server]\nhosts = 127.0.0.1:{port}\n[auth]\ntype = htpasswd\nhtpasswd_filename = {users}\n"
        f"htpasswd_encryption = plain\ndelay = 0\n[storage]\nfilesystem_folder = {folder}/store\n"
        f"[logging]\nlevel = warning\n"
    )
    command = [sys.executable, "-m", "radicale", "--config", config]
    with running(command, port, folder / "log"):
        yield Server(f"http://127.0.0.1:{port}/", USER, "radicale")


@contextlib.contextmanager
def xandikos(folder: Path) -> Iterator[Server]:
    need(find_spec("xandikos"), "Xandikos")
    port = free_port()
    command = [
        BIN / "xandikos", "serve", "-l", "127.0.0.1", "-p", str(port), "-d", folder / "store",
        "--autocreate", "--current-user-principal", f"/{USER}/", "--no-detect-systemd",
        "--state-dir", folder / "state",
    ]  # fmt: skip
    with running(command, port, folder / "log"):
        yield Server(f"http://127.0.0.1:{port}/", None, "xandikos")


REAL: dict[str, Callable[[Path], contextlib.AbstractContextManager[Server]]] = {
    "radicale": radicale,
    "xandikos": xandikos,
}


@dataclass
class Request:
    """A request as it went over the wire, and the status of its answer."""

    method: str
    path: str
    headers: dict[str, str]
    body: str
    status: int = 0

    @property
    def sequence(self) -> int | None:
        found = [line for line in self.body.splitlines() if line.startswith("SEQUENCE:")]
        return int(found[0].partition(":")[2]) if found else None


# A raw answer instead of the server's: status, headers, body; None lets the request through.
Answer = tuple[int, dict[str, str], bytes]
Fault = Callable[[Request], Answer | None]


@dataclass
class Wire:
    """What stands between a client and a server: it sees every request, and may answer itself.

    Attributes:
        seen: every request, in order.
        fault: asked before a request goes on.
        after: as `fault`, once the server has done what was asked; its answer is lost.
    """

    url: str
    seen: list[Request] = field(default_factory=list)
    fault: Fault | None = None
    after: Fault | None = None

    def writes(self) -> list[Request]:
        return [r for r in self.seen if r.method in ("PUT", "DELETE", "MKCALENDAR")]

    def forget(self) -> None:
        self.seen.clear()


@contextlib.contextmanager
def wire(server: str | None = None) -> Iterator[Wire]:
    """A wire to a server; without one, every request is answered by `fault`."""
    found = Wire("")
    host = server.split("/")[2] if server else ""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            pass

        def _any(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            data = self.rfile.read(size)
            request = Request(
                self.command, self.path, dict(self.headers.items()), data.decode("utf-8", "replace")
            )
            found.seen.append(request)
            answer = found.fault(request) if found.fault else None
            if answer is None:
                answer = forwarded(host, request, data)
                lost = found.after(request) if found.after else None
                answer = lost or answer
            self._answer(request, answer)

        def _answer(self, request: Request, answer: Answer) -> None:
            request.status, headers, body = answer
            if request.status == BROKEN:
                self.connection.shutdown(socket.SHUT_RDWR)
                self.close_connection = True
                return
            self.send_response(request.status)
            for name, value in headers.items():
                self.send_header(name, value)
            if "Content-Length" not in headers:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with contextlib.suppress(OSError):
                self.wfile.write(body)

        do_GET = do_PUT = do_DELETE = do_PROPFIND = do_MKCALENDAR = do_REPORT = _any
        do_OPTIONS = do_HEAD = do_PROPPATCH = do_MKCOL = do_POST = _any

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    found.url = f"http://127.0.0.1:{httpd.server_address[1]}/"
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield found
    finally:
        httpd.shutdown()
        thread.join()
        httpd.server_close()


# The connection ends without an answer.
BROKEN = -1
_HOP = {"transfer-encoding", "connection", "content-length", "host", "keep-alive", "date", "server"}


def forwarded(host: str, request: Request, data: bytes) -> Answer:
    client = HTTPConnection(host, timeout=START_S)
    headers = {k: v for k, v in request.headers.items() if k.lower() not in _HOP}
    client.request(request.method, request.path, body=data or None, headers=headers)
    answer = client.getresponse()
    kept = {k: v for k, v in answer.getheaders() if k.lower() not in _HOP}
    body = answer.read()
    client.close()
    return answer.status, kept, body
