"""What follows for the person and the weeks to come: whom to see, what is cut, what comes first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from planner.domain.answers import Answers
from planner.knowledge import Catalog
from planner.progression.devices import lift_referral
from planner.progression.log import ItemKey, Log
from planner.progression.model import Adjustment, Decision, Notice, Review
from planner.progression.votes import Vote, ground
from planner.rules import Binding, Firing, reads, truth

SESSION = "session"


def of_this_check_in(
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


def adjustments(ours: Iterable[Firing], answers: Answers, catalog: Catalog) -> Iterator[Adjustment]:
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


def referrals(
    log: Log, ours: Iterable[Firing], votes: Mapping[ItemKey, tuple[Vote, ...]],
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


def required(ours: Iterable[Firing], answers: Answers, catalog: Catalog) -> Iterator[Notice]:
    """What rules want done before going on, such as a new screening."""
    for firing in ours:
        for effect in firing.rule.then:
            if effect.require is not None and effect.require.relation == "before_or_with":
                names = ", ".join(catalog.activities[a].name for a in effect.require.what.activity)
                told = ground(firing.rule, answers, catalog)
                yield Notice(
                    rule=firing.rule.id, text=f"{firing.rule.why.patient} {names}", facts=told.facts
                )


def holds(ours: Iterable[Firing], answers: Answers, catalog: Catalog) -> Iterator[Notice]:
    """What keeps single sessions from being done until it has passed (stop scope `session`)."""
    for firing in ours:
        for effect in firing.rule.then:
            if effect.stop is not None and effect.stop.scope == SESSION:
                told = ground(firing.rule, answers, catalog)
                yield Notice(rule=firing.rule.id, text=effect.stop.text, facts=told.facts)
