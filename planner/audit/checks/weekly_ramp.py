"""Endurance minutes grow in small steps from a small start."""

from __future__ import annotations

from collections.abc import Iterator

from planner.audit.case import ENDURANCE, Case
from planner.audit.evaluator import World
from planner.audit.firings import Fired, with_facts
from planner.audit.report import Report, check
from planner.audit.volume import endurance_items, endurance_minutes, first_endurance_week, reference
from planner.domain.units import PERCENT
from planner.knowledge.model import Limit, Rule

RISE_MINUTES, RISE_PCT, PER_WEEK = "weekly_rise_minutes", "weekly_rise_pct", "minutes_per_week"
REFERENCE, CURRENT = "ref_minutes_week", "active_minutes_week"
WEEK_1 = "week_1"


@check("weekly_ramp")
def weekly_ramp(case: Case, report: Report) -> None:
    """The first training week stays below its cap, later weeks below reference plus rise.

    Requirement: hard caps on minutes_per_week in week 1, weekly_rise_minutes and weekly_rise_pct.
    The first week that holds endurance counts as week 1. The reference is the best of the
    previous weeks (planning.reference_weeks), deload and away weeks included. The rules are read
    with that reference as ref_minutes_week, nothing is rounded. A vigorous minute counts twice.
    A cap `when_intensity_step` binds in the first week that holds an endurance item of the gate of
    the same rule, unless that is the first training week.
    """
    first = first_endurance_week(case)
    if first is None:
        return
    for week in case.weeks[first - 1 :]:
        minutes = endurance_minutes(case, week)
        if week == first:
            for most, rule in _start_caps(case):
                text = f"{minutes:g} endurance min in the first week, at most {most:g} ({rule})"
                report.expect(minutes <= most, f"week {week}", text)
            continue
        ref = reference(case, week, endurance_minutes)
        for most, rule in _rise_caps(case, week, ref):
            text = f"{minutes:g} endurance min after {ref:g}, at most {most:g} ({rule})"
            report.expect(minutes * PERCENT <= most * PERCENT, f"week {week}", text)


def _start_caps(case: Case) -> Iterator[tuple[float, str]]:
    for fired in case.firings.limits("cap", PER_WEEK, 1):
        body: Limit = fired.body
        if body.window != WEEK_1 or not _is_about_endurance(body) or not case.applies(fired, 1):
            continue
        most = float(body.value or 0)
        current = case.answers.facts.get(CURRENT)
        if body.unless_current_higher_factor and isinstance(current, int | float):
            most = max(most, body.unless_current_higher_factor * current)
        yield most, fired.rule


def _rise_caps(case: Case, week: int, ref: float) -> Iterator[tuple[float, str]]:
    world = with_facts(case.firings.world(week), **{REFERENCE: ref})
    for rule in case.firings.rules:
        for effect in rule.then:
            body = effect.cap
            if body is None or body.soft or body.quantity not in (RISE_MINUTES, RISE_PCT):
                continue
            if _binds(case, rule, body, world, week, ref):
                rise = float(body.value or 0)
                if body.quantity == RISE_PCT:
                    rise = ref * rise / PERCENT
                yield ref + rise, rule.id


def _binds(case: Case, rule: Rule, body: Limit, world: World, week: int, ref: float) -> bool:
    fired = Fired(rule.id, "cap", body, case.firings.bindings(rule)[0], is_certain=True)
    if not _is_about_endurance(body) or not case.applies(fired, week):
        return False
    if body.applies_from_minutes is not None and ref < body.applies_from_minutes:
        return False
    if body.when_intensity_step and not _is_intensity_step(case, rule, week):
        return False
    return world.truth(rule.when) is not False


def _is_about_endurance(body: Limit) -> bool:
    return body.target.any or ENDURANCE in body.target.component


def _is_intensity_step(case: Case, rule: Rule, week: int) -> bool:
    gates = [effect.gate.target for effect in rule.then if effect.gate is not None]

    def holds_step(number: int) -> bool:
        return any(
            case.is_target(placed.activity, target)
            for placed in endurance_items(case, number)
            for target in gates
        )

    return holds_step(week) and not any(holds_step(number) for number in range(1, week))
