"""Calendar servers on this machine for tests: real ones, and one that answers as it is told."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
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
