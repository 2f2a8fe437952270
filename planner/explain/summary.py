"""The printed summary of a plan, in the order in which a clinician reads it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from planner.domain.plan import Plan
from planner.explain.keep import advice, benefits
from planner.explain.later import (
    conflicts,
    forecast,
    gates,
    left_out,
    maintenance,
    questions,
)
from planner.explain.layout import INDENT, Section, day, points, table, wrap
from planner.explain.limits import limits_in_words
from planner.explain.messages import Messages
from planner.explain.weeks import first_week, week_table
from planner.knowledge import Catalog

WIDTH = 96
LEVEL_HEAD = ("level", "value", "bound", "gap", "proven")


def summary(
    plan: Plan,
    catalog: Catalog,
    messages: Messages,
    files: Sequence[Path] = (),
    width: int = WIDTH,
) -> tuple[Section, ...]:
    """Everything that matters about a plan on two screens.

    Args:
        plan: an audited plan.
        catalog: for the names of what is deferred or left out.
        messages: sentences of the catalog.
        files: where the plan was written.
        width: longest line in characters; 60 to 100 reads well.
    """
    return (
        head(plan, messages, width),
        screening(plan, catalog, messages, width),
        quality(plan, messages, width),
        phases(plan, messages, width),
        benefits(plan, messages, width),
        week_table(plan, messages, width),
        first_week(plan, messages, width),
        gates(plan, catalog, messages, width),
        left_out(plan, catalog, messages, width),
        conflicts(plan, messages, width),
        advice(plan, messages, width),
        questions(plan, messages, width),
        forecast(plan, messages),
        maintenance(plan, messages, width),
        Section(messages.say("section.files"), tuple(f"{INDENT}{file}" for file in files)),
    )


def head(plan: Plan, messages: Messages, width: int) -> Section:
    """Who, when, from which template."""
    request, made = plan.request, plan.made_from
    what = messages.say(
        "head.plan",
        weeks=messages.counted("count.weeks", request.weeks),
        start=day(request.start),
        timezone=request.timezone,
        template=f"{made.template.id} {made.template.version}",
        revision=plan.revision,
    )
    title = messages.say("report.title", id=request.intake_id)
    return Section(title, tuple(wrap(what, width)))


def screening(plan: Plan, catalog: Catalog, messages: Messages, width: int) -> Section:
    """The decision, its findings and the limits that follow."""
    result = plan.screening
    lines = wrap(messages.say(f"screening.{result.decision}"), width)
    if result.provisional:
        lines += wrap(messages.say("screening.provisional"), width)
    referrals = dict.fromkeys(entry.text for entry in plan.advice if entry.effect == "refer")
    lines += points(referrals, width)
    found = dict.fromkeys(finding.text for finding in result.findings)
    lines += points(found, width)
    lines += points(limits_in_words(plan, found), width)
    return Section(messages.say("section.screening"), tuple(lines))


def quality(plan: Plan, messages: Messages, width: int) -> Section:
    """What is proven about the plan, level by level, and what the audit said."""
    lines = wrap(messages.say(f"quality.{plan.status}"), width)
    rows = [
        (
            _level_name(level.name, messages),
            str(level.value),
            str(level.bound),
            str(level.value - level.bound),
            messages.word("yes" if level.proven else "no"),
        )
        for level in plan.objective
    ]
    lines += table(
        tuple(messages.say(f"head.{word}") for word in LEVEL_HEAD), rows, frozenset({1, 2, 3})
    )
    lines += wrap(messages.say("quality.legend"), width)
    if plan.audit is not None:
        checked = sum(check.count for check in plan.audit.checks)
        words = messages.say(
            "quality.audit",
            kinds=len(plan.audit.checks),
            checked=checked,
            violations=len(plan.audit.violations),
        )
        lines += wrap(words, width)
    return Section(messages.say("section.quality"), tuple(lines))


def phases(plan: Plan, messages: Messages, width: int) -> Section:
    """Each phase with its weeks and its aim."""
    lines: list[str] = []
    for phase in plan.phases:
        one = phase.first_week == phase.last_week
        weeks = f"{phase.first_week}" if one else f"{phase.first_week}-{phase.last_week}"
        lines += wrap(f"{phase.name}. {phase.aim}", width, first=f"{INDENT}{weeks:<7}")
    return Section(messages.say("section.phases"), tuple(lines))


def _level_name(name: str, messages: Messages) -> str:
    key = f"quality.{name}"
    return messages.say(key) if key in messages else name.replace("_", " ")
