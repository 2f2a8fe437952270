"""Everything a check may read: the plan, the inputs, and plain views of both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, TypeVar

from planner.audit.clock import moment
from planner.audit.evaluator import NOTHING, SIDES, Bound, World
from planner.audit.firings import Fired, Firings
from planner.audit.joined import Join
from planner.audit.levels import derive_levels, level_of, rank
from planner.audit.placed import Placed
from planner.audit.targets import EACH_SIDE
from planner.audit.verdicts import Verdicts
from planner.audit.windows import FIRST_WEEK_OF_ITEM, holds_in
from planner.domain.answers import Answers
from planner.domain.intake import Intake
from planner.domain.past import Past
from planner.domain.plan import AllDay, Item, Plan, Session
from planner.domain.units import DAYS_PER_WEEK
from planner.knowledge import Catalog, Template
from planner.knowledge.model import Activity, Target
from planner.knowledge.template import TemplatePhase

ENDURANCE, STRENGTH, STRETCH = "endurance", "strength", "stretch"
VIGOROUS, LIGHT = "vigorous", "light"
ONCE = "once"
QUIT_DATE = "quit_date"
READY_TO_QUIT = "ready_to_quit_30d"
Made = TypeVar("Made")


class Case:
    """One plan with the inputs that it was made from."""

    def __init__(
        self,
        plan: Plan,
        intake: Intake,
        answers: Answers,
        catalog: Catalog,
        template: Template,
        past: Past | None = None,
    ) -> None:
        self.plan = plan
        self.intake = intake
        self.answers = answers
        self.catalog = catalog
        self.template = template
        self.weeks = range(1, intake.plan.weeks + 1)
        self.start = intake.plan.start
        self.end = self.start + dt.timedelta(days=DAYS_PER_WEEK * intake.plan.weeks - 1)
        self.join = Join(past, intake.plan.start) if past is not None else None
        self._memory: dict[object, Any] = {}
        is_due = QUIT_DATE in answers.facts or self.sets_quit_day
        self.firings = Firings(
            catalog,
            intake,
            answers,
            self.quit_day if is_due else None,
            past.day if past is not None else None,
        )

    @cached_property
    def placed(self) -> tuple[Placed, ...]:
        """Items of the sessions, then all-day items; items of unknown activities are left out."""
        found = [p for session in self.plan.sessions for p in self._in_session(session)]
        for entry in self.plan.all_day:
            activity = self.catalog.activities.get(entry.activity)
            if activity is not None:
                found.append(self._place(activity, entry, entry.date, None, None, entry.key))
        return tuple(found)

    @cached_property
    def by_activity(self) -> dict[str, list[Placed]]:
        """Activity to its items."""
        found: dict[str, list[Placed]] = {}
        for placed in self.placed:
            found.setdefault(placed.activity.id, []).append(placed)
        return found

    @cached_property
    def in_sessions(self) -> tuple[Placed, ...]:
        """Items of the sessions only."""
        return tuple(p for p in self.placed if p.session is not None)

    @cached_property
    def verdicts(self) -> Verdicts:
        """What the rules say about each activity, derived here."""
        rulings = self.join.past.rulings if self.join is not None else ()
        stopped = frozenset(
            (ruling.activity, ruling.side)
            for ruling in rulings
            if ruling.closes and ruling.activity in self.catalog.activities
        )
        return Verdicts(self.firings, self.intake, self.levels, stopped)

    @cached_property
    def levels(self) -> dict[str, str]:
        """Level of the person for each component, derived here."""
        return derive_levels(self.catalog, self.firings.world(1))

    @cached_property
    def dates(self) -> tuple[dt.date, ...]:
        """Every date of the plan."""
        days = (self.end - self.start).days + 1
        return tuple(self.start + dt.timedelta(days=day) for day in range(days))

    @cached_property
    def whole_weeks(self) -> tuple[int, ...]:
        """Weeks without a day away."""
        away = {self.week_of(date) for date in self.dates if self.is_away(date)}
        return tuple(week for week in self.weeks if week not in away)

    @cached_property
    def full_weeks(self) -> tuple[int, ...]:
        """Weeks without a day away; one that a revision cuts is none either."""
        cut = self.join.week if self.join is not None and self.join.cuts_week else None
        return tuple(week for week in self.whole_weeks if week != cut)

    @cached_property
    def first_dates(self) -> dict[str, dt.date]:
        """Activity to the first date on which it stands in the plan."""
        found: dict[str, dt.date] = {}
        for placed in self.placed:
            found[placed.activity.id] = min(placed.date, found.get(placed.activity.id, placed.date))
        return found

    @cached_property
    def first_weeks(self) -> dict[str, int]:
        """Family (or activity without one) to the first week in which it stands in the plan."""
        found: dict[str, int] = {}
        for placed in self.placed:
            found[placed.key] = min(placed.week, found.get(placed.key, placed.week))
        return found

    @property
    def quit_day(self) -> dt.date | None:
        """The quit day: as placed in the plan (the last one), else as answered."""
        for entry in reversed(self.plan.all_day):
            if entry.activity in self.quit_day_activities:
                return entry.date
        answered = self.answers.facts.get(QUIT_DATE)
        try:
            return dt.date.fromisoformat(str(answered)) if answered is not None else None
        except ValueError:
            return None

    @cached_property
    def sets_quit_day(self) -> bool:
        """The plan sets the quit day: the person is ready, smokes, and named none."""
        facts = self.answers.facts
        # Read without any quit day: one that the plan itself set would be its own ground.
        known = World(self.catalog, self.answers, dict(facts), self.start)
        smokes = known.truth(self.catalog.planning.quit_day_if) is True
        return facts.get(READY_TO_QUIT) is True and QUIT_DATE not in facts and smokes

    @property
    def quit_day_activities(self) -> tuple[str, ...]:
        """Activities that stand for the quit day itself: done once, in week 0 of the ramp."""
        steps = self.catalog.ramps.quit_smoking.steps
        return tuple(s.activity for s in steps if s.week == 0 and s.recurrence == ONCE)

    @cached_property
    def quit_week(self) -> int | None:
        """The plan week that contains the quit day."""
        return None if self.quit_day is None else self.week_of(self.quit_day)

    def programme_week(self, week: int) -> int:
        """Week of the programme: the plan may begin after some of its weeks (fact `plan_week`)."""
        number = self.answers.facts.get("plan_week")
        return week + max(0, number - 1) if isinstance(number, int) else week

    @cached_property
    def told_quantities(self) -> frozenset[str]:
        """Quantities whose limits this person is told (decision_policy, `told_if`)."""
        policy, world = self.catalog.decision_policy, self.firings.world(1)
        return frozenset(
            quantity
            for quantity in policy.told_quantities
            if quantity not in policy.told_if or world.truth(policy.told_if[quantity]) is True
        )

    def phase(self, week: int) -> TemplatePhase:
        """Phase of a week, counted from the first of the programme; the last one goes on."""
        phases, number = self.template.phases, self.programme_week(week)
        return next((p for p in phases if p.weeks[0] <= number <= p.weeks[1]), phases[-1])

    def week_of(self, date: dt.date) -> int:
        """1-based plan week of a date, also outside the plan."""
        return (date - self.start).days // DAYS_PER_WEEK + 1

    def first_day(self, week: int) -> dt.date:
        """First date of a week."""
        return self.start + dt.timedelta(days=DAYS_PER_WEEK * (week - 1))

    def is_away(self, date: dt.date) -> bool:
        """The person is away on that date."""
        return any(away.start <= date <= away.end for away in self.intake.away)

    def level_of(self, component: str) -> str:
        """Level for a component; for components without one, the level of a whole session."""
        return level_of(self.levels, component)

    def rank(self, level: str) -> int:
        """Place of a level, 0 = the least fit."""
        return rank(self.catalog, level)

    def class_rank(self, intensity: str) -> int:
        """Place of an intensity class; a word that is none stands above all."""
        classes = self.catalog.intensity_classes
        return classes[intensity].rank if intensity in classes else len(classes)

    def in_week(self, week: int) -> list[Placed]:
        """Items of a week."""
        return [placed for placed in self.placed if placed.week == week]

    def once(self, key: object, make: Callable[[], Made]) -> Made:
        """What is worked out once a case, remembered under its key."""
        if key not in self._memory:
            self._memory[key] = make()
        found: Made = self._memory[key]
        return found

    def named_by(self, target: Target, bound: Bound = NOTHING) -> tuple[Activity, ...]:
        """Activities of the catalog that a target names."""
        return tuple(self.firings.named(target, bound).values())

    def is_target(self, activity: Activity, target: Target) -> bool:
        """The target names the activity."""
        return self.firings.names(target, activity)

    def caps(self, quantity: str, placed: Placed) -> Iterator[Fired]:
        """Hard caps on a quantity that bind an item in its week."""
        yield from self._limits("cap", quantity, placed)

    def floors(self, quantity: str, placed: Placed) -> Iterator[Fired]:
        """Hard floors on a quantity that bind an item in its week."""
        yield from self._limits("floor", quantity, placed)

    def _limits(self, kind: str, quantity: str, placed: Placed) -> Iterator[Fired]:
        for fired in self.firings.touching(placed.activity, kind, placed.week):
            body = fired.body
            if body.quantity == quantity and not body.soft and self.applies(fired, placed.week):
                is_first = self.first_weeks[placed.key] == placed.week
                if is_first or body.window != FIRST_WEEK_OF_ITEM:
                    yield fired

    def applies(self, fired: Fired, week: int) -> bool:
        """The window and the level of a cap or floor hold in a week."""
        body = fired.body
        named = (*body.levels, *((body.level,) if body.level else ()))
        if named and self._level_for(body.target) not in named:
            return False
        return holds_in(
            body.window,
            week,
            weeks=len(self.weeks),
            quit_week=self.quit_week,
            first_week=week,
        )

    def _level_for(self, target: Target) -> str:
        """Level that a limit is read against: of its component, else of the whole person."""
        if target.component:
            return self.level_of(target.component[0])
        overall = self.catalog.decision_policy.levels.overall
        return min((self.level_of(name) for name in overall), key=self.rank)

    def _in_session(self, session: Session) -> Iterator[Placed]:
        clock = moment(session.date, session.start)
        for item in session.items:
            ends = None if clock is None else clock + dt.timedelta(minutes=item.minutes)
            activity = self.catalog.activities.get(item.activity)
            if activity is not None:
                yield self._place(activity, item, session.date, session, clock, session.key)
            clock = ends

    def _place(
        self,
        activity: Activity,
        item: Item | AllDay,
        date: dt.date,
        session: Session | None,
        starts: dt.datetime | None,
        key: str,
    ) -> Placed:
        sides: tuple[str | None, ...] = (None,)
        if activity.laterality == EACH_SIDE:
            sides = (item.side,) if item.side in SIDES else SIDES
        ends = None
        if starts is not None and isinstance(item, Item):
            ends = starts + dt.timedelta(minutes=item.minutes)
        return Placed(
            activity=activity,
            item=item,
            week=min(max(self.week_of(date), 1), len(self.weeks)),
            date=date,
            session=session,
            starts=starts,
            ends=ends,
            sides=sides,
            where=f"{key} {activity.id}",
        )
