"""A script without search: week by week, item by item, the fullest choice that still propagates.

Every decision is made once. What the bounds of the rows forbid is not chosen; where a choice
empties a domain the opposite is taken, and where that does too the script gives up.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from benchmarks.linear import Linear, Sum, linear
from planner.solver.variables import Variables


class Clash(Exception):
    """No value is left for some variable."""


class Bounds:
    """Bounds of all variables under propagation over the rows, with one step of undo."""

    def __init__(self, made: Linear) -> None:
        self.low = [low for low, _ in made.bounds]
        self.high = [high for _, high in made.bounds]
        # Every row as `sum <= limit`.
        self.rows: list[tuple[list[tuple[int, int]], int]] = []
        for row in made.rows:
            terms = [(i, w) for i, w in row.terms.items() if w]
            if row.high is not None:
                self.rows.append((terms, row.high))
            if row.low is not None:
                self.rows.append(([(i, -w) for i, w in terms], -row.low))
        self.of: list[list[tuple[int, int]]] = [[] for _ in made.bounds]
        for number, (terms, _) in enumerate(self.rows):
            for index, weight in terms:
                self.of[index].append((number, weight))
        self.least = [
            sum(w * (self.low[i] if w > 0 else self.high[i]) for i, w in terms)
            for terms, _ in self.rows
        ]
        self.trail: list[tuple[int, int, int]] = []
        self.maxima, self.hulls = made.maxima, made.hulls
        self.watched = _watched(made)
        self.stale = {n for watched in self.watched for n in watched}
        self.settle(set(range(len(self.rows))))

    def narrow(self, index: int, low: int, high: int, touched: set[int]) -> None:
        """New bounds of a variable, remembered for `undo`."""
        if low > high:
            raise Clash
        self.trail.append((index, self.low[index], self.high[index]))
        self._move(index, low, high)
        touched.update(number for number, _ in self.of[index])
        self.stale |= self.watched[index]

    def _move(self, index: int, low: int, high: int) -> None:
        up, down = low - self.low[index], high - self.high[index]
        self.low[index], self.high[index] = low, high
        for number, weight in self.of[index]:
            self.least[number] += weight * (up if weight > 0 else down)

    def settle(self, touched: set[int]) -> None:
        """Propagate until nothing moves.

        Raises:
            Clash: a row cannot hold.
        """
        while touched or self.stale:
            if not touched:
                self._look(self.stale.pop(), touched)
                continue
            number = touched.pop()
            terms, limit = self.rows[number]
            room = limit - self.least[number]
            if room < 0:
                raise Clash
            for index, weight in terms:
                low, high = self.low[index], self.high[index]
                if low == high or abs(weight) * (high - low) <= room:
                    continue
                if weight > 0:
                    self.narrow(index, low, low + room // weight, touched)
                else:
                    self.narrow(index, high - room // -weight, high, touched)

    def _look(self, number: int, touched: set[int]) -> None:
        """Bounds of the target of a maximum, or of an element."""
        if number >= 0:
            target, parts = self.maxima[number]
            self._within(target, None, max(self._ends(part)[1] for part in parts), touched)
            return
        target, index, choices = self.hulls[-number - 1]
        first, last = self._ends(index)
        for position, (choice, _) in enumerate(choices):
            if self.high[choice] and not first <= position <= last:
                self.narrow(choice, self.low[choice], 0, touched)
        ends = [self._ends(value) for choice, value in choices if self.high[choice]]
        if not ends:
            raise Clash
        self._within(target, min(e[0] for e in ends), max(e[1] for e in ends), touched)

    def _ends(self, part: Sum) -> tuple[int, int]:
        terms, constant = part
        ends = [sorted((w * self.low[i], w * self.high[i])) for i, w in terms.items()]
        return constant + sum(e[0] for e in ends), constant + sum(e[1] for e in ends)

    def _within(self, target: Sum, low: int | None, high: int, touched: set[int]) -> None:
        """A target that is one variable stays within; another is left to the rows."""
        terms, constant = target
        if list(terms.values()) != [1]:
            return
        (index,) = terms
        least = self.low[index] if low is None else max(self.low[index], low - constant)
        most = min(self.high[index], high - constant)
        if (least, most) != (self.low[index], self.high[index]):
            self.narrow(index, least, most, touched)

    def decide(self, index: int, value: int) -> bool:
        """The variable has the value if that propagates; else it has not, and all is as before."""
        if not self.low[index] <= value <= self.high[index]:
            return False
        mark = len(self.trail)
        try:
            touched: set[int] = set()
            self.narrow(index, value, value, touched)
            self.settle(touched)
        except Clash:
            self.stale.clear()
            while len(self.trail) > mark:
                self._move(*self.trail.pop())
            return False
        return True


def _watched(made: Linear) -> list[set[int]]:
    """By variable, the maxima (from 0 up) and hulls (from -1 down) to look at when it moves."""
    watched = [set[int]() for _ in made.bounds]
    for number, (_, parts) in enumerate(made.maxima):
        for terms, _ in parts:
            for index in terms:
                watched[index].add(number)
    for number, (_, (terms, _), choices) in enumerate(made.hulls):
        for index in (*terms, *(choice for choice, _ in choices)):
            watched[index].add(-number - 1)
    return watched


def greedy(v: Variables, seconds: float) -> dict[int, int] | None:
    """Values of the decisions of a plan; None where every try ran into a dead end.

    An item in whose decisions a try ends is left out of the next try.
    """
    until = time.monotonic() + seconds
    made = linear(v.model.proto)
    banned: set[int] = set()
    while time.monotonic() < until:
        bounds = Bounds(made)
        stuck = _one_try(v, bounds, banned, until)
        if stuck is None:
            decided = (*v.x.values(), *v.y.values(), *v.units.values(), *v.sets.values())
            return {variable.index: bounds.low[variable.index] for variable in decided}
        if stuck in banned:
            return None
        banned.add(stuck)
    return None


def _one_try(v: Variables, bounds: Bounds, banned: set[int], until: float) -> int | None:
    """One pass over all decisions; the candidate of the dead end, None without one."""
    for candidate, index in _order(v):
        low, high = bounds.low[index], bounds.high[index]
        if low == high:
            continue
        values = range(low, high + 1) if candidate in banned else range(high, low - 1, -1)
        if time.monotonic() > until or not any(bounds.decide(index, value) for value in values):
            return candidate
    return None


def _order(v: Variables) -> Iterator[tuple[int, int]]:
    """Week by week and by score: whether an item starts, its days, preferred ones first, doses."""
    ranked = sorted(range(len(v.problem.candidates)), key=lambda c: -v.problem.candidates[c].score)
    for week in v.weeks:
        slots = sorted(v.slots_of_week[week], key=lambda slot: (not slot.preferred, slot.index))
        for candidate in ranked:
            for number, path in enumerate(v.problem.candidates[candidate].paths):
                if path.start == week and (candidate, number) in v.x:
                    yield candidate, v.x[candidate, number].index
            for slot in slots:
                for group in (v.y, v.units, v.sets):
                    if (candidate, slot.index) in group:
                        yield candidate, group[candidate, slot.index].index
