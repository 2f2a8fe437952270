"""Why an activity is in the plan, or why not: rules, sentences and sources."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from planner.documents import hint
from planner.domain.part import Because
from planner.domain.plan import AllDay, Item, Plan
from planner.errors import BadInput, Problem
from planner.explain.dose import dose_in_words
from planner.explain.explanation import Explanation, Ground
from planner.explain.layout import day
from planner.explain.messages import Messages
from planner.explain.sources import citations
from planner.explain.why_not import NOT_CHOSEN, not_in_plan
from planner.knowledge import Catalog
from planner.told import told

IN_PLAN = "in_plan"
NEAR_SHOWN = 4
Shaping = Mapping[str, tuple[str, ...]]
Use = Item | AllDay


def explain_plan(
    plan: Plan, catalog: Catalog, messages: Messages, shaping: Shaping | None = None
) -> tuple[Explanation, ...]:
    """An explanation of every activity in the plan, in order of its first day."""
    seen: dict[str, None] = {}
    for session in plan.sessions:
        seen.update((item.activity, None) for item in session.items)
    seen.update((entry.activity, None) for entry in plan.all_day)
    return tuple(
        explanation
        for activity in seen
        for explanation in explain_activity(plan, activity, catalog, messages, shaping)
    )


def explain_activity(
    plan: Plan,
    activity: str,
    catalog: Catalog,
    messages: Messages,
    shaping: Shaping | None = None,
) -> tuple[Explanation, ...]:
    """Why the activity is in, or why not; one explanation for each side that differs.

    Args:
        plan: what was decided.
        activity: id of the catalog.
        catalog: rules, criteria and sources.
        messages: sentences.
        shaping: activity to the limits of rules that shape its dose, where the intake is known.

    Raises:
        BadInput: the catalog has no such activity.
    """
    if activity not in catalog.activities:
        raise BadInput([Problem(activity or "ACTIVITY", 0, "", _unknown(activity, catalog))])
    uses = _uses(plan, activity)
    found = [_included(activity, uses, plan, catalog, messages, shaping or {})] if uses else []
    found += not_in_plan(plan, activity, catalog, messages)
    if not found:
        name = catalog.activities[activity].name
        statement = messages.say("explain.not_chosen", name=name)
        found.append(
            Explanation(
                activity=activity, name=name, side=None, verdict=NOT_CHOSEN, statement=statement
            )
        )
    return tuple(found)


def _unknown(activity: str, catalog: Catalog) -> str:
    """The nearest id, and others that share a word with it or are written alike."""
    words = {word.rstrip("s") for word in activity.lower().split("_") if word}
    sharing = {
        name: len(words & {word.rstrip("s") for word in (*name.split("_"), *known.tags)})
        for name, known in catalog.activities.items()
    }
    alike = get_close_matches(activity, catalog.activities, NEAR_SHOWN)
    ranked = sorted(sharing, key=lambda name: (-sharing[name], name not in alike))
    near = [name for name in ranked if sharing[name] or name in alike][:NEAR_SHOWN]
    text = told("is not an activity of the catalog{hint}", hint=hint(activity, catalog.activities))
    if near:
        text += told("; near ones: {near}", near=", ".join(near))
    return text + told("; 'planner catalog search WORD' finds ids by name")


def _uses(plan: Plan, activity: str) -> list[tuple[str, Use]]:
    """Every use with its day in words, in order of time."""
    dated: list[tuple[str, str, Use]] = []
    for session in plan.sessions:
        for item in session.items:
            if item.activity == activity:
                dated.append((session.date.isoformat(), day(session.date), item))
    for entry in plan.all_day:
        if entry.activity == activity:
            dated.append((entry.date.isoformat(), day(entry.date), entry))
    dated.sort(key=lambda use: use[0])
    return [(words, use) for _, words, use in dated]


def _included(
    activity: str,
    uses: list[tuple[str, Use]],
    plan: Plan,
    catalog: Catalog,
    messages: Messages,
    shaping: Shaping,
) -> Explanation:
    (first, use), (last, _) = uses[0], uses[-1]
    key = "explain.in_plan" if len(uses) > 1 else "explain.in_plan_once"
    because = {reason: None for _, each in uses for reason in each.why}
    limits = [
        f"{limit.text} [{limit.rule}]"
        for limit in plan.screening.limits
        if activity in limit.activities
    ]
    told = [
        f"{entry.text} {entry.why} [{entry.rule}]"
        for entry in plan.advice
        if activity in entry.activities
    ]
    return Explanation(
        activity=activity,
        name=use.name,
        side=None,
        verdict=IN_PLAN,
        statement=messages.say(key, count=len(uses), date=first, last=last),
        details=_details(uses, catalog, messages),
        grounds=tuple(_ground(reason, activity, catalog, messages) for reason in because),
        shaping=tuple(dict.fromkeys((*limits, *told, *shaping.get(activity, ())))),
    )


def _details(uses: list[tuple[str, Use]], catalog: Catalog, messages: Messages) -> tuple[str, ...]:
    """Each dose with its first day, what must hold on the day, and the care to take."""
    details: dict[str, None] = {}
    for words, use in uses:
        dose = dose_in_words(use.dose, messages, use.side)
        if not any(detail.endswith(dose) for detail in details):
            details[f"{words}: {dose}"] = None
        if use.conditional is not None:
            known = catalog.criteria.get(use.conditional)
            meaning = f"{known.meaning} ({use.conditional})" if known else use.conditional
            details[messages.say("explain.conditional", criterion=meaning)] = None
    details.update((text, None) for text in uses[0][1].precautions)
    return tuple(details)


def _ground(reason: Because, activity: str, catalog: Catalog, messages: Messages) -> Ground:
    """The reason with the rule's own sentence, and the sources of both."""
    rule = catalog.rules.get(reason.rule)
    item = catalog.activities[activity]
    if rule is None:
        is_own = reason.text == item.patient_why
        return Ground(
            rule=reason.rule,
            text=reason.text,
            evidence=item.evidence if is_own else None,
            sources=citations(reason.sources, catalog, messages) if reason.sources else (),
        )
    cited = (*reason.sources, *(citation.id for citation in rule.sources))
    return Ground(
        rule=rule.id,
        text=reason.text,
        says=rule.says,
        evidence=rule.evidence,
        severity=rule.severity,
        sources=citations(cited, catalog, messages),
    )
