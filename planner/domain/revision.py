"""What happens to a plan after it was made: it is revised, and somebody approves it."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from msgspec import field

from planner.domain.part import Because, Part

ChangeKind = Literal["added", "dropped", "moved", "time", "level", "dose"]


class Change(Part, frozen=True):
    """One thing that a revision changes in the days to come.

    Attributes:
        kind: `moved` means to another day of the same week, `time` another time of the same day.
        what: activity; the new one where only its level changed.
        from_, to: `date time` of a session, `date` of a whole day, a dose, or an activity id;
            None where there is nothing.
        why: rules, decisions or the replanning policy.
    """

    kind: ChangeKind
    week: int
    what: str
    from_: str | None = field(name="from")
    to: str | None
    text: str
    why: tuple[Because, ...]


class TradeOff(Part, frozen=True):
    """One end of what fewer changes cost: points of change and of clinical shortfall.

    `proven`: nothing has fewer points of its first level.
    """

    first: Literal["changes", "shortfall"]
    changes: int
    shortfall: int
    proven: bool


class Replan(Part, frozen=True):
    """What a revision changes and why.

    Attributes:
        from_: first day of the new revision; nothing before it was changed.
        parent: digest of the revision before.
        tolerance: points of shortfall that fewer changes may cost.
    """

    from_: dt.date = field(name="from")
    parent: str
    reasons: tuple[Because, ...]
    changes: tuple[Change, ...]
    tolerance: int
    trade_off: tuple[TradeOff, ...]


class Approval(Part, frozen=True):
    """Who approved what, and when: `sha256` is the digest of exactly what was approved."""

    by: str
    role: str
    on: dt.date
    revision: str
    sha256: str
