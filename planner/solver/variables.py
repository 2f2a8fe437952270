"""Decision variables of the planning model, and the shared expressions over them.

Level is kept out of the placement booleans: a candidate takes one path through its ladder (x)
and is placed in slots (y); naive activity x level x slot booleans find no plan at this size.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from ortools.sat.python import cp_model

from planner.problem.model import Option, Problem, Slot

Sum = cp_model.LinearExpr


class Variables:
    """The CP-SAT model under construction with its variables.

    Attributes:
        x: (candidate, path) chosen.
        y: (candidate, slot) placed.
        units: (candidate, slot) endurance units, 0 where not placed.
        used: slot holds a session.
        warm: slot holds work that needs a warm-up and a cool-down.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self.options: dict[tuple[int, int], dict[int, Option]] = {}
        self.x: dict[tuple[int, int], Any] = {}
        self.y: dict[tuple[int, int], Any] = {}
        self.units: dict[tuple[int, int], Any] = {}
        self.used = [self.model.new_bool_var(f"u{slot.index}") for slot in problem.slots]
        self.warm = [self.model.new_bool_var(f"warm{slot.index}") for slot in problem.slots]
        self._placed: dict[tuple[int, int, frozenset[str]], Any] = {}
        self._any_day: dict[tuple[frozenset[Any], int], Any] = {}
        self._make_paths()
        self._make_placements()

    def _make_paths(self) -> None:
        for index, candidate in enumerate(self.problem.candidates):
            for number, path in enumerate(candidate.paths):
                self.x[index, number] = self.model.new_bool_var(f"x{index}_{number}")
                for option in path.options:
                    if option is not None:
                        self.options.setdefault((index, option.week), {})[number] = option
            chosen = [self.x[index, number] for number in range(len(candidate.paths))]
            self.model.add_at_most_one(chosen)

    def _make_placements(self) -> None:
        for slot in self.problem.slots:
            for index in range(len(self.problem.candidates)):
                options = self.options.get((index, slot.week), {})
                if not any(slot.index in option.slots for option in options.values()):
                    continue
                y = self.y[index, slot.index] = self.model.new_bool_var(f"y{index}_{slot.index}")
                allowed = [
                    self.x[index, number]
                    for number, option in options.items()
                    if slot.index in option.slots
                ]
                self.model.add(y <= Sum.sum(allowed))
                self.model.add_implication(y, self.used[slot.index])
                most = max((option.units or (0, 0))[1] for option in options.values())
                if most:
                    self.units[index, slot.index] = self.model.new_int_var(
                        0, most, f"e{index}_{slot.index}"
                    )

    @cached_property
    def slots_of_week(self) -> list[list[Slot]]:
        """Slots by week."""
        weeks: list[list[Slot]] = [[] for _ in range(self.problem.weeks)]
        for slot in self.problem.slots:
            weeks[slot.week].append(slot)
        return weeks

    @cached_property
    def slots_of_day(self) -> dict[int, list[Slot]]:
        """Slots by day; days without a slot are missing."""
        days: dict[int, list[Slot]] = {}
        for slot in self.problem.slots:
            days.setdefault(slot.day, []).append(slot)
        return days

    def active(self, candidate: int, week: int) -> list[Any]:
        """Path variables under which the candidate is active in the week."""
        return [self.x[candidate, number] for number in self.options.get((candidate, week), ())]

    def placed(self, candidate: int, slot: Slot, activities: frozenset[str]) -> Any | None:
        """Boolean: the candidate is placed in the slot with one of the activities."""
        y = self.y.get((candidate, slot.index))
        if y is None:
            return None
        options = self.options[candidate, slot.week]
        inside = [number for number, option in options.items() if option.activity in activities]
        if len(inside) == len(options):
            return y
        if not inside:
            return None
        key = (candidate, slot.index, frozenset(inside))
        if key not in self._placed:
            both = self.model.new_bool_var("")
            chosen = Sum.sum([self.x[candidate, number] for number in inside])
            self.model.add_implication(both, y)
            self.model.add(both <= chosen)
            self.model.add(both >= y + chosen - 1)
            self._placed[key] = both
        return self._placed[key]

    def on_day(self, candidates: Iterable[int], activities: frozenset[str], day: int) -> list[Any]:
        """Placement booleans of the activities on one day."""
        found = (
            self.placed(candidate, slot, activities)
            for slot in self.slots_of_day.get(day, ())
            for candidate in candidates
        )
        return [boolean for boolean in found if boolean is not None]

    def any_on_day(self, booleans: list[Any], day: int) -> Any:
        """Boolean equal to the OR of the booleans of one day (shared between constraints)."""
        key = (frozenset(boolean.index for boolean in booleans), day)
        if key not in self._any_day:
            if len(booleans) == 1:
                self._any_day[key] = booleans[0]
            else:
                some = self.model.new_bool_var("")
                self.model.add_max_equality(some, booleans)
                self._any_day[key] = some
        return self._any_day[key]

    def of_component(self, *components: str) -> tuple[int, ...]:
        """Indices of the candidates of the components."""
        return tuple(
            index
            for index, candidate in enumerate(self.problem.candidates)
            if candidate.component in components
        )

    def week_units(self, week: int) -> Any:
        """Endurance units of the week as an expression."""
        return Sum.sum(
            [
                unit
                for slot in self.slots_of_week[week]
                for (_, index), unit in self._units_by_slot.get(slot.index, ())
            ]
        )

    @cached_property
    def _units_by_slot(self) -> dict[int, list[tuple[tuple[int, int], Any]]]:
        grouped: dict[int, list[tuple[tuple[int, int], Any]]] = {}
        for key, unit in self.units.items():
            grouped.setdefault(key[1], []).append((key, unit))
        return grouped
