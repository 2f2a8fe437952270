"""Why an activity is not in the plan, what would have to change, and when it is asked again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from planner.domain.plan import Excluded, Plan
from planner.explain.change import INDICATED, awaited, changes
from planner.explain.explanation import Awaited, Explanation, Ground
from planner.explain.layout import day
from planner.explain.messages import Messages
from planner.explain.sources import citations
from planner.knowledge import Catalog

SIDES = ("left", "right")
NOT_CHOSEN = "not_chosen"


def not_in_plan(
    plan: Plan, activity: str, catalog: Catalog, messages: Messages
) -> Iterator[Explanation]:
    """One explanation for each side of which something else is said."""
    for entry in _sides_joined(plan.excluded, activity):
        yield _explained(entry, plan, catalog, messages)


def _sides_joined(excluded: Iterable[Excluded], activity: str) -> list[Excluded]:
    """What is said of the activity; once, where the same is said of both sides."""
    entries = [entry for entry in excluded if entry.activity == activity]
    if len(entries) == len(SIDES) and replace(entries[0], side=None) == replace(
        entries[1], side=None
    ):
        return [replace(entries[0], side=" and ".join(SIDES))]
    return entries


def _explained(entry: Excluded, plan: Plan, catalog: Catalog, messages: Messages) -> Explanation:
    waits = awaited(entry.activity, (entry,), plan, catalog, messages)
    grounds = tuple(_ground(rule, entry, catalog, messages) for rule in entry.rules)
    is_choice = not any(
        rule in catalog.rules or f"change.{rule}" in messages for rule in entry.rules
    )
    verdict = NOT_CHOSEN if is_choice and entry.verdict == "not_available" else entry.verdict
    return Explanation(
        activity=entry.activity,
        name=catalog.activities[entry.activity].name,
        side=entry.side,
        verdict=verdict,
        statement=_statement(verdict, waits, messages),
        grounds=grounds,
        awaited=waits,
        changes=changes(entry.activity, entry, plan, catalog, messages),
    )


def _statement(verdict: str, waits: tuple[Awaited, ...], messages: Messages) -> str:
    """The answer in a sentence; with the day of the first check where there is one."""
    text = messages.say(f"why_not.{verdict}")
    dates = [each.check_on for each in waits if each.check_on is not None]
    dates += [date for each in waits for date in each.asked_again]
    if not waits:
        return text
    text = f"{text} {messages.say('why_not.waits')}"
    if dates:
        text = f"{text} {messages.say('why_not.asked', date=day(min(dates)))}"
    return text


def _ground(name: str, entry: Excluded, catalog: Catalog, messages: Messages) -> Ground:
    rule = catalog.rules.get(name)
    if rule is None:
        return Ground(
            rule=name,
            text=_own_text(name, entry, catalog),
        )
    return Ground(
        rule=rule.id,
        text=rule.why.patient,
        says=rule.says,
        evidence=rule.evidence,
        severity=rule.severity,
        sources=citations((source.id for source in rule.sources), catalog, messages),
    )


def _own_text(name: str, entry: Excluded, catalog: Catalog) -> str:
    """The sentence of a ground that no rule of the catalog gives."""
    if name == INDICATED:
        names = catalog.activities[entry.activity].indicated_by
        words = " or ".join(
            catalog.criteria[each].meaning
            if each in catalog.criteria
            else catalog.conditions[each].name
            for each in names
        )
        key = "awaited" if entry.verdict == "deferred" else "not_indicated"
        return catalog.decision_policy.texts[key].format(findings=words)
    policy = catalog.decision_policy.texts
    own = {
        "preferences": policy["never_wanted"],
        "min_level": policy["level_too_high"],
        "equipment": policy["equipment_missing"].split(":")[0] + ".",
    }
    return own.get(name, entry.text)
