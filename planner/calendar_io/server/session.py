"""Every request to a server goes through here: same server, bounded answers, bounded time."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from contextvars import copy_context
from functools import partial
from typing import Any
from urllib.parse import urljoin

from planner.calendar_io import limits
from planner.calendar_io.server.address import host_of, is_loopback, origin
from planner.calendar_io.server.faults import ServerFault, refused
from planner.told import told

_MOVED = (301, 302, 303, 307, 308)
# What the caller decides about: not there, not like this, changed meanwhile.
_ANSWERS = (404, 409, 412)
_BUSY = (423, 429, 503)
_CHUNK = 64 * 1024
# No answer of a calendar server needs these; they can grow without end or be read in two ways.
_DECLARED = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"<\?xml[^>]{0,200}encoding\s*=\s*[\"'](?!utf-?8[\"'])", re.IGNORECASE)


class Guard:
    """A session of the HTTP library that sends only to one server and reads only so much.

    It stands in for the session of the caldav library, which reads whole answers, follows any
    redirect and reads the environment.
    """

    def __init__(self, session: Any, url: str) -> None:  # noqa: ANN401
        self._session = session
        self._origin = origin(url)
        self.name = host_of(url)
        # A proxy must not see what is sent to this machine.
        session.trust_env = not is_loopback(self._origin[1])

    def request(self, method: str, url: str, **options: Any) -> Any:  # noqa: ANN401
        """The whole answer.

        Raises:
            ServerFault: no answer, one that may not be read, or a status that ends the work.
        """
        for _ in range(limits.REDIRECTS + 1):
            self._refuse_others(url)
            answer = self._patiently(method, url, options)
            if answer.status_code not in _MOVED:
                break
            url = urljoin(url, answer.headers.get("Location") or "")
        else:
            raise ServerFault(
                self.name, told("it sends us from address to address; check the address")
            )
        if answer.status_code >= 400 and answer.status_code not in _ANSWERS:
            raise refused(self.name, answer.status_code)
        return answer

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def _refuse_others(self, url: str) -> None:
        found = origin(url)
        if found == self._origin:
            return
        if found[0] != "https" and self._origin[0] == "https":
            text = told("it sends us to an address that is not encrypted; nothing was sent there")
        else:
            text = told(
                "it sends us to another server ({host}); nothing was sent there. If that is"
                " right, name its address with --to",
                host=host_of(url),
            )
        raise ServerFault(self.name, text)

    def _patiently(self, method: str, url: str, options: dict[str, Any]) -> Any:  # noqa: ANN401
        """The answer; a server that is busy for a moment is asked again."""
        for seconds in limits.BUSY_SECONDS:
            answer = self._within_time(method, url, dict(options))
            if answer.status_code not in _BUSY:
                return answer
            time.sleep(seconds)
        return self._within_time(method, url, dict(options))

    def _within_time(self, method: str, url: str, options: dict[str, Any]) -> Any:  # noqa: ANN401
        """The answer, or the end of patience: a server can be slow in ways no timeout sees."""
        done: list[Any] = []
        # A thread of its own would not know which language is spoken.
        spoken = copy_context()
        work = partial(spoken.run, self._answer, method, url, options)
        worker = threading.Thread(target=_keep, args=(done, work), daemon=True)
        worker.start()
        worker.join(limits.ANSWER_SECONDS)
        if not done:
            raise ServerFault(self.name, told("it takes too long to answer; try again later"))
        if isinstance(done[0], ServerFault):
            raise done[0]
        if isinstance(done[0], Exception):
            raise ServerFault(self.name, _reason(done[0])) from None
        return done[0]

    def _answer(self, method: str, url: str, options: dict[str, Any]) -> Any:  # noqa: ANN401
        headers = {**dict(options.pop("headers", None) or {}), "Accept-Encoding": "identity"}
        options |= {"timeout": limits.SILENCE_SECONDS, "allow_redirects": False, "stream": True}
        answer = self._session.request(method, url, headers=headers, **options)
        body = b"" if answer.status_code in _MOVED else self._body(answer)
        answer._content, answer._content_consumed = body, True
        answer.close()
        return answer

    def _body(self, answer: Any) -> bytes:  # noqa: ANN401
        if answer.headers.get("Content-Encoding", "identity").lower() not in ("identity", ""):
            raise ServerFault(
                self.name, told("its answer is packed, although we asked for it plain")
            )
        until = time.monotonic() + limits.ANSWER_SECONDS
        body = bytearray()
        for chunk in answer.iter_content(_CHUNK):
            body += chunk
            if len(body) > limits.ANSWER_BYTES:
                raise ServerFault(
                    self.name, told("its answer is too large to be that of a calendar")
                )
            if time.monotonic() > until:
                raise ServerFault(self.name, told("it takes too long to answer; try again later"))
        if body.lstrip()[:1] == b"<" or b"xml" in answer.headers.get("Content-Type", "").encode():
            self._refuse_odd_xml(bytes(body))
        return bytes(body)

    def _refuse_odd_xml(self, body: bytes) -> None:
        odd = _DECLARED.search(body) or _ENCODING.search(body[:1024]) or b"\0" in body
        # A web page has a DOCTYPE; the status says more about it.
        is_page = body.lstrip()[:15].lower().startswith((b"<!doctype html", b"<html"))
        if odd and not is_page:
            raise ServerFault(self.name, told("its answer declares XML entities; it is not read"))
        if is_page:
            text = told("it answers with a web page; check that the address is that of a calendar")
            raise ServerFault(self.name, text)


def _keep(done: list[Any], work: Callable[[], Any]) -> None:
    try:
        done.append(work())
    except Exception as error:
        done.append(error)


def _reason(error: Exception) -> str:
    """What went wrong on the way; the library's own words may hold addresses."""
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if kinds & {"SSLError", "SSLCertVerificationError"}:
        return told("its certificate cannot be trusted; nothing was sent")
    if kinds & {"Timeout", "ReadTimeout", "ConnectTimeout", "TimeoutError"}:
        return told("it does not answer; try again later")
    if kinds & {"ConnectionError", "OSError", "ChunkedEncodingError", "ProtocolError"}:
        return told(
            "it cannot be reached, or ended the connection; check the address and try again"
        )
    return told("its answer cannot be read ({kind})", kind=type(error).__name__)
