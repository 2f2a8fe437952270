"""Errors that a user can act on, and the exit codes that other programs rely on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from planner.told import told

# Problems of a file that a message shows; the rest is counted.
SHOWN = 30


class ExitCode(IntEnum):
    """Exit codes of the `planner` command; their meaning never changes."""

    DONE = 0
    USAGE = 2
    BAD_INPUT = 10
    BAD_CATALOG = 11
    REFERRAL = 12
    INFEASIBLE = 13
    AUDIT_VIOLATION = 14
    NO_PLAN_IN_TIME = 15
    SERVER = 16
    INTERRUPTED = 130


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong in a file.

    Attributes:
        file: the file as the user named it.
        line: 1-based line, 0 where the whole file is meant.
        key: dotted path of the key, such as `conditions[0].stage`; empty for the whole file.
        text: what is wrong and what to do, in one sentence. Never holds a patient value other
            than the offending word itself.
    """

    file: str
    line: int
    key: str
    text: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.key}: {self.text}" if self.key else f"{where}: {self.text}"


class PlannerError(Exception):
    """Base of every error that the planner raises on purpose."""

    exit_code: ExitCode = ExitCode.USAGE


class FileError(PlannerError):
    """One or more problems in files, all reported at once.

    Attributes:
        problems: all of them, by file and line; the message shows the first `SHOWN`.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        lines = [str(problem) for problem in self.problems[:SHOWN]]
        if len(self.problems) > SHOWN:
            more = len(self.problems) - SHOWN
            lines.append(told("... and {count} more problems", count=more))
        super().__init__("\n".join(lines))


class BadInput(FileError):
    """The intake (or another file of the user's) cannot be used as it is."""

    exit_code = ExitCode.BAD_INPUT


class BadCatalog(FileError):
    """The catalog or a template cannot be used as it is."""

    exit_code = ExitCode.BAD_CATALOG


class OutputError(PlannerError):
    """A result could not be written; nothing half-written is left behind."""

    exit_code = ExitCode.BAD_INPUT

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")


class ReferralNeeded(PlannerError):
    """The screening allows no plan; the message is the referral."""

    exit_code = ExitCode.REFERRAL


class StoreError(PlannerError):
    """The store of programmes cannot be used as asked; never holds a patient value."""

    exit_code = ExitCode.BAD_INPUT


class Infeasible(PlannerError):
    """No plan can meet all demands; the message names the smallest set that clashes."""

    exit_code = ExitCode.INFEASIBLE


class AuditViolation(PlannerError):
    """The independent audit found a violation; nothing is exported."""

    exit_code = ExitCode.AUDIT_VIOLATION


class NoPlanInTime(PlannerError):
    """The limit ended the search before any plan was found."""

    exit_code = ExitCode.NO_PLAN_IN_TIME


class Interrupted(PlannerError):
    """The person at the keyboard ended the work; the message says what became of it."""

    exit_code = ExitCode.INTERRUPTED
