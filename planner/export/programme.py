"""The printed programme in Markdown: everything that a reader needs to repeat it.

Its parts follow the Consensus on Exercise Reporting Template (CERT, Slade and others 2016).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from planner.domain.local import clock
from planner.domain.plan import Plan
from planner.explain.dose import dose_in_words
from planner.explain.layout import day
from planner.explain.limits import limits_in_words
from planner.explain.messages import Messages
from planner.export import report
from planner.export.approval import approval_text
from planner.export.report import Say
from planner.export.text import one_line

TEXT_CHARS = 600
# What Markdown reads anywhere in a line: emphasis, code, links, entities, tables.
SIGNS = "\\`*_<>|#[]&~"
# What makes a list or a rule of the line that it starts.
LIST_START = re.compile(r"^(\d*)([-+=.)])")


def to_markdown(plan: Plan, messages: Messages, citations: Mapping[str, str]) -> bytes:
    """The whole programme as UTF-8 with LF; the same plan gives the same bytes.

    Args:
        plan: an audited plan.
        messages: sentences of the catalog.
        citations: the full reference of each source, by id.
    """
    say = messages.say
    title = _safe(say("report.title", id=plan.request.intake_id))
    head = [f"# {title}", "", _span(plan, messages), ""]
    parts = [
        *_part(say("report.clearance"), report.clearance(plan, messages)),
        *_part(say("report.benefit"), report.benefits(plan, say)),
        *_part(say("report.who"), [say("report.provider"), approval_text(plan, messages)]),
        *_part(say("report.equipment"), plan.equipment or [say("report.no_equipment")]),
        *_part(say("report.delivery"), report.delivery(plan, say)),
        *_part(say("report.tailored"), report.tailored(plan, say)),
        *_part(say("report.levels"), [report.levels(plan, messages)]),
        *_part(say("report.limits"), limits_in_words(plan, ())),
        *_part(say("report.care"), report.care(plan)),
        *_part(say("report.weeks"), report.weeks(plan, messages)),
        *_part(say("report.rules_up"), report.rules_up(plan, say)),
        *_part(say("report.adherence"), report.adherence(plan, say)),
        *_part(say("report.motivation"), [say("report.fixed_times"), say("report.small_steps")]),
        *_part(say("report.other"), report.other(plan) or [say("report.other_none")]),
        *_part(
            say("report.adverse"),
            report.harm(plan, say),
        ),
        *_part(say("report.fidelity"), report.fidelity(plan, say)),
        *_part(say("report.retests"), report.retests(plan, messages)),
        *_sessions(plan, messages),
        *_exercises(plan, say),
        *_part(say("report.references"), report.references(plan, citations)),
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
    escaped = "".join(f"\\{sign}" if sign in SIGNS else sign for sign in plain)
    return LIST_START.sub(r"\1\\\2", escaped)


def _span(plan: Plan, messages: Messages) -> str:
    request, template = plan.request, plan.made_from.template
    return _safe(
        messages.say(
            "report.span",
            weeks=messages.counted("count.weeks", request.weeks),
            start=day(request.start),
            timezone=request.timezone,
            template=template.id,
            version=template.version,
            revision=plan.revision,
        )
    )


def _sessions(plan: Plan, messages: Messages) -> Iterator[str]:
    say = messages.say
    yield from (f"## {say('report.sessions')}", "")
    for session in plan.sessions:
        start, end = clock(session.start), clock(session.end)
        words = {"week": session.week, "start": start, "end": end}
        yield from (f"### {say('report.session', day=day(session.date), **words)}", "")
        for item in sorted(session.items, key=lambda item: item.order):
            text = say(
                "report.session_item",
                name=item.name,
                dose=dose_in_words(item.dose, messages, item.side).rstrip("."),
                component=messages.word(item.component),
                intensity=messages.word(item.intensity),
                minutes=item.minutes,
            )
            yield f"{item.order}. {_safe(text)}"
        yield ""


def _exercises(plan: Plan, say: Say) -> Iterator[str]:
    yield from (f"## {say('report.exercises')}", "")
    for item in report.activities(plan):
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
