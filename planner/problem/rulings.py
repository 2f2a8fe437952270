"""Decisions of the log as verdicts: what is stopped is closed, what is held steps onto nothing."""

from __future__ import annotations

from msgspec.structs import replace

from planner.domain.past import Past, Ruling
from planner.domain.units import DAYS_PER_WEEK
from planner.domain.verdict import Reason, Status, Verdict
from planner.eligibility import Eligibility
from planner.knowledge import Catalog


def with_rulings(eligibility: Eligibility, past: Past, catalog: Catalog) -> Eligibility:
    """The eligibility of the days to come."""
    verdicts = dict(eligibility.verdicts)
    held = dict(eligibility.held)
    for ruling in past.rulings:
        if ruling.activity not in catalog.activities:
            continue
        if ruling.closes:
            for name in _and_harder(ruling.activity, catalog):
                _close(verdicts, name, ruling)
        elif ruling.change == "hold":
            for name in _and_harder(ruling.activity, catalog)[1:]:
                known = held.get(name, 0)
                until = _until(past, ruling)
                held[name] = None if known is None else max(known, until)
    return replace(eligibility, verdicts=verdicts, held=held)


def _and_harder(activity: str, catalog: Catalog) -> list[str]:
    """The activity and the levels above it."""
    record = catalog.activities[activity]
    if record.family is None or record.level is None:
        return [activity]
    levels = catalog.families[record.family].levels
    return [level.activity for level in levels if level.level >= record.level]


def _close(verdicts: dict[tuple[str, str | None], Verdict], name: str, ruling: Ruling) -> None:
    reason = Reason(ruling.because.rule, ruling.because.text, ruling.because.sources)
    for key, verdict in verdicts.items():
        is_meant = ruling.side in (None, "both") or key[1] in (None, ruling.side)
        if key[0] == name and is_meant:
            verdicts[key] = replace(
                verdict,
                status=max(verdict.status, Status.EXCLUDED),
                opens_week=None,
                conditional=None,
                reasons=(*verdict.reasons, reason),
            )


def _until(past: Past, ruling: Ruling) -> int:
    """First plan week (1-based) that begins when the hold is over: one week, or one a session."""
    day = (past.day - past.plan.request.start).days + DAYS_PER_WEEK * max(1, ruling.sessions)
    return -(-day // DAYS_PER_WEEK) + 1
