"""Which way each candidate takes through its ladder, and so what it is done as in a week."""

from __future__ import annotations

from ortools.sat.python import cp_model

from planner.problem.model import Option, Path, Problem
from planner.solver.horizon import Horizon


class Ladders:
    """The booleans of the ways, and of what they lead to.

    Attributes:
        x: (candidate, path) chosen.
        options: by (candidate, week) what it may be done as, each with a boolean that it is.
    """

    def __init__(self, problem: Problem, horizon: Horizon, model: cp_model.CpModel) -> None:
        self.problem = problem
        self.horizon = horizon
        self.model = model
        self.x: dict[tuple[int, int], cp_model.IntVar] = {}
        self.options: dict[tuple[int, int], dict[Option, cp_model.IntVar]] = {}
        self._make_paths()
        self._make_options()

    def _make_paths(self) -> None:
        done: dict[int, dict[int, str]] = {}
        for placement in self.horizon.past:
            week = placement.option.week
            done.setdefault(placement.candidate, {})[week] = placement.option.activity
        for index, candidate in enumerate(self.problem.candidates):
            if candidate.is_past:
                # It has one way, and keeps it.
                self.x[index, 0] = self.model.new_constant(1)
                continue
            chosen: dict[object, cp_model.IntVar] = {}
            for number, path in enumerate(candidate.paths):
                if not self._goes_on(path, done.get(index)):
                    continue
                prefix = tuple(
                    o.activity if o else None for o in path.options[: self.horizon.last + 1]
                )
                if prefix in chosen:
                    continue
                x = self.x[index, number] = self.model.new_bool_var(f"x{index}_{number}")
                chosen[prefix] = x
            if index in done:
                self.model.add_exactly_one(chosen.values())
            else:
                self.model.add_at_most_one(chosen.values())

    def _make_options(self) -> None:
        """One boolean for all the ways that lead to the same dose of a week.

        Rows that read it instead of every way are much shorter: a large model has a quarter
        of the terms.
        """
        ways: dict[tuple[int, int], dict[Option, list[cp_model.IntVar]]] = {}
        same: dict[tuple[int, int], list[cp_model.IntVar]] = {}
        for (index, number), x in self.x.items():
            for option in self.problem.candidates[index].paths[number].options:
                if option is None or option.week > self.horizon.last:
                    continue
                # Ways share their options: what was seen before is not compared again.
                key = (index, id(option))
                if key not in same:
                    of_week = ways.setdefault((index, option.week), {})
                    same[key] = of_week.setdefault(option, [])
                same[key].append(x)
        for key, of_week in ways.items():
            self.options[key] = {option: self._one_of(xs) for option, xs in of_week.items()}

    def _one_of(self, xs: list[cp_model.IntVar]) -> cp_model.IntVar:
        if len(xs) == 1:
            return xs[0]
        some = self.model.new_bool_var("")
        self.model.add(cp_model.LinearExpr.sum(xs) == some)
        return some

    def _goes_on(self, path: Path, done: dict[int, str] | None) -> bool:
        """The path fits what was placed in the weeks that are fixed."""
        if done is None:
            return path.start >= self.horizon.first and path.start <= self.horizon.last
        if path.start != min(done):
            return False
        for week in range(path.start, self.horizon.first):
            option = path.options[week]
            placed = done.get(week)
            if placed is not None and (option is None or option.activity != placed):
                return False
            # In a week with days away an active item may have found no place.
            if placed is None and option is not None and week in self.problem.full_weeks:
                return False
        return True
