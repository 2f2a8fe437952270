"""What a calendar server refuses or does wrong, in words that say what to do."""

from __future__ import annotations

from planner.errors import ExitCode, PlannerError
from planner.told import later, told

_SENTENCES = {
    400: later(
        "it does not understand what was sent; check that the address is that of a calendar"
    ),
    401: later(
        "it does not let you in: the name or the password is wrong, or it wants another"
        " one for programs (an app password)"
    ),
    403: later("it does not allow this; check that the calendar may be written to"),
    404: later("there is nothing at this address; check the address of the calendar"),
    405: later("this address takes no calendars; check it"),
    409: later("it does not take this there; check the address of the calendar"),
    413: later("it says that this is too large"),
    423: later("the calendar is locked; try again later"),
    429: later("it wants fewer requests; try again later"),
    503: later("it is not available now; try again later"),
    507: later("your space there is full; free some and try again"),
}
_OTHER = later("it answered with a fault ({status}); try again later")


class ServerFault(PlannerError):
    """The server cannot be used as asked; what was sent before is kept.

    Attributes:
        status: of HTTP; 0 if there was no answer that could be read.
    """

    exit_code = ExitCode.SERVER

    def __init__(self, name: str, text: str, status: int = 0) -> None:
        self.text = text
        self.status = status
        super().__init__(f"{name}: {text}")


def refused(name: str, status: int) -> ServerFault:
    """The fault behind a status of HTTP."""
    sentence = told(_SENTENCES.get(status, _OTHER), status=status)
    return ServerFault(name, f"{sentence} [{status}]" if status in _SENTENCES else sentence, status)
