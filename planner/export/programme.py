"""The printed programme in Markdown: everything that a reader needs to repeat it.

Its parts follow the Consensus on Exercise Reporting Template (CERT, Slade and others 2016).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from planner.domain.plan import AllDay, Item, Plan, WeekSummary
from planner.explain.dose import dose_in_words
from planner.explain.layout import day
from planner.explain.limits import limits_in_words
from planner.explain.messages import Messages
from planner.export.text import one_line

TEXT_CHARS = 600
STEP_EFFECTS = frozenset({"progress", "scale", "order", "set_method", "cap", "floor"})
REFER, BENEFIT = "refer", "benefit"
NOT_EXERCISE = frozenset({"education", "assessment", "habit", "weight_loss"})
Say = Callable[..., str]


def to_markdown(plan: Plan, messages: Messages, citations: Mapping[str, str]) -> bytes:
    """The whole programme as UTF-8 with LF; the same plan gives the same bytes.

    Args:
        plan: an audited plan.
        messages: sentences of the catalog.
        citations: the full reference of each source, by id.
    """
    say = messages.say
    head = [f"# {say('report.title', id=plan.request.intake_id)}", "", _span(plan, say), ""]
    parts = [
        *_part(say("report.clearance"), _clearance(plan, messages)),
        *_part(say("report.benefit"), _benefits(plan, say)),
        *_part(say("report.who"), [say("report.provider")]),
        *_part(say("report.equipment"), plan.equipment or [say("report.no_equipment")]),
        *_part(say("report.delivery"), _delivery(plan, say)),
        *_part(say("report.tailored"), _tailored(plan, say)),
        *_part(say("report.levels"), [_levels(plan, say)]),
        *_part(say("report.limits"), limits_in_words(plan, ())),
        *_part(say("report.care"), _care(plan)),
        *_part(say("report.weeks"), _weeks(plan, say)),
        *_part(say("report.rules_up"), _rules_up(plan, say)),
        *_part(say("report.adherence"), _adherence(plan, say)),
        *_part(say("report.motivation"), [say("report.fixed_times"), say("report.small_steps")]),
        *_part(say("report.other"), _other(plan) or [say("report.other_none")]),
        *_part(
            say("report.adverse"),
            _harm(plan, say),
        ),
        *_part(say("report.fidelity"), _fidelity(plan, say)),
        *_part(say("report.retests"), _retests(plan, say)),
        *_sessions(plan, messages),
        *_exercises(plan, say),
        *_part(say("report.references"), _references(plan, citations)),
    ]
    return "\n".join([*head, *parts]).encode()


def _part(title: str, texts: Iterable[str]) -> Iterator[str]:
    """A heading with its points; nothing where there is no point."""
    points = [f"- {_safe(text)}" for text in dict.fromkeys(texts)]
    if points:
        yield from (f"## {title}", "", *points, "")


def _safe(text: str) -> str:
    """One line that Markdown takes for plain text, whatever it holds."""
    plain = one_line(text, TEXT_CHARS)
    return "".join(f"\\{sign}" if sign in "\\`*_<>|#" else sign for sign in plain)


def _span(plan: Plan, say: Say) -> str:
    request, template = plan.request, plan.made_from.template
    return _safe(
        say(
            "report.span",
            weeks=request.weeks,
            start=day(request.start),
            timezone=request.timezone,
            template=template.id,
            version=template.version,
            revision=plan.revision,
        )
    )


def _clearance(plan: Plan, messages: Messages) -> Iterator[str]:
    yield messages.say(f"screening.{plan.screening.decision}")
    if plan.screening.provisional:
        yield messages.say("screening.provisional")
    yield from (entry.text for entry in plan.advice if entry.effect == REFER)
    yield from (finding.text for finding in plan.screening.findings)


def _benefits(plan: Plan, say: Say) -> Iterator[str]:
    """The aims, and what exercise is shown to do for people like this person."""
    yield from (phase.aim for phase in plan.phases)
    for entry in plan.advice:
        if entry.effect == BENEFIT:
            yield entry.text
            yield say("report.sources", ids=", ".join(entry.sources))


def _care(plan: Plan) -> Iterator[str]:
    """What else rules ask the person to keep in mind, conflicts and warnings."""
    told = STEP_EFFECTS | {REFER, BENEFIT}
    yield from (entry.text for entry in plan.advice if entry.effect not in told)
    yield from (conflict.text for conflict in plan.conflicts)
    yield from plan.warnings


def _delivery(plan: Plan, say: Say) -> Iterator[str]:
    yield from (say("report.alone"), say("report.unwatched"), say("report.setting"))
    names = ", ".join(dict.fromkeys(entry.name for entry in plan.all_day))
    yield say("report.home", names=names) if names else say("report.home_only")


def _tailored(plan: Plan, say: Say) -> Iterator[str]:
    yield say("report.fitted")
    yield from (reason.text for item in _items(plan) for reason in item.why if reason.text)
    yield say("report.left_out", count=len({entry.activity for entry in plan.excluded}))


def _levels(plan: Plan, say: Say) -> str:
    levels = (f"{name} {level}" for name, level in plan.levels.items())
    return say("report.level_rule", levels="; ".join(levels)).replace("_", " ")


def _weeks(plan: Plan, say: Say) -> Iterator[str]:
    for phase in plan.phases:
        words = {"first": phase.first_week, "last": phase.last_week}
        yield say("report.phase", **words, name=phase.name, aim=phase.aim)
    for week in plan.weeks:
        yield _week(plan, week, say)


def _week(plan: Plan, week: WeekSummary, say: Say) -> str:
    parts = (
        say("report.part_minutes", component=name, minutes=minutes, days=week.days.get(name, 0))
        for name, minutes in week.minutes.items()
        if minutes
    )
    text = say(
        "report.week",
        week=week.week,
        phase=week.phase,
        sessions=sum(1 for session in plan.sessions if session.week == week.week),
        parts="; ".join(parts),
        met_min=week.met_min,
    ).replace("_", " ")
    return f"{text} {say('report.lighter')}" if week.deload else text


def _rules_up(plan: Plan, say: Say) -> Iterator[str]:
    yield say("report.step_rule")
    yield from (entry.text for entry in plan.advice if entry.effect in STEP_EFFECTS)
    yield say("report.step_item")
    yield from (gate.text for gate in plan.gates if gate.status != "met")


def _adherence(plan: Plan, say: Say) -> Iterator[str]:
    yield say("report.tick")
    minutes = sum(item.minutes for session in plan.sessions for item in session.items)
    yield say("report.compare", sessions=len(plan.sessions), minutes=minutes)


def _fidelity(plan: Plan, say: Say) -> Iterator[str]:
    yield say("report.nothing_done")
    if plan.audit is None:
        yield say("report.no_audit")
    else:
        counts = {"checks": len(plan.audit.checks), "violations": len(plan.audit.violations)}
        yield say("report.audit", **counts)


def _other(plan: Plan) -> list[str]:
    return [f"{item.name}: {item.what}" for item in _items(plan) if item.component in NOT_EXERCISE]


def _harm(plan: Plan, say: Say) -> Iterator[str]:
    yield say("report.adverse_write")
    yield from dict.fromkeys(sign for item in _items(plan) for sign in item.stop_if)
    yield say("report.adverse_none")


def _retests(plan: Plan, say: Say) -> Iterator[str]:
    dates = dict.fromkeys((test.date, test.what) for test in plan.retests)
    texts = [
        say("report.retest", day=day(date), what=what.replace("_", " ")) for date, what in dates
    ]
    yield from texts or [say("report.no_retests")]


def _sessions(plan: Plan, messages: Messages) -> Iterator[str]:
    say = messages.say
    yield from (f"## {say('report.sessions')}", "")
    for session in plan.sessions:
        words = {"week": session.week, "start": session.start, "end": session.end}
        yield from (f"### {say('report.session', day=day(session.date), **words)}", "")
        for item in sorted(session.items, key=lambda item: item.order):
            text = say(
                "report.session_item",
                name=item.name,
                dose=dose_in_words(item.dose, messages, item.side).rstrip("."),
                component=item.component.replace("_", " "),
                intensity=item.intensity.replace("_", " "),
                minutes=item.minutes,
            )
            yield f"{item.order}. {_safe(text)}"
        yield ""


def _exercises(plan: Plan, say: Say) -> Iterator[str]:
    yield from (f"## {say('report.exercises')}", "")
    for item in _items(plan):
        yield from (f"### {_safe(item.name)}", "", _safe(item.what), "")
        yield from (f"{number}. {_safe(step)}" for number, step in enumerate(item.how, 1))
        yield ""
        points = [say("report.why", text=because.text) for because in item.why if because.text]
        points += item.precautions
        if item.stop_if:
            points.append(say("report.stop", signs="; ".join(item.stop_if)))
        sources = dict.fromkeys(name for because in item.why for name in because.sources)
        if sources:
            points.append(say("report.sources", ids=", ".join(sources)))
        yield from (f"- {_safe(text)}" for text in dict.fromkeys(points))
        yield ""


def _references(plan: Plan, citations: Mapping[str, str]) -> Iterator[str]:
    """Each source once, in the order of the ids; the bare id where no reference is known."""
    used = {name for item in _items(plan) for because in item.why for name in because.sources}
    used |= {name for entry in plan.advice for name in entry.sources}
    for name in sorted(used):
        yield f"{name}: {citations[name]}" if name in citations else name


def _items(plan: Plan) -> Iterator[Item | AllDay]:
    """Each activity once, as it first stands in the plan."""
    seen: set[str] = set()
    every: list[Item | AllDay] = [item for session in plan.sessions for item in session.items]
    every += plan.all_day
    for item in every:
        if item.activity not in seen:
            seen.add(item.activity)
            yield item
