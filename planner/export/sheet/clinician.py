"""The clinician's summary: what was found, what the rules made of it, and on what grounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from planner.domain.plan import AllDay, Item, Plan, TargetRange, WeekSummary
from planner.explain.layout import day
from planner.explain.messages import Messages
from planner.export import report
from planner.export.approval import approval_text
from planner.export.describe import component_words, from_to
from planner.export.later import NOT_NEEDED
from planner.export.sheet.cert import cert_rows
from planner.export.view import ProgrammeView

SHORT_DIGEST = 16
LABELS = (
    "about", "screening", "finding", "rule", "overrides", "limit", "reason", "limits", "rules",
    "kind", "says", "required", "because", "first_on", "contra", "items", "times", "weeks",
    "sources", "gates", "status", "opens_what", "volume", "week", "sessions_short", "questions",
    "question", "matters", "cert", "cert_item", "cert_told", "references", "sign", "sign_text",
    "name", "role", "date", "signature", "item", "verdict", "rules_short", "reason_rules",
    "target_legend", "none",
)  # fmt: skip


def clinician_data(
    plan: Plan,
    view: ProgrammeView,
    messages: Messages,
    citations: Mapping[str, str],
    *,
    is_followed: bool,
) -> dict[str, Any]:
    """Everything that `clinician.typ` prints, but for the charts."""
    say = messages.say
    number = {name: place for place, name in enumerate(_sources(plan), 1)}
    conflicts = [{"text": each.text, "rules": ", ".join(each.between)} for each in plan.conflicts]
    return {
        "labels": {name: say(f"clinic.{name}") for name in LABELS},
        "span": view.span,
        "about": _about(plan, messages),
        "decision": [say(f"screening.{plan.screening.decision}")]
        + ([say("screening.provisional")] if plan.screening.provisional else []),
        "findings": [[each.text, each.rule] for each in plan.screening.findings],
        "referrals": [each.text for each in plan.advice if each.effect == report.REFER],
        "conflicts": conflicts,
        "warnings": list(plan.warnings),
        "limits": [
            [each.says, _without(each.text, each.says), each.rule] for each in plan.screening.limits
        ],
        "rules": [
            [
                messages.word(each.effect),
                each.text,
                each.why if each.why != each.text else "",
                each.rule,
            ]
            for each in plan.advice
            if each.effect != report.REFER
        ],
        "required": [
            [each.what, day(each.first_date) if each.first_date else "–", each.because]
            for each in plan.required
        ],
        "contra": [
            [each.says, each.text, ", ".join(each.rules), ", ".join(each.names)]
            for each in view.closed
            if each.verdict != NOT_NEEDED
        ],
        "items": [_item_row(uses, number, messages) for uses in _uses(plan)],
        "gates": [
            [each.text, say(f"gate.{each.status}"), _from(each.earliest_week, messages)]
            for each in plan.gates
        ],
        "volume": _volume(plan, messages),
        "questions": [[each.text, each.why_it_matters] for each in plan.questions],
        "cert": cert_rows(plan, messages, is_followed=is_followed),
        "references": [citations.get(name, name) for name in number],
    }


def _about(plan: Plan, messages: Messages) -> list[list[str]]:
    say, made = messages.say, plan.made_from
    audit = (
        say("report.no_audit")
        if plan.audit is None
        else say(
            "report.audit",
            checks=len(plan.audit.checks),
            violations=len(plan.audit.violations),
        )
    )
    template = say("clinic.template", id=made.template.id, version=made.template.version)
    rows = {
        "person": plan.request.intake_id,
        "assessed": day(plan.request.assessed_on),
        "plan": say("clinic.plan_id", id=plan.plan_id, revision=plan.revision),
        "made_by": say("clinic.made", template=template, version=made.planner),
        "digests": say(
            "clinic.digest", intake=made.intake[:SHORT_DIGEST], catalog=made.catalog[:SHORT_DIGEST]
        ),
        "approval": approval_text(plan, messages),
        "quality": say(f"quality.{plan.status}"),
        "audit": audit,
    }
    return [[say(f"clinic.{key}"), text] for key, text in rows.items()]


def _sources(plan: Plan) -> Iterable[str]:
    """Every source that an item names, in order of its id."""
    return sorted(
        {name for each in report.activities(plan) for why in each.why for name in why.sources}
    )


def _uses(plan: Plan) -> list[list[tuple[int, Item | AllDay]]]:
    """Week and item, together for each activity."""
    found: dict[str, list[tuple[int, Item | AllDay]]] = {}
    for session in plan.sessions:
        for item in session.items:
            found.setdefault(item.activity, []).append((session.week, item))
    for entry in plan.all_day:
        found.setdefault(entry.activity, []).append((entry.week, entry))
    return list(found.values())


def _item_row(
    uses: list[tuple[int, Item | AllDay]], number: Mapping[str, int], messages: Messages
) -> list[str]:
    first = uses[0][1]
    weeks = [week for week, _ in uses]
    reasons = [reason for _, each in uses for reason in each.why]
    rules = dict.fromkeys(reason.rule for reason in reasons)
    cited = sorted({number[name] for reason in reasons for name in reason.sources})
    return [
        first.name,
        component_words(first.component, messages),
        from_to(min(weeks), max(weeks), messages),
        str(len(uses)),
        ", ".join(rules),
        ", ".join(map(str, cited)),
    ]


def _volume(plan: Plan, messages: Messages) -> dict[str, Any]:
    """Planned and wanted for each component of each week."""
    named = [name for name in plan.levels if any(name in week.targets for week in plan.weeks)]
    rows = [
        [
            f"{week.week}{'*' if week.deload else ''}",
            str(sum(1 for session in plan.sessions if session.week == week.week)),
            *(_planned(week, name) for name in named),
            str(week.met_min),
        ]
        for week in plan.weeks
    ]
    return {"head": [component_words(name, messages) for name in named], "rows": rows}


def _planned(week: WeekSummary, component: str) -> str:
    target: TargetRange | None = week.targets.get(component)
    if target is None:
        return "–"
    done = week.minutes if target.unit == "minutes" else week.days
    return f"{done.get(component, 0)}/{target.goal}"


def _from(week: int | None, messages: Messages) -> str:
    return messages.say("gate.never") if week is None else messages.say("clinic.from", week=week)


def _without(text: str, said: str) -> str:
    return text.removeprefix(said).strip()
