"""Which effects of which rules are in force in each week of the plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from weakref import WeakKeyDictionary

from planner.audit.evaluator import NOTHING, SIDES, TESTED, Bound, Truth, World, tested_muscles
from planner.audit.targets import PROVOKING, hits, reads_bound
from planner.domain.answers import Answers
from planner.domain.intake import FactValue, Intake
from planner.domain.units import DAYS_PER_WEEK
from planner.knowledge import Catalog
from planner.knowledge.model import Activity, Node, Rule, Target

PREFERENCE, CAUTION, STRONG = "preference", "caution", "strong"
PLAN_WEEK = "plan_week"
DECIDE = "decide"
QUIT_WEEKS = "weeks_to_quit_day"
# Policy unknown_in_rules: an unknown result counts as true for these effects.
FIRED_IF_UNKNOWN = (
    *("exclude", "defer", "gate", "cap", "floor", "require", "order"),
    *("precaution", "stop", "refer", "decide"),
)

_NAMED: WeakKeyDictionary[Catalog, dict[tuple[Target, Bound], dict[str, Activity]]] = (
    WeakKeyDictionary()
)


@dataclass(frozen=True)
class Fired:
    """One effect in force: the rule, the body of the effect, and what it is bound to."""

    rule: str
    kind: str
    body: Any
    bound: Bound
    is_certain: bool


class Firings:
    """Effects of the hard rules, by kind and week.

    A rule that nobody may loosen is read as it stands; an override that the severity of the
    rule allows takes the rule out. No override takes out what screening decides. `since` is the
    first day that is planned anew, of a revision.
    """

    def __init__(
        self,
        catalog: Catalog,
        intake: Intake,
        answers: Answers,
        quit_day: dt.date | None,
        since: dt.date | None = None,
    ) -> None:
        self.catalog = catalog
        self._intake = intake
        self._answers = answers
        self._quit_day = quit_day
        self._since = since or intake.plan.start
        self._worlds: dict[int, World] = {}
        self._outcomes: dict[tuple[str, Bound, int], Truth] = {}
        self._fired: dict[tuple[str, int], tuple[Fired, ...]] = {}
        self._touching: dict[tuple[str, int], dict[str, tuple[Fired, ...]]] = {}
        self._bindings = self._all_bindings()
        facts = {PLAN_WEEK, QUIT_WEEKS, *(f.fact for f in catalog.decision_policy.week_facts)}
        self._moving = facts | set(answers.criteria_from)
        self.rules = [rule for rule in catalog.rules.values() if self._is_in_force(rule)]
        in_force = {rule.id for rule in self.rules}
        self._by_kind: dict[str, list[Rule]] = {}
        for rule in catalog.rules.values():
            for kind in dict.fromkeys(effect.kind for effect in rule.then):
                if kind == DECIDE or rule.id in in_force:
                    self._by_kind.setdefault(kind, []).append(rule)
        self._moves = {r.id: self._reads_moving(r.when) for r in catalog.rules.values()}

    def world(self, week: int) -> World:
        """What is known on the first day of a week, or of the revision where that is later.

        Days before a revision are not planned any more: what is known since counts for the rest.
        """
        if week not in self._worlds:
            begin = self._intake.plan.start + dt.timedelta(days=DAYS_PER_WEEK * (week - 1))
            on = max(begin, self._since)
            self._worlds[week] = World(self.catalog, self._answers, self._facts(week), on)
        return self._worlds[week]

    def of(self, kind: str, week: int) -> tuple[Fired, ...]:
        """Effects of a kind in force in a week."""
        key = (kind, week)
        if key not in self._fired:
            self._fired[key] = tuple(self._find(kind, week))
        return self._fired[key]

    def limits(self, kind: str, quantity: str, week: int) -> list[Fired]:
        """Hard caps or floors on a quantity in force in a week."""
        return [
            fired
            for fired in self.of(kind, week)
            if fired.body.quantity == quantity and not fired.body.soft
        ]

    def touching(self, activity: Activity, kind: str, week: int) -> tuple[Fired, ...]:
        """Effects of a kind in force in a week whose target names the activity."""
        key = (kind, week)
        if key not in self._touching:
            found: dict[str, list[Fired]] = {}
            for fired in self.of(kind, week):
                for name in self.named(fired.body.target, fired.bound):
                    found.setdefault(name, []).append(fired)
            self._touching[key] = {name: tuple(several) for name, several in found.items()}
        return self._touching[key].get(activity.id, ())

    def hits(self, activity: Activity, fired: Fired) -> bool:
        """The target of the effect names the activity, whatever the side."""
        return self.names(fired.body.target, activity, fired.bound)

    def names(self, target: Target, activity: Activity, bound: Bound = NOTHING) -> bool:
        """Any target of the catalog names the activity."""
        return activity.id in self.named(target, bound)

    def named(self, target: Target, bound: Bound = NOTHING) -> dict[str, Activity]:
        """Activities that a target of the catalog names, by id; remembered with the catalog."""
        known = _NAMED.setdefault(self.catalog, {})
        key = (target, bound if reads_bound(target) else NOTHING)
        if key not in known:
            known[key] = {
                activity.id: activity
                for activity in self.catalog.activities.values()
                if hits(activity, target, self.catalog, bound)
            }
        return known[key]

    def outcome(self, rule: Rule, bound: Bound, week: int) -> Truth:
        """Whether the rule holds in a week."""
        read_in = week if self._moves[rule.id] else 1
        key = (rule.id, bound, read_in)
        if key not in self._outcomes:
            self._outcomes[key] = self.world(read_in).truth(rule.when, bound)
        return self._outcomes[key]

    def bindings(self, rule: Rule) -> tuple[Bound, ...]:
        """What the placeholders of the rule may stand for."""
        return self._bindings[rule.id]

    def _find(self, kind: str, week: int) -> Iterator[Fired]:
        for rule in self._by_kind.get(kind, ()):
            for bound in self.bindings(rule):
                outcome = self.outcome(rule, bound, week)
                if outcome or (outcome is None and kind in FIRED_IF_UNKNOWN):
                    for effect in rule.then:
                        if effect.kind == kind:
                            yield Fired(rule.id, kind, effect.body, bound, outcome is True)

    def _is_in_force(self, rule: Rule) -> bool:
        if rule.severity == PREFERENCE:
            return False
        roles = self.catalog.derivations.clinician_roles
        for override in self._intake.overrides:
            if override.rule == rule.id:
                by_clinician = rule.severity == STRONG and override.by in roles
                if rule.severity == CAUTION or by_clinician:
                    return False
        return True

    def _facts(self, week: int) -> dict[str, FactValue]:
        facts = dict(self._answers.facts)
        before = World(self.catalog, self._answers, facts, self._since)
        for moving in self.catalog.decision_policy.week_facts:
            value = facts.get(moving.fact)
            if isinstance(value, int | float) and before.truth(moving.while_):
                facts[moving.fact] = value + moving.per_week * (week - 1)
        if self._quit_day is not None:
            days = (self._quit_day - self._intake.plan.start).days
            facts[QUIT_WEEKS] = week - 1 - days // DAYS_PER_WEEK
        facts[PLAN_WEEK] = week
        return facts

    def _all_bindings(self) -> dict[str, tuple[Bound, ...]]:
        pairs = tuple(Bound(m, s) for m in tested_muscles(self.catalog) for s in SIDES)
        responses = tuple(
            Bound(activity=record.activity, response=record.response)
            for record in self._answers.responses or ()
        )
        found: dict[str, tuple[Bound, ...]] = {}
        for rule in self.catalog.rules.values():
            found[rule.id] = (NOTHING,)
            if _uses_tested(rule.when):
                found[rule.id] = pairs
            elif _reads_response(rule) and responses:
                found[rule.id] = responses
        return found

    def _reads_moving(self, node: Node) -> bool:
        parts = (*(node.all or ()), *(node.any or ()), *((node.not_,) if node.not_ else ()))
        if any(self._reads_moving(part) for part in parts):
            return True
        if node.criterion is not None:
            test = self.catalog.criteria[node.criterion].test
            return node.criterion in self._moving or self._reads_moving(test)
        if node.condition is not None:
            condition = self.catalog.conditions[node.condition]
            trees = [*condition.stage_when.values()]
            if condition.derived_when is not None:
                trees.append(condition.derived_when)
            return any(self._reads_moving(tree) for tree in trees)
        return node.fact in self._moving


def with_facts(world: World, **facts: FactValue) -> World:
    """The same day with some facts set."""
    return replace(world, facts={**world.facts, **facts}, _memo={})


def _uses_tested(node: Node) -> bool:
    if TESTED in (node.muscle, node.side):
        return True
    parts = (*(node.all or ()), *(node.any or ()), *((node.not_,) if node.not_ else ()))
    return any(_uses_tested(part) for part in parts)


def _reads_response(rule: Rule) -> bool:
    """The rule is about one answer of the body to one activity."""
    targets = [getattr(effect.body, "target", None) for effect in rule.then]
    return any(target is not None and PROVOKING in target.activity for target in targets)
