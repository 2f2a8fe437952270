"""Every way through a ladder that a candidate may take: start week, dwell, one step at a time."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from itertools import takewhile

from planner.domain.past import Ruling
from planner.domain.units import DAYS_PER_WEEK
from planner.knowledge.model import Activity, LadderLevel
from planner.problem.context import Context
from planner.problem.history import Standing
from planner.problem.model import Option, Path
from planner.problem.options import option
from planner.problem.returns import returns, step_backs

# Whether a week is one to step up, for a position of the ladder and the week since which it stands.
Climb = Callable[[int, int, int], bool]


class Ladder:
    """The levels of one family (or a single activity) for one person, with their options.

    `named` are activities that a finding asks for: the ladder starts on one of them if it can.
    """

    def __init__(
        self,
        context: Context,
        levels: list[LadderLevel | Activity],
        named: frozenset[str] = frozenset(),
    ) -> None:
        self.context = context
        self.named = named
        self.steps = [level for level in levels if isinstance(level, LadderLevel)]
        self.activities = [
            context.catalog.activities[level.activity] if isinstance(level, LadderLevel) else level
            for level in levels
        ]
        self._options: dict[tuple[int, int, bool], Option | None] = {}
        self._starts: dict[int, int | None] = {}
        self._step_backs = step_backs(context)

    def option(self, position: int, week: int, *, is_first: bool) -> Option | None:
        """Option of a level in a week; remembered."""
        key = (position, week, is_first)
        if key not in self._options:
            self._options[key] = option(
                self.context, self.activities[position], week, is_first=is_first
            )
        return self._options[key]

    def start_level(self, week: int) -> int | None:
        """The first level for people as fit as this one that can be done, or a lower one.

        A level whose minutes the person does already is passed. Remembered.
        """
        if week not in self._starts:
            self._starts[week] = self._start_level(week)
        return self._starts[week]

    def _start_level(self, week: int) -> int | None:
        levels = self.context.catalog.vocabulary["levels"]
        rank: dict[str, int] = {name: term.rank or 0 for name, term in levels.items()}
        opened = {
            position: rank[activity.min_level]
            for position, activity in enumerate(self.activities)
            if self.context.open_sides(activity.id, week) and position <= self.highest
        }
        if not opened:
            return None
        own = max(opened.values())
        meant = [position for position, level in opened.items() if level == own]
        first = max(meant[0], max((p for p in opened if p <= self._mastered), default=meant[0]))
        # The first level that is meant; if it cannot be done, a later one of the same fitness.
        higher = [p for p in meant if p > first]
        usable = [p for p in range(first + 1) if self.option(p, week, is_first=True) is not None]
        named = [p for p in usable if self.activities[p].id in self.named]
        if named:
            return max(named)
        if first not in usable:
            usable += [p for p in higher if self.option(p, week, is_first=True) is not None][:1]
        return max(usable, default=None)

    @property
    def highest(self) -> int:
        """Highest level that the decisions of the log leave: a step back names a lower one."""
        history = self.context.history
        names = [activity.id for activity in self.activities]
        rulings = history.past.rulings if history is not None else ()
        lower = [
            names.index(ruling.to_activity)
            for ruling in rulings
            if ruling.change == "step_back" and ruling.to_activity in names
        ]
        return min(lower, default=len(names) - 1)

    @property
    def _mastered(self) -> int:
        """Number of levels, from the lowest on, whose minutes the person does already."""
        return sum(1 for _ in takewhile(self._is_mastered, self.steps))

    def _is_mastered(self, step: LadderLevel) -> bool:
        advance = step.advance_when
        if advance is None or advance.shown_by is None:
            return False
        able = self.context.answers.facts.get(advance.shown_by)
        needed = advance.minutes
        return isinstance(able, int | float) and isinstance(needed, int) and able >= needed

    def may_step(self, position: int, week: int) -> bool:
        """The next level is open, and its ladder criterion can be met by the week."""
        if position + 1 >= len(self.activities):
            return False
        advance = self.steps[position].advance_when
        if advance is not None and advance.criterion is not None:
            known = self.context.answers.criteria.get(advance.criterion)
            earliest = self.context.catalog.criteria[advance.criterion].earliest_week_if_unmeasured
            if known is not True and (earliest is None or week + 1 < earliest):
                return False
        if self._is_held(self.activities[position + 1].id, week):
            return False
        return self.option(position + 1, week, is_first=False) is not None

    def _is_held(self, activity: str, week: int) -> bool:
        """A rule lets no ladder step onto the activity in that week."""
        held = self.context.eligibility.held
        until = held.get(activity, 0)
        return until is None or week + 1 < until

    def steps_soon(self, position: int, week: int) -> bool:
        """The published plan takes the step in what a revision leaves of a week, not before."""
        history = self.context.history
        if history is None or week != history.cut_week or week not in self.context.whole_weeks:
            return False
        own = {activity.id for activity in self.activities}
        is_begun = any(one.week == week and one.item.activity in own for one in history.items)
        return self.published.get(week) == position + 1 and not is_begun

    @cached_property
    def published(self) -> dict[int, int]:
        """Week to the position of the ladder that the published plan has in the days to come."""
        names = [activity.id for activity in self.activities]
        coming = self.context.history.coming if self.context.history is not None else ()
        found = {one.day // DAYS_PER_WEEK: one.activity for one in coming if one.activity in names}
        return {week: names.index(activity) for week, activity in found.items()}

    def is_wanted_in_part(self) -> bool:
        """A rule asks every week for some levels and not for others: staying must be possible."""
        own = {activity.id for activity in self.activities}
        return any(
            requirement.hard
            and requirement.relation == "per_week"
            and own & requirement.what
            and own - requirement.what
            for requirement in self.context.requirements
        )

    def restarts_in(self, week: int, position: int) -> bool:
        """A return after days away lies in the week: one level down, and time on it counts anew."""
        return self.activities[position].id in self._step_backs.get(week, frozenset())

    def dwell(self, position: int) -> int:
        """Fewest weeks on a level."""
        weeks = self.context.template.caps.dwell_weeks
        advance = self.steps[position].advance_when if self.steps else None
        return max(weeks, (advance.weeks or 0) if advance is not None else 0)


def paths(ladder: Ladder, starts: list[int]) -> tuple[Path, ...]:
    """All paths from the given start weeks; equal ones once."""
    found: dict[tuple[object, ...], Path] = {}
    holds = list(ladder.context.planning.hold_variants_weeks)
    if ladder.is_wanted_in_part():
        holds.append(ladder.context.weeks)
    holds.sort()
    for start in starts:
        for hold in holds:
            whole = _path(ladder, start, waiting(ladder, hold))
            if whole is None:
                continue
            for path in (whole, *_ending(ladder, whole)):
                key = (path.start, tuple(o.activity if o else None for o in path.options))
                found.setdefault(key, path)
            if not whole.steps:
                # Waiting longer changes nothing where no step is taken.
                break
    return tuple(found.values())


def continued(ladder: Ladder, standing: Standing, wanted: Ruling | None) -> tuple[Path, ...]:
    """Paths that go on from where the past has left the family, and the published one; once each.

    A step back is a regression in the first week; nothing steps up while a hold lasts.
    """
    found: dict[tuple[object, ...], Path] = {}
    holds = list(ladder.context.planning.hold_variants_weeks)
    holds.append(ladder.context.weeks)
    for climb in (as_published(ladder), *(waiting(ladder, hold) for hold in holds)):
        whole = _continued(ladder, standing, wanted, climb)
        if whole is None:
            continue
        for path in (whole, *_ending(ladder, whole), *_published_end(ladder, whole)):
            key = tuple(o.activity if o else None for o in path.options)
            found.setdefault(key, path)
    return tuple(found.values())


def _continued(
    ladder: Ladder, standing: Standing, wanted: Ruling | None, climb: Climb
) -> Path | None:
    context = ladder.context
    first = context.open_week
    # A week that is cut, or has days away, may hold nothing of the new level.
    anew = min((week for week in context.full_weeks if week >= first), default=context.weeks)
    names = [activity.id for activity in ladder.activities]
    position = names.index(standing.activity)
    # Weeks in which nothing of the level was done do not count as time on it.
    missed = [w for w in range(standing.began, first) if w not in standing.weeks]
    since = standing.began + len(missed)
    is_back = wanted is not None and wanted.change == "step_back"
    if is_back or _comes_back(ladder, first, position):
        position, since = max(position - 1, 0), anew
    if position > ladder.highest:
        position, since = ladder.highest, anew
    # What is closed by now goes on one or more levels lower, if one of them is open.
    while position and ladder.option(position, first, is_first=False) is None:
        position, since = position - 1, anew
    starts_over = is_back and names[position] == standing.activity
    return _walk(ladder, first, position, since, climb, is_first=starts_over)


def _comes_back(ladder: Ladder, week: int, position: int) -> bool:
    """A return after days away lies in the week, and nothing of the ladder came after it so far."""
    history = ladder.context.history
    own = {activity.id for activity in ladder.activities}
    items = history.items if history is not None else ()
    last = max((one.day for one in items if one.item.activity in own), default=-1)
    return any(
        back.day // DAYS_PER_WEEK == week
        and back.day > last
        and ladder.activities[position].id in back.steps_back
        for back in returns(ladder.context)
    )


def _published_end(ladder: Ladder, whole: Path) -> list[Path]:
    """The same path left where the published plan leaves the family."""
    last = max(ladder.published, default=-1)
    if not whole.start <= last < ladder.context.weeks - 1:
        return []
    options = tuple(o if w <= last else None for w, o in enumerate(whole.options))
    steps = tuple(step for step in whole.steps if step <= last)
    return [Path(start=whole.start, options=options, steps=steps)]


def _ending(ladder: Ladder, whole: Path) -> list[Path]:
    """The same path left at the end of a phase, once it has lasted its fewest weeks."""
    context = ladder.context
    found = []
    for phase in context.template.phases:
        end = phase.weeks[1] - context.weeks_done
        if whole.start + context.template.caps.dwell_weeks <= end < context.weeks:
            options = tuple(o if w < end else None for w, o in enumerate(whole.options))
            steps = tuple(step for step in whole.steps if step < end)
            found.append(Path(start=whole.start, options=options, steps=steps))
    return found


def waiting(ladder: Ladder, hold: int) -> Climb:
    """Steps as soon as a level has lasted its fewest weeks and some more."""
    return lambda week, since, position: week - since >= ladder.dwell(position) + hold


def as_published(ladder: Ladder) -> Climb:
    """Steps in the weeks in which the published plan does, once a level has lasted long enough."""
    soonest = waiting(ladder, 0)
    return lambda week, since, position: (
        ladder.published.get(week, position) > position and soonest(week, since, position)
    )


def _path(ladder: Ladder, start: int, climb: Climb) -> Path | None:
    position = ladder.start_level(start)
    if position is None:
        return None
    return _walk(ladder, start, position, start, climb, is_first=True)


def _walk(
    ladder: Ladder, start: int, position: int, since: int, climb: Climb, *, is_first: bool
) -> Path | None:
    """The path from a level on which the ladder has stood since some week."""
    weeks = ladder.context.weeks
    chosen: list[Option | None] = [None] * start
    steps: list[int] = []
    for week in range(start, weeks):
        if week > start and ladder.restarts_in(week, position):
            # A week with days away may pass without it: the next one is the first for certain.
            since = week if week in ladder.context.full_weeks else week + 1
            if position and ladder.option(position - 1, week, is_first=False) is not None:
                position -= 1
        ready = climb(week, since, position)
        # Nobody steps up in a week with days away.
        ready = ready and (week > start or not is_first)
        ready = ready and (week in ladder.context.full_weeks or ladder.steps_soon(position, week))
        if ready and ladder.may_step(position, week):
            position, since = position + 1, week
            steps.append(week)
        chosen.append(ladder.option(position, week, is_first=is_first and week == start))
    if chosen[start] is None:
        return None
    return Path(start=start, options=tuple(chosen), steps=tuple(steps))


def single_week(ladder: Ladder, week: int) -> Path | None:
    """Path of something that is done in one week only."""
    chosen = ladder.option(0, week, is_first=True)
    if chosen is None:
        return None
    options: list[Option | None] = [None] * ladder.context.weeks
    options[week] = chosen
    return Path(start=week, options=tuple(options))
