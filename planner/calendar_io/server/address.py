"""Addresses of servers: encrypted, or on this machine; without a password in them."""

from __future__ import annotations

import ipaddress
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from planner.errors import BadInput, Problem
from planner.told import told

_PORTS = {"https": 443, "http": 80}


def address_of(text: str, named: str = "--to") -> str:
    """The address if it may be used.

    Raises:
        BadInput: it is no web address, would send the password in the open, or holds one.
    """
    parts = _split(text)
    if parts is None or parts.scheme not in _PORTS or not parts.hostname:
        raise _bad(named, told("is no web address; it begins with https://"))
    if parts.username is not None or parts.password is not None:
        text = told("leave name and password out of the address; see --user and --password-file")
        raise _bad(named, text)
    if parts.scheme != "https" and not is_loopback(parts.hostname):
        raise _bad(named, told("would send your password in the open; use https://"))
    if parts.query or parts.fragment:
        raise _bad(named, told("leave out what follows '?' or '#'"))
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", "", ""))


def is_loopback(host: str) -> bool:
    """The host is this machine, without asking anybody for its name."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def origin(url: str) -> tuple[str, str, int]:
    """Scheme, host and port: who gets to see what is sent there."""
    parts = _split(url)
    if parts is None:
        return "", "", 0
    scheme = parts.scheme.lower()
    return scheme, (parts.hostname or "").lower(), parts.port or _PORTS.get(scheme, 0)


def host_of(url: str) -> str:
    """Host, with a port that is not the usual one: what messages call the server."""
    scheme, host, port = origin(url)
    return host if _PORTS.get(scheme) == port else f"{host}:{port}"


def path_of(url: str) -> str:
    """Path without percent signs: servers write the same one in different ways."""
    parts = _split(url)
    return unquote(parts.path) if parts is not None else ""


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts


def _bad(named: str, text: str) -> BadInput:
    return BadInput([Problem(named, 0, "", text)])
