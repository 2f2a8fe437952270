"""Typed view of a limit's value that follows from a fact, the week or the plan: named operators."""

from __future__ import annotations

from typing import ClassVar

from planner.knowledge.base import Record


class FactPlus(Record):
    """A fact with a number added; `add` may be below 0."""

    fact: str
    add: float


class Share(Record):
    """A share of another quantity of the same week."""

    quantity: str
    share: float


class Growth(Record):
    """The larger of the reference week plus `add` and the reference week times `factor`."""

    add: float
    factor: float


class Rise(Record):
    """The larger of `add` and `share` of the reference week: how much may come on top of it."""

    add: float
    share: float


class LeastIntake(Record):
    """The larger of a least value by sex and a share of the resting metabolic rate (kcal/day)."""

    by_sex: dict[str, int]
    share_of_rmr: float


class Formula(Record):
    """A value by one named operator: exactly one field is set.

    Attributes:
        first_known: the first of these facts that is known, with its number added.
        share_of: a share of another quantity.
        growth, rise: the most of a week, or of its rise, against the reference week.
        available_minutes: the minutes that the person has on the date.
        least_intake: energy intake below which nothing is planned.
    """

    first_known: tuple[FactPlus, ...] | None = None
    share_of: Share | None = None
    growth: Growth | None = None
    rise: Rise | None = None
    available_minutes: bool | None = None
    least_intake: LeastIntake | None = None

    OPERATORS: ClassVar[tuple[str, ...]] = (
        "first_known", "share_of", "growth", "rise", "available_minutes", "least_intake",
    )  # fmt: skip

    @property
    def operator(self) -> str:
        """Name of the one operator that is set."""
        return next(name for name in self.OPERATORS if getattr(self, name) is not None)
