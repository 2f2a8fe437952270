"""Drafts the case of a rule in tests/cases/rules: what it decides today, for somebody under it.

A draft is a proposal. Read it: it says what the catalog does, not what it should do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

from planner.domain.verdict import Status
from planner.eligibility.limits import ActiveLimit, Requirement
from planner.errors import BadInput
from planner.knowledge.model import Effect, Node, Rule, Target
from planner.rules import Firing, reads
from tests.mutation.cases import RuleCase
from tests.mutation.decided import Outcome, Person, meant
from tests.mutation.edges import PLACEHOLDER, Fragment, edges, merged, options_of
from tests.mutation.expect import NEVER, Expect, holds, opens, plain, target_of, verb_of
from tests.support.people import CATALOG

SETTING_ASIDE = {
    "absolute": "nobody", "strong": "clinician", "caution": "person", "preference": "person",
}  # fmt: skip
MOST_OPTIONS = 14
TELLING = ("allow", "monitor", "progress", "scale", "set_method", "cap", "floor", "avoid", "order",
           "exclude", "disable")  # fmt: skip


def written(target: Target, firing: Firing) -> tuple[dict[str, Any], str | None]:
    """The target as data and its side; what is filled in from a trial is written out."""
    data = plain(target)
    if PLACEHOLDER not in str(data):
        return data, None
    side = firing.binding.side if "@tested" in str(data) else None
    return {"activity": sorted(meant(target, firing.binding))}, side


def expectations(rule: Rule, person: Person) -> list[Expect]:
    """What the rule decides for the person, one expectation an effect where it can be seen."""
    outcome = person.outcome(rule.id, rule)
    found: list[Expect] = []
    for firing in person.first_firing(rule.id):
        for effect in firing.effects:
            for expect in _of(effect, firing, outcome):
                if expect not in found and holds(outcome, expect):
                    found.append(expect)
        if found:
            break
    aside = {"set_aside_by": SETTING_ASIDE[rule.severity], "by": rule.id}
    return [*found, aside]


# People at each level, for limits that are read against one.
LEVELS: tuple[Fragment, ...] = (
    {"facts": {"continuous_walk_minutes": 5, "can_rise_without_hands": False}},
    {"facts": {"regular_exerciser": True, "months_regular_exercise": 6, "active_minutes_week": 120,
               "months_resistance_training": 12}},
    {"facts": {"regular_exerciser": True, "months_regular_exercise": 24, "active_minutes_week": 300,
               "months_resistance_training": 30}},
)  # fmt: skip
NERVE = "neural_tension"


def case_for(rule: Rule) -> RuleCase:
    """The drafted entry: of the people under the rule the one for whom it decides most."""
    best: tuple[tuple[int, int, int], Fragment, list[Expect]] | None = None
    dated = sum(effect.defer is not None for effect in rule.then)
    for case in _people(rule):
        try:
            person = Person(case, rule.id)
        except BadInput:
            # Nobody can answer so: the answers contradict each other.
            continue
        expects = expectations(rule, person)
        shown = _shown(rule, person, expects)
        if best is None or shown > best[0]:
            best = (shown, case, expects)
        if shown >= (2, len(rule.then), dated):
            break
    assert best is not None, rule.id
    return RuleCase(rule.id, best[1], best[2], edges(rule))


def _shown(rule: Rule, person: Person, expects: list[Expect]) -> tuple[int, int, int]:
    """How much the person shows of the rule.

    First 2 where something else is decided without the rule, 1 where only the reason is another,
    0 where nothing changes; then how many expectations fail; then how many of them name a week.
    """
    without = person.outcome(rule.id, None)
    lost = [e for e in expects if verb_of(e) != "set_aside_by" and not holds(without, e)]
    grounds = [{key: value for key, value in e.items() if key != "by"} for e in lost]
    other = any(
        verb_of(e) == "told" or not holds(without, ground)
        for e, ground in zip(lost, grounds, strict=True)
    )
    weeks = sum("from_week" in expect for expect in lost)
    return (2 if other else 1 if lost else 0), len(lost), weeks


def _people(rule: Rule) -> Iterator[Fragment]:
    start = rule.cases["fires"]
    yield start
    provoking = [a.id for a in CATALOG.activities.values() if NERVE in str(a.movements)]
    if start.get("responses"):
        others = [a.id for a in CATALOG.activities.values() if NERVE not in str(a.movements)]
        yield start | {
            "responses": [
                {**response, "activity": name}
                for response in start["responses"]
                for name in (provoking[0], others[0])
            ]
        }
    asked = {e.ask.fact: True for e in rule.then if e.ask is not None}
    yield merged(
        start, {"facts": {f: v for f, v in asked.items() if CATALOG.facts[f].type == "bool"}}
    )
    if any(getattr(e.body, "level", None) or getattr(e.body, "levels", ()) for e in rule.then):
        yield from (merged(start, level) for level in LEVELS)
    for effect in rule.then:
        for options in options_of(_waits(effect)).values():
            yield from (merged(start, option) for option in options if "criteria" not in option)
    for effect in rule.then:
        yield from (merged(start, {"criteria": {c: False}}) for c in _criteria(effect))
    yield from _few_other_grounds(rule, start)
    yield from _without_rivals(rule, start)


def _few_other_grounds(rule: Rule, start: Fragment) -> Iterator[Fragment]:
    """Trained people whose stretches were all tried, and who did not measure what the rule awaits."""
    ready = {"tried": "discomfort_only"}
    awaited = [name for effect in rule.then for name in _criteria(effect)]
    unread = [
        reads(CATALOG.criteria[name].test, CATALOG) & CATALOG.facts.keys() for name in awaited
    ]
    unmeasured = {"unanswered": sorted(frozenset().union(*unread))} if unread else {}
    for background in (
        start,
        start | ready,
        merged(start, LEVELS[-1]),
        merged(start, LEVELS[-1]) | ready,
    ):
        if unmeasured:
            yield background | unmeasured
        yield background
        for effect in rule.then:
            for options in options_of(_waits(effect)).values():
                yield from (merged(background, o) for o in options if "criteria" not in o)


def _without_rivals(rule: Rule, start: Fragment) -> Iterator[Fragment]:
    """People under the rule, but not under others that decide the same."""
    person = Person(start, rule.id)
    options = [o for own in options_of(_written_out(rule.when)).values() for o in own]
    for rival in _rivals(rule, person.outcome(rule.id, rule)):
        if rival in CATALOG.rules:
            tree = _written_out(CATALOG.rules[rival].when)
            options += [o for own in options_of(tree).values() for o in own if o not in options]
    options = [option for option in options if "criteria" not in option][:MOST_OPTIONS]
    yield from (merged(start, option) for option in options)
    for one, other in combinations(options, 2):
        yield merged(merged(start, one), other)


def _rivals(rule: Rule, o: Outcome) -> list[str]:
    """Rules that give another ground for what the rule decides."""
    found: dict[str, None] = {}
    for verdict in o.eligibility.verdicts.values():
        grounds = [reason.rule for reason in verdict.reasons]
        if rule.id in grounds:
            found |= dict.fromkeys(grounds)
    for group in (o.eligibility.limits, o.eligibility.requirements):
        kinds = {_kind(entry) for entry in group if entry.rule == rule.id}
        found |= {entry.rule: None for entry in group if _kind(entry) in kinds}
    return [name for name in found if name != rule.id]


def _kind(entry: ActiveLimit | Requirement) -> tuple[str, str]:
    if isinstance(entry, ActiveLimit):
        return entry.kind, entry.quantity
    return entry.relation, str(sorted(entry.what))


def _criteria(effect: Effect) -> list[str]:
    names = (getattr(effect.body, "until", None), getattr(effect.body, "also_until", None))
    return [name for name in names if name in CATALOG.criteria]


def _waits(effect: Effect) -> Node:
    """What the effect waits for, with the tests of its criteria."""
    trees = [CATALOG.criteria[name].test for name in _criteria(effect)]
    if effect.gate is not None:
        trees.append(effect.gate.open_when)
    return Node(all=tuple(_written_out(tree) for tree in trees))


def _written_out(node: Node) -> Node:
    """The tree with the tests of its criteria in their places."""
    if node.criterion is not None:
        return _written_out(CATALOG.criteria[node.criterion].test)
    if node.not_ is not None:
        return Node(not_=_written_out(node.not_))
    for name in ("all", "any"):
        parts = getattr(node, name)
        if parts is not None:
            return Node(**{name: tuple(_written_out(part) for part in parts)})
    return node


def _on(target: Target, firing: Firing, key: str) -> Expect:
    data, side = written(target, firing)
    return {key: data} | ({"side": side} if side is not None else {})


def _of(effect: Effect, firing: Firing, o: Outcome) -> Iterator[Expect]:
    """What can be expected of one effect; what then does not hold is left out."""
    draft = _DRAFTS.get(effect.kind)
    if draft is not None:
        yield from draft(effect, firing, o)
    if effect.kind in TELLING:
        yield {"told": plain(effect), "by": firing.rule.id}


def _weight(effect: Effect, firing: Firing, o: Outcome) -> Iterator[Expect]:
    where = _on(effect.body.target, firing, "for")
    verdicts = o.verdicts(target_of(where["for"]), where.get("side"))
    least = min((getattr(verdict, effect.kind) for verdict in verdicts), default=0)
    if effect.body.window is None and least > 0:
        yield {"weight": effect.kind, **where, "least": least}


def _stop(effect: Effect, firing: Firing, o: Outcome) -> Iterator[Expect]:
    if getattr(effect.body, "scope", None) == "session":
        yield {"session_stops": firing.rule.id}
    for finding in o.screening.findings:
        if finding.rule == firing.rule.id:
            keeps = {"keeps": list(o.screening.keeps)} if effect.kind == "stop" else {}
            decided = {"decision": o.screening.decision, "stops": finding.stops}
            yield {**decided, **keeps, "by": firing.rule.id}


def _order(effect: Effect, firing: Firing, o: Outcome) -> Iterator[Expect]:
    hard = firing.rule.severity != "preference"
    yield {"order": plain(effect.body), "hard": hard, "by": firing.rule.id}


def _refer(effect: Effect, firing: Firing, o: Outcome) -> Iterator[Expect]:
    yield {"refer": effect.body.urgency, "by": firing.rule.id}
    yield {"told": "refer", "by": firing.rule.id}


def _replacing(effect: Effect, firing: Firing, o: Outcome) -> Iterator[Expect]:
    data, body = plain(effect.body.target), effect.body
    yield {"replaced": data, "with": list(body.with_), "by": firing.rule.id}


def _one_word(effect: Effect, firing: Firing, o: Outcome) -> Iterator[Expect]:
    """Effects of which one word is the whole expectation."""
    body, by = effect.body, {"by": firing.rule.id}
    if effect.precaution is not None:
        number = firing.rule.then.index(effect) + 1
        yield {**_on(body.target, firing, "careful"), "of": firing.rule.id, "number": number}
    if effect.ask is not None:
        yield {"asks": body.fact, **by}
    if effect.disable is not None:
        yield {"disabled": body.feature}
    if effect.assure is not None:
        yield {"assures": body.check}
    if effect.monitor is not None and body.afterwards is not None:
        yield {"afterwards": body.afterwards}
    if effect.note is not None:
        yield {"told": "note", **by}
    if effect.benefit is not None:
        yield {"told": "benefit", **by}


def _closing(effect: Effect, firing: Firing, o: Outcome) -> Iterator[Expect]:
    body, by = effect.body, {"by": firing.rule.id}
    if effect.exclude is not None and body.window is not None:
        if body.window in ("after_waking", "after_meal"):
            key = "not_after_waking" if body.window == "after_waking" else "after_meal"
            yield {**_on(body.target, firing, key), "minutes": body.minutes}
        return
    where = _on(body.target, firing, "closed")
    verdicts = o.verdicts(target_of(where["closed"]), where.get("side"))
    if not verdicts:
        return
    if Status.NO_BENEFIT in {verdict.status for verdict in verdicts}:
        yield {**_on(body.target, firing, "no_benefit"), **by}
    week = min(opens(verdict) for verdict in verdicts)
    waiting = [set(v.until) for v in verdicts if opens(v) != NEVER]
    until = set.intersection(*waiting) if waiting else set()
    late = {} if week == NEVER else {"from_week": week, "until": sorted(until)}
    yield {**where, **late, **by}
    if effect.exclude is not None and body.retest_after_days is not None:
        yield {"retest": body.retest_after_days}


def _limit(effect: Effect, firing: Firing, o: Outcome) -> Iterator[Expect]:
    body = effect.body
    own = [
        found
        for found in o.eligibility.limits
        if found.rule == firing.rule.id and found.body == body and found.kind == effect.kind
    ]
    if own:
        also = plain(body)
        for name in ("quantity", "target", "value", "window"):
            also.pop(name, None)
        yield {
            "limit": f"{effect.kind} {body.quantity}",
            "at": own[0].value,
            "for": written(body.target, firing)[0],
            "weeks": _span(own[0].weeks),
            "hard": own[0].hard,
            "also": also,
            "by": firing.rule.id,
        }


def _demand(effect: Effect, firing: Firing, o: Outcome) -> Iterator[Expect]:
    body = effect.body
    own = [r for r in o.eligibility.requirements if (r.rule, r.body) == (firing.rule.id, body)]
    if own:
        also = plain(body)
        for name in ("what", "of", "relation"):
            also.pop(name, None)
        yield {
            "demand": body.relation,
            "what": written(body.what, firing)[0],
            **({"of": written(body.of, firing)[0]} if body.of is not None else {}),
            "weeks": _span(own[0].weeks),
            "hard": own[0].hard,
            "also": also,
            "by": firing.rule.id,
        }


def _span(weeks: tuple[int, ...]) -> list[int]:
    return sorted({weeks[0], weeks[-1]}) if weeks else []


_DRAFTS: dict[str, Callable[[Effect, Firing, Outcome], Iterator[Expect]]] = {
    **dict.fromkeys(("exclude", "defer", "gate"), _closing),
    **dict.fromkeys(("cap", "floor"), _limit),
    **dict.fromkeys(("prefer", "avoid"), _weight),
    **dict.fromkeys(("stop", "decide"), _stop),
    **dict.fromkeys(
        ("precaution", "ask", "disable", "assure", "monitor", "note", "benefit"), _one_word
    ),
    "require": _demand,
    "order": _order,
    "substitute": _replacing,
    "refer": _refer,
}
