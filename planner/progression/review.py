"""Everything that one check-in leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from planner.domain.answers import Answers, ResponseRecord
from planner.domain.plan import Item
from planner.domain.units import DAYS_PER_WEEK
from planner.knowledge import Catalog
from planner.progression.blocks import STEPS, blocks, questions
from planner.progression.consequences import (
    adjustments,
    holds,
    of_this_check_in,
    referrals,
    required,
)
from planner.progression.devices import decide_device, device_keys
from planner.progression.item import Situation, decide_item
from planner.progression.log import MISSED, ItemKey, Log
from planner.progression.log_facts import week_of
from planner.progression.model import Change, Decision, Ground, Notice, Review
from planner.progression.responses import GREEN, RED
from planner.progression.votes import Vote, item_votes, person_votes
from planner.rules import Binding, Firing, firings, hits, truth


def review(
    log: Log, answers: Answers, at_start: Answers, facts: Iterable[str],
    before: Sequence[Review] = (), *, asks: Sequence[str] = (), stopped: bool = False,
) -> Review:  # fmt: skip
    """The decisions of the last check-in of a log.

    Args:
        log: the plan and every check-in that counts.
        answers: of the person on that day, with what the log says.
        at_start: of the person when the plan was made.
        facts: ids of the facts that the log gave.
        before: earlier reviews, oldest first.
        asks: safety questions that are open.
        stopped: the screening stops the programme.
    """
    week = week_of(log, log.on)
    if stopped:
        return Review(on=log.on, week=week, stopped=True)
    seen = replace(answers, responses=_responses(log))
    fired = firings(log.catalog, seen)
    new = _new(fired, at_start, log.catalog)
    votes = {key: _votes(key, log, seen, fired, new) for key in _items(log)}
    against = tuple(blocks(log, seen, fired, asks))
    situation = Situation(answers=seen, blocks=against)
    decisions = [
        decide_item(key, item.component, item.family, votes[key], log, situation)
        for key, item in _items(log).items()
    ]
    planned = _planned(log)
    decisions = [
        decision
        for decision in _few_at_once(decisions, log, fired)
        if (decision.activity, decision.side) in planned or decision.change is not Change.HOLD
    ]
    decisions += [
        decide_device(key, _votes(key, log, seen, fired, new), log, seen)
        for key in device_keys(log)
    ]
    ours = of_this_check_in(fired, new, frozenset(facts), log.catalog)
    return Review(
        on=log.on,
        week=week,
        decisions=tuple(decisions),
        adjustments=tuple(adjustments(ours, seen, log.catalog)),
        referrals=referrals(log, ours, votes, decisions, seen, before),
        required=tuple(required(ours, seen, log.catalog)),
        holds=tuple(holds(ours, seen, log.catalog)),
        questions=tuple(questions(log, asks)),
    )


def _items(log: Log) -> dict[ItemKey, Item]:
    """Items of the sessions since the last check-in and of the week to come, in plan order."""
    components = log.catalog.planning.exercise_components
    found: dict[ItemKey, Item] = {}
    for session in log.plan.sessions:
        if session.date < log.since or (session.date - log.on).days > DAYS_PER_WEEK:
            continue
        for item in session.items:
            if item.component in components:
                found.setdefault((item.activity, item.side), item)
    return found


def _planned(log: Log) -> frozenset[ItemKey]:
    """Items whose turn has come since the last check-in."""
    return frozenset(
        (item.activity, item.side)
        for session in log.plan.sessions
        if log.since <= session.date <= log.on
        for item in session.items
    ) | frozenset(entry.key for entry in log.recent)


def _responses(log: Log) -> tuple[ResponseRecord, ...]:
    return tuple(
        ResponseRecord(response=response, activity=entry.item.activity)
        for entry in log.recent
        for response in entry.responses
    )


def _new(
    fired: Iterable[Firing], at_start: Answers, catalog: Catalog
) -> frozenset[tuple[str, Binding]]:
    """Rules that hold now and did not when the plan was made."""
    then = {(f.rule.id, f.binding) for f in firings(catalog, at_start)}
    now = {(f.rule.id, f.binding) for f in fired if f.outcome is True}
    return frozenset(now - then)


def _votes(
    key: ItemKey, log: Log, answers: Answers, fired: Sequence[Firing],
    new: frozenset[tuple[str, Binding]],
) -> tuple[Vote, ...]:  # fmt: skip
    catalog = log.catalog
    activity = catalog.activities[key[0]]
    entries = [entry for entry in log.recent if entry.key == key]
    found = [
        *item_votes(entries, activity, answers, catalog, fired),
        *person_votes(fired, activity, key[1], answers, catalog, new),
        *_second_red(key, log),
    ]
    for signal in catalog.progression.signals:
        is_hit = hits(activity, signal.target, catalog)
        if is_hit and truth(signal.when, answers, catalog) is True:
            change = {"hold": Change.HOLD, "step_back": Change.STEP_BACK}[signal.change]
            told = Ground(rule=signal.id, text=signal.text, sources=signal.sources)
            found.append(Vote(change=change, ground=told))
    return tuple(found)


def _second_red(key: ItemKey, log: Log) -> Iterator[Vote]:
    """Two reds of one item within some days: another family, and tell a clinician."""
    policy = log.catalog.progression.second_red
    reds = sorted({entry.date for entry in log.of_item(key) if entry.colour == RED})
    pairs = pairwise(reds)
    close = [
        (first, second)
        for first, second in pairs
        if (second - first).days <= policy.within_days and second >= log.since
    ]
    if close:
        notice = Notice(rule=policy.rule, text=policy.text, urgency=policy.urgency)
        told = Ground(rule=policy.rule, text=policy.text, dates=close[-1])
        yield Vote(change=Change.REFER, ground=told, referral=notice)


def _few_at_once(
    decisions: Sequence[Decision], log: Log, fired: Iterable[Firing]
) -> list[Decision]:
    """Only so many families step up in a week; every item that was not calm takes one place.

    A flare so never makes room for another step.
    """
    places = [
        effect.cap.value
        for firing in fired
        for effect in firing.effects
        if effect.cap is not None and effect.cap.quantity == STEPS and effect.cap.across_families
    ]
    most = min((int(value) for value in places if isinstance(value, int)), default=0)
    uneasy = {
        entry.key for entry in log.recent if entry.colour != GREEN and entry.done != MISSED
        and entry.item.component in log.catalog.planning.exercise_components
    }  # fmt: skip
    left = most - len(uneasy)
    found: list[Decision] = []
    for decision in decisions:
        if decision.change is Change.PROGRESS and decision.to_activity is not None:
            left -= 1
            if left < 0:
                text = log.catalog.progression.texts["families_a_week"].format(value=most)
                told = Ground(rule="prg_ladder_step", text=text)
                decision = replace(
                    decision,
                    change=Change.HOLD,
                    to_activity=None,
                    grounds=(told, *decision.grounds),
                )
        found.append(decision)
    return found
