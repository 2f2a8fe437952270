"""A complete, checked planning problem in integers; the solver reads this and nothing else.

Days are 0-based from the start of the plan, weeks are 0-based, times are minutes. Endurance
minutes are counted in units of `Problem.grid` minutes.
"""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from planner.domain.plan import ItemDose
from planner.domain.units import DAYS_PER_WEEK
from planner.problem.bounds import (
    Balance,
    Burden,
    Coverage,
    DayDemand,
    Endurance,
    FirstDemand,
    Gap,
    Lighter,
    MinutesCap,
    MinutesFloor,
    NewCap,
    Reserved,
    Rest,
    Return,
    Sequence,
    SessionCap,
    SetGrowth,
    StepCap,
    Target,
    Variety,
)


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
        is_past: published before a revision begins; it stays as it is.
        continues: it goes on from the past, so that its first week is no beginning.
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
    is_past: bool = False
    continues: bool = False

    @property
    def group(self) -> str:
        """Family, or single activity, whichever week it is done in."""
        return self.id.partition("@")[0]


class AllDayEntry(Struct, frozen=True, kw_only=True):
    """An all-day item with a fixed date (device hours, habit, step goal)."""

    day: int
    activity: str
    dose: ItemDose
    rule: str
    text: str
    conditional: str | None = None


class PastPlacement(Struct, frozen=True, kw_only=True):
    """One item of a past session: as planned, and what was done of it (units and sets)."""

    candidate: int
    slot: int
    units: int
    sets: int
    is_done: bool
    units_done: int
    sets_done: int


class Published(Struct, frozen=True, kw_only=True):
    """One item of the published plan in the days to come; a change is counted against it."""

    group: str
    activity: str
    day: int
    start: int
    units: int
    sets: int


class ChangeWeights(Struct, frozen=True, kw_only=True):
    """Points of one change (catalog: planning.replan)."""

    item: int
    level: int
    time: int
    dose: int
    tolerance: int


class Revision(Struct, frozen=True, kw_only=True):
    """What a problem carries in from the plan before.

    Attributes:
        first_day: 0-based; everything before it is fixed.
        missed: groups that were missed in the week of `first_day`; they are placed on no more
            of its days to come than was published.
    """

    first_day: int
    past: tuple[PastPlacement, ...]
    published: tuple[Published, ...]
    weights: ChangeWeights
    missed: tuple[str, ...] = ()


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
    lighter: tuple[Lighter, ...] = ()
    reserved: Reserved = Reserved()
    revision: Revision | None = None

    @property
    def first_day(self) -> int:
        """First day on which anything may be placed."""
        return self.revision.first_day if self.revision is not None else 0

    @property
    def first_week(self) -> int:
        """Week of `first_day`."""
        return self.first_day // DAYS_PER_WEEK
