"""Typed view of `catalog/decision_policy.yaml`: how findings become decisions."""

from __future__ import annotations

from msgspec import field

from planner.knowledge.model import Node, Record, Target


class Provisional(Record):
    """What a plan may hold while a medical clearance is missing.

    Attributes:
        keeps: components that stay open.
        criterion: what a rule without a gate of its own waits for.
        cleared_decision: decision that takes the place of one that was cleared.
    """

    keeps: tuple[str, ...]
    criterion: str
    cleared_decision: str


class AlsoIndicated(Record):
    """Items that count as indicated while a tree is true, whatever `indicated_by` says."""

    target: Target
    when: Node


class AwaitedItems(Record):
    """A criterion of `indicated_by` that may still come, for people with one of the conditions.

    Attributes:
        earliest_week_if_unmeasured: from then on an item that waits for it may be planned, on
            condition that it holds on the day; None = not before it has been recorded.
    """

    criterion: str
    conditions: tuple[str, ...]
    earliest_week_if_unmeasured: int | None


class WeekFact(Record):
    """A fact that rises with the weeks of the plan, while a tree is true."""

    fact: str
    per_week: int
    while_: Node = field(name="while")


class UntestedLevel(Record):
    """Level of a component of which no test was answered; the first that holds counts."""

    when: Node
    level: str


class Levels(Record):
    """How levels follow where the level tests say nothing.

    Attributes:
        first: wins over every other level when its test is true.
        otherwise: level when some test was answered but none is true.
        untested: levels when no test was answered.
        lower_of: component to the components whose lower level it takes.
        overall: components whose lower level stands for the whole person.
    """

    first: str
    otherwise: str
    untested: tuple[UntestedLevel, ...]
    lower_of: dict[str, tuple[str, ...]]
    overall: tuple[str, ...]


class DecisionPolicy(Record):
    """The whole file.

    Attributes:
        comes_with_item: equipment that is handed out or lent with the item that needs it.
        cannot_be_refused: components of which a person cannot refuse everything.
        awaited_items: items that wait for a finding, and from when they may be planned.
        no_benefit_outcomes: trial outcomes after which a stretch brings nothing.
        told_quantities: limits that a person has to know, not only the planner, in words.
        told_one: the same words for a limit of one, where they differ.
        told_none: the same words for a limit of nothing at all, where they differ.
        told_words: values of such limits in words.
        told_if: limits of the quantity are told to those for whom the tree is true.
        advised_quantities: limits that no calendar can hold; the person keeps them.
        advised_formulas: operators of limits that the person keeps.
        texts: sentences, with names in braces.
    """

    schema_version: int
    evidence: str
    sources: tuple[str, ...]
    reviewed_on: str
    provisional: Provisional
    comes_with_item: tuple[str, ...]
    cannot_be_refused: tuple[str, ...]
    also_indicated: tuple[AlsoIndicated, ...]
    awaited_items: tuple[AwaitedItems, ...]
    no_benefit_outcomes: tuple[str, ...]
    week_facts: tuple[WeekFact, ...]
    told_quantities: dict[str, str]
    told_one: dict[str, str]
    told_none: dict[str, str]
    told_words: dict[str, str]
    told_if: dict[str, Node]
    advised_quantities: tuple[str, ...]
    advised_formulas: tuple[str, ...]
    levels: Levels
    texts: dict[str, str]
