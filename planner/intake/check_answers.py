"""Contradictions among the answers of an intake."""

from __future__ import annotations

from itertools import combinations

from planner.documents import dotted
from planner.domain.answers import Answers
from planner.domain.intake import ConditionRecord, Intake, StretchTrial
from planner.intake.report import Report
from planner.intake.resolve import denied_by, resolve_with_conflicts, sides_of
from planner.knowledge.catalog import Catalog
from planner.knowledge.model import Node
from planner.rules import truth
from planner.told import later, told


def check_answers(intake: Intake, catalog: Catalog, report: Report) -> None:
    """Report doubled entries that differ, and answers that contradict each other."""
    _check_doubles(intake, report)
    answers, clashes, differences = resolve_with_conflicts(intake, catalog)
    for clash in clashes:
        text = told(
            "{fact}: contradicts {place}; keep one answer",
            fact=clash.other.fact,
            place=dotted(clash.kept.path),
        )
        report.add(clash.other.path, text)
    for difference in differences:
        if difference.row.must_agree:
            text = told("contradicts the other answers; keep the one that is right")
            report.add(("facts", difference.row.fact), text)
    _check_recorded(intake, catalog, report)
    _check_criteria(intake, answers, catalog, report)


def _check_recorded(intake: Intake, catalog: Catalog, report: Report) -> None:
    """A recorded condition that an answer rules out, where the catalog lets neither win."""
    for fact, value in intake.facts.items():
        place = denied_by(fact, value, intake, catalog)
        named = None if place is None else intake.conditions[place].id
        if named in catalog.derivations.answers_must_agree_with:
            text = told(
                "contradicts conditions[{place}] ({named}); keep the one that is right",
                place=place,
                named=named,
            )
            report.add(("facts", fact), text)


def _check_doubles(intake: Intake, report: Report) -> None:
    for (first, one), (second, other) in combinations(enumerate(intake.conditions), 2):
        if one.id == other.id and not _compatible(one, other):
            report.add(
                ("conditions", second),
                told("conditions[{first}] says something else of it", first=first),
            )
    for (first, trial), (second, other_trial) in combinations(enumerate(intake.stretch_trials), 2):
        if _contradict(trial, other_trial):
            text = told(
                "stretch_trials[{first}] has another outcome for the same muscle, side and day",
                first=first,
            )
            report.add(("stretch_trials", second), text)
    for (first, entry), (second, again) in combinations(enumerate(intake.criteria), 2):
        if entry.id == again.id:
            report.add(
                ("criteria", second),
                told("criteria[{first}] names the same criterion", first=first),
            )
    for (first, clearance), (second, more) in combinations(enumerate(intake.clearance), 2):
        if clearance.date == more.date and clearance.scope != more.scope:
            text = told("clearance[{first}] of the same day has another scope", first=first)
            report.add(("clearance", second), text)


def _compatible(one: ConditionRecord, other: ConditionRecord) -> bool:
    """Two records of one condition: another side, everything else equal."""
    sides = {one.side, other.side}
    return sides == {"left", "right"} and one.stage == other.stage


def _contradict(one: StretchTrial, other: StretchTrial) -> bool:
    same = (one.muscle, one.date, one.activity) == (other.muscle, other.date, other.activity)
    sides = set(sides_of(one.side)) & set(sides_of(other.side))
    return same and bool(sides) and one.outcome != other.outcome


def _check_criteria(intake: Intake, answers: Answers, catalog: Catalog, report: Report) -> None:
    for index, entry in enumerate(intake.criteria):
        test = catalog.criteria[entry.id].test
        if entry.id not in answers.criteria or not _reads_facts_only(test):
            continue
        holds = truth(test, answers, catalog)
        if holds is not None and holds != entry.met:
            is_met = later("the facts say that '{id}' is met")
            is_not = later("the facts say that '{id}' is not met")
            text = told(is_met if holds else is_not, id=entry.id)
            report.add(("criteria", index), text)


def _reads_facts_only(node: Node) -> bool:
    branches = [*(node.all or ()), *(node.any or ()), *([node.not_] if node.not_ else [])]
    return node.trial is None and node.criterion is None and all(map(_reads_facts_only, branches))
