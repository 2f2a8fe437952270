"""No item is harder than the person may go."""

from __future__ import annotations

from collections.abc import Iterator

from planner.audit.case import Case
from planner.audit.clock import minutes, night_shift_ends
from planner.audit.effort import class_of_rpe, rpe_from_borg
from planner.audit.placed import Placed
from planner.audit.report import Report, check
from planner.audit.volume import endurance_items, is_vigorous
from planner.audit.windows import AFTER_NIGHT_SHIFT
from planner.domain.units import MINUTES_PER_HOUR, PERCENT


@check("intensity")
def intensity(case: Case, report: Report) -> None:
    """Class and effort of every item respect the caps of its week, and agree with each other.

    Requirement: hard caps on intensity_class, effort_rpe_0_10, effort_rpe_6_20 and
    vigorous_share_pct, and the effort of the template's phase. An effort 6-20 is read on the scale
    0-10 along its class, rounded down. The vigorous share counts minutes and may rise by
    `rise_per_week` for each week since the first vigorous one.
    """
    for placed in case.in_sessions:
        given = getattr(placed.item, "intensity", "")
        rpe = placed.item.dose.rpe
        if rpe is not None:
            right = class_of_rpe(case.catalog, rpe).id
            report.expect(given == right, placed.where, f"says {given}, effort {rpe} is {right}")
        for most, rule in _class_caps(case, placed):
            text = f"{given}, at most {most} ({rule})"
            report.expect(case.class_rank(given) <= case.class_rank(most), placed.where, text)
        for number, rule in _effort_caps(case, placed):
            text = f"effort {rpe}, at most {number} ({rule})"
            report.expect(rpe is None or rpe <= number, placed.where, text)
    _vigorous_share(case, report)


def _class_caps(case: Case, placed: Placed) -> Iterator[tuple[str, str]]:
    for fired in case.caps("intensity_class", placed):
        yield fired.body.value, fired.rule
    for fired in case.firings.touching(placed.activity, "cap", placed.week):
        body = fired.body
        if body.quantity == "intensity_class" and body.window == AFTER_NIGHT_SHIFT:
            ends = night_shift_ends(case.intake, placed.date)
            gaps = [minutes(end, placed.starts) for end in ends if placed.starts is not None]
            if any(0 <= gap < (body.hours or 0) * MINUTES_PER_HOUR for gap in gaps):
                yield body.value, fired.rule


def _effort_caps(case: Case, placed: Placed) -> Iterator[tuple[float, str]]:
    for fired in case.caps("effort_rpe_0_10", placed):
        yield fired.body.value, fired.rule
    for fired in case.caps("effort_rpe_6_20", placed):
        yield rpe_from_borg(case.catalog, fired.body.value), fired.rule
    week = case.programme_week(placed.week)
    for phase in case.template.phases:
        first, last = phase.weeks
        if first <= week <= last and phase.effort_rpe_at_most is not None:
            yield phase.effort_rpe_at_most, phase.id


def _vigorous_share(case: Case, report: Report) -> None:
    first: int | None = None
    for week in case.weeks:
        items = endurance_items(case, week)
        hard = sum(placed.minutes for placed in items if is_vigorous(case, placed))
        if not hard:
            continue
        first = week if first is None else first
        total = sum(placed.minutes for placed in items)
        for fired in case.firings.limits("cap", "vigorous_share_pct", week):
            most = fired.body.value + (fired.body.rise_per_week or 0) * (week - first)
            text = f"{hard} of {total} min vigorous, at most {most:g} % ({fired.rule})"
            report.expect(hard * PERCENT <= most * total, f"week {week}", text)
