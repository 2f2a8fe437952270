"""The person as known now: intake, check-ins and log together, and what they lead to.

This is what a new revision of the plan starts from.
"""

from __future__ import annotations

from msgspec import Struct

from planner.domain.answers import Answers
from planner.domain.checkin import CheckIn
from planner.domain.intake import FactValue, Intake
from planner.domain.plan import Plan
from planner.intake import resolve_answers
from planner.intake.checkin import read_check_in, with_check_ins
from planner.knowledge import Catalog
from planner.progression import Change, Log, Review, log_facts, minutes_by_week, review
from planner.screening import ScreeningResult, screen
from planner.store import Kind
from planner.workflow.programme.history import History


class Step(Struct, frozen=True, kw_only=True):
    """One check-in and what it led to.

    Attributes:
        log_facts: what the log alone said on that day.
        endurance_minutes: done in the plan week of the check-in.
    """

    check_in: CheckIn
    review: Review
    log_facts: dict[str, FactValue]
    endurance_minutes: int | None


class Person(Struct, frozen=True, kw_only=True):
    """Everything that is known on the day of the last check-in.

    Attributes:
        intake: brought up to date by the check-ins.
        answers: of that day, with the responses and facts of the log.
        steps: one for each check-in, oldest first, as the present log leads to them.
    """

    plan: Plan
    check_ins: tuple[CheckIn, ...]
    intake: Intake
    answers: Answers
    screening: ScreeningResult
    steps: tuple[Step, ...]

    @property
    def review(self) -> Review:
        """What the last check-in leads to."""
        return self.steps[-1].review


def check_ins_of(history: History, catalog: Catalog) -> tuple[CheckIn, ...]:
    """Check-ins that count, by day; a correction stands in for what it replaced."""
    found = [
        read_check_in(history.document(record), history.plan, catalog)
        for record in history.current(Kind.CHECK_IN)
    ]
    return tuple(sorted(found, key=lambda check_in: check_in.date))


def person_of(history: History, check_ins: tuple[CheckIn, ...], catalog: Catalog) -> Person:
    """The person of a programme after some check-ins (at least one)."""
    by_day = tuple(sorted(check_ins, key=lambda found: found.date))
    return person_now(
        history.plan, history.intake(catalog), by_day, catalog, history.intake_of_plan(catalog)
    )


def person_now(
    plan: Plan, intake: Intake, check_ins: tuple[CheckIn, ...], catalog: Catalog,
    made_from: Intake | None = None,
) -> Person:  # fmt: skip
    """Walk through the check-ins, so that each review knows those before it.

    Args:
        plan: the latest revision.
        intake: as assessed, without check-ins.
        check_ins: at least one, by day.
        catalog: rules and policy.
        made_from: the version of the intake that the plan was made from; None = the same.
    """
    at_start = resolve_answers(made_from or intake, catalog)
    reviews: list[Review] = []
    steps: list[Step] = []
    for number in range(1, len(check_ins) + 1):
        log = Log(plan, check_ins[:number], catalog)
        facts = log_facts(log, intake.facts, _step_backs(reviews))
        merged = with_check_ins(intake, log.check_ins, catalog, facts)
        answers = resolve_answers(merged, catalog, log.on)
        screening = screen(catalog, answers)
        found = review(log, answers, at_start, facts, tuple(reviews), stopped=screening.stops_plan)
        reviews.append(found)
        minutes = minutes_by_week(log).get(found.week)
        steps.append(
            Step(check_in=check_ins[number - 1], review=found, log_facts=facts,
                 endurance_minutes=minutes)
        )  # fmt: skip
    return Person(
        plan=plan,
        check_ins=check_ins,
        intake=merged,
        answers=answers,
        screening=screening,
        steps=tuple(steps),
    )


def _step_backs(reviews: list[Review]) -> int:
    """Latest reviews in a row that each ended in a step back."""
    count = 0
    for found in reversed(reviews):
        if not any(decision.change is Change.STEP_BACK for decision in found.decisions):
            break
        count += 1
    return count


def _open_questions(screening: ScreeningResult, catalog: Catalog) -> tuple[str, ...]:
    """Safety questions that an answer of a check-in opened."""
    facts = dict.fromkeys(fact for entry in screening.undecided for fact in entry.facts)
    return tuple(catalog.facts[fact].ask for fact in facts if fact in catalog.facts)
