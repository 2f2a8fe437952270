"""Insoles and heel lifts: the wear of the last days says whether the next step comes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.domain.answers import Answers
from planner.knowledge import Catalog
from planner.knowledge.model import Node
from planner.progression.item import POLICY
from planner.progression.log import FULL, DayEntry, Log
from planner.progression.mark import level_beside, level_of
from planner.progression.model import Change, Decision, Ground, Notice, Review
from planner.progression.votes import CHANGES, Vote
from planner.rules import truth


def device_keys(log: Log) -> tuple[tuple[str, str | None], ...]:
    """Devices of the plan that are worn now, by activity and side; those worn last."""
    worn = [entry for entry in log.plan.all_day if log.since <= entry.date <= log.on]
    found = {
        (entry.activity, entry.side): None
        for entry in worn
        if entry.dose.hours is not None or entry.dose.lift_mm is not None
    }
    return tuple(found)


def decide_device(
    key: tuple[str, str | None], votes: Sequence[Vote], log: Log, answers: Answers
) -> Decision:
    """What happens to a device: the next step only after days that were worn and felt fine."""
    catalog = log.catalog
    days = [
        day
        for day in log.days
        if (day.entry.activity, day.entry.side) == key and log.since <= day.entry.date <= log.on
    ]
    found = [*votes, *_wear_votes(days, catalog)]
    activity = catalog.activities[key[0]]
    found += _criterion_votes(activity.family, key[0], answers, catalog)
    if not any(vote.change is Change.PROGRESS for vote in found):
        found.append(_vote(Change.HOLD, catalog.progression.texts["no_report"]))
    worst = max(found, key=lambda vote: vote.change.strictness).change
    first = [vote for vote in found if vote.change is worst]
    step = {Change.PROGRESS: 1, Change.STEP_BACK: -1}.get(worst)
    return Decision(
        activity=key[0],
        side=key[1],
        change=worst,
        grounds=tuple(vote.ground for vote in first),
        name=activity.name,
        component=activity.component,
        to_activity=level_beside(activity.family, key[0], step, catalog) if step else None,
    )


def _wear_votes(days: Sequence[DayEntry], catalog: Catalog) -> Iterator[Vote]:
    """The latest day decides; every day must have been worn for a step up."""
    if not days:
        return
    comfort = days[-1].report.comfort
    if comfort is not None:
        change = CHANGES[catalog.progression.wear[comfort]]
        if change is not Change.PROGRESS or all(day.report.done == FULL for day in days):
            yield _vote(change, f"{days[-1].entry.name}: {comfort}.", days)


def _criterion_votes(
    family: str | None, activity: str, answers: Answers, catalog: Catalog
) -> Iterator[Vote]:
    """A level whose step waits for a criterion is held until that is met."""
    index = level_of(family, activity, catalog)
    if family is None or index is None:
        return
    advance = catalog.families[family].levels[index].advance_when
    if advance is None or advance.criterion is None:
        return
    if truth(Node(criterion=advance.criterion), answers, catalog) is not True:
        meaning = catalog.criteria[advance.criterion].meaning
        yield _vote(Change.HOLD, f"The next step waits: {meaning}.")


def _vote(change: Change, text: str, days: Sequence[DayEntry] = ()) -> Vote:
    dates = tuple(day.entry.date for day in days)
    return Vote(change=change, ground=Ground(rule=POLICY, text=text, dates=dates))


def lift_referral(
    decisions: Sequence[Decision], before: Sequence[Review], catalog: Catalog
) -> Notice | None:
    """A lift that was held too often in a row is reviewed (ramps/heel_lift)."""
    ramp = catalog.ramps.heel_lift_standard
    families = catalog.progression.lift_family
    now = [d for d in decisions if catalog.activities[d.activity].family in families]
    if not now or all(decision.change is Change.PROGRESS for decision in now):
        return None
    holds = 1
    for review in reversed(before):
        lifts = [d for d in review.decisions if catalog.activities[d.activity].family in families]
        if not lifts or any(decision.change is Change.PROGRESS for decision in lifts):
            break
        holds += 1
    if holds < ramp.refer_after_holds:
        return None
    text = catalog.progression.texts["lift_holds"].format(holds=holds)
    return Notice(rule="heel_lift_standard", text=text, urgency="within_2_weeks")
