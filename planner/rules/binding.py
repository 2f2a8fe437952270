"""What a rule's placeholders (`@tested` and others) stand for in one firing."""

from __future__ import annotations

from collections.abc import Iterable
from weakref import WeakKeyDictionary

from msgspec import Struct
from msgspec.structs import replace

from planner.domain.answers import Answers, TrialResult
from planner.knowledge import Catalog
from planner.knowledge.model import Node, Rule

TESTED = "@tested"
SIDES = ("left", "right")
NOT_TESTED = "not_tested"
NERVE_TENSION = "neural_tension"

_STRETCHES: WeakKeyDictionary[Catalog, dict[str, frozenset[str]]] = WeakKeyDictionary()


class Binding(Struct, frozen=True):
    """Values of the placeholders; empty where the rule has none.

    Attributes:
        muscle, side: the tested muscle and side.
        activities: the stretches of that muscle (`@tested`).
        movements: nerve-tension movements of those, or of `provoking` (`@tested_nerve`).
        provoking: activities that a response was recorded for.
    """

    muscle: str | None = None
    side: str | None = None
    activities: frozenset[str] = frozenset()
    movements: frozenset[str] = frozenset()
    provoking: frozenset[str] = frozenset()


FREE = Binding()


def parts(node: Node) -> tuple[Node, ...]:
    """The trees directly below a node."""
    return (*(node.all or ()), *(node.any or ()), *((node.not_,) if node.not_ else ()))


def reads_trial(node: Node) -> bool:
    """The tree reads the outcome of the tested muscle and side."""
    return (node.trial is not None and node.muscle == TESTED) or any(map(reads_trial, parts(node)))


def reads_response(node: Node) -> bool:
    """The tree reads responses to exercise."""
    return node.response is not None or any(map(reads_response, parts(node)))


def bindings(rule: Rule, answers: Answers, catalog: Catalog) -> list[tuple[Binding, Answers]]:
    """Every binding of the rule, each with the answers as seen under it."""
    if reads_trial(rule.when):
        return [_bound(trial, answers, catalog) for trial in all_trials(answers, catalog)]
    if reads_response(rule.when) and answers.responses:
        return [(_responding(rule, answers, catalog), answers)]
    return [(FREE, answers)]


def all_trials(answers: Answers, catalog: Catalog) -> list[TrialResult]:
    """Recorded trials, and `not_tested` for every stretched muscle and side without one.

    Trials that were never asked for count as not tested too (policy `empty_log`).
    """
    recorded = {(trial.muscle, trial.side): trial for trial in answers.trials or ()}
    found = list(recorded.values())
    for muscle in stretched_muscles(catalog):
        for side in SIDES:
            if (muscle, side) not in recorded:
                found.append(TrialResult(muscle=muscle, side=side, outcome=NOT_TESTED))
    return found


def stretched_muscles(catalog: Catalog) -> tuple[str, ...]:
    """Muscles that some stretch of the catalog lengthens."""
    return tuple(_stretches(catalog))


def stretches_of(muscle: str, catalog: Catalog) -> frozenset[str]:
    """Stretches that lengthen the muscle."""
    return _stretches(catalog).get(muscle, frozenset())


def _stretches(catalog: Catalog) -> dict[str, frozenset[str]]:
    if catalog not in _STRETCHES:
        found: dict[str, set[str]] = {}
        for activity in catalog.activities.values():
            if activity.component == "stretch":
                for muscle in activity.muscles.stretched:
                    found.setdefault(muscle, set()).add(activity.id)
        _STRETCHES[catalog] = {muscle: frozenset(ids) for muscle, ids in found.items()}
    return _STRETCHES[catalog]


def _bound(trial: TrialResult, answers: Answers, catalog: Catalog) -> tuple[Binding, Answers]:
    activities = stretches_of(trial.muscle, catalog)
    binding = Binding(
        muscle=trial.muscle,
        side=trial.side,
        activities=activities,
        movements=nerve_movements(activities, catalog),
    )
    return binding, replace(answers, trials=(trial,))


def nerve_movements(activities: Iterable[str], catalog: Catalog) -> frozenset[str]:
    """Movements of the activities that put tension on a nerve."""
    return frozenset(
        movement
        for activity in activities
        for movement in catalog.activities[activity].movements
        if movement.startswith(NERVE_TENSION)
    )


def _responding(rule: Rule, answers: Answers, catalog: Catalog) -> Binding:
    named = _responses(rule.when)
    provoking = frozenset(
        record.activity
        for record in answers.responses or ()
        if record.response in named and record.activity is not None
    )
    return Binding(provoking=provoking, movements=nerve_movements(provoking, catalog))


def _responses(node: Node) -> frozenset[str]:
    own = node.response or ()
    found = frozenset((own,) if isinstance(own, str) else own)
    return found.union(*(_responses(part) for part in parts(node)))
