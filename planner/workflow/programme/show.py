"""A programme at a glance, and all programmes in a list."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from msgspec import Struct

from planner.domain.revision import Approval
from planner.explain import Messages, Section
from planner.explain.layout import day, fitting_table, labelled, wrap
from planner.export.approval import holds
from planner.export.json import plan_hash
from planner.progression import Change
from planner.store import Kind, Location, ProgrammeLine
from planner.workflow.programme.history import ACTIVE, History, body_of
from planner.workflow.programme.place import Place, opened
from planner.workflow.programme.records import state_words

LIST_HEAD = ("programme", "state", "check_ins", "last_day")


class Overview(Struct, frozen=True, kw_only=True):
    """A programme at a glance."""

    programme: str
    store: str
    state: str
    since: str
    revision: int
    weeks: int
    start: dt.date
    sessions: int
    check_ins: int
    last_check_in: str | None
    decisions: dict[str, Any] | None
    referral: str
    cancelled_events: int
    approval: Approval | None = None
    is_approved: bool = False


def read_history(place: Place) -> History:
    """Everything that was recorded."""
    with opened(place.location) as store:
        return History(place.programme, store.records(place.programme))


def all_programmes(location: Location) -> tuple[ProgrammeLine, ...]:
    """The programmes of a store; none where there is no store yet."""
    if location.path is not None and not location.path.exists():
        return ()
    with opened(location) as store:
        return store.programmes()


def list_sections(
    found: tuple[ProgrammeLine, ...], messages: Messages, width: int
) -> tuple[Section, ...]:
    """The list as a table."""
    rows = [
        (line.id, state_words(line.state, messages), str(line.check_ins), line.last)
        for line in found
    ]
    head = tuple(messages.say(f"head.{word}") for word in LIST_HEAD)
    table = fitting_table(head, rows, frozenset((2,)), width)
    return (Section(messages.say("programme.list"), tuple(table)),)


def overview(place: Place) -> Overview:
    """What stands now."""
    history = read_history(place)
    plan, state = history.with_approval(history.plan), history.state
    check_ins = history.current(Kind.CHECK_IN)
    decisions = history.current(Kind.DECISION)
    return Overview(
        programme=place.programme,
        store=place.location.name,
        state=state.state,
        since=state.since,
        revision=plan.revision,
        weeks=plan.request.weeks,
        start=plan.request.start,
        sessions=len(plan.sessions),
        check_ins=len(check_ins),
        last_check_in=check_ins[-1].dated if check_ins else None,
        decisions=body_of(decisions[-1]) if decisions else None,
        referral=state.text,
        cancelled_events=len(history.calendar.cancelled),
        approval=plan.approval,
        is_approved=plan.approval is not None and holds(plan.approval, plan_hash(plan)),
    )


def overview_sections(found: Overview, messages: Messages, width: int) -> tuple[Section, ...]:
    """The overview as text."""
    say = messages.say
    rows = {
        "state": _state(found, messages),
        "plan": say(
            "programme.plan",
            revision=found.revision,
            weeks=messages.counted("count.weeks", found.weeks),
            start=day(found.start),
            sessions=messages.counted("count.sessions", found.sessions),
        ),
        "check_ins": _check_ins(found, messages),
        "approval": _approved(found, messages),
    }
    if found.decisions:
        rows["decisions"] = _decided(found.decisions, messages)
    if found.cancelled_events:
        rows["calendar"] = messages.counted("programme.withdrawn", found.cancelled_events)
    rows["store"] = found.store
    referral = [line for text in found.referral.splitlines() for line in wrap(text, width) or [""]]
    is_on = found.state == ACTIVE
    next_ = f"planner check-in {found.programme}" if is_on else say("programme.do_none")
    return (
        Section(
            say("programme.title", programme=found.programme),
            labelled((say(f"label.{key}"), text) for key, text in rows.items()),
        ),
        Section(say("programme.see_first"), tuple(referral)),
        Section(say("programme.next"), (f"  {next_}",)),
    )


def _state(found: Overview, messages: Messages) -> str:
    state = state_words(found.state, messages)
    if found.state == ACTIVE or not found.since:
        return state
    since = day(dt.date.fromisoformat(found.since))
    return messages.say("programme.since", state=state, day=since)


def _check_ins(found: Overview, messages: Messages) -> str:
    if found.last_check_in is None:
        return messages.say("programme.no_check_ins")
    last = day(dt.date.fromisoformat(found.last_check_in))
    return messages.say("programme.check_ins", count=found.check_ins, day=last)


def _approved(found: Overview, messages: Messages) -> str:
    approval = found.approval
    if approval is None:
        return messages.say("programme.draft")
    return messages.say(
        "programme.approved" if found.is_approved else "programme.no_longer_approved",
        revision=approval.revision,
        by=approval.by,
        role=messages.word(approval.role),
        day=day(approval.on),
    )


def _decided(review: dict[str, Any], messages: Messages) -> str:
    """How many items the latest review changes, and how."""
    changes = Counter(decision["change"] for decision in review["decisions"])
    told = (
        messages.counted(f"decided.{change.value}", changes[change.value])
        for change in Change
        if changes[change.value]
    )
    return ", ".join(told) or messages.word("none")
