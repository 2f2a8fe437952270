"""What speaks for a family and against it: need, finding, wish, template and evidence."""

from __future__ import annotations

from msgspec import Struct

from planner.knowledge.model import Target
from planner.problem.context import Context
from planner.problem.groups import Group
from planner.rules import hits


class Score(Struct, frozen=True):
    """Points of a group (negative: left out unless a rule needs it).

    `has_ground`: a rule, a finding, a wish or the template speaks for it.
    """

    points: int
    has_ground: bool


def named_by_requirements(context: Context) -> frozenset[str]:
    """Activities of narrow requirements (not whole components)."""
    named: set[str] = set()
    for requirement in context.requirements:
        if not requirement.hard or requirement.is_whole_component:
            continue
        if requirement.relation in ("per_week", "in_week", "before_or_with"):
            named |= requirement.what
    return frozenset(named)


def score(context: Context, group: Group, needed: frozenset[str]) -> Score:
    """What speaks for a group and against it."""
    points = context.planning.score
    ids = {group.id} | group.ids
    if any(ids & set(phase.leave_out) for phase in context.template.phases):
        return Score(-1, has_ground=False)
    verdicts = [v for activity in group.activities for v in context.verdicts(activity.id)]
    wishes = context.intake.preferences
    named = ids | {group.component}
    phases = context.template.phases
    grounds = (
        points.included * any(ids & set(phase.include) for phase in phases),
        points.preferred * any(ids & set(phase.prefer) for phase in phases),
        points.required * bool(needed & ids),
        points.rule_prefer * max((v.prefer for v in verdicts), default=0),
        points.liked * bool(named & set(wishes.like)),
        points.finding * _biased(context, group),
        points.goal * any(goal.activity in ids for goal in context.intake.goals),
    )
    against = (
        points.rule_avoid * min((v.avoid for v in verdicts), default=0),
        points.disliked * bool(named & set(wishes.dislike)),
    )
    evidence = points.evidence.get(group.activities[0].evidence, 0)
    return Score(evidence + sum(grounds) + sum(against), has_ground=any(grounds))


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
