"""The result of a screening in words, and the exit code that other programs read."""

from __future__ import annotations

from pathlib import Path

from planner.domain.language import speaking
from planner.errors import ExitCode
from planner.explain import Messages, Section, messages_of
from planner.explain.layout import points, wrap
from planner.knowledge import Catalog, load_catalog
from planner.screening import ScreeningResult


def exit_code(result: ScreeningResult) -> ExitCode:
    """12 where a doctor must be seen first, 10 where safety questions are open, else 0."""
    if result.stops_plan:
        return ExitCode.REFERRAL
    return ExitCode.BAD_INPUT if result.undecided else ExitCode.DONE


def screening_sections(
    result: ScreeningResult, catalog_dir: Path | None, width: int
) -> tuple[Section, ...]:
    """Decision, referrals, findings and open safety questions."""
    with speaking(result.language):
        catalog = load_catalog(catalog_dir)
    messages = messages_of(catalog)
    findings = [f"{found.says} ({found.rule})" for found in result.findings]
    urgencies = catalog.vocabulary["urgencies"]
    referrals = [
        f"{urgencies[referral.urgency].meaning}: {referral.text}" for referral in result.referrals
    ]
    return (
        Section(messages.say("section.screening"), tuple(_decision(result, messages, width))),
        Section(
            messages.say("section.see_somebody"), tuple(points(dict.fromkeys(referrals), width))
        ),
        Section(messages.say("section.findings"), tuple(points(findings, width))),
        Section(messages.say("section.notes"), tuple(points(dict.fromkeys(result.notes), width))),
        Section(
            messages.say("section.open_safety"),
            tuple(points(_questions(result, catalog, messages), width)),
        ),
    )


def _decision(result: ScreeningResult, messages: Messages, width: int) -> list[str]:
    if result.undecided and not result.stops_plan:
        return wrap(messages.say("screening.incomplete"), width)
    lines = wrap(messages.say(f"screening.{result.decision}"), width)
    if not result.findings:
        lines += wrap(messages.say("screening.none_found"), width)
    if result.cleared_by is not None:
        lines += wrap(messages.say("screening.cleared_by", by=result.cleared_by), width)
    if result.provisional:
        lines += wrap(messages.say("screening.provisional"), width)
    return lines


def _questions(result: ScreeningResult, catalog: Catalog, messages: Messages) -> list[str]:
    facts = dict.fromkeys(fact for entry in result.undecided for fact in entry.facts)
    asked = [f"{catalog.facts[fact].ask} ({fact})" for fact in facts if fact in catalog.facts]
    stages = [
        messages.say("screening.stage", name=catalog.conditions[f].name, id=f)
        for f in facts
        if f in catalog.conditions
    ]
    return [*asked, *stages]
