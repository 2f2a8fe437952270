"""Which wishes a plan has room for, and from which week on.

A granted wish is a demand like any other, so it is granted only where the items at once and the
new items a week leave a place for it; that place is kept free for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from planner.problem.context import Context
from planner.problem.groups import Group, counts_as_new
from planner.problem.items import families_at_once, items_at_once, narrow, needed
from planner.problem.model import AllDayEntry
from planner.problem.newness import first_demanded, new_left
from planner.problem.wishes import Bundle, Wish

FIRST_FREE = 1  # week 2: the first week belongs to the intake and the tests


class Grant(Struct, frozen=True, kw_only=True):
    """A wish, the group that fulfils it and the first week (0-based) in which it has to.

    Attributes:
        activities: those of the group that meet the wish.
        opens: first week in which one of them is open.
        is_new: it takes one of the new items of a week.
        is_extra: it takes a place of its own beside what rules require.
    """

    wish: Wish
    group: Group
    activities: frozenset[str]
    opens: int
    week: int
    is_new: bool
    is_extra: bool = True


class Granted(Struct, frozen=True, kw_only=True):
    """Wishes that fit, and the first week of each component that the template wants weekly."""

    wishes: tuple[Grant, ...]
    components: dict[str, int]


def grant(
    context: Context,
    wanted: Iterable[Bundle],
    ranked: Sequence[Group],
    entries: Sequence[AllDayEntry],
) -> Granted:
    """The bundles that fit, each wish with its group.

    Args:
        context: the person and the limits on items at once.
        wanted: bundles of wishes, the more important first.
        ranked: groups that may be placed, the best suited first.
        entries: all-day items of the plan.
    """
    room = _Room(context, entries)
    components = _components(context, ranked, room)
    for component, first in components.items():
        room.demanded.setdefault(_names(ranked, component), first)
    by_group: dict[str, Grant] = {}
    found: list[Grant] = []
    for bundle in wanted:
        fitting = [
            one for wish in bundle if (one := _fitting(context, wish, ranked, by_group)) is not None
        ]
        if len(fitting) < len(bundle):
            continue
        missing = [
            one
            for one in fitting
            if one.group.id not in by_group and not _is_required(context, one.activities)
        ]
        if len(missing) == 1:
            missing = [room.as_demanded(missing[0])]
        start = room.week_for(missing)
        if start is None:
            continue
        room.take(missing, start)
        found += [
            replace(one, week=max(one.opens, by_group[one.group.id].week))
            for one in fitting
            if one.group.id in by_group
        ]
        for one in missing:
            by_group[one.group.id] = replace(one, week=start)
            found.append(by_group[one.group.id])
    return Granted(wishes=tuple(found), components=components)


def _components(context: Context, ranked: Sequence[Group], room: _Room) -> dict[str, int]:
    """First week of each component that the template wants: what is new has to find room."""
    opened = 0 if context.weeks_done else FIRST_FREE
    demanded = first_demanded(context)
    found: dict[str, int] = {}
    for component in context.planning.session_components:
        inside = [group for group in ranked if group.component == component]
        wanted = [
            week
            for week in range(opened, context.weeks)
            if component in context.phase(week).least_days
        ]
        if not inside or not wanted:
            continue
        names = _names(ranked, component)
        rule = [week for what, week in demanded.items() if what & names]
        is_free = not all(counts_as_new(context, group) for group in inside)
        if is_free or min(rule, default=context.weeks) <= wanted[0]:
            found[component] = wanted[0]
            continue
        free = next((week for week in wanted if room.new[week]), None)
        if free is not None:
            room.new[free] -= 1
            found[component] = free
    return found


def _names(groups: Iterable[Group], component: str) -> frozenset[str]:
    inside = (group.ids for group in groups if group.component == component)
    return frozenset[str]().union(*inside)


def _fitting(
    context: Context, wish: Wish, ranked: Sequence[Group], granted: Mapping[str, Grant]
) -> Grant | None:
    """The group for the wish: one that is in already if it can, else the best suited."""
    for choice in wish.choices:
        able = [group for group in ranked if _open(context, group, choice)]
        for group in sorted(able, key=lambda group: group.id not in granted):
            opened = _open(context, group, choice)
            is_new = counts_as_new(context, group)
            first = wish.week if is_new else min(wish.week, FIRST_FREE)
            return Grant(
                wish=wish,
                group=group,
                activities=frozenset(opened),
                opens=min(opened.values()),
                week=max(first, min(opened.values())),
                is_new=is_new,
            )
    return None


def _open(context: Context, group: Group, choice: frozenset[str]) -> dict[str, int]:
    """Activities of the group that meet the wish, with the week in which each opens."""
    return {
        name: week
        for name in sorted(group.ids & choice)
        if (week := context.first_open_week(name)) is not None
    }


def _is_required(context: Context, activities: frozenset[str]) -> bool:
    """A hard rule demands the same or less already."""
    return any(
        requirement.hard and requirement.relation == "per_week" and requirement.what <= activities
        for requirement in context.requirements
    )


class _Room:
    """How many items, and how many new ones, the weeks still take beside what rules require."""

    def __init__(self, context: Context, entries: Sequence[AllDayEntry]) -> None:
        self.last = context.weeks - context.planning.latest_start_before_end_weeks - 1
        self.at_once = {
            component: [cap - needed(context, component) for cap in caps]
            for component, caps in items_at_once(context).items()
        }
        used = sum(needed(context, component) for component in self.at_once)
        self.total = families_at_once(context) - used
        self.new = new_left(context, entries)
        self.demanded = dict(first_demanded(context))
        self.narrow = [what for name in self.at_once for what in narrow(context, name)]

    def as_demanded(self, one: Grant) -> Grant:
        """A wish that meets what is demanded anyway comes in with it and takes nothing more."""
        shared = next((what for what in self.narrow if one.activities <= what), None)
        if shared is not None:
            self.narrow.remove(shared)
            one = replace(one, is_extra=False)
        for what, week in self.demanded.items():
            due = max(week, one.opens)
            if one.is_new and one.activities <= what and due <= one.week:
                del self.demanded[what]
                return replace(one, week=due, is_new=False)
        return one

    def week_for(self, wanted: Sequence[Grant]) -> int | None:
        """First week in which all of them can start and stay; None = there is none."""
        first = max((one.week for one in wanted), default=0)
        for week in range(first, self.last + 1):
            if self._fits(wanted, week):
                return week
        return first if not wanted else None

    def _fits(self, wanted: Sequence[Grant], week: int) -> bool:
        extra = [one.group.component for one in wanted if one.is_extra]
        if len(extra) > self.total or sum(one.is_new for one in wanted) > self.new[week]:
            return False
        # Several of one kind leave a place for something else of it.
        return all(
            min(self.at_once.get(component, [0])[week:], default=0)
            >= extra.count(component) + (extra.count(component) > 1)
            for component in extra
        )

    def take(self, wanted: Sequence[Grant], week: int) -> None:
        """Keep the places free from the week on."""
        for one in wanted:
            self.total -= one.is_extra
            self.new[week] -= one.is_new
            left = self.at_once[one.group.component]
            left[week:] = [places - one.is_extra for places in left[week:]]
