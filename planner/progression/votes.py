"""What the rules say about one item: every vote with its reason, the strictest wins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from planner.domain.answers import Answers, ResponseRecord
from planner.domain.intake import Value
from planner.knowledge import Catalog
from planner.knowledge.model import Activity, Effect, Node, Progress, Rule, Target
from planner.progression.log import Entry
from planner.progression.model import Change, Ground, Notice
from planner.rules import FREE, Binding, Firing, hits, is_side_bound, limit_value, reads, truth

PROVOKING, NEW = "@provoking", "@new_or_progressed"
SYMPTOMS = "session_symptoms"
CHANGES = {"step_up": Change.PROGRESS, "hold": Change.HOLD, "step_back": Change.STEP_BACK}
# Limits that a report of an item can exceed: quantity to what the report says.
EXCEEDABLE = {
    "pain_during": lambda entry: entry.scores.during,
    "effort_rpe_0_10": lambda entry: entry.rpe,
}


class Vote(Value, frozen=True):
    """One rule's say on one item."""

    change: Change
    ground: Ground
    sessions: int = 0
    until: str | None = None
    retest_after_days: int | None = None
    factor: float | None = None
    referral: Notice | None = None


def ground(rule: Rule, answers: Answers, catalog: Catalog, entries: Sequence[Entry] = ()) -> Ground:
    """The reason that a rule gives, with the answers it read and the days it looked at."""
    read = reads(rule.when, catalog)
    return Ground(
        rule=rule.id,
        text=rule.why.patient,
        facts={name: answers.facts[name] for name in sorted(read) if name in answers.facts},
        dates=tuple(dict.fromkeys(entry.date for entry in entries)),
        sources=tuple(citation.id for citation in rule.sources),
    )


def item_votes(
    entries: Sequence[Entry], activity: Activity, answers: Answers, catalog: Catalog,
    limits: Iterable[Firing],
) -> Iterator[Vote]:  # fmt: skip
    """Votes that follow from how this item went since the last check-in."""
    if not entries:
        return
    responses = tuple(
        ResponseRecord(response=response, activity=activity.id)
        for entry in entries
        for response in entry.responses
    )
    named = tuple(
        dict.fromkeys(
            symptom
            for entry in entries
            for symptom in entry.symptoms
            if symptom in catalog.progression.item_symptoms
        )
    )
    seen = replace(answers, responses=responses, facts={**answers.facts, SYMPTOMS: named})
    is_new = any(entry.item.new for entry in entries)
    for rule in catalog.rules.values():
        if reads_item(rule.when) and truth(rule.when, seen, catalog) is True:
            told = ground(rule, seen, catalog, entries)
            told = replace(told, facts={**told.facts, "responses": _met(rule.when, responses)})
            yield from _own_votes(rule, activity, told, is_new=is_new)
    yield from _exceeded(entries, activity, answers, catalog, limits)


def reads_item(node: Node) -> bool:
    """The tree reads responses, or symptoms of a session."""
    own = node.response is not None or node.fact == SYMPTOMS
    parts = (*(node.all or ()), *(node.any or ()), *((node.not_,) if node.not_ else ()))
    return own or any(map(reads_item, parts))


def _met(node: Node, responses: tuple[ResponseRecord, ...]) -> tuple[str, ...]:
    named = (node.response,) if isinstance(node.response, str) else node.response or ()
    found = [record.response for record in responses if record.response in named]
    return tuple(dict.fromkeys(found))


def _own_votes(rule: Rule, activity: Activity, told: Ground, *, is_new: bool) -> Iterator[Vote]:
    referral = _referral(rule)
    for effect in rule.then:
        target = effect.progress.target if effect.progress else _closed(effect)
        if target is None or not _names_item(target, is_new=is_new):
            continue
        if effect.progress is not None:
            yield _progress_vote(effect.progress, told, referral)
        else:
            yield stop_vote(effect, told, referral)


def _names_item(target: Target, *, is_new: bool) -> bool:
    return PROVOKING in target.activity or (is_new and NEW in target.activity)


def _closed(effect: Effect) -> Target | None:
    body = effect.exclude or effect.defer
    return body.target if body else None


def _progress_vote(body: Progress, told: Ground, referral: Notice | None = None) -> Vote:
    return Vote(
        change=CHANGES[body.change],
        ground=told,
        sessions=body.sessions,
        until=body.until,
        referral=referral,
    )


def stop_vote(effect: Effect, told: Ground, referral: Notice | None = None) -> Vote:
    """An item that a rule closes."""
    after = effect.exclude.retest_after_days if effect.exclude else None
    until = effect.defer.until if effect.defer else effect.exclude.until if effect.exclude else None
    change = Change.STOP if referral is None else Change.REFER
    return Vote(change=change, ground=told, retest_after_days=after, until=until, referral=referral)


def _referral(rule: Rule) -> Notice | None:
    found = next((effect.refer for effect in rule.then if effect.refer is not None), None)
    return None if found is None else Notice(rule=rule.id, text=found.text, urgency=found.urgency)


def _exceeded(
    entries: Sequence[Entry], activity: Activity, answers: Answers, catalog: Catalog,
    limits: Iterable[Firing],
) -> Iterator[Vote]:  # fmt: skip
    """A step back for every told limit that the report exceeds."""
    for firing in limits:
        for effect in firing.effects:
            cap = effect.cap
            if cap is None or cap.quantity not in EXCEEDABLE or cap.soft:
                continue
            most = limit_value(cap, answers)
            if not isinstance(most, int | float) or not hits(activity, cap.target, catalog):
                continue
            over = [entry for entry in entries if (EXCEEDABLE[cap.quantity](entry) or 0) > most]
            if over:
                told = ground(firing.rule, answers, catalog, over)
                value = max(EXCEEDABLE[cap.quantity](entry) or 0 for entry in over)
                words = cap.quantity.replace("_", " ")
                text = catalog.progression.texts["exceeded"]
                said = text.format(what=words, value=value, limit=most)
                yield Vote(
                    change=Change.STEP_BACK, ground=replace(told, text=f"{said} {told.text}")
                )


def person_votes(
    firings: Iterable[Firing], activity: Activity, side: str | None, answers: Answers,
    catalog: Catalog, is_new: frozenset[tuple[str, Binding]],
) -> Iterator[Vote]:  # fmt: skip
    """Votes of rules about the person: steps and holds, and what is newly closed."""
    for firing in firings:
        if firing.outcome is not True or is_only_about_items(firing.rule):
            continue
        told = ground(firing.rule, answers, catalog)
        for effect in firing.rule.then:
            if effect.progress is not None:
                if hits(activity, effect.progress.target, catalog, firing.binding or FREE):
                    yield _progress_vote(effect.progress, told)
            elif (firing.rule.id, firing.binding) in is_new:
                target = _closed(effect)
                if target is not None and _means(firing, target, activity, side, catalog):
                    said = catalog.progression.texts["new_rule"].format(says=told.text)
                    yield stop_vote(effect, replace(told, text=said))


def is_only_about_items(rule: Rule) -> bool:
    """Every change of the rule is one of the item that brought the response about."""
    targets = [t for e in rule.then if (t := e.progress.target if e.progress else _closed(e))]
    return bool(targets) and all(set(target.activity) & {PROVOKING, NEW} for target in targets)


def _means(
    firing: Firing, target: Target, activity: Activity, side: str | None, catalog: Catalog
) -> bool:
    if not hits(activity, target, catalog, firing.binding):
        return False
    tested = firing.binding.side
    return not is_side_bound(target) or side not in ("left", "right") or tested in (None, side)
