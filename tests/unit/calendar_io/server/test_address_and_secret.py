"""Where a password may go, and where it comes from."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

from planner.calendar_io.server import address_of, connect, secret_for
from planner.calendar_io.server.secret import PASSWORD, TOKEN, Secret
from planner.errors import BadInput, PlannerError

URL = "https://dav.example/"


@pytest.mark.parametrize(("given", "used"), [
    ("https://dav.example", "https://dav.example/"),
    ("https://dav.example:8443/a/b%20c/", "https://dav.example:8443/a/b%20c/"),
    ("http://127.0.0.1:5232/pat/", "http://127.0.0.1:5232/pat/"),
    ("http://[::1]:5232/", "http://[::1]:5232/"),
    ("http://localhost/", "http://localhost/"),
])  # fmt: skip
def test_encrypted_or_on_this_machine(given: str, used: str) -> None:
    assert address_of(given) == used


@pytest.mark.parametrize(("given", "reason"), [
    ("http://dav.example/", "in the open"), ("http://127.0.0.1.example/", "in the open"),
    ("http://localhost.example/", "in the open"), ("http://2130706433/", "in the open"),
    ("ftp://dav.example/", "no web address"), ("dav.example", "no web address"),
    ("https://", "no web address"), ("https://dav.example:x/", "no web address"),
    ("https://[::1/", "no web address"), ("file:///etc/passwd", "no web address"),
    ("https://pat@dav.example/", "leave name and password out"),
    ("https://dav.example/?token=1", "leave out what follows"),
])  # fmt: skip
def test_everything_else_is_refused(given: str, reason: str) -> None:
    with pytest.raises(BadInput, match=f"--to: {reason}|--to: .*{reason}"):
        address_of(given)


def private(path: Path, text: str, mode: int = 0o600) -> Path:
    path.write_text(text)
    path.chmod(mode)
    return path


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str], str]:
    kept: dict[tuple[str, str], str] = {}
    module, errors = ModuleType("keyring"), ModuleType("keyring.errors")
    errors.KeyringError = RuntimeError
    module.get_password = lambda service, account: kept.get((service, account))
    monkeypatch.setitem(sys.modules, "keyring", module)
    monkeypatch.setitem(sys.modules, "keyring.errors", errors)
    return kept


def test_file_before_environment_before_keyring(tmp_path: Path, keyring) -> None:
    keyring["rehab-planner", "pat@dav.example"] = "of the keyring"
    file = private(tmp_path / "p", "of the file\n")
    env = {PASSWORD: "of the environment", TOKEN: "t"}
    found = [
        secret_for(URL, "pat", password_file=file, environment=env),
        secret_for(URL, "pat", environment=env),
        secret_for(URL, "pat", environment={}),
        secret_for(URL, None, environment=env),
        secret_for(URL, None, token_file=file, environment=env),
        secret_for(URL, None, environment={}),
    ]
    assert [(s.kind, s.text) for s in found] == [
        ("basic", "of the file"), ("basic", "of the environment"), ("basic", "of the keyring"),
        ("bearer", "t"), ("bearer", "of the file"), ("none", ""),
    ]  # fmt: skip


def test_without_a_password_it_is_said_where_to_put_one(keyring) -> None:
    text = r"no password for pat@dav\.example:99; .*keyring set rehab-planner pat@dav\.example:99"
    with pytest.raises(BadInput, match=text):
        secret_for("https://dav.example:99/", "pat", environment={})


def test_a_keyring_that_is_locked_is_none(monkeypatch: pytest.MonkeyPatch, keyring) -> None:
    def locked(*_: str) -> None:
        raise RuntimeError("locked")

    monkeypatch.setattr(sys.modules["keyring"], "get_password", locked)
    with pytest.raises(BadInput, match="no password"):
        secret_for(URL, "pat", environment={})


@pytest.mark.parametrize(("text", "mode", "reason"), [
    ("secret", 0o640, "others can read this file; run: chmod 600"), ("secret", 0o604, "chmod 600"),
    ("", 0o600, "is empty"), ("\n", 0o600, "is empty"),
    ("a\nb", 0o600, "more than one line"), ("a\r\nX: y", 0o600, "more than one line"),
    ("a\x00b", 0o600, "control characters"),
])  # fmt: skip
def test_a_file_that_will_not_do(tmp_path: Path, text: str, mode: int, reason: str) -> None:
    file = private(tmp_path / "p", text, mode)
    with pytest.raises(BadInput, match=reason) as told:
        secret_for(URL, "pat", password_file=file)
    assert "secret" not in str(told.value)


def test_a_file_that_is_not_there_or_asks_for_two_things(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no such file"):
        secret_for(URL, "pat", password_file=tmp_path / "none")
    file = private(tmp_path / "p", "x")
    with pytest.raises(BadInput, match="not both"):
        secret_for(URL, "pat", password_file=file, token_file=file)
    with pytest.raises(BadInput, match="say whose password"):
        secret_for(URL, None, password_file=file)


def test_a_secret_does_not_show_itself() -> None:
    assert (
        "geheim" not in f"{Secret('basic', 'pat', 'geheim')!r} {Secret('basic', 'pat', 'geheim')}"
    )


def test_without_the_library_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "caldav.davclient", None)
    with pytest.raises(PlannerError, match=r"pip install 'rehab-planner\[caldav\]'"):
        connect(URL, Secret("none"))
