"""Passwords and tokens: from a private file, the environment or the keyring; never shown."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from planner.calendar_io.server.address import host_of
from planner.documents.source import read_bytes
from planner.errors import BadInput, Problem
from planner.told import told

PASSWORD, TOKEN = "PLANNER_CALENDAR_PASSWORD", "PLANNER_CALENDAR_TOKEN"
SERVICE = "rehab-planner"
_LARGEST = 16 * 1024
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class Secret:
    """What a server lets somebody in for; its text appears in no message, not even by mistake.

    Attributes:
        kind: `basic`, `bearer`, or `none` where nothing is asked for.
        user: name for `basic`.
        text: the password or the token.
    """

    def __init__(self, kind: str, user: str = "", text: str = "") -> None:
        self.kind = kind
        self.user = user
        self.text = text

    def __repr__(self) -> str:
        return f"Secret({self.kind})"


def secret_for(
    url: str,
    user: str | None,
    password_file: Path | None = None,
    token_file: Path | None = None,
    environment: Mapping[str, str] = os.environ,
) -> Secret:
    """The secret for a server, from the first place that has one: file, environment, keyring.

    A name asks for a password (basic); without one a token (bearer) is used if there is any.

    Raises:
        BadInput: a file may be read by others or is empty, or there is a name but no password.
    """
    if password_file is not None and token_file is not None:
        raise _bad("--token-file", told("give a password or a token, not both"))
    if token_file is not None:
        return Secret("bearer", text=_of_file(token_file))
    if user is None:
        if password_file is not None:
            raise _bad("--password-file", told("say whose password it is, with --user"))
        text = environment.get(TOKEN) or ""
        return Secret("bearer", text=_plain(TOKEN, text)) if text else Secret("none")
    if password_file is not None:
        return Secret("basic", user, _of_file(password_file))
    if environment.get(PASSWORD):
        return Secret("basic", user, _plain(PASSWORD, environment[PASSWORD]))
    account = f"{user}@{host_of(url)}"
    found = _of_keyring(account)
    if found:
        return Secret("basic", user, found)
    text = told(
        "there is no password for {account}; put it into the keyring (keyring set"
        " {service} {account}), a file that only you can read (--password-file) or"
        " {password}",
        account=account,
        service=SERVICE,
        password=PASSWORD,
    )
    raise _bad("--user", text)


def _of_file(path: Path) -> str:
    name = str(path)
    try:
        mode = path.stat().st_mode
    except OSError:
        mode = 0  # reading it says what is wrong
    if os.name == "posix" and mode & _OTHERS:
        raise _bad(name, told("others can read this file; run: chmod 600 {name}", name=name))
    data = read_bytes(path, _LARGEST, BadInput)
    try:
        text = data.decode().rstrip("\r\n")
    except UnicodeDecodeError:
        raise _bad(name, told("is no text in UTF-8")) from None
    return _plain(name, text)


def _plain(name: str, text: str) -> str:
    if not text:
        raise _bad(name, told("is empty"))
    if not text.isprintable():
        raise _bad(name, told("holds more than one line, or control characters"))
    return text


def _of_keyring(account: str) -> str | None:
    """None where there is no keyring, or nothing in it."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    try:
        return keyring.get_password(SERVICE, account)
    except (KeyringError, RuntimeError):  # locked, or no keyring on this machine
        return None


def _bad(named: str, text: str) -> BadInput:
    return BadInput([Problem(named, 0, "", text)])
