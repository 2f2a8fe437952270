"""The sixteen items of CERT (Slade and others 2016), each with what the programme says on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from planner.domain.plan import Plan
from planner.explain.messages import Messages
from planner.export import report
from planner.export.report import Say

Told = Callable[[Plan, Say], Iterable[str]]


def cert_rows(plan: Plan, messages: Messages, *, is_followed: bool) -> list[list[str]]:
    """Number, what is asked, and the answer, for every item.

    Args:
        plan: an audited plan.
        messages: sentences of the catalog.
        is_followed: check-ins are kept, so nobody may say that nothing has been done yet.
    """
    say = messages.say
    start: dict[str, Told] = {
        "7b": lambda plan, _: report.phases(plan, messages),
        "15": lambda plan, _: [report.levels(plan, messages)],
    }
    return [
        [number, say(f"cert.{number}"), " ".join(dict.fromkeys(told(plan, say)))]
        for number, told in (TOLD | start | (FOLLOWED if is_followed else {})).items()
    ]


def _equipment(plan: Plan, say: Say) -> Iterable[str]:
    return [", ".join(plan.equipment) or say("report.no_equipment")]


def _delivery(place: int) -> Told:
    """Alone, watched, where, at home: one part of how it is delivered."""
    return lambda plan, say: [list(report.delivery(plan, say))[place]]


def _track(plan: Plan, say: Say) -> Iterable[str]:
    return report.adherence(plan, say)


def _motivation(_: Plan, say: Say) -> Iterable[str]:
    return [say("report.fixed_times"), say("report.small_steps")]


def _described(plan: Plan, say: Say) -> Iterable[str]:
    return [say("clinic.described", count=sum(1 for _ in report.activities(plan)))]


def _other(plan: Plan, say: Say) -> Iterable[str]:
    return report.other(plan) or [say("report.other_none")]


def _harm(_: Plan, say: Say) -> Iterable[str]:
    return [say("report.adverse_write"), say("report.adverse_none")]


def _doses(plan: Plan, say: Say) -> Iterable[str]:
    minutes = sum(item.minutes for session in plan.sessions for item in session.items)
    return [say("clinic.doses", sessions=len(plan.sessions), minutes=minutes)]


def _how_tailored(plan: Plan, say: Say) -> Iterable[str]:
    count = len({entry.activity for entry in plan.excluded})
    return [say("clinic.reasons"), say("clinic.left_out", count=count)]


def _audited(plan: Plan, say: Say) -> Iterable[str]:
    return [say("clinic.followed"), list(report.fidelity(plan, say))[-1]]


FOLLOWED: dict[str, Told] = {
    "11": lambda _, say: [say("report.adverse_write"), say("clinic.followed")],
    "16b": _audited,
}
TOLD: dict[str, Told] = {
    "1": _equipment,
    "2": lambda _, say: [say("report.provider")],
    "3": _delivery(0),
    "4": _delivery(1),
    "5": _track,
    "6": _motivation,
    "7a": report.rules_up,
    "7b": lambda _, say: [say("report.rules_up")],
    "8": _described,
    "9": _delivery(-1),
    "10": _other,
    "11": _harm,
    "12": _delivery(-2),
    "13": _doses,
    "14a": lambda _, say: [say("report.fitted")],
    "14b": _how_tailored,
    "15": lambda _, say: [say("report.levels")],
    "16a": _track,
    "16b": report.fidelity,
}
