"""What a check leaves behind, and the register of checks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from planner.domain.plan import CheckCount, ViolationRecord

if TYPE_CHECKING:
    from planner.audit.case import Case

CheckFunction = Callable[["Case", "Report"], None]
_REGISTER: dict[str, CheckFunction] = {}


class Report:
    """Counts what one check looked at, and keeps what was wrong.

    What lies before the first day of a revision was judged with the plan that published it.

    Attributes:
        code: stable code of the check, such as `overlap`.
        looked_at: number of things compared so far.
        violations: what was wrong, in the order it was found.
    """

    def __init__(self, code: str, is_settled: Callable[[str], bool] | None = None) -> None:
        self.code = code
        self._is_settled = is_settled
        self.looked_at = 0
        self.violations: list[ViolationRecord] = []

    def expect(self, holds: bool, where: str, text: str) -> None:
        """Look at one thing; `text` says what is wrong if it does not hold."""
        self.looked_at += 1
        if not holds and not (self._is_settled and self._is_settled(where)):
            self.violations.append(ViolationRecord(code=self.code, where=where, text=text))

    @property
    def count(self) -> CheckCount:
        """How many things were looked at."""
        return CheckCount(code=self.code, count=self.looked_at)


def check(code: str) -> Callable[[CheckFunction], CheckFunction]:
    """Register a check under its stable code."""

    def register(function: CheckFunction) -> CheckFunction:
        if code in _REGISTER:
            raise ValueError(f"two checks are called {code}")
        _REGISTER[code] = function
        return function

    return register


def registered() -> dict[str, CheckFunction]:
    """The checks registered so far, by code, in alphabetical order."""
    return dict(sorted(_REGISTER.items()))
