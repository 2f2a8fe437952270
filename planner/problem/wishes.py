"""What a good plan for this person also holds: no rule demands it, so it gives way to rules."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from planner.knowledge.model import Activity, Node
from planner.problem.context import Context
from planner.rules import activities_of, truth

Bundle = tuple["Wish", ...]


class Wish(Struct, frozen=True, kw_only=True):
    """Something that the plan holds on `min_days` days a week, from `week` (0-based) on.

    Attributes:
        source: the rule or the condition that wishes it.
        choices: activities that meet it, the better suited choice first.
    """

    source: str
    text: str
    choices: tuple[frozenset[str], ...]
    min_days: int
    week: int


def wishes(context: Context) -> tuple[Bundle, ...]:
    """Wishes of rules and findings, the more important first; a bundle is met as a whole."""
    single = (
        *_stepped_back(context),
        *_opened(context),
        *_of_goals(context),
        *_of_soft_rules(context),
        *_of_findings(context),
        *_brought_back(context),
    )
    return (*((wish,) for wish in single), *_balanced(context))


def _stepped_back(context: Context) -> Iterator[Wish]:
    """What the body answered badly to goes on one level lower, as its ladder says."""
    catalog = context.catalog
    for record in context.answers.responses or ():
        activity = catalog.activities.get(record.activity or "")
        if activity is None or activity.family is None or activity.level is None:
            continue
        levels = catalog.families[activity.family].levels
        if record.response in levels[activity.level - 1].regress_when.responses:
            lower = levels[max(activity.level - 1, 1) - 1].activity
            yield Wish(
                source=lower,
                text=catalog.planning.texts["wish_stepped_back"],
                choices=(frozenset([lower]),),
                min_days=1,
                week=_settled(context),
            )


def _opened(context: Context) -> Iterator[Wish]:
    """Of what waited for a criterion in the published plan and is open now: the mildest of each.

    One a criterion: what else it opened comes with a later revision, or where it is needed. A
    ladder that is climbed already, or that has a milder open level, leads to it by its own steps.
    """
    history = context.history
    if history is None:
        return
    catalog = context.catalog
    opened: dict[str, list[str]] = {}
    for entry in history.past.plan.excluded:
        activity = catalog.activities.get(entry.activity)
        if entry.until is None or activity is None or entry.verdict != "deferred":
            continue
        is_meant = activity.component in context.planning.exercise_components
        if (
            is_meant
            and _is_mildest(context, activity)
            and any(v.conditional is None for v in context.open_sides(activity.id, 0))
        ):
            opened.setdefault(entry.until, []).append(activity.id)
    for criterion, names in opened.items():
        mildest = sorted(dict.fromkeys(names), key=lambda n: catalog.activities[n].level or 1)
        yield Wish(
            source=mildest[0],
            text=context.planning.texts["wish_opened"].format(
                criterion=catalog.criteria[criterion].meaning
            ),
            choices=tuple(frozenset([name]) for name in mildest),
            min_days=1,
            week=context.open_week,
        )


def _is_mildest(context: Context, activity: Activity) -> bool:
    """No milder level of its family is open, and the family was not done before."""
    history = context.history
    if activity.family is None or activity.level is None:
        return True
    milder = context.catalog.families[activity.family].levels[: activity.level - 1]
    is_known = history is not None and activity.family in history.standings
    return not is_known and not any(context.open_sides(level.activity, 0) for level in milder)


def _of_goals(context: Context) -> Iterator[Wish]:
    """What the person wants to be able to do again, if nothing has to be reached before."""
    for goal in context.intake.goals:
        if goal.activity is not None and _is_open_now(context, goal.activity):
            yield Wish(
                source=goal.id,
                text=context.catalog.goals[goal.id].meaning,
                choices=(frozenset([goal.activity]),),
                min_days=1,
                week=_settled(context),
            )


def _of_soft_rules(context: Context) -> Iterator[Wish]:
    for requirement in context.requirements:
        is_narrow = requirement.relation == "per_week" and not requirement.is_whole_component
        if not requirement.hard and is_narrow:
            yield Wish(
                source=requirement.rule,
                text=requirement.text,
                choices=(requirement.what,),
                min_days=requirement.min_days or 1,
                week=max(_settled(context), min(requirement.weeks, default=1) - 1),
            )


def _of_findings(context: Context) -> Iterator[Wish]:
    """What the catalog marks as a part of every plan for the person's conditions."""
    catalog = context.catalog
    for condition in context.answers.conditions:
        for tag in catalog.conditions[condition].plan_bias:
            bias = catalog.plan_biases[tag]
            criterion = bias.only_if_criterion
            if not bias.in_plan or not (criterion is None or _is_met(context, criterion)):
                continue
            yield Wish(
                source=condition,
                text=catalog.planning.texts["wish_of_finding"].format(
                    finding=catalog.conditions[condition].name
                ),
                choices=tuple(activities_of(target, catalog) for target in bias.targets),
                min_days=1,
                week=_settled(context),
            )


def _brought_back(context: Context) -> Iterator[Wish]:
    """The mildest open stretch of a sequence in which a rule brings stretches back."""
    for order in context.orders:
        kinds = {context.catalog.activities[name].component for name in order.sequence
                 if name in context.catalog.activities}  # fmt: skip
        if order.hard and order.spacing_weeks is not None and kinds == {"stretch"}:
            yield Wish(
                source=order.rule,
                text=order.text,
                choices=tuple(frozenset([name]) for name in order.sequence),
                min_days=1,
                week=_settled(context),
            )


def _balanced(context: Context) -> Iterator[Bundle]:
    """Both kinds of strength work whose sets a rule keeps in balance."""
    kinds = context.planning.balanced_sets
    activities = context.catalog.activities.values()
    for order in context.orders:
        if order.body.ratio is None or not set(order.sequence) <= kinds.keys():
            continue
        members = (kinds[name] for name in order.sequence)
        yield tuple(
            Wish(
                source=order.rule,
                text=order.text,
                choices=(frozenset(a.id for a in activities if a.family in families),),
                min_days=1,
                week=_settled(context),
            )
            for families in members
        )


def _is_open_now(context: Context, activity: str) -> bool:
    """Open without a criterion, and no rule wants something milder for weeks before it."""
    later = {name for order in context.orders if order.spacing_weeks for name in order.sequence[1:]}
    verdicts = context.open_sides(activity, 0)
    return activity not in later and any(verdict.conditional is None for verdict in verdicts)


def _is_met(context: Context, criterion: str) -> bool:
    return truth(Node(criterion=criterion), context.answers, context.catalog) is True


def _settled(context: Context) -> int:
    """First week (0-based) in which what gives way to the caps on new items is in place."""
    return context.planning.unless_blocked_from_week - 1
