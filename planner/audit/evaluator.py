"""A plain three-valued reader of condition trees: True, False, or None for unknown.

Policies followed (catalog/policies.yaml): `unknown_in_rules`, `empty_log`, `list_facts`,
`always_true`, `stage_overlap`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from planner.domain.answers import Answers
from planner.domain.intake import FactValue
from planner.knowledge import Catalog
from planner.knowledge.model import Node

Truth = bool | None
SIDES = ("left", "right")
TESTED = "@tested"
NOT_TESTED = "not_tested"
IGNORE = "ignore"


@dataclass(frozen=True)
class Bound:
    """What the placeholders of a rule stand for: a tested muscle and side, or an activity."""

    muscle: str | None = None
    side: str | None = None
    activity: str | None = None
    response: str | None = None


NOTHING = Bound()


def all_of(parts: Iterable[Truth]) -> Truth:
    """False if any part is false, else unknown if any part is unknown, else true."""
    values = list(parts)
    if any(value is False for value in values):
        return False
    return None if any(value is None for value in values) else True


def any_of(parts: Iterable[Truth]) -> Truth:
    """True if any part is true, else unknown if any part is unknown, else false."""
    values = list(parts)
    if any(value is True for value in values):
        return True
    return None if any(value is None for value in values) else False


@dataclass(frozen=True)
class World:
    """What is known about the person on one day.

    Attributes:
        facts: answers of that day (week facts moved on).
        on: the day; a criterion that counts from a later date is not met yet.
        assumed: criteria that are taken to be true, to ask "what if it were met".
        ignoring: follow the policies that a missing fact marked `ignore` counts as false, and
            that trials nobody asked about count as not tested; else both are unknown.
    """

    catalog: Catalog
    answers: Answers
    facts: dict[str, FactValue]
    on: dt.date
    assumed: frozenset[str] = frozenset()
    ignoring: bool = True
    _memo: dict[tuple[str, Bound], Truth] = field(default_factory=dict)

    def truth(self, node: Node, bound: Bound = NOTHING) -> Truth:
        """Whether the tree holds."""
        if node.all is not None:
            return all_of(self.truth(part, bound) for part in node.all)
        if node.any is not None:
            return any_of(self.truth(part, bound) for part in node.any)
        if node.not_ is not None:
            inner = self.truth(node.not_, bound)
            return None if inner is None else not inner
        if node.fact is not None:
            return self._fact(node)
        if node.condition is not None:
            return self._condition(node, bound)
        if node.criterion is not None:
            return self.criterion(node.criterion, bound)
        if node.trial is not None:
            return self._trial(node, bound)
        return self._response(node, bound)

    def criterion(self, name: str, bound: Bound = NOTHING) -> Truth:
        """Whether the criterion is met on that day: as measured, else by its test.

        Of one muscle and side only their own trial tells: a statement without them says nothing.
        """
        if name in self.assumed:
            return True
        if not self._is_of_trial(name, bound):
            if name in self.answers.criteria:
                return self.answers.criteria[name] and not self.is_dated_later(name)
            dated = self.answers.criteria_from.get(name)
            if dated is not None and dated <= self.on:
                return True
        key = (name, bound)
        if key not in self._memo:
            self._memo[key] = self.truth(self.catalog.criteria[name].test, bound)
        return self._memo[key]

    def is_dated_later(self, name: str, bound: Bound = NOTHING) -> bool:
        """The criterion was given with a date that lies after that day."""
        if self._is_of_trial(name, bound):
            return False
        start = self.answers.criteria_from.get(name)
        return self.answers.criteria.get(name, True) and start is not None and start > self.on

    def _is_of_trial(self, name: str, bound: Bound) -> bool:
        return bound.muscle is not None and _reads_trial(self.catalog.criteria[name].test)

    def outcome(self, muscle: str, side: str) -> str:
        """Outcome of the trial of a muscle on a side; without a trial: not tested."""
        for trial in self.answers.trials or ():
            if (trial.muscle, trial.side) == (muscle, side):
                return trial.outcome
        return NOT_TESTED

    def has_condition(self, name: str) -> Truth:
        """Whether the person has the condition: recorded, or derived from other answers."""
        if name in self.answers.conditions:
            return True
        if name in self.answers.conditions_unknown:
            return None
        derived = self.catalog.conditions[name].derived_when
        return False if derived is None else self.truth(derived)

    def _fact(self, node: Node) -> Truth:
        name = str(node.fact)
        if name not in self.facts:
            known = self.catalog.facts.get(name)
            return False if self.ignoring and known and known.unknown == IGNORE else None
        value = self.facts[name]
        held = value if isinstance(value, tuple | list) else (value,)
        if node.equals is not None and not any(_same(one, node.equals) for one in held):
            return False
        if node.in_ is not None and not any(_same(a, b) for a in held for b in node.in_):
            return False
        low, high = node.at_least, node.at_most
        if node.between is not None:
            low, high = node.between
        numbers = [one for one in held if isinstance(one, int | float)]
        if low is not None and not any(one >= low for one in numbers):
            return False
        return high is None or any(one <= high for one in numbers)

    def _condition(self, node: Node, bound: Bound) -> Truth:
        name = str(node.condition)
        has = self.has_condition(name)
        if not has or not node.stage:
            return has
        return self._stage(name, node.stage)

    def _stage(self, name: str, wanted: tuple[str, ...]) -> Truth:
        recorded = self.answers.conditions.get(name)
        if recorded is not None and recorded.stage is not None:
            return recorded.stage in wanted
        condition = self.catalog.conditions[name]
        possible: list[str] = []
        for stage, when in condition.stage_when.items():
            holds = self.truth(when)
            if holds is not False:
                possible.append(stage)
            if holds:
                break
        else:
            possible += [stage for stage in condition.stages if stage not in condition.stage_when]
        inside = [stage in wanted for stage in possible]
        if not inside or (any(inside) and not all(inside)):
            return None
        return inside[0]

    def _trial(self, node: Node, bound: Bound) -> Truth:
        if self.answers.trials is None and not self.ignoring:
            return None
        wanted = (node.trial,) if isinstance(node.trial, str) else node.trial or ()
        muscle = bound.muscle if node.muscle == TESTED else node.muscle
        side = bound.side if node.side == TESTED else node.side
        muscles = (muscle,) if muscle else tested_muscles(self.catalog)
        sides = (side,) if side else SIDES
        return any(self.outcome(m, s) in wanted for m in muscles for s in sides)

    def _response(self, node: Node, bound: Bound) -> Truth:
        wanted = (node.response,) if isinstance(node.response, str) else node.response or ()
        if bound.response is not None:
            return bound.response in wanted
        if self.answers.responses is None:
            return None
        return any(record.response in wanted for record in self.answers.responses)


def tested_muscles(catalog: Catalog) -> tuple[str, ...]:
    """Muscles that a stretch of the catalog lengthens, in the order of the catalog."""
    found: dict[str, None] = {}
    for activity in catalog.activities.values():
        found.update(dict.fromkeys(activity.muscles.stretched))
    return tuple(found)


def _reads_trial(tree: Node) -> bool:
    """The tree reads the trial of the tested muscle."""
    parts = (*(tree.all or ()), *(tree.any or ()), *((tree.not_,) if tree.not_ else ()))
    return (tree.trial is not None and tree.muscle == TESTED) or any(map(_reads_trial, parts))


def _same(given: object, wanted: object) -> bool:
    """Equal, and a yes or no is never taken for a number."""
    return given == wanted and isinstance(given, bool) == isinstance(wanted, bool)
