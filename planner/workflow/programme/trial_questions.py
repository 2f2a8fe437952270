"""Questions about stretches that were due to be tried again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from planner.domain.plan import Plan, Retest
from planner.explain import Messages
from planner.knowledge import Catalog
from planner.workflow.programme.interview import Interview
from planner.workflow.prompts import pick_one

SIDES = ("left", "right")


def due(plan: Plan, since: dt.date, date: dt.date) -> Iterator[Retest]:
    """What the plan wanted measured or tried again in these days."""
    return (retest for retest in plan.retests if since <= retest.date <= date)


def trial_answers(
    plan: Plan, since: dt.date, date: dt.date, written: Messages, catalog: Catalog,
    interview: Interview,
) -> Iterator[dict[str, Any]]:  # fmt: skip
    """Outcomes of the trials that were due, as `stretch_trials`.

    Args:
        plan: that the person follows.
        since: first day that is asked about.
        date: day of the check-in.
        written: sentences in the language of the plan.
        catalog: muscles and outcomes, in the language of the person.
        interview: asks.
    """
    outcomes = catalog.vocabulary["trial_outcomes"]
    words, messages = tuple(outcomes), interview.messages
    # The plan names a trial by its sentence: the same one is made of the ids of each trial.
    trials = {
        trial_name(muscle, side, written): (muscle, side)
        for muscle in catalog.vocabulary["muscles"]
        for side in SIDES
    }
    for retest in due(plan, since, date):
        if retest.what not in trials:
            continue
        muscle, side = trials[retest.what]
        name = trial_name(muscle, side, messages)
        outcome = interview.one(
            messages.say("ask.trial", what=f"{name[0].upper()}{name[1:]}"),
            lambda typed: pick_one(typed, words, messages),
            choices=[outcomes[word].meaning for word in words],
            hint=messages.say("ask.hint_number"),
        )
        if outcome is not None:
            yield {"muscle": muscle, "side": side, "outcome": outcome, "date": date.isoformat()}


def trial_name(muscle: str, side: str, messages: Messages) -> str:
    """What a trial is called among the retests of a plan in the language of the sentences."""
    words = {"muscle": messages.word(muscle), "side": messages.word(side)}
    return messages.say("retest.trial", **words)
