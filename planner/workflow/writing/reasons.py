"""Why an item is in the plan: the rules, findings, goals or template that brought it in."""

from __future__ import annotations

from functools import lru_cache

from planner.domain.part import Because
from planner.knowledge.messages import messages_of
from planner.knowledge.model import Activity
from planner.problem.context import Context
from planner.rules import hits

NEW_ITEMS = "new_items_per_week"


class Reasons:
    """Finds the reasons of each activity for one person; remembered per activity."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._say = messages_of(context.catalog).say
        self.of = lru_cache(maxsize=None)(self._of)

    def _of(self, activity_id: str) -> tuple[Because, ...]:
        activity = self.context.catalog.activities[activity_id]
        sources = tuple(source.id for source in activity.sources)
        found = [
            *self._rules(activity),
            *self._findings(activity),
            *self._pace(activity),
            *self._goals(activity),
        ]
        if not found:
            template = self.context.template
            found = [Because(rule=template.id, text=template.summary, sources=template.sources)]
        own = Because(rule=found[0].rule, text=activity.patient_why, sources=sources)
        return (own, *[reason for reason in found if reason.text != own.text])

    def _rules(self, activity: Activity) -> list[Because]:
        found = {}
        for requirement in self.context.requirements:
            rule = self.context.catalog.rules[requirement.rule]
            if activity.id in requirement.what and not requirement.is_whole_component:
                found[rule.id] = Because(
                    rule=rule.id,
                    text=rule.why.patient,
                    sources=tuple(source.id for source in rule.sources),
                )
        return list(found.values())

    def _findings(self, activity: Activity) -> list[Because]:
        catalog = self.context.catalog
        found = []
        for condition_id in self.context.answers.conditions:
            condition = catalog.conditions[condition_id]
            for tag in condition.plan_bias:
                bias = catalog.plan_biases.get(tag)
                if bias is not None and any(hits(activity, t, catalog) for t in bias.targets):
                    text = self._say("reason.finding", name=condition.name)
                    found.append(Because(rule=condition_id, text=text, sources=condition.sources))
                    break
        return found

    def _pace(self, activity: Activity) -> list[Because]:
        """Rules that bring this item back in a sequence, or let it in one at a time."""
        found: dict[str, None] = {}
        for order in self.context.orders:
            if order.hard and activity.id in order.sequence:
                found.setdefault(order.rule)
        for limit in self.context.limits:
            target = limit.body.target
            is_narrow = not target.any and not target.component
            is_pace = limit.kind == "cap" and limit.quantity == NEW_ITEMS and limit.hard
            if is_pace and is_narrow and activity.id in limit.activities:
                found.setdefault(limit.rule)
        rules = [self.context.catalog.rules[rule] for rule in found]
        return [
            Because(
                rule=rule.id,
                text=rule.why.patient,
                sources=tuple(source.id for source in rule.sources),
            )
            for rule in rules
        ]

    def _goals(self, activity: Activity) -> list[Because]:
        found = []
        for goal in self.context.intake.goals:
            term = self.context.catalog.goals[goal.id]
            if activity.component in term.components or goal.activity == activity.id:
                found.append(
                    Because(rule=goal.id, text=self._say("reason.goal", meaning=term.meaning))
                )
        return found
