"""What a reader needs to repeat a programme, part by part; the items of CERT.

CERT is the Consensus on Exercise Reporting Template (Slade and others 2016). The Markdown and the
clinician's sheet are made from these parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from planner.domain.language import ENGLISH
from planner.domain.plan import AllDay, Item, Plan, WeekSummary
from planner.explain.layout import day
from planner.explain.messages import Messages

STEP_EFFECTS = frozenset({"progress", "scale", "order", "set_method", "cap", "floor"})
REFER, BENEFIT = "refer", "benefit"
NOT_EXERCISE = frozenset({"education", "assessment", "habit", "weight_loss"})
Say = Callable[..., str]


def clearance(plan: Plan, messages: Messages) -> Iterator[str]:
    """Outcome of screening, who to see, and what was found."""
    yield messages.say(f"screening.{plan.screening.decision}")
    if plan.screening.provisional:
        yield messages.say("screening.provisional")
    yield from (entry.text for entry in plan.advice if entry.effect == REFER)
    yield from (finding.text for finding in plan.screening.findings)


def benefits(plan: Plan, say: Say) -> Iterator[str]:
    """The aims, and what exercise is shown to do for people like this person."""
    yield from (phase.aim for phase in plan.phases)
    for entry in plan.advice:
        if entry.effect == BENEFIT:
            yield entry.text
            yield say("report.sources", ids=", ".join(entry.sources))


def care(plan: Plan) -> Iterator[str]:
    """What else rules ask the person to keep in mind, conflicts and warnings."""
    told = STEP_EFFECTS | {REFER, BENEFIT}
    yield from (entry.text for entry in plan.advice if entry.effect not in told)
    yield from (conflict.text for conflict in plan.conflicts)
    yield from plan.warnings


def delivery(plan: Plan, say: Say) -> Iterator[str]:
    """Alone or in a group, watched or not, where, and what is done outside the sessions."""
    yield from (say("report.alone"), say("report.unwatched"), say("report.setting"))
    names = ", ".join(dict.fromkeys(entry.name for entry in plan.all_day))
    yield say("report.home", names=names) if names else say("report.home_only")


def tailored(plan: Plan, say: Say) -> Iterator[str]:
    """How it was fitted to the person: the reason of each item, and how much was left out."""
    yield say("report.fitted")
    yield from (reason.text for item in activities(plan) for reason in item.why if reason.text)
    yield say("report.left_out", count=len({entry.activity for entry in plan.excluded}))


def levels(plan: Plan, messages: Messages) -> str:
    """Where the person starts in each component."""
    word = messages.word
    levels = (f"{word(name)} {word(level)}" for name, level in plan.levels.items())
    return messages.say("report.level_rule", levels="; ".join(levels))


def weeks(plan: Plan, messages: Messages) -> Iterator[str]:
    """Phases and weeks in words."""
    yield from phases(plan, messages)
    for week in plan.weeks:
        yield _one_week(plan, week, messages)


def phases(plan: Plan, messages: Messages) -> Iterator[str]:
    """Each phase with its weeks and what it is for."""
    for phase in plan.phases:
        first, last = phase.first_week, phase.last_week
        words = {"first": first, "last": last, "name": phase.name, "aim": phase.aim}
        yield messages.counted("report.phase", last - first + 1, **words)


def _one_week(plan: Plan, week: WeekSummary, messages: Messages) -> str:
    say, named = messages.say, {phase.id: phase.name for phase in plan.phases}
    parts = (
        say(
            "report.part_minutes",
            component=messages.word(name),
            minutes=minutes,
            days=messages.counted("count.days", week.days.get(name, 0)),
        )
        for name, minutes in week.minutes.items()
        if minutes
    )
    text = say(
        "report.week",
        week=week.week,
        phase=_phase(week.phase, named, messages),
        sessions=messages.counted(
            "count.sessions", sum(1 for session in plan.sessions if session.week == week.week)
        ),
        parts="; ".join(parts),
        met_min=week.met_min,
    )
    return f"{text} {say('report.lighter')}" if week.deload else text


def _phase(phase: str, named: Mapping[str, str], messages: Messages) -> str:
    """The id in words in English, as it stands in plan.json; elsewhere the name of the phase."""
    words = messages.word(phase)
    return words if messages.language == ENGLISH else named.get(phase, words)


def rules_up(plan: Plan, say: Say) -> Iterator[str]:
    """The rules by which it gets harder."""
    yield say("report.step_rule")
    yield from (entry.text for entry in plan.advice if entry.effect in STEP_EFFECTS)
    yield say("report.step_item")
    yield from (gate.text for gate in plan.gates if gate.status != "met")


def adherence(plan: Plan, say: Say) -> Iterator[str]:
    """How it is tracked whether the plan is kept."""
    yield say("report.tick")
    minutes = sum(item.minutes for session in plan.sessions for item in session.items)
    yield say("report.compare", sessions=len(plan.sessions), minutes=minutes)


def fidelity(plan: Plan, say: Say) -> Iterator[str]:
    """How far it was delivered as planned, and what the audit says."""
    yield say("report.nothing_done")
    if plan.audit is None:
        yield say("report.no_audit")
    else:
        counts = {"checks": len(plan.audit.checks), "violations": len(plan.audit.violations)}
        yield say("report.audit", **counts)


def other(plan: Plan) -> list[str]:
    """What is not exercise."""
    return [
        f"{item.name}: {item.what}" for item in activities(plan) if item.component in NOT_EXERCISE
    ]


def harm(plan: Plan, say: Say) -> Iterator[str]:
    """What to do when something goes wrong, with every stop sign."""
    yield say("report.adverse_write")
    yield from dict.fromkeys(sign for item in activities(plan) for sign in item.stop_if)
    yield say("report.adverse_none")


def retests(plan: Plan, messages: Messages) -> Iterator[str]:
    """Dates on which something is measured again."""
    dates = dict.fromkeys((test.date, test.what) for test in plan.retests)
    say, word = messages.say, messages.word
    texts = [say("report.retest", day=day(date), what=word(what)) for date, what in dates]
    yield from texts or [say("report.no_retests")]


def references(plan: Plan, citations: Mapping[str, str]) -> Iterator[str]:
    """Each source once, in the order of the ids; the bare id where no reference is known."""
    used = {name for item in activities(plan) for because in item.why for name in because.sources}
    used |= {name for entry in plan.advice for name in entry.sources}
    for name in sorted(used):
        yield f"{name}: {citations[name]}" if name in citations else name


def activities(plan: Plan) -> Iterator[Item | AllDay]:
    """Each activity once, as it first stands in the plan."""
    seen: set[str] = set()
    every: list[Item | AllDay] = [item for session in plan.sessions for item in session.items]
    every += plan.all_day
    for item in every:
        if item.activity not in seen:
            seen.add(item.activity)
            yield item
