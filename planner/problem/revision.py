"""Past sessions as candidates that stay as they are, and what a change is counted against."""

from __future__ import annotations

from msgspec.structs import replace

from planner.domain.units import TENTHS_PER_UNIT
from planner.problem.context import Context
from planner.problem.history import History, PastItem
from planner.problem.model import (
    Candidate,
    ChangeWeights,
    Option,
    PastPlacement,
    Path,
    Published,
    Revision,
)
from planner.problem.options import is_light

ENDURANCE = "endurance"


def past_candidates(context: Context) -> tuple[Candidate, ...]:
    """One candidate for each activity of the past, with the one way that was published."""
    history = context.history
    if history is None:
        return ()
    names = dict.fromkeys(one.item.activity for one in history.items)
    return tuple(_candidate(context, history, name) for name in names)


def revision(context: Context, candidates: tuple[Candidate, ...]) -> Revision | None:
    """What the problem carries in from the plan before; None for a first plan."""
    history = context.history
    if history is None:
        return None
    index = {c.name: number for number, c in enumerate(candidates) if c.is_past}
    grid = context.planning.minutes_grid
    policy = context.planning.replan
    left = context.weeks - history.first_week
    placed: dict[tuple[int, int], PastPlacement] = {}
    for one in history.items:
        made = _placement(one, index[one.item.activity], grid)
        before = placed.get((made.candidate, made.slot))
        placed[made.candidate, made.slot] = made if before is None else _both_sides(before, made)
    return Revision(
        first_day=history.first_day,
        past=tuple(placed.values()),
        published=tuple(
            Published(
                group=one.group,
                activity=one.activity,
                day=one.day,
                start=one.start,
                units=one.minutes // grid,
                sets=one.sets,
            )
            for one in {(o.group, o.day): o for o in history.coming}.values()
        ),
        weights=ChangeWeights(
            item=policy.points.item,
            level=policy.points.level,
            time=policy.points.time,
            dose=policy.points.dose,
            tolerance=policy.tolerance_a_week * left,
        ),
        missed=_missed(history),
    )


def _missed(history: History) -> tuple[str, ...]:
    """Groups with an item that was missed in the week in which the revision begins."""
    found = (
        one.item.family or one.item.activity
        for one in history.items
        if one.week == history.first_week and not one.is_done
    )
    return tuple(dict.fromkeys(found))


def _placement(one: PastItem, candidate: int, grid: int) -> PastPlacement:
    is_endurance = one.item.component == ENDURANCE
    is_strength = one.item.component == "strength"
    return PastPlacement(
        candidate=candidate,
        slot=one.session,
        units=(one.item.dose.minutes or 0) // grid if is_endurance else 0,
        sets=(one.item.dose.sets or 0) if is_strength else 0,
        is_done=one.is_done,
        units_done=one.minutes // grid,
        sets_done=one.sets,
    )


def _both_sides(one: PastPlacement, other: PastPlacement) -> PastPlacement:
    """Left and right of one item: they are one placement."""
    return replace(
        one,
        is_done=one.is_done and other.is_done,
        sets_done=min(one.sets_done, other.sets_done),
    )


def _candidate(context: Context, history: History, name: str) -> Candidate:
    activity = context.catalog.activities[name]
    own = [one for one in history.items if one.item.activity == name]
    majors = context.catalog.vocabulary["muscle_groups_major"]
    is_strength = activity.component == "strength"
    muscles = frozenset(activity.muscles.primary if is_strength else ())
    options = tuple(
        _option(context, [one for one in own if one.week == week], week)
        for week in range(context.weeks)
    )
    return Candidate(
        id=f"{name}@past",
        component=activity.component,
        name=name,
        paths=(Path(start=min(one.week for one in own), options=options),),
        muscles=muscles,
        groups=frozenset(g for g, term in majors.items() if muscles & set(term.members)),
        activities=frozenset([name]),
        counts_as_new=False,
        once=False,
        score=0,
        is_past=True,
    )


def _option(context: Context, own: list[PastItem], week: int) -> Option | None:
    if not own:
        return None
    item = own[0].item
    activity = context.catalog.activities[item.activity]
    grid = context.planning.minutes_grid
    is_endurance = item.component == ENDURANCE
    minutes = [one.item.dose.minutes or 0 for one in own]
    days = len({one.day for one in own})
    return Option(
        activity=item.activity,
        level=item.level or 1,
        week=week,
        minutes=item.minutes - (item.dose.minutes or 0) if is_endurance else item.minutes,
        units=(0, max(minutes) // grid) if is_endurance else None,
        sets=max(one.item.dose.sets or 0 for one in own) if item.component == "strength" else 0,
        met=round(activity.met.value * TENTHS_PER_UNIT) if activity.met else 0,
        per_week=(days, days),
        is_light=is_light(context, item.dose.rpe),
        needs_warm_up=False,
        is_harder=item.activity in context.harder,
        slots=frozenset(one.session for one in own),
        muscles=frozenset(activity.muscles.primary if item.component == "strength" else ()),
        side=item.side,
        dose=item.dose,
    )
