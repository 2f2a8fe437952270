"""Which families the solver weighs: scored by need, finding, wish, template and evidence."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from planner.domain.verdict import Reason
from planner.eligibility import Requirement
from planner.knowledge.model import Node
from planner.problem.bouts import ENDURANCE
from planner.problem.brief import brief_groups
from planner.problem.context import Context
from planner.problem.grants import Grant, Granted, grant
from planner.problem.groups import Group, counts_as_new, groups, may_replace
from planner.problem.history import groups_coming
from planner.problem.model import AllDayEntry, Candidate, Path
from planner.problem.newness import first_demanded
from planner.problem.options import fits, option
from planner.problem.paths import Ladder, continued, paths, single_week
from planner.problem.returns import in_weeks_with_time, once_again, still_to_come
from planner.problem.revision import past_candidates
from planner.problem.score import Score, named_by_requirements, score
from planner.problem.trials import with_repeats
from planner.problem.wishes import wishes
from planner.rules import truth


class Pool(Struct, frozen=True, kw_only=True):
    """Candidates for the solver, why the rest was not considered, and the wishes granted."""

    candidates: tuple[Candidate, ...]
    left_out: dict[str, Reason]
    granted: Granted


def pool(context: Context, entries: tuple[AllDayEntry, ...]) -> Pool:
    """The candidates: what rules, wishes and the template name, the best of the rest by score."""
    once = {
        entry.activity: entry.weeks
        for entry in context.template.once
        if _wanted(context, entry.when)
    }
    once.update(_required_once(context, once))
    once.update(_weekly_lessons(context, once))
    for name, weeks in once_again(context).items():
        once[name] = tuple(dict.fromkeys((*once.get(name, ()), *weeks)))
    once = still_to_come(context, with_repeats(context, in_weeks_with_time(context, once)))
    needed = named_by_requirements(context)
    scored: list[tuple[Score, Group]] = []
    candidates: list[Candidate] = []
    left_out: dict[str, Reason] = {}
    for group in groups(context):
        if group.activities[0].id in once:
            candidates += _once(context, group, once[group.activities[0].id])
        elif group.component in ("assessment", "education"):
            _leave(context, left_out, group, "not_in_template")
        elif any(context.first_open_week(activity.id) is not None for activity in group.activities):
            scored.append((score(context, group, needed), group))
    scored.sort(key=lambda entry: -entry[0].points)
    suited = [group for points, group in scored if points.points >= 0]
    granted = grant(context, wishes(context), suited, entries)
    for component in dict.fromkeys(group.component for _, group in scored):
        ranked = [entry for entry in scored if entry[1].component == component]
        made = _made(context, ranked, component, granted)
        candidates += made.values()
        for points, group in ranked:
            if group.id not in made:
                is_out = points.points < 0
                text = "left_out_by_template" if is_out else "better_suited"
                _leave(context, left_out, group, text)
    kept = tuple(candidate for candidate in candidates if candidate.paths)
    kept += past_candidates(context)
    held = replace(granted, wishes=_kept(granted.wishes, kept))
    return Pool(candidates=kept, left_out=left_out, granted=held)


def _made(
    context: Context, ranked: list[tuple[Score, Group]], component: str, granted: Granted
) -> dict[str, Candidate]:
    """The candidates of a component by group, the best first."""
    names = {one.group.id for one in granted.wishes} | _published(context)
    chosen = _choose(context, ranked, component, names)
    made = {
        group.id: _candidate(context, group, points.points, granted.wishes)
        for points, group in ranked
        if group.id in chosen
    }
    if component == ENDURANCE:
        spare = [g for points, g in ranked if points.points >= 0 and g.id not in chosen]
        for group in brief_groups(context, made.values(), spare):
            made[group.id] = _candidate(context, group, 0, granted.wishes)
    return made


def _published(context: Context) -> frozenset[str]:
    """Groups that the published plan still holds."""
    return groups_coming(context.history.coming) if context.history is not None else frozenset()


def _choose(
    context: Context, ranked: list[tuple[Score, Group]], component: str, granted: set[str]
) -> set[str]:
    """What has a ground comes first, the best by score; then fillers up to the items at once.

    One that stretches the same as another is left out. The best one for every requirement and week
    that those cannot meet is added, also of a component that the template does not plan. Only
    exercise is filled up.
    """
    at_once, room = _room(context, component)
    is_exercise = component in context.planning.exercise_components
    if not is_exercise:
        at_once = 0
    chosen: list[Group] = [group for _, group in ranked if group.id in granted]
    for points, group in ranked:
        most = room if points.has_ground else at_once
        if group in chosen or points.points < 0 or len(chosen) >= most:
            continue
        is_double = any(may_replace(context, one, group) for one in chosen)
        if not is_double or _is_in_sequence(context, group):
            chosen.append(group)
    is_planned = bool(chosen) or not is_exercise
    for requirement in context.requirements:
        if not requirement.hard or (requirement.is_whole_component and is_planned):
            continue
        able = [group for _, group in ranked if requirement.what & group.ids]
        if able and not any(group in chosen for group in able):
            chosen.append(able[0])
        for week in requirement.weeks:
            then = [group for group in able if _is_done(context, group, requirement.what, week)]
            if then and not any(group in chosen for group in then):
                chosen.append(then[0])
    return {group.id for group in chosen}


def _is_done(context: Context, group: Group, what: frozenset[str], week: int) -> bool:
    """Something of the group that is asked for can be begun in the week (1-based)."""
    return any(
        option(context, activity, week - 1, is_first=True) is not None
        for activity in group.activities
        if activity.id in what and week <= context.weeks
    )


def _is_in_sequence(context: Context, group: Group) -> bool:
    """A rule brings it back in a sequence with others."""
    return any(
        order.hard and order.spacing_weeks is not None and group.ids & set(order.sequence)
        for order in context.orders
    )


def _kept(granted: tuple[Grant, ...], candidates: tuple[Candidate, ...]) -> tuple[Grant, ...]:
    """The granted wishes whose group has a way that holds what was wished."""
    by_id = {candidate.id: candidate for candidate in candidates}
    return tuple(
        one
        for one in granted
        if one.group.id in by_id
        and (
            by_id[one.group.id].continues
            or all(_holds(path, one.activities) for path in by_id[one.group.id].paths)
        )
    )


def _holds(path: Path, activities: frozenset[str]) -> bool:
    return any(option is not None and option.activity in activities for option in path.options)


def _leave(context: Context, left_out: dict[str, Reason], group: Group, text: str) -> None:
    reason = Reason(rule=context.template.id, text=context.planning.texts[text])
    for activity in group.activities:
        left_out[activity.id] = reason


def _room(context: Context, component: str) -> tuple[int, int]:
    """Most groups of a component without a ground, and most in all."""
    size = context.planning.families_per_component
    at_once = max(
        (p.targets[component].items for p in context.template.phases if component in p.targets),
        default=0,
    )
    if component == ENDURANCE:
        return at_once, max(at_once, context.planning.endurance_families)
    return at_once, at_once * size.factor + size.spare if at_once else 0


def _wanted(context: Context, when: Node | None) -> bool:
    return when is None or truth(when, context.answers, context.catalog) is True


def _required_once(
    context: Context, known: dict[str, tuple[int, ...]]
) -> dict[str, tuple[int, ...]]:
    """Assessments and lessons that a rule requires and the template does not name, or names shut.

    The first that can be done then; where none can, the first of all stands for what is missing.
    """
    found: dict[str, tuple[int, ...]] = {}
    for requirement in context.requirements:
        weeks = requirement.weeks if requirement.relation == "in_week" else (1,)
        if requirement.relation not in ("in_week", "before_or_with") or not weeks:
            continue
        week = min(weeks)
        named = requirement.what & (known.keys() | found.keys())
        others = _done_once(context, requirement)
        able = [name for name in others if fits(context, name, week)]
        if any(fits(context, name, week) for name in named) or (named and not able):
            continue
        for name in (able or others)[:1]:
            found[name] = (week,)
    return found


def _weekly_lessons(
    context: Context, known: dict[str, tuple[int, ...]]
) -> dict[str, tuple[int, ...]]:
    """A lesson in each week in which a rule asks for one or a habit, and no habit is open.

    What was not told yet comes first; then lessons come again.
    """
    found = dict(known)
    for requirement in context.requirements:
        if not requirement.hard or requirement.relation != "per_week":
            continue
        lessons = _done_once(context, requirement)
        others = requirement.what - set(lessons)
        for week in (number for number in requirement.weeks if number <= context.weeks):
            # A lesson of the template may be closed to this person, or longer than any free time.
            is_met = any(
                week in found.get(name, ()) and fits(context, name, week) for name in lessons
            )
            if is_met or any(context.open_sides(name, week - 1) for name in others):
                continue
            able = [name for name in lessons if fits(context, name, week)]
            for name in sorted(able, key=lambda name: len(found.get(name, ())))[:1]:
                found[name] = (*found.get(name, ()), week)
    return found


def _done_once(context: Context, requirement: Requirement) -> list[str]:
    activities = context.catalog.activities
    return [
        name
        for name, activity in activities.items()
        if name in requirement.what
        and not context.is_all_day(activity)
        and activity.component in ("assessment", "education")
    ]


def _candidate(
    context: Context, group: Group, points: int, granted: tuple[Grant, ...]
) -> Candidate:
    own = [one for one in granted if one.group.id == group.id]
    named = frozenset[str]().union(*(one.activities for one in own))
    ladder = Ladder(context, list(group.levels), named)
    first = _first_week(context, group, ladder)
    last = context.weeks - context.planning.latest_start_before_end_weeks
    # What is left of a week that a revision cuts may have no room: the next one is a start too.
    soonest = first if first in context.full_weeks else first + 1
    end = max(last, soonest + 1, _due(context, group) + 1)
    starts = list(range(first, min(end, context.weeks)))
    standing = context.history.standings.get(group.id) if context.history is not None else None
    if standing is not None and context.history is not None:
        found = continued(ladder, standing, context.history.ruling(standing.activity))
    else:
        found = paths(ladder, starts)
    wished = tuple(p for p in found if all(_holds(p, one.activities) for one in own))
    if not wished or _begins(wished) > max(_begins(found), _asked_from(context, group)):
        wished = found
    made = _make(context, group, wished, points, is_once=False)
    return made if standing is None else replace(made, continues=True, counts_as_new=False)


def _first_week(context: Context, group: Group, ladder: Ladder) -> int:
    """The first week (0-based) in which the group can begin: open, with a dose that fits."""
    opens = [context.first_open_week(activity.id) for activity in group.activities]
    first = max(min(week for week in opens if week is not None), context.open_week)
    able = (w for w in range(first, context.weeks) if ladder.start_level(w) is not None)
    return next(able, first)


def _begins(found: Iterable[Path]) -> int:
    """The first week (0-based) that some path holds; 0 without any."""
    return min((path.start for path in found), default=0)


def _asked_from(context: Context, group: Group) -> int:
    """The first week (0-based) in which a rule asks for some of the group by name; else the last.

    A wish gives way to a rule: it is no reason to begin later than that.
    """
    weeks = [
        min(requirement.weeks) - 1
        for requirement in context.requirements
        if requirement.hard and not requirement.is_whole_component and requirement.weeks
        if requirement.relation == "per_week" and requirement.what & group.ids
    ]
    return min(weeks, default=context.weeks)


def _due(context: Context, group: Group) -> int:
    """The latest week (0-based) in which a rule first asks for the group by name; else the first.

    What is asked for may begin then, however soon the plan ends: caps on new items spread it. In a
    revision, which begins late, that holds for the groups among which a rule leaves the choice too.
    """
    is_late = context.history is not None
    asked = first_demanded(context)
    meant = (w for what, w in asked.items() if what <= group.ids or (is_late and what & group.ids))
    return max(meant, default=0)


def _once(context: Context, group: Group, weeks: tuple[int, ...]) -> list[Candidate]:
    """One candidate for each week in which the activity is done once."""
    ladder = Ladder(context, [group.activities[0]])
    found = []
    for week in weeks:
        path = single_week(ladder, week - 1) if week <= context.weeks else None
        if path is not None:
            made = _make(context, group, (path,), 0, is_once=True)
            found.append(replace(made, id=f"{made.id}@{week}"))
    return found


def _make(
    context: Context, group: Group, found: tuple[Path, ...], points: int, *, is_once: bool
) -> Candidate:
    majors = context.catalog.vocabulary["muscle_groups_major"]
    muscles = frozenset(m for activity in group.activities for m in activity.muscles.primary)
    return Candidate(
        id=group.id,
        component=group.component,
        name=group.name,
        paths=found,
        muscles=muscles if group.component == "strength" else frozenset(),
        groups=frozenset(g for g, term in majors.items() if muscles & set(term.members))
        if group.component == "strength"
        else frozenset(),
        activities=group.ids,
        counts_as_new=counts_as_new(context, group),
        once=is_once,
        score=points,
    )
