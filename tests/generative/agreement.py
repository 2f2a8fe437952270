"""Two readings of the rules for one person: what makes plans, and what audits them.

For every activity and side both say from which week on it may stand in the plan, and if never,
why. They share no code, so where they agree a mistake would have to be made twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from planner.audit.evaluator import World
from planner.audit.firings import Firings
from planner.audit.levels import derive_levels
from planner.audit.verdicts import Verdicts
from planner.domain.answers import Answers
from planner.domain.intake import Intake
from planner.domain.verdict import Status
from planner.eligibility import Eligibility
from planner.knowledge import Catalog
from planner.knowledge.model import Activity


class Reading(NamedTuple):
    """First week from which the item stays open (None = not in this plan), and why if never."""

    opens: int | None
    never: str


class Difference(NamedTuple):
    """An activity and side on which the readings differ."""

    activity: str
    side: str | None
    engine: Reading
    audit: Reading
    engine_rules: tuple[str, ...]
    audit_rules: tuple[str, ...]


def differences(
    catalog: Catalog, intake: Intake, answers: Answers, eligibility: Eligibility
) -> Iterator[Difference]:
    """Every pair of activity and side on which the two readings differ."""
    verdicts = second_reading(catalog, intake, answers)
    for (name, side), verdict in eligibility.verdicts.items():
        activity = catalog.activities[name]
        if _is_found_later(verdicts, activity):
            continue
        audit = _audit(verdicts, activity, side, intake.plan.weeks)
        never = "" if verdict.opens_week else _WORDS[verdict.status]
        engine = Reading(verdict.opens_week, never)
        if engine != audit:
            rules = tuple(reason.rule for reason in verdict.reasons)
            yield Difference(name, side, engine, audit, rules, _rules(verdicts, activity, side))


_WORDS = {
    Status.EXCLUDED: "excluded",
    Status.NO_BENEFIT: "no_benefit",
    Status.NOT_AVAILABLE: "not_available",
    Status.DEFERRED: "deferred",
    Status.PRECAUTION: "open",
    Status.ELIGIBLE: "open",
}


def second_reading(catalog: Catalog, intake: Intake, answers: Answers) -> Verdicts:
    """The audit's verdicts, without any plan."""
    firings = Firings(catalog, intake, answers, _quit_day(catalog, intake, answers))
    return Verdicts(firings, intake, derive_levels(catalog, firings.world(1)))


def _quit_day(catalog: Catalog, intake: Intake, answers: Answers) -> dt.date | None:
    """The quit day that a plan would hold: as named, else as the plan sets it."""
    named = answers.facts.get("quit_date")
    if isinstance(named, str):
        return dt.date.fromisoformat(named)
    known = World(catalog, answers, dict(answers.facts), intake.plan.start)
    smokes = known.truth(catalog.planning.quit_day_if) is True
    if answers.facts.get("ready_to_quit_30d") is True and smokes:
        return intake.plan.start + dt.timedelta(days=catalog.planning.quit_day_from_start)
    return None


def _audit(verdicts: Verdicts, activity: Activity, side: str | None, weeks: int) -> Reading:
    opens = None
    for week in range(weeks, 0, -1):
        if not verdicts.is_allowed(activity, side, week):
            break
        if not _is_indicated(verdicts, activity, side, week):
            break
        opens = week
    return Reading(opens, "" if opens else _why(verdicts, activity, side, weeks))


def _is_indicated(verdicts: Verdicts, activity: Activity, side: str | None, week: int) -> bool:
    """A finding is there from the start, or is awaited in that week (policy `awaited_items`)."""
    if verdicts.is_indicated(activity, 1):
        return True
    return verdicts.is_indicated(activity, week) and bool(verdicts.of(activity, side, week).pending)


def _is_found_later(verdicts: Verdicts, activity: Activity) -> bool:
    """What is tolerated: a finding that a criterion brings which was met after the assessment.

    Then the engine offers nothing in the whole plan, the audit would let the item in from that
    date.
    """
    intake = verdicts.intake
    later = {c.id for c in intake.criteria if c.met_on and c.met_on > intake.assessed_on}
    return bool(later & set(activity.indicated_by))


def _waits_for_finding(verdicts: Verdicts, activity: Activity) -> bool:
    """A criterion that brings the finding may still come to this person, in the plan or after."""
    world = verdicts.firings.world(1)
    return any(
        row.criterion in activity.indicated_by
        and any(world.has_condition(name) is True for name in row.conditions)
        for row in verdicts.catalog.decision_policy.awaited_items
    )


def _why(verdicts: Verdicts, activity: Activity, side: str | None, week: int) -> str:
    found = verdicts.of(activity, side, week)
    has_finding = verdicts.is_indicated(activity, 1)
    is_for_others = not has_finding and not _waits_for_finding(verdicts, activity)
    if found.contraindicated or is_for_others:
        return "excluded"
    if found.no_benefit:
        return "no_benefit"
    if (
        verdicts.missing_equipment(activity)
        or verdicts.is_unwanted(activity)
        or verdicts.is_above_level(activity)
    ):
        return "not_available"
    return "deferred"


def _rules(verdicts: Verdicts, activity: Activity, side: str | None) -> tuple[str, ...]:
    found = verdicts.of(activity, side, 1)
    return (*found.contraindicated, *found.no_benefit, *found.too_early)
