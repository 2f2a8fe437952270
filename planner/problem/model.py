"""A complete, checked planning problem in integers; the solver reads this and nothing else.

Days are 0-based from the start of the plan, weeks are 0-based, times are minutes. Endurance
minutes are counted in units of `Problem.grid` minutes.
"""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from planner.domain.plan import ItemDose, TargetRange
from planner.domain.units import DAYS_PER_WEEK


class Slot(Struct, frozen=True, kw_only=True):
    """A stretch of time in which one session may lie; a session starts when the slot starts.

    Attributes:
        capacity: longest session in minutes (length of the slot or the cap of the level).
        pattern: the same for the same weekday and clock time; habit is counted on it.
        after_waking: minutes from waking to the start of the slot; None if unknown.
        before_sleep: minutes from the end of the slot to bed time; None if unknown.
    """

    index: int
    day: int
    week: int
    date: dt.date
    start: int
    end: int
    capacity: int
    preferred: bool
    pattern: int
    after_waking: int | None
    before_sleep: int | None


class Option(Struct, frozen=True, kw_only=True):
    """One activity with its dose in one week: what a placement of it means.

    Attributes:
        minutes: time it takes in a session (for endurance: set-up time only).
        units: (least, most) endurance units of a placement; None for everything else.
        sets: sets of strength work of one placement.
        met: energy cost in tenths of a MET; 0 if unknown.
        per_week: (fewest, most) days in a full week.
        is_light: light intensity or below.
        needs_warm_up: a session with it starts with a warm-up and ends with a cool-down.
        is_harder: endurance at a higher intensity; its first week allows no more minutes.
        slots: indices of the slots of that week in which it may lie.
        muscles: primary muscles of strength work.
        conditional: criterion to be checked first.
    """

    activity: str
    level: int
    week: int
    minutes: int
    units: tuple[int, int] | None
    sets: int
    met: int
    per_week: tuple[int, int]
    is_light: bool
    needs_warm_up: bool
    is_harder: bool
    slots: frozenset[int]
    muscles: frozenset[str]
    side: str | None
    dose: ItemDose
    conditional: str | None = None


class Path(Struct, frozen=True, kw_only=True):
    """One way through a ladder: the option of each week, None where the family rests."""

    start: int
    options: tuple[Option | None, ...]
    steps: tuple[int, ...] = ()


class Candidate(Struct, frozen=True, kw_only=True):
    """A family (or single activity) that the solver may use, with every allowed path.

    Attributes:
        counts_as_new: the first week counts against the new-items caps.
        once: done exactly once, on one day of one of its weeks.
        score: how much the person's findings, wishes and the template favour it; the higher.
    """

    id: str
    component: str
    name: str
    paths: tuple[Path, ...]
    muscles: frozenset[str]
    groups: frozenset[str]
    activities: frozenset[str]
    counts_as_new: bool
    once: bool
    score: int


class AllDayEntry(Struct, frozen=True, kw_only=True):
    """An all-day item with a fixed date (device hours, habit, step goal)."""

    day: int
    activity: str
    dose: ItemDose
    rule: str
    text: str
    conditional: str | None = None


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
    """

    id: str
    component: str
    most: int
    weeks: tuple[int, ...]


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
        last_week: last whole week before the days away; None if the plan has none.
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


class Problem(Struct, frozen=True, kw_only=True):
    """Everything the solver may know."""

    weeks: int
    grid: int
    full_weeks: frozenset[int]
    slots: tuple[Slot, ...]
    candidates: tuple[Candidate, ...]
    all_day: tuple[AllDayEntry, ...]
    targets: tuple[Target, ...]
    day_demands: tuple[DayDemand, ...]
    minutes_floors: tuple[MinutesFloor, ...]
    gaps: tuple[Gap, ...]
    first_demands: tuple[FirstDemand, ...]
    new_caps: tuple[NewCap, ...]
    session_caps: tuple[SessionCap, ...]
    items_at_once: dict[str, tuple[int, ...]]
    families_at_once: int
    steps_per_week: tuple[int, ...]
    step_caps: tuple[StepCap, ...]
    varieties: tuple[Variety, ...]
    minutes_caps: tuple[MinutesCap, ...]
    sessions_per_day: int
    warm_up_minutes: int
    cool_down_minutes: int
    stretch_share_pct: int
    warms_for_stretch: tuple[str, ...]
    rest: Rest
    endurance: Endurance
    set_growth: SetGrowth | None
    coverage: tuple[Coverage, ...]
    once_weight: int
    sequences: tuple[Sequence, ...]
    returns: tuple[Return, ...]
    burden: Burden
    balances: tuple[Balance, ...] = ()
    reserved: Reserved = Reserved()
