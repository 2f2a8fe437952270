"""Longer sessions begin and end gently."""

from __future__ import annotations

from collections.abc import Iterable

from planner.audit.case import Case
from planner.audit.doses import dose_rows
from planner.audit.effort import class_of_rpe
from planner.audit.firings import Fired
from planner.audit.placed import Placed
from planner.audit.report import Report, check
from planner.domain.plan import Item
from planner.knowledge.dosing import DoseRow

WARM_UP, COOL_DOWN = "warm_up", "cool_down"
FLOORS = {WARM_UP: "warm_up_minutes", COOL_DOWN: "cool_down_minutes"}
EFFORT = "effort_rpe_6_20"


@check("warm_up_cool_down")
def warm_up_cool_down(case: Case, report: Report) -> None:
    """Sessions with enough strength or endurance start with a warm-up and end with a cool-down.

    Requirement: hard floors on warm_up_minutes and cool_down_minutes; the largest counts. A floor
    binds from `applies_from_minutes` of its target items on (a floor that names none: from the
    smallest that another one names). A session is exempt when all target items are so easy that the
    dose row of their component exempts them by effort.
    """
    for session in case.plan.sessions:
        items = [placed for placed in case.in_sessions if placed.session is session]
        if not items:
            continue
        for component, ordered in ((WARM_UP, session.items), (COOL_DOWN, reversed(session.items))):
            floors = case.firings.limits("floor", FLOORS[component], items[0].week)
            needed = max((_needed(case, fired, floors, items) for fired in floors), default=0)
            found = _leading(ordered, component)
            text = f"{component} of {found} min, {needed:g} min needed"
            report.expect(found >= needed, session.key, text)


def _needed(case: Case, fired: Fired, floors: list[Fired], items: list[Placed]) -> float:
    body = fired.body
    if not case.applies(fired, items[0].week):
        return 0
    starts = [f.body.applies_from_minutes for f in floors if f.body.applies_from_minutes]
    least = body.applies_from_minutes or min(starts, default=0)
    targets = [placed for placed in items if case.firings.hits(placed.activity, fired)]
    if not targets or all(_is_easy(case, placed) for placed in targets):
        return 0
    minutes = sum(placed.minutes for placed in targets)
    return float(body.value) if minutes >= least else 0


def _is_easy(case: Case, placed: Placed) -> bool:
    """Every dose row of the component that may be the person's exempts the item by its effort."""
    rows = dose_rows(case, placed.activity.component)
    rpe = placed.item.dose.rpe
    if not rows or rpe is None:
        return False
    borg = max(class_of_rpe(case.catalog, rpe).rpe_6_20)
    return all(_exempts(row, borg) for row in rows)


def _exempts(row: DoseRow, borg: int) -> bool:
    most = {entry["quantity"]: entry["at_most"] for entry in row.warmup_exempt_if}
    return EFFORT in most and borg <= most[EFFORT]


def _leading(items: Iterable[Item], component: str) -> int:
    """Minutes of the items of a component at the start of a sequence."""
    total = 0
    for item in items:
        if item.component != component:
            break
        total += item.minutes
    return total
