"""The order inside a session."""

from __future__ import annotations

from planner.audit.case import STRENGTH, STRETCH, Case
from planner.audit.report import Report, check

WARM_UP, COOL_DOWN = "warm_up", "cool_down"


@check("session_order")
def session_order(case: Case, report: Report) -> None:
    """Items are numbered in order; warm-up first, cool-down last, strength before stretches.

    Requirement: seed S36 and prg_session_order; a stretch is never done first and cold.
    """
    for session in case.plan.sessions:
        orders = [item.order for item in session.items]
        right = [place + 1 for place in range(len(orders))]
        report.expect(orders == right, session.key, f"items are numbered {orders}")
        kinds = [item.component for item in session.items]
        after_start = kinds[_leading(kinds, WARM_UP) :]
        report.expect(WARM_UP not in after_start, session.key, "warm-up after other items")
        before_end = kinds[::-1][_leading(kinds[::-1], COOL_DOWN) :]
        report.expect(COOL_DOWN not in before_end, session.key, "cool-down before other items")
        if STRETCH in kinds:
            late = STRENGTH in kinds[kinds.index(STRETCH) :]
            report.expect(not late, session.key, "strength after a stretch")
            before = kinds[: kinds.index(STRETCH)]
            warm = not set(before).isdisjoint(case.catalog.planning.warms_for_stretch)
            report.expect(warm, session.key, "a stretch is done cold, nothing warms before it")


def _leading(kinds: list[str], kind: str) -> int:
    return next((place for place, other in enumerate(kinds) if other != kind), len(kinds))
