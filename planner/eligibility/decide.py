"""Activity x person: what is open, from when, and why; with the limits in force."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from planner.domain.answers import Answers
from planner.domain.intake import Intake
from planner.domain.units import DAYS_PER_WEEK
from planner.domain.verdict import Reason, Status, Verdict
from planner.eligibility.book import Book, Key
from planner.eligibility.conflicts import conflicts
from planner.eligibility.levels import person_levels
from planner.eligibility.limits import in_force
from planner.eligibility.model import Eligibility, Substitution
from planner.eligibility.overrides import allowed_overrides
from planner.knowledge import Catalog
from planner.rules import Firing, firings, firings_by_week, uncleared

OPEN = (Status.ELIGIBLE, Status.PRECAUTION, Status.DEFERRED)
READY_TO_QUIT = "ready_to_quit_30d"
WEEKS_TO_QUIT = "weeks_to_quit_day"


def decide(catalog: Catalog, intake: Intake, answers: Answers, weeks: int) -> Eligibility:
    """Verdict on every activity of the catalog, with rules and reasons.

    A rule that holds in some week of the plan decides for the whole plan.
    """
    overridden = allowed_overrides(catalog, intake)
    answers = with_quit_day(catalog, answers)
    by_week = firings_by_week(catalog, answers, weeks, overridden, intake.plan.start)
    levels = person_levels(catalog, answers)
    book = Book(catalog, intake, answers, weeks, levels)
    fired = _any_week(by_week)
    for firing in fired:
        book.enter(firing)
    # An override may set a rule aside, never the screening.
    everything = firings(catalog, answers) if overridden else by_week[0]
    book.wait_for_clearance(uncleared(everything, answers, catalog))
    verdicts = _replaced(catalog, book.verdicts(), book.substitutions)
    force = in_force(catalog, answers, by_week, levels, quit_week(answers))
    return Eligibility(
        verdicts=verdicts,
        gates=book.gates(verdicts),
        conflicts=conflicts(catalog, intake, answers, verdicts, force.requirements),
        levels=levels,
        limits=force.limits,
        requirements=force.requirements,
        orders=force.orders,
        after_waking=book.after_waking,
        questions=tuple(dict.fromkeys(book.asked)),
        disabled=frozenset(book.disabled),
        substitutions=tuple(book.substitutions),
        set_aside=tuple(firing for firing in everything if firing.rule.id in overridden),
    )


def with_quit_day(catalog: Catalog, answers: Answers) -> Answers:
    """The answers with the quit day that the plan sets for people who are ready and named none."""
    facts = answers.facts
    if facts.get(READY_TO_QUIT) is not True or WEEKS_TO_QUIT in facts:
        return answers
    weeks = catalog.planning.quit_day_from_start // DAYS_PER_WEEK
    return replace(answers, facts={**facts, WEEKS_TO_QUIT: -weeks})


def quit_week(answers: Answers) -> int | None:
    """Plan week of the quit day (1-based; 0 or less = already past); None without one."""
    weeks = answers.facts.get(WEEKS_TO_QUIT)
    return 1 - weeks if isinstance(weeks, int) else None


def _any_week(by_week: tuple[tuple[Firing, ...], ...]) -> list[Firing]:
    """One firing for each rule and binding, of the first week in which it holds."""
    found: dict[tuple[str, object], Firing] = {}
    for week in by_week:
        for firing in week:
            found.setdefault((firing.rule.id, firing.binding), firing)
    return list(found.values())


def _replaced(
    catalog: Catalog, verdicts: dict[Key, Verdict], substitutions: Iterable[Substitution]
) -> dict[Key, Verdict]:
    """Close what a hard rule replaces, where an item that takes its place is open.

    An item takes the place of others of its own component only.
    """
    found = dict(verdicts)
    for substitution in substitutions:
        rule = catalog.rules[substitution.rule]
        stand_ins = [
            name
            for name in substitution.by
            if any(v.status in OPEN and v.opens_week for (a, _), v in found.items() if a == name)
        ]
        if not stand_ins or not catalog.vocabulary["severities"][rule.severity].rank:
            continue
        components = {catalog.activities[name].component for name in stand_ins}
        reason = Reason(rule.id, substitution.text, tuple(s.id for s in rule.sources))
        for key, verdict in found.items():
            component = catalog.activities[key[0]].component
            if key[0] in substitution.replaced and component in components:
                found[key] = _closed(verdict, reason)
    return found


def _closed(verdict: Verdict, reason: Reason) -> Verdict:
    return replace(
        verdict,
        status=Status.EXCLUDED,
        opens_week=None,
        conditional=None,
        reasons=(*verdict.reasons, reason),
    )
