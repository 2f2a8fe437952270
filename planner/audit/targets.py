"""Which activities an effect touches (policies `target_union`, `placeholders`)."""

from __future__ import annotations

from planner.audit.evaluator import NOTHING, TESTED, Bound
from planner.knowledge import Catalog
from planner.knowledge.model import Activity, Target

STRETCH = "stretch"
EACH_SIDE = "each_side"
TESTED_NERVE = "@tested_nerve"
PROVOKING = "@provoking"
NERVE_PREFIX = "neural_tension_"
FIRST_PREFIX = "@first_"


def hits(activity: Activity, target: Target, catalog: Catalog, bound: Bound = NOTHING) -> bool:
    """The target names the activity by any of its selectors, and does not leave it out."""
    if target.except_ is not None and hits(activity, target.except_, catalog, bound):
        return False
    if target.any or activity.component in target.component or activity.family in target.family:
        return True
    # Most selectors are empty: looking first spares a loop.
    if target.tag and any(tag in target.tag for tag in activity.tags):
        return True
    if target.position and any(place in target.position for place in activity.positions):
        return True
    if target.movement and any(_moves(activity, n, catalog, bound) for n in target.movement):
        return True
    if target.activity and any(_is_activity(activity, n, bound) for n in target.activity):
        return True
    if target.muscle_stretch and any(_stretches(activity, n, bound) for n in target.muscle_stretch):
        return True
    return target.impact_above is not None and _is_above(activity, target.impact_above, catalog)


def reads_bound(target: Target) -> bool:
    """What the target names depends on what the rule is bound to."""
    named = (*target.activity, *target.movement, *target.muscle_stretch)
    is_bound = any(name in (TESTED, TESTED_NERVE, PROVOKING) for name in named)
    return is_bound or (target.except_ is not None and reads_bound(target.except_))


def hits_side(activity: Activity, side: str | None, target: Target, bound: Bound) -> bool:
    """A target that names the tested stretch concerns its own side of items done side by side.

    The nerve is another matter: an item that pulls on it waits on both sides.
    """
    names_stretch = TESTED in target.activity or TESTED in target.muscle_stretch
    if bound.side is None or activity.laterality != EACH_SIDE or side is None or not names_stretch:
        return True
    return side == bound.side


def _is_activity(activity: Activity, name: str, bound: Bound) -> bool:
    if name == TESTED:
        return _stretches(activity, TESTED, bound)
    if name == PROVOKING:
        return activity.id == bound.activity
    if name.startswith(FIRST_PREFIX):
        return activity.component == name.removeprefix(FIRST_PREFIX)
    return activity.id == name


def _moves(activity: Activity, name: str, catalog: Catalog, bound: Bound) -> bool:
    if name != TESTED_NERVE:
        return name in activity.movements
    nerves = {
        movement
        for other in catalog.activities.values()
        if bound.muscle is None or _stretches(other, TESTED, bound)
        for movement in other.movements
        if movement.startswith(NERVE_PREFIX)
    }
    return any(movement in nerves for movement in activity.movements)


def _stretches(activity: Activity, muscle: str, bound: Bound) -> bool:
    wanted = bound.muscle if muscle == TESTED else muscle
    return activity.component == STRETCH and wanted in activity.muscles.stretched


def _is_above(activity: Activity, impact: str, catalog: Catalog) -> bool:
    levels = catalog.vocabulary["impact_levels"]
    return (levels[activity.impact].rank or 0) > (levels[impact].rank or 0)
