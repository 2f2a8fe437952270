"""When a stretch that a trial closed is tried again (`retest_after_days` of its rule)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from msgspec import Struct

from planner.domain.answers import Answers
from planner.knowledge import Catalog
from planner.knowledge.messages import messages_of
from planner.knowledge.words import target_words
from planner.rules import Firing


class TrialAgain(Struct, frozen=True):
    """A date, what is tried again on it, and the criteria that it may meet."""

    date: dt.date
    what: str
    unlocks: tuple[str, ...]


def retests(
    catalog: Catalog, answers: Answers, fired: Iterable[Firing], start: dt.date
) -> tuple[TrialAgain, ...]:
    """Every retest, in order of date; days count from the trial, else from the start."""
    found: dict[TrialAgain, None] = {}
    dates = {(trial.muscle, trial.side): trial.date for trial in answers.trials or ()}
    for firing in fired:
        for effect in firing.effects:
            days = effect.exclude.retest_after_days if effect.exclude is not None else None
            if effect.exclude is None or days is None or firing.outcome is not True:
                continue
            bound = firing.binding
            tried = dates.get((bound.muscle or "", bound.side or "")) or start
            until = effect.exclude.until
            again = TrialAgain(
                date=max(tried + dt.timedelta(days=days), start),
                what=_what(firing, catalog),
                unlocks=(until,) if until is not None else (),
            )
            found[again] = None
    return tuple(sorted(found, key=lambda again: (again.date, again.what)))


def _what(firing: Firing, catalog: Catalog) -> str:
    """The muscle and side that was tried, or what the rule leaves out."""
    bound, messages = firing.binding, messages_of(catalog)
    if bound.muscle is not None:
        muscle, side = messages.word(bound.muscle), messages.word(bound.side or "")
        return messages.say("retest.trial", muscle=muscle, side=side)
    left_out = [e.exclude.target for e in firing.rule.then if e.exclude is not None]
    return messages.say("retest.item", what=target_words(left_out[0], catalog, messages))
