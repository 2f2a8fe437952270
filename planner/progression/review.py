"""Everything that one check-in leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from planner.domain.answers import Answers, ResponseRecord
from planner.domain.plan import Item
from planner.domain.units import DAYS_PER_WEEK
from planner.knowledge import Catalog
from planner.progression.devices import decide_device, device_keys, lift_referral
from planner.progression.item import POLICY, Situation, decide_item
from planner.progression.log import Entry, ItemKey, Log
from planner.progression.log_facts import unreported, week_of
from planner.progression.model import Adjustment, Change, Decision, Ground, Notice, Review
from planner.progression.responses import GREEN, RED
from planner.progression.votes import Vote, ground, item_votes, person_votes
from planner.rules import Binding, Firing, firings, hits, reads, truth

ALLOWED = "progress_allowed"
STEPS = "ladder_steps_per_week"


def review(
    log: Log, answers: Answers, at_start: Answers, facts: Iterable[str],
    before: Sequence[Review] = (), *, stopped: bool = False,
) -> Review:  # fmt: skip
    """The decisions of the last check-in of a log.

    Args:
        log: the plan and every check-in that counts.
        answers: of the person on that day, with what the log says.
        at_start: of the person when the plan was made.
        facts: ids of the facts that the log gave.
        before: earlier reviews, oldest first.
        stopped: the screening stops the programme.
    """
    week = week_of(log, log.on)
    if stopped:
        return Review(on=log.on, week=week, stopped=True)
    seen = replace(answers, responses=_responses(log))
    fired = firings(log.catalog, seen)
    new = _new(fired, at_start, log.catalog)
    votes = {key: _votes(key, log, seen, fired, new) for key in _items(log)}
    blocks = tuple(_blocks(log, seen, fired))
    situation = Situation(answers=seen, blocks=blocks)
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
    ours = _of_this_check_in(fired, new, frozenset(facts), log.catalog)
    return Review(
        on=log.on,
        week=week,
        decisions=tuple(decisions),
        adjustments=tuple(_adjustments(ours, seen, log.catalog)),
        referrals=_referrals(log, ours, votes, decisions, seen, before),
        required=tuple(_required(ours, seen, log.catalog)),
        questions=tuple(_questions(log)),
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
    ) | frozenset(entry.key for entry in _recent(log))


def _recent(log: Log) -> Iterator[Entry]:
    return (entry for entry in log.entries if _is_recent(log, entry))


def _is_recent(log: Log, entry: Entry) -> bool:
    """Reported in this check-in, or done since the last one."""
    told = {report.key for report in log.check_ins[-1].sessions}
    return entry.session in told or log.since <= entry.date <= log.on


def _responses(log: Log) -> tuple[ResponseRecord, ...]:
    return tuple(
        ResponseRecord(response=response, activity=entry.item.activity)
        for entry in _recent(log)
        for response in entry.responses
    )


def _new(
    fired: Iterable[Firing], at_start: Answers, catalog: Catalog
) -> frozenset[tuple[str, Binding]]:
    """Rules that hold now and did not when the plan was made."""
    then = {(f.rule.id, f.binding) for f in firings(catalog, at_start)}
    now = {(f.rule.id, f.binding) for f in fired if f.outcome is True}
    return frozenset(now - then)


def _of_this_check_in(
    fired: Iterable[Firing],
    new: frozenset[tuple[str, Binding]],
    moved: frozenset[str],
    catalog: Catalog,
) -> tuple[Firing, ...]:
    """Rules that hold because of what was reported: on the log, or since the plan was made."""
    return tuple(
        firing
        for firing in fired
        if firing.outcome is True
        and (
            (firing.rule.id, firing.binding) in new
            or not moved.isdisjoint(reads(firing.rule.when, catalog))
        )
    )


def _votes(
    key: ItemKey, log: Log, answers: Answers, fired: Sequence[Firing],
    new: frozenset[tuple[str, Binding]],
) -> tuple[Vote, ...]:  # fmt: skip
    catalog = log.catalog
    activity = catalog.activities[key[0]]
    entries = [entry for entry in _recent(log) if entry.key == key]
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


def _blocks(log: Log, answers: Answers, fired: Iterable[Firing]) -> Iterator[Ground]:
    """Why nothing may get harder, whatever the items say."""
    catalog = log.catalog
    texts = catalog.progression.texts
    if not _red_flags_asked(log):
        yield Ground(rule=POLICY, text=texts["red_flags_not_asked"])
    if truth(catalog.criteria[ALLOWED].test, answers, catalog) is not True or not _gate_known(log):
        read = sorted(reads(catalog.criteria[ALLOWED].test, catalog))
        known = {name: answers.facts[name] for name in read if name in answers.facts}
        said = texts["not_allowed"].format(missing=catalog.criteria[ALLOWED].meaning)
        yield Ground(rule="prg_adherence_progress", text=f"{said}.", facts=known)
    week = week_of(log, log.on) + 1
    if any(each.week == week and each.deload for each in log.plan.weeks):
        yield Ground(rule="prg_deload_strength", text=texts["deload"])
    for firing in fired:
        for effect in firing.effects:
            if effect.cap is not None and effect.cap.quantity == STEPS and effect.cap.value == 0:
                yield ground(firing.rule, answers, catalog)
        if firing.outcome is None and _may_hold(firing):
            asks = "; ".join(catalog.facts[f].ask for f in firing.unknown if f in catalog.facts)
            said = texts["unknown_rule"].format(asks=asks)
            yield Ground(rule=firing.rule.id, text=said)


def _red_flags_asked(log: Log) -> bool:
    days = log.catalog.progression.red_flags_valid_days
    return any(
        check_in.red_flags is not None and (log.on - check_in.date).days < days
        for check_in in log.check_ins
    )


def _gate_known(log: Log) -> bool:
    """Every session of the last days says how it hurt; the worst pain alone is not enough."""
    components = log.catalog.planning.exercise_components
    return all(
        entry.colour is not None
        for entry in _recent(log)
        if entry.done != "missed" and entry.item.component in components
    )


def _may_hold(firing: Firing) -> bool:
    """A rule that would hold or step back, if only its answer were known."""
    return any(
        effect.progress is not None and effect.progress.change != "step_up"
        for effect in firing.rule.then
    )


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
        entry.key for entry in _recent(log) if entry.colour != GREEN and entry.done != "missed"
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


def _adjustments(
    ours: Iterable[Firing], answers: Answers, catalog: Catalog
) -> Iterator[Adjustment]:
    """What rules multiply in the weeks to come."""
    for firing in ours:
        told = ground(firing.rule, answers, catalog)
        for effect in firing.rule.then:
            body = effect.scale
            if body is not None:
                yield Adjustment(
                    rule=firing.rule.id,
                    text=firing.rule.why.patient,
                    quantity=body.quantity,
                    components=body.target.component,
                    factors=body.factors or ((body.factor,) if body.factor is not None else ()),
                    minus=body.minus or 0,
                    levels_down=body.levels_down or 0,
                    facts=told.facts,
                    sources=told.sources,
                )


def _referrals(
    log: Log, ours: Iterable[Firing], votes: dict[ItemKey, tuple[Vote, ...]],
    decisions: Sequence[Decision], answers: Answers, before: Sequence[Review],
) -> tuple[Notice, ...]:  # fmt: skip
    """Everybody to be seen because of this check-in, most urgent first."""
    catalog = log.catalog
    found = [vote.referral for each in votes.values() for vote in each if vote.referral is not None]
    for firing in ours:
        told = ground(firing.rule, answers, catalog)
        found += [
            Notice(
                rule=firing.rule.id, text=e.refer.text, urgency=e.refer.urgency, facts=told.facts
            )
            for e in firing.rule.then
            if e.refer is not None
        ]
    found += [
        Notice(rule=signal.id, text=signal.text, urgency=signal.urgency)
        for signal in catalog.progression.signals
        if truth(signal.when, answers, catalog) is True
    ]
    lift = lift_referral(decisions, before, catalog)
    unique = {(n.rule, n.text): n for n in (*found, *((lift,) if lift else ()))}
    rank = {name: term.rank or 0 for name, term in catalog.vocabulary["urgencies"].items()}
    return tuple(sorted(unique.values(), key=lambda notice: -rank[notice.urgency]))


def _required(ours: Iterable[Firing], answers: Answers, catalog: Catalog) -> Iterator[Notice]:
    """What rules want done before going on, such as a new screening."""
    for firing in ours:
        for effect in firing.rule.then:
            if effect.require is not None and effect.require.relation == "before_or_with":
                names = ", ".join(catalog.activities[a].name for a in effect.require.what.activity)
                told = ground(firing.rule, answers, catalog)
                yield Notice(
                    rule=firing.rule.id, text=f"{firing.rule.why.patient} {names}", facts=told.facts
                )


def _questions(log: Log) -> Iterator[str]:
    """What must be answered before anything can get harder."""
    texts = log.catalog.progression.texts
    if not _red_flags_asked(log):
        yield texts["red_flags_not_asked"]
    missing = unreported(log)
    if missing:
        yield texts["unreported"].format(keys=", ".join(missing))
