"""Every rule of a catalog is reached, does what its cases say, and clashes with none silently."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct

from planner.documents import dotted
from planner.errors import Problem
from planner.knowledge.load import Examined
from planner.knowledge.messages import messages_of
from planner.knowledge.model import Node, Rule, Target
from planner.knowledge.records import place
from planner.knowledge.worlds import can_hold
from planner.workflow.proof.cases import check_cases
from planner.workflow.proof.clashes import Clash, clashes
from planner.workflow.proof.stances import Stances

Record = tuple[str, str]
RULES, FACTS, CRITERIA, CONDITIONS = "rules", "facts", "criteria", "conditions"


class Proof(Struct, frozen=True, kw_only=True):
    """What was proven about the rules.

    Attributes:
        rules: how many rules there are.
        reached: how many of them an intake that answers everything makes fire.
        cases: kind of case to how many there are; each came out as it says.
        clashes: every contradiction between two rules, with what settles it.
    """

    rules: int
    reached: int
    cases: dict[str, int]
    clashes: tuple[Clash, ...]


def prove(examined: Examined) -> Proof:
    """Check cases, reach and clashes; what is wrong is noted among the examined problems.

    Rules that are faulty already, or that read something faulty, are left out: their faults are
    reported as they are.
    """
    catalog, places = examined.catalog, examined.places
    faulty = frozenset(_faulty(examined.problems, examined))
    rules = [rule for rule in catalog.rules.values() if _is_sound(rule, faulty, examined)]
    _check_that_all_can_open(faulty, examined)
    reached = sum(check_cases(rule, places[RULES, rule.id], catalog) for rule in rules)
    found = _clashes(rules, faulty, examined)
    _refuse_silent(found, examined)
    return Proof(
        rules=len(catalog.rules),
        reached=reached,
        cases=dict(Counter(name for rule in rules for name in rule.cases)),
        clashes=found,
    )


def _clashes(
    rules: Iterable[Rule], faulty: frozenset[Record], examined: Examined
) -> tuple[Clash, ...]:
    """Every clash that can be told in spite of the faults.

    Where an activity cannot be read, what a target touches is only known if it names activities.
    """
    catalog = examined.catalog
    if {kind for kind, _ in faulty} & catalog.vocabulary.keys():
        return ()
    found = clashes(Stances(catalog, rules))
    if not any(spot.broken for spot in examined.places.values()):
        return found
    return tuple(clash for clash in found if _names_activities(clash, examined))


def _names_activities(clash: Clash, examined: Examined) -> bool:
    body = examined.catalog.rules[clash.rule].then[clash.number].body
    target = getattr(body, "target", None) or getattr(body, "what", None)
    return isinstance(target, Target) and target == Target(activity=target.activity)


def _faulty(problems: Iterable[Problem], examined: Examined) -> Iterator[Record]:
    """Records in which a problem stands."""
    by_file: dict[str, list[Problem]] = {}
    for problem in problems:
        by_file.setdefault(problem.file, []).append(problem)
    for record, spot in examined.places.items():
        key = dotted(spot.path)
        for problem in by_file.get(spot.document.file, ()):
            if problem.key == key or problem.key.startswith((f"{key}.", f"{key}[")):
                yield record
                break


def _check_that_all_can_open(faulty: frozenset[Record], examined: Examined) -> None:
    """A criterion that can never be met, or a gate that can never open, closes for good."""
    catalog, places = examined.catalog, examined.places
    for criterion in catalog.criteria.values():
        record = (CRITERIA, criterion.id)
        if _can_be_read(record, [criterion.test], faulty, examined):
            text = "no answers can ever meet this criterion"
            places[record].at("test").need(can_hold(criterion.test, catalog), text)
    for rule in catalog.rules.values():
        if not _is_sound(rule, faulty, examined):
            continue
        places[RULES, rule.id].at("when").need(can_hold(rule.when, catalog), "this can never hold")
        for number, effect in enumerate(rule.then):
            if effect.gate is not None:
                here = places[RULES, rule.id].at("then", number, "gate", "open_when")
                text = "this can never hold, so that the gate never opens; use exclude"
                here.need(can_hold(effect.gate.open_when, catalog), text)


def _is_sound(rule: Rule, faulty: frozenset[Record], examined: Examined) -> bool:
    """Neither the rule nor anything that it reads is faulty or missing."""
    gates = [effect.gate.open_when for effect in rule.then if effect.gate is not None]
    return _can_be_read((RULES, rule.id), [rule.when, *gates], faulty, examined)


def _can_be_read(
    record: Record, trees: list[Node], faulty: frozenset[Record], examined: Examined
) -> bool:
    read = {record}
    while trees:
        for named, below in _read(trees.pop(), examined):
            if named not in read:
                read.add(named)
                trees = [*trees, *below]
    return read.isdisjoint(faulty) and read <= examined.places.keys()


def _read(node: Node, examined: Examined) -> Iterator[tuple[Record, list[Node]]]:
    """Records that a tree names, each with the trees of its own."""
    for part in (*(node.all or ()), *(node.any or ()), *((node.not_,) if node.not_ else ())):
        yield from _read(part, examined)
    if node.fact is not None:
        yield (FACTS, node.fact), []
    if node.criterion is not None:
        criterion = examined.catalog.criteria.get(node.criterion)
        yield (CRITERIA, node.criterion), [] if criterion is None else [criterion.test]
    if node.condition is not None:
        condition = examined.catalog.conditions.get(node.condition)
        trees = [] if condition is None else list(condition.stage_when.values())
        if condition is not None and condition.derived_when is not None:
            trees.append(condition.derived_when)
        yield (CONDITIONS, node.condition), trees


def _refuse_silent(found: Iterable[Clash], examined: Examined) -> None:
    """Two rules of which one never has its way, and nothing would ever show it."""
    messages = messages_of(examined.catalog)
    for clash in found:
        if clash.silent:
            here = examined.places[RULES, clash.rule].at("then", clash.number, clash.effect)
            where = place(examined.catalog, "rule", clash.other)
            settled = messages.say(f"clash.{clash.kind}")
            here.bad(messages.say("clash.silent", other=clash.other, where=where, settled=settled))
