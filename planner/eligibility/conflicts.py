"""What cannot all hold: suggestions that a rule blocks, needs without an open item, overrides."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from planner.domain.answers import Answers
from planner.domain.intake import Intake
from planner.domain.verdict import Status, Verdict
from planner.eligibility.limits import Requirement
from planner.eligibility.sides import closed_on_side, may_open
from planner.knowledge import Catalog
from planner.knowledge.messages import messages_of
from planner.rules import truth

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
        text = catalog.decision_policy.texts["suggested_blocked"].format(
            activity=activity.name,
            by=suggestion.by,
            verdict=messages_of(catalog).word(first.status.word),
            reason=first.reasons[0].text,
        )
        yield ConflictNote(text, (suggestion.activity, *rules))


def _overrides(catalog: Catalog, intake: Intake) -> Iterable[ConflictNote]:
    for override in intake.overrides:
        rule = catalog.rules[override.rule]
        text = catalog.decision_policy.texts["override_used"].format(
            rule=rule.id, by=override.by, why=override.reason, says=rule.says
        )
        yield ConflictNote(text, (rule.id,))


def _blocked(
    catalog: Catalog, verdicts: Verdicts, requirements: Iterable[Requirement]
) -> Iterable[ConflictNote]:
    """A requirement whose every activity is closed; it is reported, never dropped silently."""
    can_open = {name for (name, _), verdict in verdicts.items() if may_open(verdict)}
    for requirement in requirements:
        able = (requirement.what & can_open) - closed_on_side(requirement, verdicts)
        if not requirement.hard or able:
            continue
        closing = sorted(
            {
                reason.rule
                for (name, _), verdict in verdicts.items()
                if name in requirement.what
                for reason in verdict.reasons
            }
        )
        text = catalog.decision_policy.texts["required_blocked"].format(
            rule=requirement.rule, says=catalog.rules[requirement.rule].says
        )
        yield ConflictNote(text, (requirement.rule, *closing))


def _stages(catalog: Catalog, answers: Answers) -> Iterable[ConflictNote]:
    """Answers that fit another stage than the recorded one (policy `stage_overlap`).

    An earlier stage counts as soon as the answers fit it, because stages are tested in order; a
    later one only if the answers speak against the recorded one.
    """
    for name, record in answers.conditions.items():
        condition = catalog.conditions[name]
        if record.stage is None or record.stage not in condition.stages:
            continue
        now = {stage: truth(test, answers, catalog) for stage, test in condition.stage_when.items()}
        earlier = condition.stages[: condition.stages.index(record.stage)]
        for stage in condition.stages:
            # The recorded stage is neither earlier than itself nor both true and false.
            if now.get(stage) is True and (stage in earlier or now.get(record.stage) is False):
                text = catalog.decision_policy.texts["stage_differs"].format(
                    condition=condition.name, recorded=record.stage, found=stage
                )
                yield ConflictNote(text, (name, stage, record.stage))
                break
