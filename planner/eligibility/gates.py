"""When a closed item opens: now, from a week on (to be checked), or not in this plan."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct
from msgspec.structs import replace

from planner.domain.answers import Answers
from planner.domain.units import DAYS_PER_WEEK
from planner.knowledge import Catalog
from planner.knowledge.model import Node
from planner.rules import FREE, Binding, in_week, reads_trial, truth


class Opening(Struct, frozen=True):
    """First plan week (1-based; None = not in this plan) and the criteria still to be checked."""

    week: int | None
    pending: tuple[str, ...] = ()


OPEN = Opening(1)


class Gatekeeper:
    """Answers when criteria count as met, for one person and one plan."""

    def __init__(self, catalog: Catalog, answers: Answers, start: dt.date, weeks: int) -> None:
        self.catalog = catalog
        self.answers = answers
        self.start = start
        self.weeks = weeks

    def is_met(self, criterion: str, binding: Binding = FREE) -> bool:
        """The criterion is true on the answers of today.

        A criterion about a trial is read for the bound muscle and side alone: that one muscle
        was fine says nothing about another.
        """
        if binding.muscle is not None and self.is_per_trial(criterion):
            own = (binding.muscle, binding.side)
            trials = tuple(t for t in self.answers.trials or () if (t.muscle, t.side) == own)
            seen = replace(self.answers, trials=trials)
            return truth(self.catalog.criteria[criterion].test, seen, self.catalog) is True
        return truth(Node(criterion=criterion), self.answers, self.catalog) is True

    def is_per_trial(self, criterion: str) -> bool:
        """The criterion is about the trial of one muscle and side."""
        return reads_trial(self.catalog.criteria[criterion].test)

    def criterion(self, name: str, earliest: int | None, binding: Binding = FREE) -> Opening:
        """Opening behind one criterion; `earliest` is the rule's week if it is unmeasured."""
        dated = self.answers.criteria_from.get(name)
        if self.is_met(name, binding):
            return OPEN
        if dated is not None and not self.is_per_trial(name):
            days = max((dated - self.start).days, 0)
            week = -(-days // DAYS_PER_WEEK) + 1
            return Opening(week) if week <= self.weeks else Opening(None, (name,))
        if earliest is None or earliest > self.weeks:
            return Opening(None, (name,))
        return Opening(max(earliest, 1), (name,))

    def all_of(self, openings: list[Opening]) -> Opening:
        """Opening once every one of several is open."""
        pending = tuple(dict.fromkeys(name for o in openings for name in o.pending))
        weeks = [opening.week for opening in openings if opening.week is not None]
        if len(weeks) < len(openings):
            return Opening(None, pending)
        return Opening(max(weeks, default=1), pending)

    def gate(self, tree: Node) -> Opening:
        """First week in which the tree is true, unmeasured criteria assumed met in their week."""
        names = criteria_in(tree)
        for week in range(1, self.weeks + 1):
            assumed = [name for name in names if self._counts_in(name, week)]
            today = in_week(self.catalog, self.answers, week, self.start)
            seen = replace(today, criteria={**today.criteria, **dict.fromkeys(assumed, True)})
            if truth(tree, seen, self.catalog) is True:
                plain = truth(tree, today, self.catalog) is True
                pending = () if plain else tuple(n for n in assumed if not self._is_dated(n))
                return Opening(week, pending)
        return Opening(None, tuple(name for name in names if not self.is_met(name)))

    def _counts_in(self, name: str, week: int) -> bool:
        if self.is_met(name):
            return False
        opening = self.criterion(name, self.catalog.criteria[name].earliest_week_if_unmeasured)
        return opening.week is not None and opening.week <= week

    def _is_dated(self, name: str) -> bool:
        return name in self.answers.criteria_from


def criteria_in(node: Node) -> tuple[str, ...]:
    """Criteria that a tree names, in order."""
    if node.criterion is not None:
        return (node.criterion,)
    parts = (*(node.all or ()), *(node.any or ()), *((node.not_,) if node.not_ else ()))
    return tuple(dict.fromkeys(name for part in parts for name in criteria_in(part)))
