"""What the builders of the problem read: one person, one template, one catalog."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from planner.domain.answers import Answers
from planner.domain.intake import Intake
from planner.domain.past import Past
from planner.domain.units import MINUTES_PER_HOUR
from planner.domain.verdict import OPEN, Verdict
from planner.eligibility import (
    ActiveLimit,
    ActiveOrder,
    Eligibility,
    Requirement,
    weeks_done,
    with_quit_day,
)
from planner.knowledge import Catalog
from planner.knowledge.model import Activity
from planner.knowledge.planning import Planning
from planner.knowledge.template import Template, TemplatePhase
from planner.problem.history import History
from planner.problem.model import Slot
from planner.problem.slots import full_weeks, joined, slots
from planner.rules import activities_of

P = ParamSpec("P")
Found = TypeVar("Found")

SIDES = ("left", "right")


def remembered(
    function: Callable[Concatenate[Context, P], Found],
) -> Callable[Concatenate[Context, P], Found]:
    """Keeps what the function finds for a context: its inputs never change, and it is asked often.

    The arguments have to be hashable, and cheap to hash.
    """

    @wraps(function)
    def known(context: Context, /, *args: P.args, **named: P.kwargs) -> Found:
        own: dict[object, Found] = context.known.setdefault(function, {})
        key = (args, *named.values()) if named else args
        if key not in own:
            own[key] = function(context, *args, **named)
        return own[key]

    return known


class Context:
    """Inputs of the problem builders, and what all of them look up.

    Weeks are 0-based here; verdicts and limits count from 1.
    """

    def __init__(
        self,
        catalog: Catalog,
        template: Template,
        intake: Intake,
        answers: Answers,
        eligibility: Eligibility,
        past: Past | None = None,
    ) -> None:
        self.catalog = catalog
        self.template = template
        self.intake = intake
        # A template that waits for the end of quitting has to know of the quit day.
        self.answers = with_quit_day(catalog, answers, intake.plan.start)
        self.eligibility = eligibility
        self.weeks = intake.plan.weeks
        self.history = History(past) if past is not None else None
        self.known: dict[object, dict[object, Any]] = {}

    @property
    def open_from(self) -> int:
        """First day on which anything may still be placed: later than 0 in a revision."""
        return self.history.first_day if self.history is not None else 0

    @property
    def open_week(self) -> int:
        """First week in which anything may still be placed."""
        return self.history.first_week if self.history is not None else 0

    @property
    def planning(self) -> Planning:
        """Scheduling numbers."""
        return self.catalog.planning

    @property
    def levels(self) -> dict[str, str]:
        """Level of the person by component."""
        return self.eligibility.levels

    @property
    def limits(self) -> tuple[ActiveLimit, ...]:
        """Caps and floors in force."""
        return self.eligibility.limits

    @cached_property
    def hard_limits(self) -> dict[str, list[ActiveLimit]]:
        """Hard caps and floors by the activity that they touch."""
        found: dict[str, list[ActiveLimit]] = {}
        for limit in self.limits:
            for activity in limit.activities if limit.hard else ():
                found.setdefault(activity, []).append(limit)
        return found

    @cached_property
    def level_ranks(self) -> dict[str, int]:
        """Rank of each level, lowest first."""
        levels = self.catalog.vocabulary["levels"]
        return {level: term.rank or 0 for level, term in levels.items()}

    @property
    def set_aside(self) -> frozenset[str]:
        """Rules that somebody who may has set aside."""
        return frozenset(override.rule for override in self.intake.overrides)

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """What rules require."""
        return self.eligibility.requirements

    @property
    def orders(self) -> tuple[ActiveOrder, ...]:
        """Sequences and orders in force."""
        return self.eligibility.orders

    @cached_property
    def whole_weeks(self) -> frozenset[int]:
        """Weeks without a day away."""
        return full_weeks(self.intake)

    @cached_property
    def full_weeks(self) -> frozenset[int]:
        """Weeks without a day away; one in which a revision begins is none either."""
        cut = self.history.cut_week if self.history is not None else None
        return self.whole_weeks - {cut}

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """Slots in which sessions may lie; in a revision the past holds what was published."""
        return self.offered if self.history is None else joined(self.history, self.offered)

    @cached_property
    def offered(self) -> tuple[Slot, ...]:
        """Slots that the person offers over the whole plan, whatever of it is past."""
        caps = [
            int(limit.value)
            for limit in self.limits
            if limit.kind == "cap"
            and limit.quantity == "minutes_per_session"
            and limit.hard
            and isinstance(limit.value, int)
            and limit.body.target.any
        ]
        if self.template.caps.session_minutes is not None:
            caps.append(self.template.caps.session_minutes)
        longest = min(caps, default=max_minutes(self.intake))
        return slots(self.intake, longest, self.planning.shortest_session_minutes)

    @remembered
    def slots_of(self, week: int) -> tuple[Slot, ...]:
        """Slots of one week."""
        return tuple(slot for slot in self.slots if slot.week == week)

    @cached_property
    def harder(self) -> frozenset[str]:
        """Endurance that a rule gates and in whose first week it allows no rise of minutes."""
        found: set[str] = set()
        for limit in self.limits:
            if limit.body.when_intensity_step and limit.hard:
                for effect in self.catalog.rules[limit.rule].then:
                    if effect.gate is not None:
                        found |= activities_of(effect.gate.target, self.catalog)
        return frozenset(found)

    @cached_property
    def first_day(self) -> int:
        """First day with time for what has to stand before everything else (the intake).

        In a revision, where it was missed, the first such day on which it may come again.
        """
        activities = self.catalog.activities
        before = [
            requirement.what
            for requirement in self.requirements
            if requirement.hard
            and requirement.relation == "before_or_with"
            and requirement.body.of is not None
            and requirement.body.of.any
        ]
        longest = max(
            (
                min(activities[name].minutes[0] + activities[name].setup_minutes for name in what)
                for what in before
            ),
            default=0,
        )
        history = self.history
        first = max((history.due_again(what) for what in before), default=0) if history else 0
        slots = [slot for slot in self.slots if slot.day >= first]
        days = [slot.day for slot in slots if slot.capacity >= longest]
        return min(days, default=min((slot.day for slot in slots), default=0))

    @cached_property
    def weeks_done(self) -> int:
        """Weeks of the programme that lie before this plan (fact `plan_week`, 1 = none)."""
        return weeks_done(self.answers)

    def phase(self, week: int) -> TemplatePhase:
        """Phase of a week; the last phase goes on beyond the template's own weeks."""
        number = self.weeks_done + week + 1
        for phase in self.template.phases:
            if phase.weeks[0] <= number <= phase.weeks[1]:
                return phase
        return self.template.phases[-1]

    @remembered
    def verdicts(self, activity: str) -> tuple[Verdict, ...]:
        """Verdicts on an activity: one, or one a side."""
        given = self.eligibility.verdicts
        found = (given.get((activity, side)) for side in (None, *SIDES))
        return tuple(verdict for verdict in found if verdict is not None)

    @remembered
    def open_sides(self, activity: str, week: int) -> tuple[Verdict, ...]:
        """Verdicts under which the activity may be placed in the week."""
        return tuple(
            verdict
            for verdict in self.verdicts(activity)
            if verdict.status in OPEN
            and verdict.opens_week is not None
            and verdict.opens_week <= week + 1
        )

    def first_open_week(self, activity: str) -> int | None:
        """First week in which some side of the activity is open; None = never."""
        weeks = [
            verdict.opens_week - 1
            for verdict in self.verdicts(activity)
            if verdict.status in OPEN and verdict.opens_week is not None
        ]
        inside = [week for week in weeks if week < self.weeks]
        return min(inside, default=None)

    def is_all_day(self, activity: Activity) -> bool:
        """The activity fills a day (device, habit, step goal) rather than a part of a session."""
        return activity.id in self._all_day

    @cached_property
    def _all_day(self) -> frozenset[str]:
        planning = self.planning
        return frozenset(
            activity.id
            for activity in self.catalog.activities.values()
            if activity.component in planning.all_day_components
            or activity.id in planning.all_day_activities
            or not set(activity.tags).isdisjoint(planning.all_day_tags)
        )

    def is_deload(self, week: int) -> bool:
        """A planned lighter week; the last week is never one."""
        return (week + 1) % self.planning.deload_every_weeks == 0 and week + 1 < self.weeks


def max_minutes(intake: Intake) -> int:
    """Minutes of the longest availability window."""
    return max(
        (
            (window.end.hour - window.start.hour) * MINUTES_PER_HOUR
            + window.end.minute
            - window.start.minute
            for window in intake.availability
        ),
        default=0,
    )
