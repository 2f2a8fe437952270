"""Decision variables of the planning model, and the shared expressions over them.

Level is kept out of the placement booleans: a candidate takes one path through its ladder (x)
and is placed in slots (y); naive activity x level x slot booleans find no plan at this size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

from ortools.sat.python import cp_model

from planner.problem.model import Option, Problem, Slot
from planner.solver.horizon import Horizon
from planner.solver.ladders import Ladders

Sum = cp_model.LinearExpr
IntVar = cp_model.IntVar
Literal = cp_model.LiteralT
# A comparison of expressions; Python types it as a truth value.
Row = cp_model.BoundedLinearExpression | bool


class Variables:
    """The CP-SAT model under construction with its variables.

    Attributes:
        x: (candidate, path) chosen.
        options: by (candidate, week) what it may be done as, each with a boolean that it is.
        y: (candidate, slot) placed.
        units: (candidate, slot) endurance units, 0 where not placed.
        sets: (candidate, slot) sets of strength work, 0 where not placed.
        used: slot holds a session.
        warm: open slot holds work that needs a warm-up and a cool-down.
        missed: (week, wish not met, weight) of the soft demands.
        missed_units, missed_sets: of past placements, what was planned and not done.
        undone: past placements of which nothing was done.
    """

    def __init__(self, problem: Problem, horizon: Horizon | None = None) -> None:
        self.problem = problem
        self.horizon = horizon or Horizon(problem.first_week, problem.weeks - 1)
        self.model = cp_model.CpModel()
        self.slots = [slot for slot in problem.slots if slot.week <= self.horizon.last]
        self.open_slots = [
            slot
            for slot in self.slots
            if slot.week >= self.horizon.first and slot.day >= problem.first_day
        ]
        self.weeks = range(self.horizon.first, self.horizon.last + 1)
        ladders = Ladders(problem, self.horizon, self.model)
        self.x = ladders.x
        self.options = ladders.options
        self.y: dict[tuple[int, int], IntVar] = {}
        self.units: dict[tuple[int, int], IntVar] = {}
        self.sets: dict[tuple[int, int], IntVar] = {}
        self.used = {slot.index: self.model.new_bool_var("") for slot in self.open_slots}
        self.warm = {slot.index: self.model.new_bool_var("") for slot in self.open_slots}
        self.missed: list[tuple[int, IntVar, int]] = []
        self.missed_units: dict[tuple[int, int], int] = {}
        self.missed_sets: dict[tuple[int, int], int] = {}
        self.undone: set[tuple[int, int]] = set()
        self._placed: dict[tuple[int, int, frozenset[int]], IntVar] = {}
        self._any_day: dict[tuple[frozenset[int], int], IntVar] = {}
        self._longest: dict[int, IntVar] = {}
        self._longest_done: dict[int, IntVar] = {}
        self._from_met: dict[tuple[int, int], IntVar | None] = {}
        self._fix_past()
        self._fix_published()
        self._make_placements()
        self._make_sets()

    def _fix_past(self) -> None:
        held = {placement.slot for placement in self.horizon.past}
        for slot in self.slots:
            if slot.week < self.horizon.first:
                self.used[slot.index] = self.model.new_constant(int(slot.index in held))
        for placement in self.horizon.past:
            key = (placement.candidate, placement.slot)
            self.y[key] = self.model.new_constant(1)
            if placement.units:
                self.units[key] = self.model.new_constant(placement.units)
            if placement.sets:
                self.sets[key] = self.model.new_constant(placement.sets)

    def _fix_published(self) -> None:
        """Sessions before a revision stand as they were planned; what was missed is kept apart."""
        revision = self.problem.revision
        for slot in self.slots:
            if slot.day < self.problem.first_day:
                self.used[slot.index] = self.model.new_constant(1)
        for placed in revision.past if revision is not None else ():
            key = (placed.candidate, placed.slot)
            self.y[key] = self.model.new_constant(1)
            if placed.units:
                self.units[key] = self.model.new_constant(placed.units)
            if placed.sets:
                self.sets[key] = self.model.new_constant(placed.sets)
            self.missed_units[key] = placed.units - placed.units_done
            self.missed_sets[key] = placed.sets - placed.sets_done
            if not placed.is_done:
                self.undone.add(key)

    def is_open(self, slot: Slot) -> bool:
        """Something may still be placed in the slot."""
        return slot.week >= self.horizon.first and slot.day >= self.problem.first_day

    def missed_in(self, week: int) -> int:
        """Endurance units of the week that were planned and not done."""
        found = self.missed_units.items()
        return sum(n for (_, slot), n in found if self.problem.slots[slot].week == week)

    def _make_placements(self) -> None:
        for slot in self.open_slots:
            for index in range(len(self.problem.candidates)):
                options = self.options.get((index, slot.week), {})
                allowed = [x for option, x in options.items() if slot.index in option.slots]
                if not allowed:
                    continue
                y = self.y[index, slot.index] = self.model.new_bool_var(f"y{index}_{slot.index}")
                self.model.add(y <= Sum.sum(allowed))
                self.model.add_implication(y, self.used[slot.index])
                most = max((option.units or (0, 0))[1] for option in options)
                if most:
                    self.units[index, slot.index] = self.model.new_int_var(
                        0, most, f"e{index}_{slot.index}"
                    )

    def _make_sets(self) -> None:
        """Sets of each placement: the dose at most, one set at least."""
        for slot in self.open_slots:
            for index in range(len(self.problem.candidates)):
                y = self.y.get((index, slot.index))
                if y is None:
                    continue
                most = max(option.sets for option in self.options[index, slot.week])
                if not most:
                    continue
                if most == 1:
                    self.sets[index, slot.index] = y
                    continue
                placed = self.sets[index, slot.index] = self.model.new_int_var(0, most, "")
                self.model.add(placed <= most * y)
                options = self.options[index, slot.week]
                bounds = [option.sets for option in options]
                if len(set(bounds)) > 1:
                    self.model.add(placed <= Sum.weighted_sum(list(options.values()), bounds))
                self.model.add(placed >= y)

    @cached_property
    def slots_of_week(self) -> list[list[Slot]]:
        """Slots by week; weeks beyond the horizon are empty."""
        weeks: list[list[Slot]] = [[] for _ in range(self.problem.weeks)]
        for slot in self.slots:
            weeks[slot.week].append(slot)
        return weeks

    @cached_property
    def slots_of_day(self) -> dict[int, list[Slot]]:
        """Slots by day; days without a slot are missing."""
        days: dict[int, list[Slot]] = {}
        for slot in self.slots:
            days.setdefault(slot.day, []).append(slot)
        return days

    def active(self, candidate: int, week: int) -> list[IntVar]:
        """Booleans of which one is true where the candidate is active in the week."""
        return list(self.options.get((candidate, week), {}).values())

    def placed(self, candidate: int, slot: Slot, activities: frozenset[str]) -> IntVar | None:
        """Boolean: the candidate is placed in the slot with one of the activities."""
        y = self.y.get((candidate, slot.index))
        if y is None:
            return None
        options = self.options[candidate, slot.week]
        inside = [x for option, x in options.items() if option.activity in activities]
        if len(inside) == len(options):
            return y
        if not inside:
            return None
        key = (candidate, slot.index, frozenset(x.index for x in inside))
        if key not in self._placed:
            both = self.model.new_bool_var("")
            chosen = Sum.sum(inside)
            self.model.add_implication(both, y)
            self.model.add(both <= chosen)
            self.model.add(both >= y + chosen - 1)
            self._placed[key] = both
        return self._placed[key]

    def by_value(
        self, candidate: int, slot: Slot, value: Callable[[Option], int]
    ) -> list[tuple[IntVar, int]]:
        """Booleans and amounts whose weighted sum is the value of what is placed (0 if nothing).

        Exact for every path, without a product: the least value on the placement, the rest on
        the placements of the activities that have more.
        """
        y = self.y.get((candidate, slot.index))
        if y is None:
            return []
        amounts: dict[int, set[str]] = {}
        for option in self.options[candidate, slot.week]:
            amounts.setdefault(value(option), set()).add(option.activity)
        least = min(amounts)
        terms = [(y, least)]
        for amount in sorted(amounts):
            more = self.placed(candidate, slot, frozenset(amounts[amount]))
            if amount > least and more is not None:
                terms.append((more, amount - least))
        return terms

    def on_day(
        self, candidates: Iterable[int], activities: frozenset[str], day: int
    ) -> list[IntVar]:
        """Placement booleans of the activities on one day."""
        found = (
            self.placed(candidate, slot, activities)
            for slot in self.slots_of_day.get(day, ())
            for candidate in candidates
        )
        return [boolean for boolean in found if boolean is not None]

    def any_on_day(self, booleans: list[IntVar], day: int) -> IntVar:
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

    def longest_bout(self, week: int) -> IntVar:
        """Units of the longest endurance placement of the week; 0 where there is none."""
        if week not in self._longest:
            inside = [
                unit for slot in self.slots_of_week[week] for unit in self.units_in(slot.index)
            ]
            top = self.model.new_int_var(0, max(self.problem.endurance.most), "")
            if inside:
                self.model.add_max_equality(top, inside)
            else:
                self.model.add(top == 0)
            self._longest[week] = top
        return self._longest[week]

    def longest_done(self, week: int) -> IntVar:
        """Units of the longest placement of the week that counts as done."""
        missed = {
            key for key, units in self.missed_units.items()
            if units and self.problem.slots[key[1]].week == week
        }  # fmt: skip
        if not missed:
            return self.longest_bout(week)
        if week not in self._longest_done:
            inside: list[Sum | IntVar] = [
                unit - self.missed_units.get((index, slot.index), 0)
                for slot in self.slots_of_week[week]
                for (index, _), unit in self._units_by_slot.get(slot.index, ())
            ]
            top = self.model.new_int_var(0, max(self.problem.endurance.most), "")
            self.model.add_max_equality(top, inside)
            self._longest_done[week] = top
        return self._longest_done[week]

    def some_endurance_from(self, met: int, week: int) -> IntVar | None:
        """Boolean: endurance of so many tenths of a MET or more is placed in the week."""
        key = (met, week)
        if key not in self._from_met:
            placed = []
            for slot in self.slots_of_week[week]:
                for index in self.of_component("endurance"):
                    options = self.options.get((index, week), {})
                    named = frozenset(o.activity for o in options if o.met >= met)
                    boolean = self.placed(index, slot, named) if named else None
                    if boolean is not None:
                        placed.append(boolean)
            some = self.model.new_bool_var("") if placed else None
            if some is not None:
                self.model.add_max_equality(some, placed)
            self._from_met[key] = some
        return self._from_met[key]

    def minutes_of(
        self, candidate: int, slot: Slot, activities: frozenset[str]
    ) -> list[tuple[IntVar, int]]:
        """Terms and weights: counted minutes of the activities, placed by one candidate in a slot.

        Endurance counts its units; everything else the minutes of its dose or of its placement.
        """
        units = self.units.get((candidate, slot.index))
        if units is None:

            def counted(option: Option) -> int:
                inside = option.activity in activities
                return (option.dose.minutes or option.minutes) if inside else 0

            return self.by_value(candidate, slot, counted)
        placed = self.placed(candidate, slot, activities)
        if placed is None:
            return []
        options = self.options[candidate, slot.week]
        if all(option.activity in activities for option in options):
            return [(units, self.problem.grid)]
        most = max((option.units or (0, 0))[1] for option in options)
        part = self.model.new_int_var(0, most, "")
        self.model.add(part <= units)
        self.model.add(part <= most * placed)
        self.model.add(part >= units - most * (1 - placed))
        return [(part, self.problem.grid)]

    def units_in(self, slot: int) -> list[IntVar]:
        """Endurance units of every placement in the slot."""
        return [unit for _, unit in self._units_by_slot.get(slot, ())]

    def week_units(self, week: int) -> Sum:
        """Endurance units of the week as an expression."""
        return Sum.sum([u for slot in self.slots_of_week[week] for u in self.units_in(slot.index)])

    @cached_property
    def _units_by_slot(self) -> dict[int, list[tuple[tuple[int, int], IntVar]]]:
        grouped: dict[int, list[tuple[tuple[int, int], IntVar]]] = {}
        for key, unit in self.units.items():
            grouped.setdefault(key[1], []).append((key, unit))
        return grouped
