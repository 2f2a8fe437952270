"""Verdicts on activities, and the reasons that make them."""

from __future__ import annotations

from enum import IntEnum

from msgspec import Struct


class Status(IntEnum):
    """Verdict on one activity (and side), ordered from best to worst."""

    ELIGIBLE = 0
    PRECAUTION = 1
    DEFERRED = 2
    NOT_AVAILABLE = 3
    NO_BENEFIT = 4
    EXCLUDED = 5

    @property
    def word(self) -> str:
        """The word used in files and on screen."""
        return self.name.lower()


OPEN = (Status.ELIGIBLE, Status.PRECAUTION, Status.DEFERRED)


def worst(*statuses: Status) -> Status:
    """The strictest of several verdicts; ELIGIBLE where there is none."""
    return max(statuses, default=Status.ELIGIBLE)


class Reason(Struct, frozen=True):
    """Why: the rule (or requirement), its sentence, its sources, the unknown facts behind it."""

    rule: str
    text: str
    sources: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


class Verdict(Struct, frozen=True, kw_only=True):
    """What was decided for one activity on one side.

    Attributes:
        side: left, right, or None where the activity has no sides.
        opens_week: first plan week in which the item may be placed; None = never in this plan.
        until: criteria that keep a deferred item closed.
        conditional: criterion that has not been measured and must be checked before the item
            is first done; None where nothing is pending.
        avoid, prefer: summed weights of the soft rules.
        warnings: precautions that are printed wherever the activity is shown, also where it is
            not offered.
    """

    activity: str
    side: str | None
    status: Status
    opens_week: int | None
    until: tuple[str, ...] = ()
    conditional: str | None = None
    reasons: tuple[Reason, ...] = ()
    precautions: tuple[str, ...] = ()
    prefer: int = 0
    avoid: int = 0
    warnings: tuple[str, ...] = ()
