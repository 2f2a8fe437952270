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
from planner.problem.items import families_at_once, items_at_once, needed
from planner.problem.wishes import Bundle, Wish

FIRST_FREE = 1  # week 2: the first week belongs to the intake and the tests


class Grant(Struct, frozen=True, kw_only=True):
    """A wish, the group that fulfils it and the first week (0-based) in which it has to.

    `activities` are those of the group that meet the wish.
    """

    wish: Wish
    group: Group
    activities: frozenset[str]
    week: int
    is_new: bool


def grant(
    context: Context, wanted: Iterable[Bundle], ranked: Sequence[Group]
) -> tuple[Grant, ...]:
    """The bundles that fit, each wish with its group.

    Args:
        context: the person and the limits on items at once.
        wanted: bundles of wishes, the more important first.
        ranked: groups that may be placed, the best suited first.
    """
    room = _Room(context)
    by_group: dict[str, Grant] = {}
    found: list[Grant] = []
    for bundle in wanted:
        fitting = [
            one
            for wish in bundle
            if (one := _fitting(context, wish, ranked, by_group)) is not None
        ]
        if len(fitting) < len(bundle):
            continue
        missing = [one for one in fitting if one.group.id not in by_group
                   and not _is_required(context, one.activities)]  # fmt: skip
        week = room.week_for(missing)
        if week is None:
            continue
        room.take(missing, week)
        for one in missing:
            by_group[one.group.id] = replace(one, week=week)
        found += [
            replace(one, week=max(one.week, by_group[one.group.id].week))
            for one in fitting
            if one.group.id in by_group
        ]
    return tuple(found)


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
        requirement.hard
        and requirement.relation == "per_week"
        and requirement.what <= activities
        for requirement in context.requirements
    )


class _Room:
    """How many items, and how many new ones, the weeks still take beside what rules require."""

    def __init__(self, context: Context) -> None:
        self.last = context.weeks - context.planning.latest_start_before_end_weeks - 1
        self.at_once = {
            component: [cap - needed(context, component) for cap in caps]
            for component, caps in items_at_once(context).items()
        }
        used = sum(needed(context, component) for component in self.at_once)
        self.total = families_at_once(context) - used
        self.new = [_new_in(context, week) for week in range(context.weeks)]

    def week_for(self, wanted: Sequence[Grant]) -> int | None:
        """First week in which all of them can start and stay; None = there is none."""
        first = max((one.week for one in wanted), default=0)
        for week in range(first, self.last + 1):
            if self._fits(wanted, week):
                return week
        return first if not wanted else None

    def _fits(self, wanted: Sequence[Grant], week: int) -> bool:
        if len(wanted) > self.total or sum(one.is_new for one in wanted) > self.new[week]:
            return False
        components = [one.group.component for one in wanted]
        return all(
            components.count(component) <= min(self.at_once.get(component, [0])[week:], default=0)
            for component in components
        )

    def take(self, wanted: Sequence[Grant], week: int) -> None:
        """Keep the places free from the week on."""
        self.total -= len(wanted)
        for one in wanted:
            self.new[week] -= one.is_new
            left = self.at_once[one.group.component]
            left[week:] = [places - 1 for places in left[week:]]


def _new_in(context: Context, week: int) -> int:
    """New items of the week that no rule takes by then."""
    caps = [
        int(limit.value)
        for limit in context.limits
        if limit.quantity == "new_items_per_week"
        and limit.hard
        and week + 1 in limit.weeks
        and (limit.body.target.any or limit.body.target.component)
    ]
    due = context.planning.unless_blocked_from_week - 1
    waiting = {
        requirement.what
        for requirement in context.requirements
        if requirement.hard and requirement.body.unless_blocked and week == due
    }
    return max(0, min(caps, default=0) - len(waiting))
