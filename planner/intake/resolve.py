"""From the intake to the answers that rules read: doors, sides, checklists, derived facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec

from planner.documents import dotted
from planner.domain.answers import Answers, RecordedCondition, TrialResult
from planner.domain.intake import FactValue, Intake, StretchTrial
from planner.domain.units import MINUTES_PER_HOUR
from planner.intake.check_times import dates_of
from planner.intake.derive import Disagreement, derive_all
from planner.intake.doors import Claim, Clash, Door, claims, said, settle
from planner.intake.wishes import preference_ids
from planner.knowledge.catalog import Catalog
from planner.knowledge.messages import messages_of
from planner.rules import truth
from planner.told import told

_BOTH = ("left", "right")
_FREE_MINUTES = "minutes_available_week"


def resolve_answers(intake: Intake, catalog: Catalog, on: dt.date | None = None) -> Answers:
    """Everything that is known about the person on a day; what is missing stays unknown.

    Args:
        intake: a checked intake.
        catalog: facts, checklists, derivations and trees.
        on: the day; default is the day of the assessment.
    """
    return resolve_with_conflicts(intake, catalog, on)[0]


def resolve_with_conflicts(
    intake: Intake, catalog: Catalog, on: dt.date | None = None
) -> tuple[Answers, list[Clash], list[Disagreement]]:
    """As `resolve_answers`, with the contradictions that a checked intake no longer has."""
    day = on or intake.assessed_on
    kept, clashes, notices = settle(claims(intake, catalog, day), catalog)
    facts, denied = _not_denying(kept.values(), intake, catalog)
    notices += denied
    latest, expired = _valid_trials(intake, catalog)
    notices += expired
    answers = Answers(
        facts=facts,
        conditions=_conditions(intake),
        trials=latest,
        criteria={
            entry.id: entry.met
            for entry in intake.criteria
            if entry.met_on is None or entry.met_on <= day
        },
        criteria_from={
            entry.id: entry.met_on for entry in intake.criteria if entry.met_on is not None
        },
    )
    answers = _with_skipped_groups(_with_free_minutes(answers, intake), intake, catalog)
    answers, differences = derive_all(answers, catalog, day)
    notices += _about_derived(answers, differences, catalog) + _about_order(answers, catalog)
    notices += [
        told(
            "preferences.never: '{word}' is not in the catalog and cannot be planned anyway",
            word=word,
        )
        for word in intake.preferences.never
        if word not in preference_ids(catalog)
    ]
    return msgspec.structs.replace(answers, notices=tuple(notices)), clashes, differences


def _conditions(intake: Intake) -> dict[str, RecordedCondition]:
    found: dict[str, RecordedCondition] = {}
    for record in intake.conditions:
        side = record.side
        if record.id in found and found[record.id].side != side:
            side = "both"
        found[record.id] = RecordedCondition(stage=record.stage, side=side)
    return found


def sides_of(side: str) -> tuple[str, ...]:
    """Single sides meant by left, right or both."""
    return _BOTH if side == "both" else (side,)


def latest_trials(trials: tuple[StretchTrial, ...], catalog: Catalog) -> tuple[TrialResult, ...]:
    """Latest outcome of each muscle and side.

    Of several stretches tried on one day the most serious outcome counts
    (`outcome_priority` of the stretch tests).
    """
    worst_first = list(catalog.stretch_tests["outcome_priority"])
    latest: dict[tuple[str, str], TrialResult] = {}
    for trial in trials:
        for side in sides_of(trial.side):
            new = TrialResult(
                muscle=trial.muscle, side=side, outcome=trial.outcome, date=trial.date
            )
            old = latest.get((trial.muscle, side))
            if old is None or old.date is None or old.date < trial.date:
                latest[trial.muscle, side] = new
            elif old.date == trial.date:
                latest[trial.muscle, side] = min(
                    old, new, key=lambda result: worst_first.index(result.outcome)
                )
    return tuple(latest[key] for key in sorted(latest))


def _valid_trials(intake: Intake, catalog: Catalog) -> tuple[tuple[TrialResult, ...], list[str]]:
    """Latest trials, less those that opened a stretch too long before the plan starts.

    A trial that closed a stretch stays: only a new one opens it again.
    """
    tests = catalog.stretch_tests
    valid, notices = [], []
    for trial in latest_trials(intake.stretch_trials, catalog):
        age = (intake.plan.start - trial.date).days if trial.date is not None else 0
        if trial.outcome in tests["opening_outcomes"] and age > tests["valid_days"]:
            notices.append(
                told(
                    "stretch_trials: the trial of {muscle} ({side}) is {age} days old when the plan"
                    " starts, more than {most}; it counts as not tried",
                    muscle=trial.muscle,
                    side=trial.side,
                    age=age,
                    most=tests["valid_days"],
                )
            )
        else:
            valid.append(trial)
    return tuple(valid), notices


def _with_free_minutes(answers: Answers, intake: Intake) -> Answers:
    """Minutes in a usual week, counted from the windows where they were not answered."""
    if _FREE_MINUTES in answers.facts or not intake.availability:
        return answers
    minutes = sum(
        len(dates_of(window, intake)) * (_minute(window.end) - _minute(window.start))
        for window in intake.availability
    )
    return msgspec.structs.replace(
        answers,
        facts={**answers.facts, _FREE_MINUTES: minutes // intake.plan.weeks},
        derived=answers.derived | {_FREE_MINUTES},
    )


def _minute(time: dt.time) -> int:
    return time.hour * MINUTES_PER_HOUR + time.minute


def _not_denying(
    kept: Iterable[Claim], intake: Intake, catalog: Catalog
) -> tuple[dict[str, FactValue], list[str]]:
    """The answers, less every "none of these" that denies a recorded condition: they are asked."""
    facts: dict[str, FactValue] = {}
    notices: list[str] = []
    for claim in kept:
        index = denied_by(claim.fact, claim.value, intake, catalog)
        if claim.door is not Door.NONE_OF_THESE or index is None:
            facts[claim.fact] = claim.value
        else:
            name = catalog.conditions[intake.conditions[index].id].name
            recorded = f"{name} ({dotted(('conditions', index))})"
            words = {"fact": said(claim.fact, catalog), "place": dotted(claim.path)}
            messages = messages_of(catalog)
            notices.append(messages.say("doubt.not_answered", recorded=recorded, **words))
    return facts, notices


def denied_by(fact: str, value: FactValue, intake: Intake, catalog: Catalog) -> int | None:
    """Place in the intake of a recorded condition that this answer alone rules out."""
    alone = Answers(facts={fact: value})
    for index, record in enumerate(intake.conditions):
        derived = catalog.conditions[record.id].derived_when
        if derived is not None and truth(derived, alone, catalog, resolve=False) is False:
            return index
    return None


def _with_skipped_groups(answers: Answers, intake: Intake, catalog: Catalog) -> Answers:
    skipped: dict[str, FactValue] = {}
    for group in catalog.screening_groups.values():
        if group.skip_when is not None and truth(group.skip_when, answers, catalog):
            skipped |= {
                fact: tuple(value) if isinstance(value, list) else value
                for fact, value in group.none_means.items()
                if denied_by(fact, value, intake, catalog) is None
            }
    return msgspec.structs.replace(answers, facts={**skipped, **answers.facts})


def _about_derived(
    answers: Answers, differences: list[Disagreement], catalog: Catalog
) -> list[str]:
    differing = {difference.row.fact for difference in differences}
    notices: list[str] = []
    for row in catalog.derivations.derivations:
        fact = catalog.facts[row.fact]
        if row.fact not in answers.facts or row.fact in answers.derived:
            continue
        if fact.answered_by == "derived" and fact.intake_ask is None:
            but = told("; other answers lead to another value") if row.fact in differing else ""
            notices.append(told("{fact}: given, not worked out{but}", fact=row.fact, but=but))
    return notices


def _about_order(answers: Answers, catalog: Catalog) -> list[str]:
    notices: list[str] = []
    for pair in catalog.derivations.ordered_facts:
        small, large = answers.facts.get(pair.smaller), answers.facts.get(pair.larger)
        if isinstance(small, int | float) and isinstance(large, int | float) and small > large:
            notices.append(
                told(
                    "{smaller} is higher than {larger}; please check both",
                    smaller=pair.smaller,
                    larger=pair.larger,
                )
            )
    return notices
