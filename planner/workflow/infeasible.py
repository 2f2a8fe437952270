"""The smallest set of clashing demands in plain words, and what was tried to get out of it."""

from __future__ import annotations

from collections.abc import Iterator

from planner.explain.conflict import STAYS, Demand, conflict_text, way_text
from planner.explain.conflict import TIME as AVAILABILITY
from planner.explain.messages import messages_of
from planner.knowledge import Catalog
from planner.problem.bounds import DayDemand, FirstDemand, Gap, MinutesFloor, Span
from planner.problem.model import Problem
from planner.solver.conflicts import TIME, Conflict, names, smallest_conflict
from planner.workflow.ways_out import (
    Person,
    has_plan,
    is_for_clinician,
    may_be_set_aside,
    more_time,
    without_rules,
)

NAMED = 3
ASSESSMENT = "assessment"
# Clashes that are told; who meets more of them needs another request, not a longer list.
IN_TURN = 4
NOT_ENOUGH, NO_PLAN = "conflict.not_enough", "conflict.no_plan"


def explained(problem: Problem, person: Person) -> str:
    """Sentences for the smallest conflict; every demand in it is needed for the clash.

    What is said about a way out has been tried: the intake was changed, and a plan was found.
    """
    catalog = person.catalog
    chain = _in_turn(problem, person)
    # Several clashes may lie in the same weeks.
    apart = {(conflict.first, conflict.last): conflict for conflict in chain}
    way, tried = more_time(person, tuple(apart.values()))
    messages = messages_of(catalog)
    if not chain:
        text = catalog.planning.texts["no_combination"]
        return "\n".join([text, way_text(way, tried, messages)])
    first, *others = (_Members(problem, conflict, person) for conflict in chain)
    given_up = _given_up(
        person, [*first.rules, *(rule for other in others for rule in other.rules)]
    )
    demands = first.all(way is not None, NOT_ENOUGH if others else given_up)
    nexts = tuple(tuple(other.all(False, "")) for other in others)
    return conflict_text(demands, messages, way, tried, nexts, given_up if others else "")


def no_time(person: Person) -> str:
    """What is said where there is no free time at all, and how much would do."""
    way, tried = more_time(person)
    messages = messages_of(person.catalog)
    lines = [person.catalog.planning.texts["no_time"], way_text(way, tried, messages)]
    return "\n".join(lines)


def _in_turn(problem: Problem, person: Person) -> list[Conflict]:
    """The smallest conflict, then what clashes once its demands are given up, and so on.

    It ends where nothing clashes any more, or where what clashes may not be given up.
    """
    found: list[Conflict] = []
    gone: set[str] = set()
    for _ in range(IN_TURN):
        without = [name for name in names(problem) if rule_of(name) in gone]
        # Later clashes only have to be told, so what is dear to find is left out.
        conflict = smallest_conflict(problem, without, weeks_only=bool(found))
        if conflict is None:
            break
        found.append(conflict)
        rules = _Members(problem, conflict, person).rules
        if not rules:
            break
        gone |= set(rules)
    return found


def _given_up(person: Person, rules: list[str]) -> str:
    """Key of what is said about giving up all the rules; it is tried."""
    if not rules or not has_plan(person, without_rules(person, rules)):
        return NO_PLAN
    is_clinicians = any(is_for_clinician(person, rule) for rule in rules)
    return "conflict.clinician" if is_clinicians else "conflict.person"


def rule_of(name: str) -> str:
    """The rule behind the name of a demand, such as `cr_067:per_week#2`."""
    return name.partition("#")[0].partition(":")[0]


class _Members:
    """Says each member of a conflict."""

    def __init__(self, problem: Problem, conflict: Conflict, person: Person) -> None:
        self.problem, self.conflict, self.person = problem, conflict, person
        self.catalog = person.catalog
        self.answer = ""

    @property
    def rules(self) -> tuple[str, ...]:
        """Rules behind the members that may be given up."""
        names, problem = self.conflict.names, self.problem
        rules: dict[str, None] = {}
        for demand in problem.day_demands:
            if demand.id in names and self._days_may_go(demand):
                rules |= dict.fromkeys(self._asking(demand))
        others: tuple[Gap | MinutesFloor, ...] = (*problem.gaps, *problem.minutes_floors)
        for one in others:
            if one.id in names and self._may_go(rule_of(one.id)):
                rules[rule_of(one.id)] = None
        return tuple(rules)

    def _days_may_go(self, demand: DayDemand) -> bool:
        """A cap stays, and so does an assessment: what comes after it is not safe without."""
        parts = {self.problem.candidates[index].component for index in demand.candidates}
        is_wanted = demand.at_least > 0 and ASSESSMENT not in parts
        return is_wanted and all(self._may_go(rule) for rule in self._asking(demand))

    def _may_go(self, rule: str) -> bool:
        orders = {rule_of(demand.id) for demand in self.problem.first_demands}
        return rule not in orders and may_be_set_aside(self.person, rule)

    def _asking(self, demand: DayDemand) -> tuple[str, ...]:
        """Rules that ask for the same, or for more days of it, in the same week."""
        same = (
            other.id
            for other in self.problem.day_demands
            if not other.weight
            and other.activities == demand.activities
            and other.at_least >= demand.at_least
            and self.week in other.weeks
            and other.when_present is None
        )
        return tuple(dict.fromkeys(rule_of(name) for name in (demand.id, *same)))

    def all(self, time_helps: bool, answer: str) -> tuple[Demand, ...]:
        """Every member, with what is said about giving it up.

        Args:
            time_helps: with more time a plan was found, so the time is a member in any case.
            answer: key of what is said about the members that may be given up.
        """
        self.answer = answer
        return tuple(self._each(time_helps))

    def _each(self, time_helps: bool) -> Iterator[Demand]:
        """The time first, where it is a member, then what does not fit into it."""
        names, problem = self.conflict.names, self.problem
        days = [demand for demand in problem.day_demands if demand.id in names]
        if time_helps or TIME in names:
            yield self._time("conflict.time" if time_helps else "conflict.time_open")
        yield from (self._days(demand) for demand in days)
        yield from (self._gap(gap) for gap in problem.gaps if gap.id in names)
        yield from (self._minutes(f) for f in problem.minutes_floors if f.id in names)
        yield from (self._first(f) for f in problem.first_demands if f.id in names)

    @property
    def week(self) -> int:
        """The week of the conflict with the fewest days that have free time."""
        weeks = range(self.conflict.first, self.conflict.last + 1)
        free = [week for week in weeks if self._slot_days(week)] or list(weeks)
        return min(free, key=lambda week: len(self._slot_days(week)))

    @property
    def _scarcest(self) -> int:
        """A week of the conflict without any free time and without days away, else `week`."""
        weeks = range(self.conflict.first, self.conflict.last + 1)
        none = (w for w in weeks if w in self.problem.full_weeks and not self._slot_days(w))
        return next(none, self.week)

    def _slot_days(self, week: int) -> set[int]:
        return {slot.day for slot in self.problem.slots if slot.week == week}

    def _time(self, answer: str) -> Demand:
        week = self._scarcest
        minutes = [slot.capacity for slot in self.problem.slots if slot.week == week]
        values: dict[str, int | str] = {
            "week": week + 1,
            "days": len(self._slot_days(week)),
            "minutes": sum(minutes),
            "longest": max(minutes, default=0),
        }
        return Demand(family=AVAILABILITY, values=values, answer=answer)

    def _days(self, demand: DayDemand) -> Demand:
        is_cap = demand.at_least == 0
        week = self.week if self.week in demand.weeks else demand.weeks[0]
        return Demand(
            family="day_cap" if is_cap else "required_days",
            values={
                "what": _what(demand.activities, self.catalog),
                "days": demand.at_most if is_cap else demand.at_least,
                "week": week + 1,
                "because": demand.text.rstrip("."),
                "rule": rule_of(demand.id) if is_cap else ", ".join(self._asking(demand)),
            },
            answer=self.answer if self._days_may_go(demand) else STAYS,
        )

    def _gap(self, gap: Gap) -> Demand:
        values: dict[str, int | str] = {
            "what": self._says(gap.id),
            "days": len(gap.stretches[0]) - 1,
            "rule": rule_of(gap.id),
        }
        return Demand(family="days_off", values=values, answer=self._answer(gap.id))

    def _minutes(self, floor: MinutesFloor) -> Demand:
        most = self._most(floor)
        values: dict[str, int | str] = {
            "what": self._says(floor.id),
            "of": _what(floor.activities, self.catalog),
            "minutes": most.minutes,
            "week": most.week + 1,
            "rule": rule_of(floor.id),
        }
        return Demand(family="minutes_floors", values=values, answer=self._answer(floor.id))

    def _first(self, demand: FirstDemand) -> Demand:
        holders = [self.problem.candidates[index] for index in demand.what]
        options = [
            option
            for candidate in holders
            for path in candidate.paths
            for option in path.options
            if option is not None and option.activity in demand.what_activities
        ]
        shortest = min(options, key=lambda option: option.minutes)
        around = self.problem.warm_up_minutes + self.problem.cool_down_minutes
        values: dict[str, int | str] = {
            "what": self.catalog.activities[shortest.activity].name,
            "minutes": shortest.minutes + (around if shortest.needs_warm_up else 0),
            "rule": rule_of(demand.id),
        }
        return Demand(family="first", values=values, answer=STAYS)

    def _answer(self, name: str) -> str:
        return self.answer if self._may_go(rule_of(name)) else STAYS

    def _most(self, floor: MinutesFloor) -> Span:
        return max(floor.spans, key=lambda span: span.minutes)

    def _says(self, name: str) -> str:
        return self.catalog.rules[rule_of(name)].says


def _what(named: frozenset[str], catalog: Catalog) -> str:
    """Names of a few activities, or the components of many."""
    activities = [catalog.activities[name] for name in sorted(named)]
    names = [activity.name for activity in activities]
    kinds = sorted({activity.component.replace("_", " ") for activity in activities})
    return " or ".join(names if len(names) <= NAMED else kinds)
