"""Why nothing may get harder at a check-in, and what has to be answered first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.domain.answers import Answers
from planner.progression.item import POLICY
from planner.progression.log import MISSED, Log
from planner.progression.log_facts import WORST_WEEK, unreported, week_of, worst_pain
from planner.progression.model import Ground
from planner.progression.votes import ground
from planner.rules import Firing, reads, truth

ALLOWED, ALLOWED_RULE = "progress_allowed", "prg_adherence_progress"
DELOAD_RULE = "prg_deload_strength"
STEPS = "ladder_steps_per_week"


def blocks(
    log: Log, answers: Answers, fired: Iterable[Firing], asks: Iterable[str]
) -> Iterator[Ground]:
    """Why nothing may get harder, whatever the items say."""
    catalog = log.catalog
    texts = catalog.progression.texts
    for ask in asks:
        yield Ground(rule=POLICY, text=ask)
    if worst_pain(log.check_ins[-1].facts) is None:
        yield Ground(rule=POLICY, text=texts["no_worst_pain"])
    if not _red_flags_asked(log):
        yield Ground(rule=POLICY, text=texts["red_flags_not_asked"])
    if truth(catalog.criteria[ALLOWED].test, answers, catalog) is not True or not _gate_known(log):
        read = sorted(reads(catalog.criteria[ALLOWED].test, catalog))
        known = {name: answers.facts[name] for name in read if name in answers.facts}
        said = texts["not_allowed"].format(missing=catalog.criteria[ALLOWED].meaning)
        yield Ground(rule=ALLOWED_RULE, text=f"{said}.", facts=known)
    week = week_of(log, log.on) + 1
    if any(each.week == week and each.deload for each in log.plan.weeks):
        yield Ground(rule=DELOAD_RULE, text=texts["deload"])
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
        for entry in log.recent
        if entry.done != MISSED and entry.item.component in components
    )


def _may_hold(firing: Firing) -> bool:
    """A rule that would hold or step back, if only its answer were known."""
    return any(
        effect.progress is not None and effect.progress.change != "step_up"
        for effect in firing.rule.then
    )


def questions(log: Log, asks: Iterable[str]) -> Iterator[str]:
    """What must be answered before anything can get harder."""
    yield from asks
    texts = log.catalog.progression.texts
    if not _red_flags_asked(log):
        yield texts["red_flags_not_asked"]
    if worst_pain(log.check_ins[-1].facts) is None:
        yield log.catalog.facts[WORST_WEEK].intake_ask or log.catalog.facts[WORST_WEEK].ask
    missing = unreported(log)
    if missing:
        yield texts["unreported"].format(keys=", ".join(missing))
