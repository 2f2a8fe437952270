"""Whether an activity may stand in the plan, on one side, in one week - derived anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from planner.audit.evaluator import SIDES, World
from planner.audit.firings import Fired, Firings
from planner.audit.levels import level_of, rank
from planner.audit.targets import EACH_SIDE, hits, hits_side
from planner.domain.intake import Intake
from planner.knowledge.model import Activity, Defer, Node, Rule

CLEARANCE_FIRST = "clearance_before_any"


@dataclass
class Verdict:
    """What speaks against an item.

    Attributes:
        contraindicated: rules that exclude it.
        no_benefit: rules that exclude it because a trial showed full range.
        too_early: rules whose defer or gate is still closed.
        pending: criteria that have not been measured and must be checked before the item is done.
    """

    contraindicated: list[str] = field(default_factory=list)
    no_benefit: list[str] = field(default_factory=list)
    too_early: list[str] = field(default_factory=list)
    pending: dict[str, None] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Nothing speaks against the item (a check may still be pending)."""
        return not (self.contraindicated or self.no_benefit or self.too_early)


class Verdicts:
    """Verdicts for one person, each worked out once."""

    def __init__(
        self,
        firings: Firings,
        intake: Intake,
        levels: dict[str, str],
        stopped: frozenset[tuple[str, str | None]] = frozenset(),
    ) -> None:
        self.firings = firings
        self.catalog = firings.catalog
        self.intake = intake
        self.levels = levels
        self.stopped = stopped
        self._verdicts: dict[tuple[str, str | None, int], Verdict] = {}
        self._gates: dict[tuple[int, int], tuple[bool, tuple[str, ...]]] = {}
        self._indicated: dict[tuple[str, int], bool] = {}

    def of(self, activity: Activity, side: str | None, week: int) -> Verdict:
        """The verdict of the rules on an activity on one side in one week."""
        key = (activity.id, side, week)
        if key not in self._verdicts:
            verdict = Verdict()
            self._excludes(activity, side, week, verdict)
            self._substitutes(activity, week, verdict)
            self._defers(activity, side, week, verdict)
            self._opens(activity, side, week, verdict)
            self._awaits(activity, week, verdict)
            self._verdicts[key] = verdict
        return self._verdicts[key]

    def is_allowed(self, activity: Activity, side: str | None, week: int) -> bool:
        """The item could stand in the plan in that week: no check of a single item fails."""
        return (
            self.is_indicated(activity, week)
            and not self.missing_equipment(activity)
            and not self.is_above_level(activity)
            and not self.is_unwanted(activity)
            and not self.is_stopped(activity, side)
            and (self.is_cleared(week) or self.is_kept(activity))
            and self.of(activity, side, week).is_open
        )

    def is_allowed_somehow(self, activity: Activity, week: int) -> bool:
        """Allowed on one side at least."""
        sides = SIDES if activity.laterality == EACH_SIDE else (None,)
        return any(self.is_allowed(activity, side, week) for side in sides)

    def is_indicated(self, activity: Activity, week: int) -> bool:
        """One of the findings that the item is for holds for certain, or may be awaited."""
        key = (activity.id, week)
        if key not in self._indicated:
            found = self._has_finding(activity, week) or bool(self._awaited(activity, week))
            self._indicated[key] = found
        return self._indicated[key]

    def missing_equipment(self, activity: Activity) -> list[str]:
        """Equipment that the item needs and nobody named."""
        catalog = self.catalog
        at_hand = {
            *(self.intake.equipment or ()),
            *catalog.equipment_policy.always_at_hand,
            *catalog.decision_policy.comes_with_item,
        }
        return [thing for thing in activity.equipment if thing not in at_hand]

    def is_above_level(self, activity: Activity) -> bool:
        """The item asks for a higher level than the person has."""
        level = level_of(self.levels, activity.component)
        return rank(self.catalog, activity.min_level) > rank(self.catalog, level)

    def is_stopped(self, activity: Activity, side: str | None) -> bool:
        """A decision of the log has stopped the item, or a lower level of its ladder."""
        for name, meant in self.stopped:
            other = self.catalog.activities[name]
            above = other.family is not None and other.family == activity.family
            above = above and (activity.level or 0) >= (other.level or 0)
            is_side = meant in (None, "both") or side in (None, meant)
            if is_side and (name == activity.id or above):
                return True
        return False

    def is_unwanted(self, activity: Activity) -> bool:
        """The person never wants it."""
        never = self.intake.preferences.never
        return any(name in never for name in (activity.id, activity.family, activity.component))

    def is_kept(self, activity: Activity) -> bool:
        """The component goes on while a clearance is missing."""
        return activity.component in self.catalog.decision_policy.provisional.keeps

    def is_cleared(self, week: int) -> bool:
        """Every clearance that a rule asks for before any exercise is given in that week."""
        world = self.firings.world(week)
        waiting = [f for f in self.firings.of("decide", week) if f.body.decision == CLEARANCE_FIRST]
        return all(world.criterion(self.clearance_of(f.rule)) for f in waiting)

    def clearance_of(self, rule_id: str) -> str:
        """Criterion that a rule of `clearance_before_any` waits for."""
        rule: Rule = self.catalog.rules[rule_id]
        for effect in rule.then:
            if effect.gate is not None and effect.gate.open_when.criterion is not None:
                return effect.gate.open_when.criterion
        return self.catalog.decision_policy.provisional.criterion

    def _touching(
        self, activity: Activity, kind: str, side: str | None, week: int
    ) -> Iterator[Fired]:
        for fired in self.firings.touching(activity, kind, week):
            if hits_side(activity, side, fired.body.target, fired.bound):
                yield fired

    def _excludes(self, activity: Activity, side: str | None, week: int, verdict: Verdict) -> None:
        world = self.firings.world(week)
        useless = self.catalog.decision_policy.no_benefit_outcomes
        for fired in self._touching(activity, "exclude", side, week):
            until = fired.body.until
            if fired.body.window or (until and world.criterion(until, fired.bound)):
                continue
            muscle, bound_side = fired.bound.muscle, fired.bound.side
            if muscle and bound_side and world.outcome(muscle, bound_side) in useless:
                verdict.no_benefit.append(fired.rule)
            else:
                verdict.contraindicated.append(fired.rule)

    def _substitutes(self, activity: Activity, week: int, verdict: Verdict) -> None:
        for fired in self.firings.touching(activity, "substitute", week):
            if activity.id not in fired.body.with_:
                verdict.contraindicated.append(fired.rule)

    def _defers(self, activity: Activity, side: str | None, week: int, verdict: Verdict) -> None:
        world = self.firings.world(week)
        for fired in self._touching(activity, "defer", side, week):
            body: Defer = fired.body
            names = [name for name in (body.until, body.also_until) if name]
            waiting = [name for name in names if not world.criterion(name, fired.bound)]
            if not waiting:
                continue
            earliest = body.earliest_week_if_unmeasured
            is_dated = any(world.is_dated_later(name, fired.bound) for name in waiting)
            if is_dated or earliest is None or week < earliest:
                verdict.too_early.append(fired.rule)
            else:
                verdict.pending.update(dict.fromkeys(waiting))

    def _opens(self, activity: Activity, side: str | None, week: int, verdict: Verdict) -> None:
        for fired in self._touching(activity, "gate", side, week):
            is_open, pending = self._gate(fired.body.open_when, week)
            if is_open:
                verdict.pending.update(dict.fromkeys(pending))
            else:
                verdict.too_early.append(fired.rule)

    def _awaits(self, activity: Activity, week: int, verdict: Verdict) -> None:
        """An item that stands in the plan for a finding still to come is checked before."""
        if not self._has_finding(activity, week):
            verdict.pending.update(dict.fromkeys(self._awaited(activity, week)))

    def _awaited(self, activity: Activity, week: int) -> list[str]:
        """Criteria to come that open an item in that week (policy `awaited_items`).

        One that was given with a later date is no guess any more: it opens on its date.
        """
        world = self.firings.world(week)
        found = []
        for row in self.catalog.decision_policy.awaited_items:
            earliest = row.earliest_week_if_unmeasured
            if row.criterion not in activity.indicated_by or earliest is None or week < earliest:
                continue
            has_one = any(world.has_condition(name) is True for name in row.conditions)
            if has_one and not world.is_dated_later(row.criterion):
                found.append(row.criterion)
        return found

    def _gate(self, tree: Node, week: int) -> tuple[bool, tuple[str, ...]]:
        """Whether a gate is open in a week, and the criteria that were assumed for that."""
        key = (id(tree), week)
        if key not in self._gates:
            self._gates[key] = self._open_gate(tree, week)
        return self._gates[key]

    def _open_gate(self, tree: Node, week: int) -> tuple[bool, tuple[str, ...]]:
        world = self.firings.world(week)
        assumed = tuple(name for name in _criteria(tree) if self._may_assume(world, name, week))
        if not _if_met(world, assumed).truth(tree):
            # A gate that was open stays open.
            return self._gate(tree, week - 1) if week > 1 else (False, ())
        needed = tuple(
            name
            for name in assumed
            if not _if_met(world, [other for other in assumed if other != name]).truth(tree)
        )
        return True, needed if needed or world.truth(tree) else assumed

    def _may_assume(self, world: World, name: str, week: int) -> bool:
        earliest = self.catalog.criteria[name].earliest_week_if_unmeasured
        if world.criterion(name) or world.is_dated_later(name):
            return False
        return earliest is not None and earliest <= week

    def _has_finding(self, activity: Activity, week: int) -> bool:
        world = self.firings.world(week)
        catalog = self.catalog
        for name in activity.indicated_by:
            held = world.criterion(name) if name in catalog.criteria else world.has_condition(name)
            if held:
                return True
        for also in catalog.decision_policy.also_indicated:
            if hits(activity, also.target, catalog) and world.truth(also.when):
                return True
        return not activity.indicated_by


def _if_met(world: World, names: Any) -> World:  # noqa: ANN401 - any collection of names
    return replace(world, assumed=frozenset(names), _memo={})


def _criteria(tree: Node) -> tuple[str, ...]:
    """Criteria that a tree names, each once."""
    found = {} if tree.criterion is None else {tree.criterion: None}
    parts = (*(tree.all or ()), *(tree.any or ()), *((tree.not_,) if tree.not_ else ()))
    for part in parts:
        found.update(dict.fromkeys(_criteria(part)))
    return tuple(found)
