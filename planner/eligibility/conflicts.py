"""What cannot all hold: suggestions that a rule blocks, needs without an open item, overrides."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from planner.domain.answers import Answers
from planner.domain.intake import Intake
from planner.domain.verdict import Status, Verdict
from planner.eligibility.limits import Requirement
from planner.knowledge import Catalog
from planner.knowledge.model import Node
from planner.rules import truth

OPEN = (Status.ELIGIBLE, Status.PRECAUTION, Status.DEFERRED)
Verdicts = dict[tuple[str, str | None], Verdict]


class ConflictNote(Struct, frozen=True):
    """A conflict in one sentence, and the ids it lies between."""

    text: str
    between: tuple[str, ...]


def conflicts(
    catalog: Catalog,
    intake: Intake,
    answers: Answers,
    verdicts: Verdicts,
    requirements: Iterable[Requirement],
) -> tuple[ConflictNote, ...]:
    """Every conflict, suggestions first."""
    found = [
        *_suggestions(catalog, intake, verdicts),
        *_overrides(catalog, intake),
        *_blocked(catalog, verdicts, requirements),
        *_stages(catalog, answers),
    ]
    return tuple(dict.fromkeys(found))


def _suggestions(catalog: Catalog, intake: Intake, verdicts: Verdicts) -> Iterable[ConflictNote]:
    for suggestion in intake.suggested:
        activity = catalog.activities[suggestion.activity]
        own = [v for (name, _), v in verdicts.items() if name == suggestion.activity]
        closed = [v for v in own if v.status not in (Status.ELIGIBLE, Status.PRECAUTION)]
        if not closed:
            continue
        first = max(closed, key=lambda verdict: verdict.status)
        rules = tuple(dict.fromkeys(r.rule for v in closed for r in v.reasons))
        until = f" until {', '.join(first.until)}" if first.until else ""
        reason = first.reasons[0].text if first.reasons else ""
        yield ConflictNote(
            f"{activity.name} was suggested by {suggestion.by}, but it is "
            f"{first.status.word.replace('_', ' ')}{until}: {reason} Please ask who suggested it, "
            "and show this reason; it needs their clearance before it is done.",
            (suggestion.activity, *rules),
        )


def _overrides(catalog: Catalog, intake: Intake) -> Iterable[ConflictNote]:
    for override in intake.overrides:
        rule = catalog.rules[override.rule]
        yield ConflictNote(
            f"Rule {rule.id} was set aside by {override.by}: {override.reason}. "
            f"The rule says: {rule.says}",
            (rule.id,),
        )


def _blocked(
    catalog: Catalog, verdicts: Verdicts, requirements: Iterable[Requirement]
) -> Iterable[ConflictNote]:
    """A requirement whose every activity is closed; it is reported, never dropped silently."""
    can_open = {name for (name, _), v in verdicts.items() if v.status in OPEN and v.opens_week}
    for requirement in requirements:
        if requirement.what & can_open:
            continue
        if not requirement.hard:
            continue
        closing = sorted(
            {
                reason.rule
                for (name, _), verdict in verdicts.items()
                if name in requirement.what
                for reason in verdict.reasons
            }
        )
        says = catalog.rules[requirement.rule].says
        yield ConflictNote(
            f"Rule {requirement.rule} asks for something that other rules or the equipment close: "
            f"{says}",
            (requirement.rule, *closing),
        )


def _stages(catalog: Catalog, answers: Answers) -> Iterable[ConflictNote]:
    """Policy stage_overlap: answers that fit an earlier (stricter) stage than the recorded one."""
    for name, record in answers.conditions.items():
        condition = catalog.conditions[name]
        if record.stage is None or record.stage not in condition.stages:
            continue
        for stage in condition.stages[: condition.stages.index(record.stage)]:
            test = condition.stage_when.get(stage)
            if test is not None and truth(test, answers, catalog) is True:
                yield ConflictNote(
                    f"{condition.name} is recorded as {record.stage}, but the answers fit {stage}. "
                    "Please check which is right; the recorded stage was used.",
                    (name, stage, record.stage),
                )
                break
