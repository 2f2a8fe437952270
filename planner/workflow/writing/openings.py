"""What is not offered and why, what opens when, what is retested, asked and required."""

from __future__ import annotations

from planner.domain.plan import (
    Advice,
    AllDay,
    ClosedWord,
    Conflict,
    Excluded,
    GateStatus,
    Question,
    Required,
    Retest,
    Session,
)
from planner.domain.units import DAYS_PER_WEEK
from planner.domain.verdict import OPEN, Reason, Status, Verdict
from planner.knowledge.model import Node
from planner.problem.build import Built
from planner.problem.context import Context
from planner.problem.slots import day_date
from planner.rules import truth

CLOSED: dict[Status, ClosedWord] = {
    Status.DEFERRED: "deferred",
    Status.NOT_AVAILABLE: "not_available",
    Status.NO_BENEFIT: "no_benefit",
    Status.EXCLUDED: "excluded",
}


def excluded(context: Context, built: Built, placed: set[str]) -> tuple[Excluded, ...]:
    """Every activity (and side) of the catalog that the plan does not offer, with why not."""
    found: list[Excluded] = []
    for (name, side), verdict in context.eligibility.verdicts.items():
        if verdict.status not in OPEN or verdict.opens_week is None:
            found.append(_closed(name, side, verdict))
        elif name not in placed:
            reason = built.left_out.get(name, _not_chosen(context))
            found.append(
                Excluded(
                    activity=name,
                    side=side,
                    verdict="not_available",
                    until=None,
                    rules=(reason.rule,),
                    text=" ".join((reason.text, *verdict.warnings)),
                )
            )
    return tuple(found)


def _not_chosen(context: Context) -> Reason:
    text = context.catalog.planning.texts["not_chosen"]
    return Reason(rule=context.template.id, text=text)


def _closed(name: str, side: str | None, verdict: Verdict) -> Excluded:
    # What is open but opens in no week of this plan is deferred beyond it.
    status = verdict.status if verdict.status not in OPEN else Status.DEFERRED
    strongest = verdict.reasons or (Reason(rule="template", text=status.word),)
    return Excluded(
        activity=name,
        side=side,
        verdict=CLOSED[status],
        until=verdict.until[0] if verdict.until else None,
        rules=tuple(dict.fromkeys(reason.rule for reason in strongest)),
        text=" ".join(dict.fromkeys((*(reason.text for reason in strongest), *verdict.warnings))),
    )


def gates(context: Context, all_day: tuple[AllDay, ...]) -> tuple[GateStatus, ...]:
    """Criteria that keep items closed, with the date on which to check."""
    found = []
    for gate in context.eligibility.gates:
        week = gate.earliest_week
        inside = week is not None and week <= context.weeks
        check = day_date(context.intake, (week - 1) * DAYS_PER_WEEK) if week and inside else None
        found.append(
            GateStatus(
                criterion=gate.criterion,
                status=gate.status,
                earliest_week=week if inside else None,
                check_on=check,
                opens=gate.opens,
                text=context.catalog.criteria[gate.criterion].meaning,
            )
        )
    listed = {gate.criterion for gate in found}
    for criterion, entries in _pending(all_day).items():
        if criterion not in listed:
            found.append(
                GateStatus(
                    criterion=criterion,
                    status="unmeasured",
                    earliest_week=min(entry.week for entry in entries),
                    check_on=min(entry.date for entry in entries),
                    opens=tuple(sorted({entry.activity for entry in entries})),
                    text=context.catalog.criteria[criterion].meaning,
                )
            )
    return tuple(found)


def _pending(all_day: tuple[AllDay, ...]) -> dict[str, list[AllDay]]:
    """All-day items by the criterion that has to be checked before them."""
    found: dict[str, list[AllDay]] = {}
    for entry in all_day:
        if entry.conditional is not None:
            found.setdefault(entry.conditional, []).append(entry)
    return found


def retests(context: Context) -> tuple[Retest, ...]:
    """Retests of the template inside the plan, and of trials that ended in pain."""
    found = [
        Retest(date=again.date, what=again.what, unlocks=again.unlocks)
        for again in context.eligibility.retests
        if again.date <= day_date(context.intake, context.weeks * DAYS_PER_WEEK - 1)
    ]
    for what, weeks in context.template.retest_weeks.items():
        unlocks = next((o.unlocks for o in context.template.once if o.activity == what), ())
        for week in weeks:
            if week <= context.weeks:
                date = day_date(context.intake, (week - 1) * DAYS_PER_WEEK)
                found.append(Retest(date=date, what=what, unlocks=unlocks))
    return tuple(sorted(found, key=lambda retest: (retest.date, retest.what)))


def required(
    context: Context, sessions: tuple[Session, ...], all_day: tuple[AllDay, ...]
) -> tuple[Required, ...]:
    """What rules require, and where the plan holds it."""
    found = []
    for requirement in context.requirements:
        if not requirement.hard:
            continue
        keys = [
            (session.date, session.key)
            for session in sessions
            if any(item.activity in requirement.what for item in session.items)
        ]
        keys += [(entry.date, entry.key) for entry in all_day if entry.activity in requirement.what]
        found.append(
            Required(
                what=context.catalog.rules[requirement.rule].says,
                because=requirement.rule,
                satisfied_by=tuple(key for _, key in sorted(keys)),
                first_date=min((date for date, _ in keys), default=None),
            )
        )
    return tuple(dict.fromkeys(found))


def conflicts(context: Context, built: Built, placed: set[str]) -> tuple[Conflict, ...]:
    """Conflicts of the decisions, and requirements that nothing open can meet."""
    found = [Conflict(text=c.text, between=c.between) for c in context.eligibility.conflicts]
    for text in built.unmet:
        rule, _, sentence = text.partition(": ")
        found.append(Conflict(text=sentence, between=(rule,)))
    answered = {name for conflict in found for name in conflict.between} | placed
    for suggestion in context.intake.suggested:
        if suggestion.activity not in answered:
            name = context.catalog.activities[suggestion.activity].name
            text = context.planning.texts["suggested_not_chosen"]
            found.append(
                Conflict(
                    text=text.format(activity=name, by=suggestion.by),
                    between=(suggestion.activity,),
                )
            )
    return tuple(dict.fromkeys(found))


def questions(context: Context) -> tuple[Question, ...]:
    """Facts that rules ask for and that are not answered, and facts that keep items closed."""
    found: dict[str, Question] = {}
    facts = context.catalog.facts
    for fact, rule in context.eligibility.questions:
        if context.answers.facts.get(fact) is None:
            why = context.catalog.rules[rule].why.patient
            found.setdefault(fact, Question(fact=fact, text=facts[fact].ask, why_it_matters=why))
    for verdict in context.eligibility.verdicts.values():
        for reason in verdict.reasons:
            for fact in reason.unknown:
                if fact in facts:
                    found.setdefault(
                        fact, Question(fact=fact, text=facts[fact].ask, why_it_matters=reason.text)
                    )
    return tuple(found.values())


def warning_signs(context: Context) -> tuple[str, ...]:
    """Signs to watch for with the person's conditions, and what to do then."""
    catalog = context.catalog
    found = []
    for condition in catalog.conditions.values():
        printed = [rule for tag in condition.plan_requires
                   for rule in catalog.plan_biases[tag].prints]  # fmt: skip
        if printed and truth(Node(condition=condition.id), context.answers, catalog) is not False:
            for name in printed:
                rule = catalog.rules[name]
                text = catalog.planning.texts["warning_sign"]
                found.append(text.format(ask=rule.ask, text=rule.why.patient))
    return tuple(dict.fromkeys(found))


def advice(context: Context, placed: set[str]) -> tuple[Advice, ...]:
    """What the person keeps in mind: referrals first, then checks, limits and findings."""
    return tuple(
        Advice(
            rule=entry.rule,
            effect=entry.effect,
            text=entry.text,
            why=entry.why,
            activities=tuple(sorted(entry.activities & placed)),
            sources=entry.sources,
        )
        for entry in context.eligibility.advice
    )
