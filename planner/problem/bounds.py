"""What binds a plan: targets, demands, caps and orders, each in integers.

Candidates and slots are named by their index in the problem; units of `planner.problem.model`.
"""

from __future__ import annotations

from msgspec import Struct

from planner.domain.plan import TargetRange
from planner.domain.units import DAYS_PER_WEEK


class Beaten(Struct, frozen=True):
    """A floor that something beats: what it asks for, and by week (1-based) what is possible."""

    rule: str
    unit: str
    value: int
    possible: tuple[tuple[int, int], ...]
    limits: tuple[str, ...]


class Target(Struct, frozen=True, kw_only=True):
    """Weekly target of a component: one range a week, None where the week has none.

    `items` is how many families should be active, `item_weight` the weight of one missing.
    """

    component: str
    weight: int
    ranges: tuple[TargetRange | None, ...]
    items: tuple[int, ...]
    item_weight: int


class DayDemand(Struct, frozen=True, kw_only=True):
    """At least (or at most) so many days a week hold one of the candidates.

    Attributes:
        id: name of the demand, such as `cr_067:per_week`.
        done: days a week (by week) on which an all-day item already meets the demand.
        when_present: counts only in weeks in which the component is present.
        counts_sessions: two sessions of one day count twice.
        weight: 0 = hard; a wish has a weight, and each week without it costs that in level 1.
    """

    id: str
    text: str
    candidates: tuple[int, ...]
    activities: frozenset[str]
    weeks: tuple[int, ...]
    at_least: int
    at_most: int
    non_consecutive: bool
    done: tuple[frozenset[int], ...]
    when_present: str | None = None
    counts_sessions: bool = False
    weight: int = 0


class Span(Struct, frozen=True, kw_only=True):
    """Slots of a session, a day or a week that together hold at least so many minutes.

    Attributes:
        only_if_present: binds only where something of the floor is placed in the slots.
        on_easy_days: minutes that are enough on the rest days of the week.
    """

    slots: frozenset[int]
    week: int
    minutes: int
    only_if_present: bool
    on_easy_days: int


class MinutesCap(Struct, frozen=True, kw_only=True):
    """Hard: most minutes of the activities together, in each session or day of its weeks."""

    id: str
    candidates: tuple[int, ...]
    activities: frozenset[str]
    spans: tuple[frozenset[int], ...]
    week: int
    minutes: int


class MinutesFloor(Struct, frozen=True, kw_only=True):
    """Hard: fewest minutes of the activities in each span, as far as caps and time allow."""

    id: str
    text: str
    candidates: tuple[int, ...]
    activities: frozenset[str]
    spans: tuple[Span, ...]


class Gap(Struct, frozen=True, kw_only=True):
    """Hard: something of the activities lies in each of the stretches of days."""

    id: str
    text: str
    candidates: tuple[int, ...]
    activities: frozenset[str]
    stretches: tuple[tuple[int, ...], ...]


class FirstDemand(Struct, frozen=True, kw_only=True):
    """Hard: something of `what` is done `days_before` days before anything of `of`, or more.

    `what_day` is the first day on which an all-day item of `what` stands, if there is one;
    `of_day` the same for `of`. Days before `from_day` are not looked at. With `valid_days` what was
    done longer ago than that does not count any more.
    """

    id: str
    text: str
    what: tuple[int, ...]
    what_activities: frozenset[str]
    of: tuple[int, ...]
    of_activities: frozenset[str]
    days_before: int
    what_day: int | None
    of_day: int | None
    from_day: int = 0
    valid_days: int | None = None


class Sequence(Struct, frozen=True, kw_only=True):
    """Hard: `later` starts at least `weeks` after `earlier` was first done, or not at all."""

    id: str
    earlier: str
    later: str
    weeks: int


class Balance(Struct, frozen=True, kw_only=True):
    """Hard: weekly sets of `first` are `low_pct` to `high_pct` percent of those of `second`."""

    id: str
    first: tuple[int, ...]
    second: tuple[int, ...]
    low_pct: int
    high_pct: int


class NewCap(Struct, frozen=True, kw_only=True):
    """Hard: at most `value` of the candidates start in the week."""

    id: str
    week: int
    candidates: tuple[int, ...]
    value: int


class StepCap(Struct, frozen=True, kw_only=True):
    """Hard: at most `value` ladders step onto one of the activities in the week."""

    id: str
    week: int
    activities: frozenset[str]
    value: int


class Variety(Struct, frozen=True, kw_only=True):
    """Hard: how many of days, minutes, mode and load of a component may rise in one week.

    Attributes:
        most: variables that may be higher than in the weeks before.
        weeks: in which this holds; the first weeks of the component are compared with nothing.
        risen: the week that a revision cuts, where effort has risen in what was done of it.
    """

    id: str
    component: str
    most: int
    weeks: tuple[int, ...]
    risen: frozenset[int] = frozenset()


class SessionCap(Struct, frozen=True, kw_only=True):
    """Hard: at most `value` of the candidates in one session of the week."""

    id: str
    week: int
    candidates: tuple[int, ...]
    value: int


class Rest(Struct, frozen=True, kw_only=True):
    """Hard: hours between strength sessions of one muscle, start to start; rest days in 7."""

    muscle_hours: int
    days_in_seven: int
    easy_units: int


class Lighter(Struct, frozen=True, kw_only=True):
    """Soft: a week that holds a share of the best of the weeks before.

    Attributes:
        component: `endurance` (units of the grid are counted) or `strength` (sets).
        pct: the share.
        least: units that floors ask for all the same.
        weight: of each unit or set above that.
    """

    component: str
    week: int
    pct: int
    least: int
    weight: int


class Endurance(Struct, frozen=True, kw_only=True):
    """Hard limits on endurance, by week, in units of the grid.

    Attributes:
        most: most units in the week.
        longest_first: longest placement in a week without any in the weeks before.
        longest_rise: rise of the longest placement against the last four weeks.
        ramp: most units next week, indexed by the reference week's units.
        rise_free: weeks in which the ramp allows no rise (quit week).
        met_add, met_pct: MET-minutes may rise by `met_add` or to `met_pct` percent.
    """

    most: tuple[int, ...]
    longest_first: tuple[int, ...]
    longest_rise: int
    ramp: tuple[int, ...]
    no_rise: tuple[int, ...]
    reference_weeks: int
    met_add: int
    met_pct: int


class Return(Struct, frozen=True, kw_only=True):
    """Hard: what a return to training after days away allows, in blocks of seven days from it.

    Attributes:
        day: first day back.
        days: days away.
        last_week: last whole week before the days away, of those of the past the last in which
            so much was done that a share of it is something; None if the plan has none.
        minutes_pct: endurance minutes of each block in percent of that week.
        minutes_most: most endurance minutes of the first block; None if no level is lost.
        sets_less: sets less than the dose in the first block.
        sets_most: most sets of an item in each block.
        load_pct: share of the usual load in each block; it is told, no number of the plan.
        steps_back: activities whose ladders go one level down.
        first_again: what has to come before anything else again (the intake questions).
    """

    rule: str
    text: str
    day: int
    days: int
    last_week: int | None
    minutes_pct: tuple[int, ...]
    minutes_most: int | None
    sets_less: int
    sets_most: tuple[int, ...]
    load_pct: tuple[int, ...]
    steps_back: frozenset[str]
    first_again: frozenset[str]

    def block(self, number: int) -> range:
        """Days of a block."""
        first = self.day + number * DAYS_PER_WEEK
        return range(first, first + DAYS_PER_WEEK)


class SetGrowth(Struct, frozen=True, kw_only=True):
    """Hard: weekly sets of a muscle, indexed by the sets of the reference week."""

    most: tuple[int, ...]
    reference_weeks: int


class Coverage(Struct, frozen=True, kw_only=True):
    """Soft: sets a week of each major muscle group from a week on."""

    group: str
    from_week: int
    sets: int
    weight: int


class Reserved(Struct, frozen=True, kw_only=True):
    """Hard: places among the items at once that are kept for the candidates of wishes.

    `others` is how many other candidates of a component may be active, by week; `total` the same
    over all components.
    """

    candidates: frozenset[int] = frozenset()
    others: dict[str, tuple[int, ...]] = {}
    total: tuple[int, ...] = ()


class Burden(Struct, frozen=True, kw_only=True):
    """Weights of the second objective level."""

    per_item: int
    per_unpreferred_session: int
    per_session: int
