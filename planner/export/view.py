"""A plan as people read it: days, items, reasons, what is closed, what opens when.

Every text is in the language of the messages and plain: it is escaped where it is written down.
The page and the printed sheet are made from it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from msgspec import Struct

from planner.domain.local import clock
from planner.domain.plan import AllDay, Item, ItemDose, Plan, Session
from planner.domain.units import DAYS_PER_WEEK
from planner.errors import BadInput, Problem
from planner.explain.dose import dose_in_words
from planner.explain.layout import day, short_day
from planner.explain.messages import Messages
from planner.export.approval import approval_text
from planner.export.describe import MAIN_SHARE, component_words
from planner.export.known import Known, Sign
from planner.export.later import Closed, Opening, Retesting, closed, openings, retests
from planner.export.signs import stop_signs
from planner.told import told

REFER, LEFT = "refer", "left"


class Limit(Struct, frozen=True, kw_only=True):
    """A limit with its reason; `names` of the items it is about, none = it holds all the time."""

    text: str
    names: tuple[str, ...]


class Exercise(Struct, frozen=True, kw_only=True):
    """An activity with everything that is said about it anywhere in the plan.

    Attributes:
        is_left: it is for the left side only, so that its picture is mirrored.
    """

    activity: str
    name: str
    component: str
    what: str
    how: tuple[str, ...]
    why: tuple[str, ...]
    care: tuple[str, ...]
    stop_if: tuple[str, ...]
    limits: tuple[str, ...]
    sources: tuple[str, ...]
    is_left: bool


class Use(Struct, frozen=True, kw_only=True):
    """An item on its day: how much, and what must hold first.

    Attributes:
        dose: in words.
        amount: as numbers, for timers.
        condition: what must hold on the day; empty where nothing must.
    """

    activity: str
    name: str
    side: str | None
    dose: str
    amount: ItemDose
    minutes: int
    is_new: bool
    condition: str


class SessionView(Struct, frozen=True, kw_only=True):
    """A session by the local clock."""

    key: str
    start: str
    end: str
    title: str
    minutes: int
    uses: tuple[Use, ...]


class DayUse(Struct, frozen=True, kw_only=True):
    """Something for the whole day."""

    key: str
    use: Use


class Day(Struct, frozen=True, kw_only=True):
    """One date of the plan; a day without anything is there too.

    Attributes:
        checks: what is measured again or asked on the day.
    """

    date: dt.date
    title: str
    week: int
    sessions: tuple[SessionView, ...]
    all_day: tuple[DayUse, ...]
    checks: tuple[str, ...]


class Week(Struct, frozen=True, kw_only=True):
    """A week with its days; `minutes` of each component in words."""

    week: int
    title: str
    phase: str
    aim: str
    is_lighter: bool
    sessions: int
    minutes: tuple[tuple[str, int], ...]
    new_items: tuple[str, ...]
    days: tuple[Day, ...]


class ProgrammeView(Struct, frozen=True, kw_only=True):
    """The whole programme.

    Attributes:
        mark: who answers for the plan so far.
        decision: outcome of screening in words, then referrals and findings.
        is_provisional: an answer or a clearance is missing.
        stop_signs: of the plan's items; `signs` are those of every session.
        purpose: what the template is for; empty where no item names it as its reason.
        cautions: warnings and conflicts, overrides among them.
    """

    plan_id: str
    revision: int
    start: dt.date
    end: dt.date
    span: str
    mark: str
    decision: tuple[str, ...]
    is_provisional: bool
    signs: tuple[Sign, ...]
    stop_signs: tuple[str, ...]
    limits: tuple[Limit, ...]
    cautions: tuple[str, ...]
    advice: tuple[str, ...]
    weeks: tuple[Week, ...]
    purpose: str
    exercises: tuple[Exercise, ...]
    equipment: tuple[str, ...]
    closed: tuple[Closed, ...]
    openings: tuple[Opening, ...]
    retests: tuple[Retesting, ...]
    afterwards: tuple[str, ...]


def programme_view(plan: Plan, known: Known, messages: Messages) -> ProgrammeView:
    """The plan in words for people; decides nothing.

    Raises:
        BadInput: the weeks of the plan do not hold everything that is in it.
    """
    _refuse_lost(plan)
    request, words, purpose = plan.request, plan.screening, _purpose(plan)
    last = request.start + dt.timedelta(weeks=request.weeks) - dt.timedelta(days=1)
    key = f"screening.{words.decision}"
    decision = [messages.say(key)] if key in messages else []
    if words.provisional:
        decision.append(messages.say("screening.provisional"))
    decision += [entry.text for entry in plan.advice if entry.effect == REFER]
    decision += [finding.text for finding in words.findings]
    told = (entry for entry in plan.advice if entry.effect != REFER)
    return ProgrammeView(
        plan_id=plan.plan_id,
        revision=plan.revision,
        start=request.start,
        end=last,
        span=messages.say(
            "view.span",
            weeks=messages.counted("count.weeks", request.weeks),
            start=day(request.start),
            end=day(last),
        ),
        mark=f"{messages.say('report.provider')} {approval_text(plan, messages)}",
        decision=_unique(decision),
        is_provisional=words.provisional,
        signs=known.signs,
        stop_signs=stop_signs(
            ((component_words(i.component, messages), i.stop_if) for i in _items(plan)), messages
        ),
        limits=_limits(plan, known),
        cautions=_unique([*plan.warnings, *(conflict.text for conflict in plan.conflicts)]),
        advice=_unique(f"{entry.text} {entry.why}" for entry in told),
        weeks=tuple(_weeks(plan, known, messages)),
        purpose=purpose,
        exercises=_exercises(plan, purpose, messages),
        equipment=plan.equipment,
        closed=closed(plan, known, messages),
        openings=openings(plan, known, messages),
        retests=retests(plan, known, messages),
        afterwards=plan.maintenance,
    )


def _refuse_lost(plan: Plan) -> None:
    """A plan that was changed by hand must lose no day without a word."""
    request = plan.request
    if [week.week for week in plan.weeks] != list(range(1, request.weeks + 1)):
        text = told("must be the weeks 1 to {weeks}, in this order", weeks=request.weeks)
        raise BadInput([Problem("plan", 0, "weeks", text)])
    last = request.start + dt.timedelta(weeks=request.weeks)
    dates = [(each.key, each.date) for each in plan.sessions]
    dates += [(each.key, each.date) for each in plan.all_day]
    lost = [
        Problem("plan", 0, key, told("{date} lies outside the weeks of the plan", date=date))
        for key, date in dates
        if not request.start <= date < last
    ]
    if lost:
        raise BadInput(lost)


def _weeks(plan: Plan, known: Known, messages: Messages) -> Iterable[Week]:
    days = _days(plan, known, messages)
    phases = {phase.id: phase for phase in plan.phases}
    for week in plan.weeks:
        own = tuple(each for each in days if each.week == week.week)
        phase = phases.get(week.phase)
        yield Week(
            week=week.week,
            title=messages.say(
                "view.week",
                week=week.week,
                first=short_day(own[0].date),
                last=short_day(own[-1].date),
            ),
            phase=phase.name if phase else messages.word(week.phase),
            aim=phase.aim if phase else "",
            is_lighter=week.deload,
            sessions=sum(len(each.sessions) for each in own),
            minutes=tuple(
                (component_words(name, messages), minutes)
                for name, minutes in week.minutes.items()
                if minutes
            ),
            new_items=tuple(known.names.get(name, name) for name in week.new_items),
            days=own,
        )


def _days(plan: Plan, known: Known, messages: Messages) -> list[Day]:
    """Every date of the plan's weeks."""
    conditions = _conditions(plan, messages)
    sessions: dict[dt.date, list[SessionView]] = {}
    for session in sorted(plan.sessions, key=lambda each: (each.date, each.start)):
        view = _session(session, conditions, messages)
        sessions.setdefault(session.date, []).append(view)
    entries: dict[dt.date, list[DayUse]] = {}
    for entry in plan.all_day:
        use = _use(entry, entry.dose.minutes or 0, conditions, messages, is_new=False)
        entries.setdefault(entry.date, []).append(DayUse(key=entry.key, use=use))
    checks: dict[dt.date, list[str]] = {}
    for test in retests(plan, known, messages):
        checks.setdefault(test.date, []).extend(test.what)
    dates = (
        plan.request.start + dt.timedelta(weeks=week.week - 1, days=offset)
        for week in plan.weeks
        for offset in range(DAYS_PER_WEEK)
    )
    return [
        Day(
            date=date,
            title=day(date),
            week=(date - plan.request.start).days // DAYS_PER_WEEK + 1,
            sessions=tuple(sessions.get(date, ())),
            all_day=tuple(entries.get(date, ())),
            checks=tuple(checks.get(date, ())),
        )
        for date in dates
    ]


def _session(session: Session, conditions: Mapping[str, str], messages: Messages) -> SessionView:
    items = sorted(session.items, key=lambda item: item.order)
    return SessionView(
        key=session.key,
        start=clock(session.start),
        end=clock(session.end),
        title=" + ".join(component_words(name, messages) for name in _main(items)),
        minutes=sum(item.minutes for item in items),
        uses=tuple(
            _use(item, item.minutes, conditions, messages, is_new=item.new) for item in items
        ),
    )


def _main(items: Iterable[Item]) -> list[str]:
    """What a session is mostly about: as in the title of its calendar entry."""
    spent: dict[str, int] = {}
    for item in items:
        spent[item.component] = spent.get(item.component, 0) + item.minutes
    most, total = max(spent.values()), sum(spent.values())
    return [name for name in spent if spent[name] * MAIN_SHARE >= total or spent[name] == most]


def _use(
    item: Item | AllDay,
    minutes: int,
    conditions: Mapping[str, str],
    messages: Messages,
    *,
    is_new: bool,
) -> Use:
    condition = conditions.get(item.conditional, item.conditional) if item.conditional else ""
    return Use(
        activity=item.activity,
        name=item.name,
        side=item.side,
        dose=dose_in_words(item.dose, messages, item.side),
        amount=item.dose,
        minutes=minutes,
        is_new=is_new,
        condition=condition,
    )


def _conditions(plan: Plan, messages: Messages) -> dict[str, str]:
    """What must hold before an item whose criterion is not known yet, by criterion."""
    found = {}
    for gate in plan.gates:
        if gate.check_on is None:
            found[gate.criterion] = messages.say("view.if", text=gate.text)
        else:
            words = {"date": day(gate.check_on), "text": gate.text}
            found[gate.criterion] = messages.say("view.if_checked", **words)
    return found


def _limits(plan: Plan, known: Known) -> tuple[Limit, ...]:
    """Each sentence once, with all items that it is about."""
    about: dict[str, dict[str, None]] = {}
    for limit in plan.screening.limits:
        names = about.setdefault(limit.text, {})
        names.update((known.names.get(name, name), None) for name in limit.activities)
    return tuple(Limit(text=text, names=tuple(names)) for text, names in about.items())


def _purpose(plan: Plan) -> str:
    """What the template is for: it stands as the last reason of what no rule asks for."""
    template = plan.made_from.template.id
    texts = (
        reason.text for item in _items(plan) for reason in item.why[1:] if reason.rule == template
    )
    return next(texts, "")


def _exercises(plan: Plan, purpose: str, messages: Messages) -> tuple[Exercise, ...]:
    """Each activity once, in the order in which it first comes."""
    uses: dict[str, list[Item | AllDay]] = {}
    for item in _items(plan):
        uses.setdefault(item.activity, []).append(item)
    return tuple(
        Exercise(
            activity=activity,
            name=every[0].name,
            component=component_words(every[0].component, messages),
            what=every[0].what,
            how=every[0].how,
            why=_unique(
                reason.text
                for item in every
                for reason in item.why
                if reason.text and reason.text != purpose
            )
            or _unique([purpose]),
            care=_unique(text for item in every for text in item.precautions),
            stop_if=_unique(sign for item in every for sign in item.stop_if),
            limits=_unique(
                limit.text for limit in plan.screening.limits if activity in limit.activities
            ),
            sources=_unique(name for i in every for reason in i.why for name in reason.sources),
            is_left=all(item.side == LEFT for item in every),
        )
        for activity, every in uses.items()
    )


def _items(plan: Plan) -> list[Item | AllDay]:
    """Every item in order of its date."""
    dated: list[tuple[dt.date, Item | AllDay]] = [
        (session.date, item) for session in plan.sessions for item in session.items
    ]
    dated += [(entry.date, entry) for entry in plan.all_day]
    return [item for _, item in sorted(dated, key=lambda each: each[0])]


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.strip() for text in texts if text.strip()))
