"""Activity x person: what is open, from when, and why; with the limits in force."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from planner.domain.answers import Answers
from planner.domain.intake import Intake
from planner.domain.verdict import Reason, Status, Verdict
from planner.eligibility.advice import advice
from planner.eligibility.book import Book, Key
from planner.eligibility.conflicts import conflicts
from planner.eligibility.levels import person_levels
from planner.eligibility.limits import in_force
from planner.eligibility.model import Eligibility, Substitution
from planner.eligibility.overrides import allowed_overrides
from planner.eligibility.quitting import quit_week, with_quit_day
from planner.eligibility.retests import retests
from planner.eligibility.sides import on_own_side
from planner.knowledge import Catalog
from planner.rules import BEFORE_ANY, Firing, firings, firings_by_week, uncleared


def decide(catalog: Catalog, intake: Intake, answers: Answers, weeks: int) -> Eligibility:
    """Verdict on every activity of the catalog, with rules and reasons.

    A rule that holds in some week of the plan decides for the whole plan; what it excludes opens
    after the last week in which it holds.
    """
    overridden = allowed_overrides(catalog, intake)
    answers = with_quit_day(catalog, answers, intake.plan.start)
    by_week = firings_by_week(catalog, answers, weeks, overridden, intake.plan.start)
    levels = person_levels(catalog, answers)
    book = Book(catalog, intake, answers, weeks, levels)
    lasting = _any_week(by_week)
    fired = [firing for firing, _ in lasting]
    for firing, last in lasting:
        book.enter(firing, last)
    # An override may set a rule aside, never the screening.
    everything = firings(catalog, answers) if overridden else by_week[0]
    waiting = uncleared(everything, answers, catalog, intake.plan.start)
    book.wait_for_clearance(waiting)
    verdicts = _replaced(catalog, book.verdicts(), book.substitutions)
    force = in_force(catalog, answers, by_week, levels, quit_week(answers))
    return Eligibility(
        verdicts=verdicts,
        gates=book.gates(verdicts),
        conflicts=conflicts(catalog, intake, answers, verdicts, force.requirements),
        levels=levels,
        limits=force.limits,
        requirements=on_own_side(force.requirements, verdicts),
        orders=force.orders,
        after_waking=book.after_waking,
        held=book.held,
        questions=tuple(dict.fromkeys(book.asked)),
        disabled=frozenset(book.disabled),
        substitutions=tuple(book.substitutions),
        afterwards=tuple(dict.fromkeys(book.afterwards)),
        set_aside=tuple(firing for firing in everything if firing.rule.id in overridden),
        advice=advice(catalog, answers, fired, _cleared(everything, waiting)),
        retests=retests(catalog, answers, fired, intake.plan.start),
    )


def _cleared(firings: Iterable[Firing], waiting: Iterable[Firing]) -> frozenset[str]:
    """Rules that ask for a clearance before any exercise, and whose clearance was given."""
    asking = {
        firing.rule.id
        for firing in firings
        if any(e.decide is not None and e.decide.decision == BEFORE_ANY for e in firing.effects)
    }
    return frozenset(asking - {firing.rule.id for firing in waiting})


def _any_week(by_week: tuple[tuple[Firing, ...], ...]) -> list[tuple[Firing, int]]:
    """One firing for each rule and binding, of the first week in which it holds; and the last."""
    found: dict[tuple[str, object], Firing] = {}
    last: dict[tuple[str, object], int] = {}
    for number, week in enumerate(by_week, start=1):
        for firing in week:
            key = (firing.rule.id, firing.binding)
            found.setdefault(key, firing)
            last[key] = number
    return [(firing, last[key]) for key, firing in found.items()]


def _replaced(
    catalog: Catalog, verdicts: dict[Key, Verdict], substitutions: Iterable[Substitution]
) -> dict[Key, Verdict]:
    """Close what a hard rule replaces, also where the item that takes its place is closed.

    Otherwise a wish, or equipment that is missing, would open what the rule takes out.
    """
    found = dict(verdicts)
    for substitution in substitutions:
        rule = catalog.rules[substitution.rule]
        if not catalog.vocabulary["severities"][rule.severity].rank:
            continue
        reason = Reason(rule.id, substitution.text, tuple(s.id for s in rule.sources))
        for key, verdict in found.items():
            if key[0] in substitution.replaced:
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
