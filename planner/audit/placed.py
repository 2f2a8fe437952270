"""One item of the plan beside the catalog's record of its activity."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from planner.domain.plan import AllDay, Item, Session
from planner.knowledge.model import Activity


@dataclass(frozen=True)
class Placed:
    """An item of the plan with the catalog's record of its activity.

    Attributes:
        week: plan week that contains the date (kept inside the plan).
        session: None for an all-day item.
        starts, ends: local clock of an item in a session, None if the times cannot be read.
        sides: the sides on which it is done; (None,) where the activity has no sides.
    """

    activity: Activity
    item: Item | AllDay
    week: int
    date: dt.date
    session: Session | None
    starts: dt.datetime | None
    ends: dt.datetime | None
    sides: tuple[str | None, ...]
    where: str

    @property
    def minutes(self) -> int:
        """Counted minutes: the minutes of the dose, else those that the item takes."""
        if self.item.dose.minutes is not None:
            return self.item.dose.minutes
        return self.item.minutes if isinstance(self.item, Item) else 0

    @property
    def key(self) -> str:
        """What counts as one thing when new items are counted: the family, else the activity."""
        return self.activity.family or self.activity.id
