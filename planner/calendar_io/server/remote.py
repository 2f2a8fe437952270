"""A calendar on a server: what stands there, and single events read, written and removed."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit
from xml.sax.saxutils import escape

from msgspec import Struct

from planner.calendar_io import limits
from planner.calendar_io.server.address import path_of
from planner.calendar_io.server.faults import ServerFault, refused
from planner.calendar_io.server.secret import Secret
from planner.calendar_io.server.session import Guard
from planner.errors import PlannerError
from planner.told import later, told

_DAV, _CALDAV = "DAV:", "urn:ietf:params:xml:ns:caldav"
_PRINCIPAL, _HOME = f"{{{_DAV}}}current-user-principal", f"{{{_CALDAV}}}calendar-home-set"
_NAME, _ETAG = f"{{{_DAV}}}displayname", f"{{{_DAV}}}getetag"
_TYPE, _IS_CALENDAR = f"{{{_DAV}}}resourcetype", f"{{{_CALDAV}}}calendar"
_XML = (
    f'<?xml version="1.0" encoding="utf-8"?><{{}} xmlns:d="{_DAV}" xmlns:c="{_CALDAV}">{{}}</{{}}>'
)
_WHERE = "<d:resourcetype/><d:displayname/><d:current-user-principal/><c:calendar-home-set/>"
_MISSING = later(
    "the part for calendar servers is not installed; run: pip install 'rehab-planner[caldav]'"
)


class Listed(Struct, frozen=True):
    """A resource of a calendar by its path (without percent signs), and its version."""

    path: str
    etag: str


class Remote:
    """A calendar on a server.

    Attributes:
        name: what messages call the server.
        url: of the calendar.
    """

    def __init__(self, client: Any, guard: Guard, url: str) -> None:  # noqa: ANN401
        self._client = client
        self.name = guard.name
        self.url = url if url.endswith("/") else f"{url}/"

    def at(self, url: str) -> Remote:
        """Another calendar of the same server."""
        return Remote(self._client, self._client.session, url)

    def listing(self) -> tuple[Listed, ...]:
        """Every event of the calendar with its version: one request.

        Raises:
            ServerFault: the server cannot be read, or does not tell versions.
        """
        found = [
            Listed(str(part.href), str(part.properties.get(_ETAG) or ""))
            for part in self.found(self.url, "1", "<d:getetag/>")
            if path_of(self.url).rstrip("/") != str(part.href).rstrip("/")
        ]
        if len(found) > limits.LISTED:
            raise ServerFault(
                self.name,
                told("the calendar holds more than {most} entries", most=limits.LISTED),
            )
        if any(not entry.etag for entry in found):
            text = told("it tells no versions (ETag); your own changes could be overwritten")
            raise ServerFault(self.name, text)
        return tuple(found)

    def read(self, path: str) -> tuple[bytes, str] | None:
        """An event and its version; None if it is gone."""
        answer = self._send("GET", self._url(path))
        if answer.status == 404:
            return None
        self._refuse(answer.status)
        return _bytes(answer), str(answer.headers.get("ETag") or "")

    def write(self, path: str, data: bytes, etag: str) -> tuple[bool, str]:
        """Write an event if it is still at the version `etag` (empty: if there is none).

        Returns:
            Whether it was written, and the version that it has now (empty if not told).
        """
        headers = {"Content-Type": "text/calendar; charset=utf-8"}
        headers |= {"If-Match": etag} if etag else {"If-None-Match": "*"}
        answer = self._send("PUT", self._url(path), data.decode(), headers)
        if answer.status in (409, 412):
            return False, ""
        self._refuse(answer.status)
        return True, str(answer.headers.get("ETag") or "")

    def remove(self, path: str, etag: str) -> bool:
        """Remove an event if it is still at the version `etag`; True also if it was gone."""
        answer = self._send("DELETE", self._url(path), "", {"If-Match": etag})
        if answer.status == 412:
            return False
        if answer.status != 404:
            self._refuse(answer.status)
        return True

    def make(self, name: str) -> None:
        """Make the calendar, for events, under a name that people see."""
        named = f"<d:displayname>{escape(name)}</d:displayname>"
        kinds = "<c:supported-calendar-component-set><c:comp name='VEVENT'/>"
        body = f"{named}{kinds}</c:supported-calendar-component-set>"
        text = _body("c:mkcalendar", f"<d:set><d:prop>{body}</d:prop></d:set>")
        self._refuse(self._send("MKCALENDAR", self.url, text).status)

    def found(self, url: str, depth: str, wanted: str) -> list[Any]:
        """Properties of a resource (depth 0), or also of what is in it (depth 1)."""
        text = _body("d:propfind", f"<d:prop>{wanted}</d:prop>")
        headers = {"Depth": depth, "Content-Type": "application/xml; charset=utf-8"}
        answer = self._send("PROPFIND", url, text, headers)
        self._refuse(answer.status)
        if answer.status != 207:
            raise ServerFault(
                self.name, told("this address is not that of a calendar server; check it")
            )
        with self._understood():
            return list(answer.parse_propfind())

    def url_of(self, path: str) -> str:
        """The address of a path on this server."""
        return self._url(path)

    def _url(self, path: str) -> str:
        parts = urlsplit(self.url)
        return urlunsplit((parts.scheme, parts.netloc, quote(path, safe="/@:+,~"), "", ""))

    def _send(
        self, method: str, url: str, body: str = "", headers: dict[str, str] | None = None
    ) -> Any:  # noqa: ANN401
        with self._understood():
            return self._client.request(url, method, body, headers or {})

    def _refuse(self, status: int) -> None:
        if status >= 400:
            raise refused(self.name, status)

    @contextmanager
    def _understood(self) -> Iterator[None]:
        """Whatever the library cannot make sense of is the server's fault, in words."""
        try:
            yield
        except PlannerError:
            raise
        except Exception as error:
            # Broken answers surface in many ways; the words of the error may hold addresses.
            text = told("its answer cannot be read ({kind})", kind=type(error).__name__)
            raise ServerFault(self.name, text) from None


def connect(url: str, secret: Secret) -> Remote:
    """A server at an address that was checked; nothing is sent yet.

    Raises:
        PlannerError: the library for servers is not installed.
    """
    try:
        from caldav.davclient import DAVClient
    except ImportError:
        raise PlannerError(told(_MISSING)) from None
    # The library logs whole answers; what matters of them is said by us.
    logging.getLogger("caldav").addHandler(logging.NullHandler())
    logging.getLogger("caldav").propagate = False
    client: Any = DAVClient(
        url=url,
        username=secret.user or None,
        password=secret.text or None,
        auth_type=None if secret.kind == "none" else secret.kind,
        timeout=int(limits.SILENCE_SECONDS),
        enable_rfc6764=False,
        huge_tree=False,
    )
    guard = Guard(client.session, url)
    client.session = guard
    return Remote(client, guard, url)


def open_calendar(server: Remote, name: str | None, own_name: str, own_id: str) -> Remote:
    """The calendar that is meant.

    Args:
        server: at the address that the person gave: of a calendar, or of a server.
        name: of a calendar of the person; None for the one at the address, or an own one.
        own_name: shown name of the calendar that is made where none was named.
        own_id: last part of the address of one that is made.

    Raises:
        ServerFault: there is no calendar of this name, or none can be made.
    """
    here = server.found(server.url, "0", _WHERE)
    properties = here[0].properties if here else {}
    if name is None and _is_calendar(properties):
        return server
    home = _home(server, properties)
    found = server.found(home, "1", _WHERE)
    calendars = [part for part in found if _is_calendar(part.properties)]
    own = server.at(f"{home.rstrip('/')}/{own_id}/")
    if name is None:
        is_there = any(str(c.href).rstrip("/") == path_of(own.url).rstrip("/") for c in calendars)
        if not is_there:
            own.make(own_name)
        return own
    named = [part for part in calendars if str(part.properties.get(_NAME) or "") == name]
    if len(named) == 1:
        return server.at(server.url_of(str(named[0].href)))
    if named:
        text = told(
            "it has {count} calendars called '{name}'; name the address of one with --to",
            count=len(named),
            name=name,
        )
        raise ServerFault(server.name, text)
    own.make(name)
    return own


def name_of(remote: Remote) -> str:
    """What the server calls the calendar; empty if it has no name."""
    found = remote.found(remote.url, "0", "<d:displayname/>")
    return str(found[0].properties.get(_NAME) or "") if found else ""


def _home(server: Remote, properties: Any) -> str:  # noqa: ANN401
    """Address of the folder that holds the calendars of the person."""
    for _ in range(limits.REDIRECTS):
        if properties.get(_HOME):
            return server.url_of(str(properties[_HOME]))
        principal = properties.get(_PRINCIPAL)
        if not principal:
            break
        found = server.found(server.url_of(str(principal)), "0", _WHERE)
        properties = found[0].properties if found else {}
    text = told(
        "it does not say where your calendars are; name the address of a calendar with --to"
    )
    raise ServerFault(server.name, text)


def _is_calendar(properties: Any) -> bool:  # noqa: ANN401
    return _IS_CALENDAR in (properties.get(_TYPE) or ())


def _body(element: str, inner: str) -> str:
    return _XML.format(element, inner, element)


def _bytes(answer: Any) -> bytes:  # noqa: ANN401
    raw: Any = answer.raw
    return raw if isinstance(raw, bytes) else str(raw).encode()
