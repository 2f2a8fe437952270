"""What a new revision starts from: the person of that day, the reports, what was decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from planner.domain.answers import Answers
from planner.domain.checkin import CheckIn
from planner.domain.intake import Away, Intake
from planner.domain.part import Because
from planner.domain.past import Past, Ruling
from planner.domain.plan import Plan
from planner.domain.units import DAYS_PER_WEEK
from planner.errors import BadInput, Problem
from planner.intake import resolve_answers
from planner.intake.checkin import with_check_ins
from planner.knowledge import Catalog
from planner.knowledge.messages import Messages, messages_of
from planner.knowledge.model import Node
from planner.progression import Decision
from planner.rules import truth
from planner.store import Kind
from planner.workflow.calendars import from_record
from planner.workflow.programme.history import History
from planner.workflow.programme.moves import AcceptedMove, wishes
from planner.workflow.programme.person import Person, Step, check_ins_of, person_of

ONE_DAY = dt.timedelta(days=1)
FROM = "--from"
ABSENT = "days_absent"


class Now(Struct, frozen=True, kw_only=True):
    """The person on the first day of the new revision.

    Attributes:
        intake: brought up to date by the check-ins, with the days on which nothing was done.
        answers: of that day.
        person: as the last check-in leaves it; None without check-ins.
        wishes: sessions that the person moved in a calendar, and that may be there.
        has_news: something was told since the plan was published; a wish alone is no news.
        new_check_ins: days of the check-ins, or corrections of some, among it.
    """

    past: Past
    intake: Intake
    answers: Answers
    person: Person | None
    wishes: tuple[AcceptedMove, ...]
    has_news: bool
    new_check_ins: frozenset[dt.date]


def now_of(history: History, day: dt.date | None, catalog: Catalog) -> Now:
    """Everything a new revision needs.

    Args:
        history: of the programme.
        day: first day of the revision; None for the day after the last check-in.
        catalog: rules.

    Raises:
        BadInput: the day is missing, or lies where nothing may be planned any more.
    """
    check_ins = check_ins_of(history, catalog)
    plan = history.plan
    first = _checked(day, plan, check_ins, messages_of(catalog))
    person = person_of(history, check_ins, catalog) if check_ins else None
    stored = from_record(history.intake(catalog), plan)
    intake = with_check_ins(stored, check_ins, catalog)
    intake = replace(intake, away=(*intake.away, *_absence(plan, person, first)))
    answers = resolve_answers(intake, catalog, first)
    steps = person.steps if person is not None else ()
    told = [record for record in history.current(Kind.CHECK_IN) if record in history.news]
    new_check_ins = frozenset(dt.date.fromisoformat(record.dated) for record in told)
    past = Past(
        plan=plan,
        day=first,
        check_ins=check_ins,
        rulings=tuple(rulings(steps, new_check_ins, answers, catalog)),
    )
    return Now(
        past=past,
        intake=intake,
        answers=answers,
        person=person,
        wishes=wishes(history),
        has_news=bool(history.news),
        new_check_ins=new_check_ins,
    )


def _checked(
    day: dt.date | None, plan: Plan, check_ins: tuple[CheckIn, ...], messages: Messages
) -> dt.date:
    last = max((check_in.date for check_in in check_ins), default=None)
    if day is None and last is None:
        raise BadInput([Problem(FROM, 0, "", messages.say("fault.no_day"))])
    first = day or (last or plan.request.start) + ONE_DAY
    end = plan.request.start + dt.timedelta(days=DAYS_PER_WEEK * plan.request.weeks - 1)
    earliest = max(
        plan.request.start,
        last + ONE_DAY if last is not None else plan.request.start,
        plan.replan.from_ if plan.replan is not None else plan.request.start,
    )
    if not earliest <= first <= end:
        text = messages.say("fault.day_outside", day=first, first=earliest, last=end)
        raise BadInput([Problem(FROM, 0, "", text)])
    return first


def _absence(plan: Plan, person: Person | None, day: dt.date) -> Iterator[Away]:
    """Days up to the revision on which sessions were missed and nothing was done."""
    if person is None:
        return
    step = person.steps[-1]
    days = step.log_facts.get(ABSENT)
    if isinstance(days, int) and days > 0:
        first = max(step.check_in.date - dt.timedelta(days=days - 1), plan.request.start)
        yield Away(start=first, end=day - ONE_DAY, kind="travel")


def rulings(
    steps: Iterable[Step],
    new_check_ins: frozenset[dt.date],
    answers: Answers,
    catalog: Catalog,
) -> Iterator[Ruling]:
    """Decisions that stand: the strictest of the new check-ins, and every stop not ended."""
    found: dict[tuple[str, str | None], Ruling] = {}
    strictness = {"progress": 0, "hold": 1, "step_back": 2, "stop": 3, "refer": 4}
    for step in steps:
        for decision in step.review.decisions:
            made = _ruling(step.review.on, decision)
            is_recent = step.check_in.date in new_check_ins
            if not is_recent and not made.closes:
                continue
            if made.closes and made.until and _is_met(made.until, answers, catalog):
                continue
            key = (made.activity, made.side)
            known = found.get(key)
            if known is None or strictness[made.change] >= strictness[known.change]:
                found[key] = made
    yield from found.values()


def _ruling(on: dt.date, decision: Decision) -> Ruling:
    told = decision.grounds[0]
    return Ruling(
        on=on,
        activity=decision.activity,
        side=decision.side,
        change=decision.change.value,
        because=Because(rule=told.rule, text=told.text, sources=told.sources),
        to_activity=decision.to_activity,
        until=decision.until,
        sessions=decision.sessions,
    )


def _is_met(criterion: str, answers: Answers, catalog: Catalog) -> bool:
    return truth(Node(criterion=criterion), answers, catalog) is True
