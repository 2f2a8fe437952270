"""The smallest set of demands that cannot hold together, each named.

Every demand, and the time that the person gives, carries a guard literal; a solver that finds the
guarded model infeasible names guards that clash, and what the clash does not need is dropped:
without any one of its members the others can hold. All other rules carry no guard.

Most clashes lie in one week, and a week on its own is cheap: single weeks are searched first,
longer and longer beginnings of the plan after them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from msgspec.structs import replace
from ortools.sat.python import cp_model

from planner.domain.units import DAYS_PER_WEEK
from planner.problem.bounds import MinutesFloor
from planner.problem.model import Problem
from planner.solver import constraints
from planner.solver.build import build
from planner.solver.constraints.capacity import TIME
from planner.solver.constraints.guarded import names
from planner.solver.effort import Slice
from planner.solver.horizon import Horizon
from planner.solver.interrupt import run_search
from planner.solver.roomier import roomier
from planner.solver.run import run, solver_for, with_held
from planner.solver.variables import IntVar, Variables
from planner.solver.weekly import week_problem

__all__ = ["TIME", "Conflict", "clashes", "names", "smallest_conflict", "week_clashes"]

WEEK = Slice(limit=0.5, linearization=0, probes=False)
STRETCH = Slice(limit=3.0, linearization=0)
# Whether demands hold together: any plan will do, and looking long at the model does not pay
# (measured on eight sets: about four times as fast as the search that can name the members).
TOGETHER = Slice(limit=3.0, linearization=0, probes=False, passes=1, any_plan=True)
PAIR = 2


@dataclass(frozen=True)
class Conflict:
    """Demands that cannot hold together.

    Attributes:
        first: first week (0-based) of the stretch in which they clash.
        last: last week of it.
        names: the members, `TIME` for the time given; empty if the rules alone clash.
    """

    first: int
    last: int
    names: tuple[str, ...]

    @property
    def is_one_week(self) -> bool:
        """The members clash in a single week, whatever the other weeks hold."""
        return self.first == self.last


def smallest_conflict(
    problem: Problem, without: Iterable[str] = (), *, weeks_only: bool = False
) -> Conflict | None:
    """A minimal set of clashing demands in the shortest stretch of weeks; None if none is found.

    Args:
        problem: what to plan.
        without: names of demands that are given up.
        weeks_only: look at single weeks, and at no longer stretch.
    """
    given_up = frozenset(without)
    for window in _weeks(problem) if weeks_only else _windows(problem):
        core = window.core(name for name in window.names if name not in given_up)
        if core is not None:
            return Conflict(window.first, window.last, window.least(core))
    return None


def week_clashes(problem: Problem, week: int) -> bool:
    """The week has no plan, even on its own: proven, so neither has the whole."""
    return run(build(_alone(problem, week)), WEEK, {}).is_infeasible


def clashes(problem: Problem, conflict: Conflict) -> bool:
    """The weeks of a conflict have no plan, even on their own: proven, so neither has the whole."""
    if conflict.is_one_week:
        return week_clashes(problem, conflict.first)
    v = build(problem, Horizon(conflict.first, conflict.last))
    return run(v, TOGETHER, {}).is_infeasible


def _alone(problem: Problem, week: int) -> Problem:
    return replace(week_problem(problem, week), minutes_floors=_floors(problem, week))


def _weeks(problem: Problem) -> Iterator[_Window]:
    # The rest of a week that a revision cuts has no demands of its own.
    first = problem.first_week + bool(problem.first_day % DAYS_PER_WEEK)
    for week in range(first, problem.weeks):
        yield _Window(_alone(problem, week), week, week, Horizon(0, 0), WEEK)


def _windows(problem: Problem) -> Iterator[_Window]:
    yield from _weeks(problem)
    # The beginning up to a week that the weeks after it do not change.
    first = problem.first_week
    length = 2
    while problem.weeks - first > 1:
        last = min(first + length, problem.weeks) - 1
        yield _Window(problem, first, last, Horizon(first, last), STRETCH)
        if last == problem.weeks - 1:
            return
        length *= 2


def _floors(problem: Problem, week: int) -> tuple[MinutesFloor, ...]:
    """What the floors on minutes ask of the week, as the problem of the week names its slots."""
    inside = [slot.index for slot in problem.slots if slot.week == week]
    places = {slot: place for place, slot in enumerate(inside)}
    found = []
    for floor in problem.minutes_floors:
        spans = tuple(
            replace(span, week=0, slots=frozenset(places[slot] for slot in span.slots))
            for span in floor.spans
            if span.week == week
        )
        if spans:
            found.append(replace(floor, spans=spans))
    return tuple(found)


class _Window:
    """The guarded model of some weeks."""

    def __init__(
        self, problem: Problem, first: int, last: int, horizon: Horizon, part: Slice
    ) -> None:
        self.first, self.last, self.part = first, last, part
        wider, added = roomier(problem)
        self.names = names(wider)
        v = Variables(wider, horizon)
        self.model = v.model
        self.guards = {name: v.model.new_bool_var(name) for name in self.names}
        for family in constraints.FAMILIES:
            if family not in constraints.NAMED:
                family.add(v)
        for family in (*constraints.NAMED, constraints.DEMANDS):
            family.add(v, self.guards)
        self._close(v, added)
        self._clashes: list[frozenset[str]] = []
        self._others: list[frozenset[str]] = []

    def _close(self, v: Variables, added: frozenset[int]) -> None:
        for index in added & v.used.keys():
            v.model.add_implication(self.guards[TIME], ~v.used[index])

    def core(self, names: Iterable[str]) -> tuple[str, ...] | None:
        """Names that suffice for a clash among these; None if they can hold or nobody knows."""
        wanted = tuple(names)
        if not self._clash(wanted):
            return None
        # Of a longer stretch the search that can name the members hardly ever ends in time.
        return self._named(wanted) if self.first == self.last else wanted

    def _named(self, wanted: tuple[str, ...]) -> tuple[str, ...]:
        self.model.add_assumptions(self._literals(wanted))
        solver = solver_for(self.part)
        status = run_search(solver, self.model)
        # They belong to this search alone, and a copy of the model would take them along.
        self.model.clear_assumptions()
        if status != cp_model.INFEASIBLE:
            return wanted
        found = set(solver.sufficient_assumptions_for_infeasibility())
        return tuple(name for name in wanted if self.guards[name].index in found)

    def _clash(self, names: Iterable[str]) -> bool:
        """The demands are proven not to hold together. Remembered."""
        wanted = frozenset(names)
        if any(clash <= wanted for clash in self._clashes):
            return True
        if any(wanted <= held for held in self._others):
            return False
        values = {guard.index: int(name in wanted) for name, guard in self.guards.items()}
        solver = solver_for(replace(TOGETHER, limit=self.part.limit))
        is_clash = run_search(solver, with_held(self.model, values)) == cp_model.INFEASIBLE
        (self._clashes if is_clash else self._others).append(wanted)
        return is_clash

    def least(self, core: tuple[str, ...]) -> tuple[str, ...]:
        """A minimal set; of more than a pair the smaller one that either order leads to."""
        found = self._needed(core)
        if len(found) > PAIR:
            found = min(found, self._needed(core[::-1]), key=len)
        return tuple(name for name in core if name in found)

    def _needed(
        self, names: tuple[str, ...], held: tuple[str, ...] = (), *, more: bool = False
    ) -> tuple[str, ...]:
        """Of names that clash with what is held, those that the clash needs.

        Halves are dropped before single names: QuickXplain, Junker 2004 (AAAI).

        Args:
            names: some demands; with `held` they clash.
            held: demands that are not in doubt.
            more: something was added to `held`, which may clash on its own now.
        """
        if more and self._clash(held):
            return ()
        if len(names) <= 1:
            return names
        half = len(names) // 2
        later = self._needed(names[half:], (*held, *names[:half]), more=True)
        return (*self._needed(names[:half], (*held, *later), more=bool(later)), *later)

    def _literals(self, names: Iterable[str]) -> list[IntVar]:
        return [self.guards[name] for name in names]
