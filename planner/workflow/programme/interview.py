"""Asks a question until its answer is understood."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from planner.knowledge.messages import Messages
from planner.workflow.prompts import NotUnderstood

T = TypeVar("T")
# Shows a question with numbered choices and a hint; gives back what was typed.
Ask = Callable[[str, Sequence[str], str], str]
Tell = Callable[[str], None]
QUIT = "q"


class Stopped(Exception):
    """The person ended the questions; nothing is kept."""


class Interview:
    """Asks and asks again until an answer is understood."""

    def __init__(self, messages: Messages, ask: Ask, tell: Tell) -> None:
        self.messages = messages
        self._ask = ask
        self._tell = tell

    def one(
        self, text: str, read: Callable[[str], T], *, choices: Sequence[str] = (), hint: str = "",
        must: bool = False, otherwise: str | None = None,
    ) -> T | None:  # fmt: skip
        """The answer as `read` understands it; None where it was left out.

        Raises:
            Stopped: the person wants to stop.
        """
        left_out = self.messages.say("ask.enter") if otherwise is None else otherwise
        if must:
            left_out = ""
        while True:
            hints = "; ".join(filter(None, (hint, left_out)))
            try:
                typed = self._ask(text, choices, hints).strip()
            except (EOFError, KeyboardInterrupt):
                raise Stopped from None
            if typed.lower() == QUIT:
                raise Stopped
            if not typed and not must:
                return None
            try:
                return read(typed)
            except NotUnderstood as error:
                self._tell(error.told(self.messages))
