"""The decision on one item: the strictest vote, and a step up only where all speaks for it."""

from __future__ import annotations

from collections.abc import Sequence

from planner.domain.answers import Answers
from planner.domain.intake import Value
from planner.domain.units import DAYS_PER_WEEK
from planner.knowledge import Catalog
from planner.knowledge.model import Activity, LadderLevel
from planner.progression.log import Entry, ItemKey, Log
from planner.progression.mark import TWO_FOR_TWO, Mark, level_beside, level_of, mark_of
from planner.progression.model import Change, Decision, Ground
from planner.progression.responses import AMBER
from planner.progression.votes import Vote

POLICY = "progression_policy"


class Situation(Value, frozen=True):
    """What holds for every item at this check-in.

    Attributes:
        blocks: reasons for which nothing may get harder, whatever the item says.
    """

    answers: Answers
    blocks: tuple[Ground, ...]


def decide_item(
    key: ItemKey, component: str, family: str | None, votes: Sequence[Vote], log: Log,
    situation: Situation,
) -> Decision:  # fmt: skip
    """What happens to an item.

    Args:
        key: activity and side.
        component: as in the plan.
        family: as in the plan.
        votes: what the rules say.
        log: everything that was done.
        situation: what holds for all items.
    """
    catalog = log.catalog
    activity = catalog.activities[key[0]]
    against = [vote for vote in votes if vote.change is not Change.PROGRESS]
    if against:
        return _strictest(key, component, family, activity, against, log)
    entries = log.of_item(key)
    recent = [entry for entry in entries if log.since <= entry.date <= log.on]
    mark = mark_of(
        entries, _level(family, key[0], catalog), _sessions(votes), situation.answers, catalog
    )
    change, told = _step_up(votes, recent, mark, family, key[0], catalog, situation)
    up = level_beside(family, key[0], 1, catalog) if change is Change.PROGRESS else None
    return Decision(
        activity=key[0],
        side=key[1],
        change=change,
        grounds=(*told, *(vote.ground for vote in votes)),
        name=activity.name,
        component=component,
        to_activity=up,
    )


def _step_up(
    votes: Sequence[Vote], recent: Sequence[Entry], mark: Mark, family: str | None, activity: str,
    catalog: Catalog, situation: Situation,
) -> tuple[Change, tuple[Ground, ...]]:  # fmt: skip
    texts = catalog.progression.texts
    if not recent:
        return Change.HOLD, (_policy(texts["no_report"]),)
    if not mark.has_scores:
        return Change.HOLD, (_policy(texts["no_scores"].format(sessions=mark.needed)),)
    if not mark.is_met or not votes:
        return Change.HOLD, (_not_yet(mark, catalog),)
    if situation.blocks:
        return Change.HOLD, situation.blocks
    is_loaded = TWO_FOR_TWO in catalog.activities[activity].tags
    is_top = family is not None and level_beside(family, activity, 1, catalog) is None
    if is_top and not is_loaded:
        return Change.HOLD, (_policy(texts["top"]),)
    said = texts["progress"].format(sessions=mark.done, mark=mark.words)
    return Change.PROGRESS, (Ground(rule=POLICY, text=said, dates=mark.dates),)


def _not_yet(mark: Mark, catalog: Catalog) -> Ground:
    text = catalog.progression.texts["not_yet"]
    done = min(mark.done, mark.needed)
    said = text.format(done=done, sessions=mark.needed, mark=mark.words)
    facts = {} if mark.also is None else {"criterion": mark.also}
    if mark.also is not None:
        said += f" {catalog.criteria[mark.also].meaning}."
    return Ground(rule=POLICY, text=said, dates=mark.dates, facts=facts)


def _policy(text: str) -> Ground:
    return Ground(rule=POLICY, text=text)


def _sessions(votes: Sequence[Vote]) -> int:
    """Sessions in a row that the rules for a step up ask for; the most of them."""
    return max((vote.sessions for vote in votes), default=1) or 1


def _level(family: str | None, activity: str, catalog: Catalog) -> LadderLevel | None:
    index = level_of(family, activity, catalog)
    return catalog.families[family].levels[index] if family and index is not None else None


def _strictest(
    key: ItemKey, component: str, family: str | None, activity: Activity,
    against: Sequence[Vote], log: Log,
) -> Decision:  # fmt: skip
    worst = max(against, key=lambda vote: vote.change.strictness).change
    first = [vote for vote in against if vote.change is worst]
    rest = [vote for vote in against if vote.change is not worst]
    back = worst is Change.STEP_BACK
    return Decision(
        activity=key[0],
        side=key[1],
        change=worst,
        grounds=_unique([vote.ground for vote in (*first, *rest)]),
        name=activity.name,
        component=component,
        to_activity=level_beside(family, key[0], -1, log.catalog) if back else None,
        factor=_factor(key, log) if worst is Change.HOLD else None,
        sessions=max(vote.sessions for vote in first),
        retest_after_days=max(
            (vote.retest_after_days for vote in first if vote.retest_after_days), default=None
        ),
        until=next((vote.until for vote in first if vote.until), None),
    )


def _unique(grounds: Sequence[Ground]) -> tuple[Ground, ...]:
    return tuple({(ground.rule, ground.text): ground for ground in grounds}.values())


def _factor(key: ItemKey, log: Log) -> float | None:
    """The cut of a rule that lets an item be held for some weeks only (`max_weeks`)."""
    run = []
    for entry in reversed(log.of_item(key)):
        if entry.colour != AMBER:
            break
        run.append(entry)
    for rule in log.catalog.rules.values():
        for effect in rule.then:
            body = effect.progress
            if body is None or body.max_weeks is None or body.then_scale is None or not run:
                continue
            if (run[0].date - run[-1].date).days >= body.max_weeks * DAYS_PER_WEEK:
                return body.then_scale
    return None
