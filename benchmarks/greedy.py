"""A script without search: week by week, item by item, the fullest choice that still propagates.

Every decision is made once. What the bounds of the rows forbid is not chosen; where a choice
empties a domain the opposite is taken, and where that does too the script gives up.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from benchmarks.linear import Linear, linear
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
        self.settle(set(range(len(self.rows))))

    def narrow(self, index: int, low: int, high: int, touched: set[int]) -> None:
        """New bounds of a variable, remembered for `undo`."""
        if low > high:
            raise Clash
        self.trail.append((index, self.low[index], self.high[index]))
        self._move(index, low, high)
        touched.update(number for number, _ in self.of[index])

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
        while touched:
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
            while len(self.trail) > mark:
                self._move(*self.trail.pop())
            return False
        return True


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
