"""What is weighed as one: a family with its levels, or a single activity."""

from __future__ import annotations

from msgspec import Struct

from planner.knowledge.model import Activity, LadderLevel
from planner.problem.context import Context


class Group(Struct, frozen=True, kw_only=True):
    """A family, or an activity without one, with its levels in order."""

    id: str
    component: str
    name: str
    levels: tuple[LadderLevel | Activity, ...]
    activities: tuple[Activity, ...]

    @property
    def ids(self) -> frozenset[str]:
        """Ids of the activities."""
        return frozenset(activity.id for activity in self.activities)


def groups(context: Context) -> list[Group]:
    """Families and single activities that lie in sessions, in catalog order."""
    found: list[Group] = []
    seen: set[str] = set()
    catalog = context.catalog
    for activity in catalog.activities.values():
        if activity.component not in context.planning.session_components:
            continue
        if context.is_all_day(activity) or activity.component in ("warm_up", "cool_down"):
            continue
        if activity.family is None:
            levels: tuple[LadderLevel | Activity, ...] = (activity,)
            members: tuple[Activity, ...] = (activity,)
            name = activity.id
        else:
            if activity.family in seen:
                continue
            seen.add(activity.family)
            family = catalog.families[activity.family]
            levels = family.levels
            members = tuple(catalog.activities[level.activity] for level in family.levels)
            name = family.id
        found.append(
            Group(
                id=name,
                component=activity.component,
                name=activity.name,
                levels=levels,
                activities=members,
            )
        )
    return found


def counts_as_new(context: Context, group: Group) -> bool:
    """The first week of the group counts against the caps on new items."""
    planning = context.planning
    tags = {tag for activity in group.activities for tag in activity.tags}
    is_free = group.component in planning.not_new_components
    return not is_free and not tags & set(planning.not_new_tags)


def may_replace(context: Context, one: Group, other: Group) -> bool:
    """`one` stretches the main muscle of `other`, on every side that is open, and as early."""
    if one.component != "stretch" or other.component != "stretch":
        return False
    first, second = one.activities[0], other.activities[0]
    if second.muscles.stretched[0] not in first.muscles.stretched:
        return False
    own = [v for v in context.verdicts(first.id) if v.opens_week is not None]
    return all(
        any(
            mine.side in (None, verdict.side) and (mine.opens_week or 0) <= verdict.opens_week
            for mine in own
        )
        for verdict in context.verdicts(second.id)
        if verdict.opens_week is not None
    )
