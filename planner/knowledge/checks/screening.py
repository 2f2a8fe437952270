"""Screening groups, bundles, single questions: every blocking fact can be answered."""

from __future__ import annotations

from planner.knowledge.catalog import Catalog
from planner.knowledge.checks.case import check_answer
from planner.knowledge.checks.tree import check_tree
from planner.knowledge.model import ScreeningGroup
from planner.knowledge.policy import Bundle
from planner.knowledge.spot import Spot

_ASK_AT = ("intake", "session")
# More answers than this and people stop reading (knowledge base, 35 simulated intakes).
_ANSWERS_AT_MOST = 40


def check_group(group: ScreeningGroup, spot: Spot, catalog: Catalog) -> None:
    """One checklist."""
    spot.need(
        bool(group.title and group.intro and group.facts), "title, intro and facts are needed"
    )
    spot.all_known("facts", group.facts, catalog.facts, "fact")
    spot.all_known("stay_unknown", group.stay_unknown, catalog.facts, "fact")
    spot.at("ask_at").known(group.ask_at, _ASK_AT, "word for ask_at")
    answered = {*group.none_means, *group.stay_unknown}
    text = "every fact of the group stands in none_means or in stay_unknown, and no other does"
    spot.at("facts").need(set(group.facts) == answered, text)
    for fact, value in group.none_means.items():
        check_answer(fact, value, spot.at("none_means", fact), catalog)
    if group.skip_when is not None:
        check_tree(group.skip_when, spot.at("skip_when"), catalog)


def check_bundle(bundle: Bundle, spot: Spot, catalog: Catalog) -> None:
    """One bundle of checklists."""
    spot.all_known("includes", bundle.includes, catalog.screening_groups, "screening group")
    clash = f"'{bundle.id}' is the id of a screening group too"
    spot.at("id").need(bundle.id not in catalog.screening_groups, clash)


def check_questions(spot: Spot, catalog: Catalog) -> None:
    """Each fact that may block is asked somewhere, and the intake stays short."""
    for key in ("single_questions", "optional_questions"):
        spot.all_known(key, getattr(catalog, key), catalog.facts, "fact")
    groups = catalog.screening_groups.values()
    asked = {*catalog.single_questions, *catalog.optional_questions}
    asked.update(fact for group in groups for fact in group.facts)
    for fact in catalog.facts.values():
        needed = fact.answered_by != "derived" and fact.unknown != "ignore"
        text = f"fact {fact.id} may block but stands in no group and no list of questions"
        spot.need(not needed or fact.id in asked, text)
    answers = len(catalog.single_questions) + sum(each.ask_at == "intake" for each in groups)
    text = f"a typical intake needs {answers} answers; {_ANSWERS_AT_MOST} is the most"
    spot.need(answers <= _ANSWERS_AT_MOST, text)
