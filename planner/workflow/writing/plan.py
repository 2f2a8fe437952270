"""All parts together: the plan of one person, not audited yet."""

from __future__ import annotations

import hashlib

from msgspec import UNSET

from planner import __version__
from planner.domain.language import ENGLISH, language
from planner.domain.plan import (
    FORMAT,
    BusyTime,
    CalendarRead,
    Finding,
    MadeFrom,
    ObjectiveLevel,
    Plan,
    Request,
    Screening,
    TemplateRef,
)
from planner.knowledge.messages import messages_of
from planner.problem.build import Built
from planner.problem.context import Context
from planner.screening import ScreeningResult
from planner.solver.result import SolveResult, SolveStatus
from planner.workflow.writing import openings, weeks
from planner.workflow.writing.beaten import beaten_floors
from planner.workflow.writing.effort import held_back
from planner.workflow.writing.forecast import forecast
from planner.workflow.writing.limits import told_limits
from planner.workflow.writing.notes import return_notes
from planner.workflow.writing.sessions import all_day, sessions

ID_LENGTH = 16
NO_EQUIPMENT = "none"


def write(context: Context, built: Built, result: SolveResult, screening: ScreeningResult) -> Plan:
    """The plan of one solve result; the audit has still to pass it."""
    timed = held_back(context, built.problem, sessions(context, built.problem, result.placements))
    dated = all_day(context, built.problem)
    summaries = weeks.weeks(context, built.problem, timed, dated)
    placed = {item.activity for session in timed for item in session.items}
    placed |= {entry.activity for entry in dated}
    intake = context.intake
    before = context.history.past.plan if context.history is not None else None
    return Plan(
        format=FORMAT,
        plan_id=before.plan_id if before else plan_id(intake.id, str(intake.plan.start)),
        revision=before.revision + 1 if before else 1,
        request=Request(
            intake_id=intake.id,
            start=intake.plan.start,
            weeks=intake.plan.weeks,
            timezone=intake.plan.timezone,
            assessed_on=intake.assessed_on,
            language=UNSET if language() == ENGLISH else language(),
        ),
        made_from=MadeFrom(
            intake=intake.sha256,
            catalog=context.catalog.sha256,
            template=TemplateRef(
                id=context.template.id,
                version=context.template.version,
                sha256=context.template.sha256,
            ),
            planner=__version__,
        ),
        status="optimal" if result.status is SolveStatus.OPTIMAL else "feasible",
        objective=tuple(
            ObjectiveLevel(
                name=level.name, value=level.value, bound=level.bound, proven=level.proven
            )
            for level in result.levels
        ),
        screening=_screening(context, screening, placed),
        levels=dict(sorted(context.levels.items())),
        phases=weeks.phases(context),
        weeks=summaries,
        sessions=timed,
        all_day=dated,
        retests=openings.retests(context),
        gates=openings.gates(context, dated),
        excluded=openings.excluded(context, built, placed),
        required=openings.required(context, timed, dated),
        conflicts=(
            *openings.conflicts(context, built, placed),
            *beaten_floors(context, built, timed),
        ),
        questions=openings.questions(context),
        forecast=forecast(context, summaries),
        maintenance=(*context.template.maintenance.text, *context.eligibility.afterwards),
        warnings=(
            *_mark(context),
            *context.answers.notices,
            *screening.notes,
            *openings.warning_signs(context),
            *return_notes(context, built),
            *(note for calendar in intake.busy_calendars for note in calendar.notes),
        ),
        advice=openings.advice(context, placed),
        equipment=_equipment(context, placed),
        busy_calendars=_calendars(context),
    )


def plan_id(intake_id: str, start: str) -> str:
    """Id that stays the same over all revisions of one person's programme."""
    return hashlib.sha256(f"{intake_id}|{start}".encode()).hexdigest()[:ID_LENGTH]


def _mark(context: Context) -> tuple[str, ...]:
    """That a translation was not read by a clinician yet, where that is so."""
    mark = messages_of(context.catalog).mark
    return (mark,) if mark else ()


def _equipment(context: Context, placed: set[str]) -> tuple[str, ...]:
    """What the items need, in words and in the order of the catalog's list."""
    used = {piece for name in placed for piece in context.catalog.activities[name].equipment}
    terms = context.catalog.vocabulary["equipment"]
    return tuple(terms[word].meaning for word in terms if word in used and word != NO_EQUIPMENT)


def _calendars(context: Context) -> tuple[CalendarRead, ...]:
    return tuple(
        CalendarRead(
            file=calendar.file,
            sha256=calendar.sha256,
            busy=tuple(BusyTime(start=busy.start, end=busy.end) for busy in calendar.busy),
            notes=calendar.notes,
        )
        for calendar in context.intake.busy_calendars
    )


def _screening(context: Context, result: ScreeningResult, placed: set[str]) -> Screening:
    return Screening(
        decision=result.decision,
        provisional=result.provisional,
        findings=tuple(Finding(rule=f.rule, text=f.text) for f in result.findings),
        limits=told_limits(context, placed),
    )
