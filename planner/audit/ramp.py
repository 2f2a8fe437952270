"""Bounds on endurance minutes of a week: its own caps, and the rise against a reference."""

from __future__ import annotations

from collections.abc import Iterator

from planner.audit.case import ENDURANCE, Case
from planner.audit.evaluator import NOTHING, World
from planner.audit.firings import Fired, with_facts
from planner.audit.volume import endurance_items
from planner.domain.units import PERCENT
from planner.knowledge.model import Limit, Rule

RISE_MINUTES, RISE_PCT, PER_WEEK = "weekly_rise_minutes", "weekly_rise_pct", "minutes_per_week"
REFERENCE, CURRENT = "ref_minutes_week", "active_minutes_week"


def start_caps(case: Case, week: int) -> Iterator[tuple[float, str]]:
    """Hard caps on the endurance minutes of a week, with their rules."""
    for fired in case.firings.limits("cap", PER_WEEK, week):
        body: Limit = fired.body
        if not _is_about_endurance(body) or not case.applies(fired, week):
            continue
        most = float(body.value or 0)
        current = case.answers.facts.get(CURRENT)
        if body.unless_current_higher_factor and isinstance(current, int | float):
            most = max(most, body.unless_current_higher_factor * current)
        yield most, fired.rule


def rise_caps(
    case: Case, week: int, ref: float, *, steps: bool = True
) -> Iterator[tuple[float, str]]:
    """Most minutes of a week after some reference minutes, with the rules.

    Args:
        case: the plan and its inputs.
        week: 1-based week.
        ref: reference minutes, read by the rules as ref_minutes_week.
        steps: count caps that bind only where the plan steps up in intensity.
    """
    world = with_facts(case.firings.world(week), **{REFERENCE: ref})
    for rule in case.firings.rules:
        for effect in rule.then:
            body = effect.cap
            if body is None or body.soft or body.quantity not in (RISE_MINUTES, RISE_PCT):
                continue
            if body.when_intensity_step and not steps:
                continue
            if _binds(case, rule, body, world, week, ref):
                rise = float(body.value or 0)
                if body.quantity == RISE_PCT:
                    rise = ref * rise / PERCENT
                yield ref + rise, rule.id


def _binds(case: Case, rule: Rule, body: Limit, world: World, week: int, ref: float) -> bool:
    fired = Fired(rule.id, "cap", body, NOTHING, is_certain=True)
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
