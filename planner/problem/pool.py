"""Which families the solver weighs: scored by need, finding, wish, template and evidence."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from planner.domain.verdict import Reason
from planner.knowledge.model import Activity, LadderLevel, Node, Target
from planner.problem.context import Context
from planner.problem.model import Candidate, Path
from planner.problem.paths import Ladder, paths, single_week
from planner.problem.returns import in_weeks_with_time, once_again
from planner.problem.trials import with_repeats
from planner.rules import hits, truth


class Group(Struct, frozen=True, kw_only=True):
    """A family, or an activity without one, with its levels in order."""

    id: str
    component: str
    name: str
    levels: tuple[LadderLevel | Activity, ...]
    activities: tuple[Activity, ...]


class Pool(Struct, frozen=True, kw_only=True):
    """Candidates for the solver, and why the rest was not considered."""

    candidates: tuple[Candidate, ...]
    left_out: dict[str, Reason]


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


def pool(context: Context) -> Pool:
    """The candidates: what rules and template name always, the best of the rest by score."""
    once = {
        entry.activity: entry.weeks
        for entry in context.template.once
        if _wanted(context, entry.when)
    }
    once.update(_required_once(context, once))
    for name, weeks in once_again(context).items():
        once[name] = tuple(dict.fromkeys((*once.get(name, ()), *weeks)))
    once = with_repeats(context, in_weeks_with_time(context, once))
    needed = _named_by_requirements(context)
    scored: dict[str, list[tuple[int, Group]]] = {}
    candidates: list[Candidate] = []
    left_out: dict[str, Reason] = {}
    for group in groups(context):
        if group.activities[0].id in once:
            candidates += _once(context, group, once[group.activities[0].id])
        elif group.component in ("assessment", "education"):
            _leave(context, left_out, group, "not_in_template")
        elif all(context.first_open_week(activity.id) is None for activity in group.activities):
            continue
        else:
            points = score(context, group, needed)
            scored.setdefault(group.component, []).append((points, group))
    for component, ranked in scored.items():
        ranked.sort(key=lambda entry: -entry[0])
        room = _room(context, component)
        chosen = _choose(context, ranked, room)
        for points, group in ranked:
            if group.id in chosen:
                candidates.append(_candidate(context, group, points))
            elif points < 0:
                _leave(context, left_out, group, "left_out_by_template")
            else:
                _leave(context, left_out, group, "better_suited")
    kept = [candidate for candidate in candidates if candidate.paths]
    return Pool(candidates=tuple(kept), left_out=left_out)


def _choose(context: Context, ranked: list[tuple[int, Group]], room: int) -> set[str]:
    """The best by score, and the best one for every requirement that those cannot meet."""
    chosen = [group for points, group in ranked if points >= 0][:room]
    for requirement in context.requirements:
        if not requirement.hard or requirement.is_whole_component:
            continue
        able = [g for _, g in ranked if requirement.what & {a.id for a in g.activities}]
        if able and not any(group in chosen for group in able):
            chosen.append(able[0])
    return {group.id for group in chosen}


def _leave(context: Context, left_out: dict[str, Reason], group: Group, text: str) -> None:
    reason = Reason(rule=context.template.id, text=context.planning.texts[text])
    for activity in group.activities:
        left_out[activity.id] = reason


def _room(context: Context, component: str) -> int:
    size = context.planning.families_per_component
    if component == "endurance":
        return context.planning.endurance_families
    at_once = max(
        (p.targets[component].items for p in context.template.phases if component in p.targets),
        default=0,
    )
    return at_once * size.factor + size.spare if at_once else 0


def _wanted(context: Context, when: Node | None) -> bool:
    return when is None or truth(when, context.answers, context.catalog) is True


def _required_once(
    context: Context, known: dict[str, tuple[int, ...]]
) -> dict[str, tuple[int, ...]]:
    """Assessments and lessons that a rule requires and the template does not name."""
    found: dict[str, tuple[int, ...]] = {}
    for requirement in context.requirements:
        if requirement.relation not in ("in_week", "before_or_with"):
            continue
        if requirement.what & (known.keys() | found.keys()):
            continue
        for activity_id in context.catalog.activities:
            activity = context.catalog.activities[activity_id]
            if activity_id not in requirement.what or context.is_all_day(activity):
                continue
            if activity.component in ("assessment", "education"):
                weeks = requirement.weeks if requirement.relation == "in_week" else (1,)
                found[activity_id] = (min(weeks),)
                break
    return found


def _named_by_requirements(context: Context) -> frozenset[str]:
    """Activities of narrow requirements (not whole components)."""
    named: set[str] = set()
    for requirement in context.requirements:
        if not requirement.hard or requirement.is_whole_component:
            continue
        if requirement.relation in ("per_week", "in_week", "before_or_with"):
            named |= requirement.what
    return frozenset(named)


def score(context: Context, group: Group, needed: frozenset[str]) -> int:
    """Points of a group; negative = left out unless a rule needs it."""
    points = context.planning.score
    ids = {group.id} | {activity.id for activity in group.activities}
    total = points.evidence.get(group.activities[0].evidence, 0)
    for phase in context.template.phases:
        if ids & set(phase.leave_out):
            return -1
    if any(ids & set(phase.include) for phase in context.template.phases):
        total += points.included
    if any(ids & set(phase.prefer) for phase in context.template.phases):
        total += points.preferred
    if needed & ids:
        total += points.required
    verdicts = [v for activity in group.activities for v in context.verdicts(activity.id)]
    total += points.rule_prefer * max((v.prefer for v in verdicts), default=0)
    total += points.rule_avoid * min((v.avoid for v in verdicts), default=0)
    wishes = context.intake.preferences
    named = ids | {group.component}
    total += points.liked * bool(named & set(wishes.like))
    total += points.disliked * bool(named & set(wishes.dislike))
    total += points.finding * _biased(context, group)
    total += points.goal * any(goal.activity in ids for goal in context.intake.goals)
    return total


def _biased(context: Context, group: Group) -> int:
    """1 if a finding of the person favours the group (plan biases of the catalog)."""
    tags = {
        bias
        for condition in context.answers.conditions
        for bias in context.catalog.conditions[condition].plan_bias
    }
    for tag in sorted(tags):
        bias = context.catalog.plan_biases.get(tag)
        targets: tuple[Target, ...] = bias.targets if bias is not None else ()
        for target in targets:
            if target.component and not target.activity:
                continue
            if any(hits(activity, target, context.catalog) for activity in group.activities):
                return 1
    return 0


def _candidate(context: Context, group: Group, points: int) -> Candidate:
    ladder = Ladder(context, list(group.levels))
    opens = [context.first_open_week(activity.id) for activity in group.activities]
    first = min(week for week in opens if week is not None)
    last = context.weeks - context.planning.latest_start_before_end_weeks
    starts = list(range(first, max(last, first + 1)))
    return _make(context, group, paths(ladder, starts), points, is_once=False)


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
    planning = context.planning
    tags = {tag for activity in group.activities for tag in activity.tags}
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
        activities=frozenset(activity.id for activity in group.activities),
        counts_as_new=group.component not in planning.not_new_components
        and not tags & set(planning.not_new_tags),
        once=is_once,
        score=points,
    )
