"""Files of policy: goals, timing, scheduling numbers, derived facts, equipment."""

from __future__ import annotations

from planner.knowledge.catalog import Catalog
from planner.knowledge.checks.case import check_answer
from planner.knowledge.checks.common import check_cited, check_date
from planner.knowledge.checks.target import check_target
from planner.knowledge.checks.tree import check_tree
from planner.knowledge.decision_policy import AwaitedItems
from planner.knowledge.formula import Formula
from planner.knowledge.policy import GoalTerm
from planner.knowledge.spot import Spot

# Keys of a goal in an intake, besides its id.
_TAKES = ("target_kg", "by_week", "activity")


def check_goal(goal: GoalTerm, spot: Spot, catalog: Catalog) -> None:
    """One goal."""
    spot.all_known("components", goal.components, catalog.vocabulary["components"], "component")
    spot.all_known("takes", goal.takes, _TAKES, "key of a goal")
    for fact, value in goal.facts.items():
        check_answer(fact, value, spot.at("facts", fact), catalog)


def check_timing(spot: Spot, catalog: Catalog) -> None:
    """Seconds of work by component."""
    timing = catalog.timing
    check_cited(timing.evidence, timing.sources, spot, catalog)
    check_date(timing.reviewed_on, spot.at("reviewed_on"))
    for component, seconds in timing.seconds_per_repetition.items():
        here = spot.at("seconds_per_repetition", component)
        here.known(component, catalog.vocabulary["components"], "component")
        here.need(seconds > 0, "a repetition takes some time")


def check_planning(spot: Spot, catalog: Catalog) -> None:
    """Components, tags, activities and grades that the scheduling policy names."""
    planning, words = catalog.planning, catalog.vocabulary
    check_cited(planning.evidence, planning.sources, spot, catalog)
    check_date(planning.reviewed_on, spot.at("reviewed_on"))
    for key, known, what in (
        ("session_components", words["components"], "component"),
        ("exercise_components", words["components"], "component"),
        ("all_day_components", words["components"], "component"),
        ("not_new_components", words["components"], "component"),
        ("session_order", words["components"], "component"),
        ("session_roles", words["components"], "component"),
        ("quit_if_not_ready", catalog.activities, "activity"),
        ("all_day_tags", words["tags"], "tag"),
        ("not_new_tags", words["tags"], "tag"),
        ("all_day_activities", catalog.activities, "activity"),
        ("untimed_activities", catalog.activities, "activity"),
        ("everyday_first", catalog.activities, "activity"),
    ):
        spot.all_known(key, getattr(planning, key), known, what)
    check_tree(planning.quit_day_if, spot.at("quit_day_if"), catalog)
    for name, families in planning.balanced_sets.items():
        spot.at("balanced_sets").all_known(name, families, catalog.families, "family")
    for name in planning.least_items_at_once:
        spot.at("least_items_at_once").known(name, words["components"], "component")
    for place, way in zip(spot.each("ways_out", planning.ways_out), planning.ways_out, strict=True):
        more = way.days_more + way.minutes_more
        is_one = (more > 0) != way.free_busy and min(way.days_more, way.minutes_more) >= 0
        place.need(is_one, "a way out gives more days, more minutes or both, or frees busy times")
    grades, here = words["evidence_grades"], spot.at("score", "evidence")
    for grade in planning.score.evidence:
        here.at(grade).known(grade, grades, "evidence grade")
    missing = [grade for grade in grades if grade not in planning.score.evidence]
    here.need(not missing, f"give points for every grade; missing: {', '.join(missing)}")


def check_derivations(spot: Spot, catalog: Catalog) -> None:
    """Facts, conditions and trees of the derived facts, and the roles of clinicians."""
    whole = catalog.derivations
    spot.all_known(
        "answers_must_agree_with", whole.answers_must_agree_with, catalog.conditions, "condition"
    )
    for index, each in enumerate(whole.derivations):
        here = spot.at("derivations", index)
        here.at("fact").known(each.fact, catalog.facts, "fact")
        here.all_known("facts", each.facts, catalog.facts, "fact")
        here.all_known("only_if_answered", each.only_if_answered, catalog.facts, "fact")
        here.all_known("conditions", each.conditions, catalog.conditions, "condition")
        here.all_known("sources", each.sources, catalog.sources, "source")
        here.at("evidence").known(each.evidence, catalog.vocabulary["evidence_grades"], "grade")
        here.at("muscle").known(each.muscle, catalog.vocabulary["muscles"], "muscle")
        outcomes = catalog.vocabulary["trial_outcomes"]
        here.all_known("outcomes", each.outcomes, outcomes, "trial outcome")
        for place, choice in zip(here.each("choices", each.choices), each.choices, strict=True):
            check_tree(choice.when, place.at("when"), catalog)
            check_answer(each.fact, choice.value, place.at("value"), catalog)
    for index, field in enumerate(whole.condition_fields):
        here = spot.at("condition_fields", index)
        here.all_known("conditions", field.conditions, catalog.conditions, "condition")
        here.at("fact").known(field.fact, catalog.facts, "fact")
    for index, pair in enumerate(whole.ordered_facts):
        here = spot.at("ordered_facts", index)
        here.at("smaller").known(pair.smaller, catalog.facts, "fact")
        here.at("larger").known(pair.larger, catalog.facts, "fact")


def check_equipment(spot: Spot, catalog: Catalog) -> None:
    """What every home is taken to have."""
    policy = catalog.equipment_policy
    check_cited(policy.evidence, policy.sources, spot, catalog)
    known = catalog.vocabulary["equipment"]
    spot.all_known("always_at_hand", policy.always_at_hand, known, "equipment")


def check_ordinary(spot: Spot, catalog: Catalog) -> None:
    """Every fact is answered once: here, by a screening group or by a derivation."""
    ordinary = catalog.ordinary_answers
    check_date(ordinary.assessed_on, spot.at("assessed_on"))
    spot.all_known("not_applicable", ordinary.not_applicable, catalog.facts, "fact")
    for word, value in ordinary.facts.items():
        check_answer(word, value, spot.at("facts", word), catalog)
    answered = {*ordinary.facts, *ordinary.not_applicable}
    answered.update(row.fact for row in catalog.derivations.derivations)
    answered.update(fact for group in catalog.screening_groups.values() for fact in group.facts)
    missing = [fact for fact in catalog.facts if fact not in answered]
    spot.at("facts").need(not missing, f"no answer is given to {', '.join(missing)}")


def check_decisions(spot: Spot, catalog: Catalog) -> None:
    """Words that the policy of decisions names."""
    policy, words = catalog.decision_policy, catalog.vocabulary
    check_cited(policy.evidence, policy.sources, spot, catalog)
    check_date(policy.reviewed_on, spot.at("reviewed_on"))
    here = spot.at("provisional")
    here.all_known("keeps", policy.provisional.keeps, words["components"], "component")
    here.at("criterion").known(policy.provisional.criterion, catalog.criteria, "criterion")
    decision = policy.provisional.cleared_decision
    here.at("cleared_decision").known(decision, words["screening_decisions"], "decision")
    for key, listed, what in (
        ("comes_with_item", "equipment", "equipment"),
        ("cannot_be_refused", "components", "component"),
        ("no_benefit_outcomes", "trial_outcomes", "trial outcome"),
        ("advised_quantities", "quantities", "quantity"),
    ):
        spot.all_known(key, getattr(policy, key), words[listed], what)
    for quantity, sentence in policy.told_quantities.items():
        place = spot.at("told_quantities", quantity)
        place.known(quantity, words["quantities"], "quantity")
        place.need("{value}" in sentence, "the sentence must say the {value}")
    for key in ("told_one", "told_none"):
        for quantity in getattr(policy, key):
            spot.at(key, quantity).known(quantity, tuple(policy.told_quantities), "told quantity")
    for name, tree in policy.told_if.items():
        spot.at("told_if").known(name, tuple(policy.told_quantities), "told quantity")
        check_tree(tree, spot.at("told_if", name), catalog)
    spot.all_known("advised_formulas", policy.advised_formulas, Formula.OPERATORS, "operator")
    for index, also in enumerate(policy.also_indicated):
        check_target(also.target, spot.at("also_indicated", index, "target"), catalog)
        check_tree(also.when, spot.at("also_indicated", index, "when"), catalog)
    for index, awaited in enumerate(policy.awaited_items):
        _check_awaited(awaited, spot.at("awaited_items", index), catalog)
    for index, rising in enumerate(policy.week_facts):
        place = spot.at("week_facts", index)
        place.at("fact").known(rising.fact, catalog.facts, "fact")
        check_tree(rising.while_, place.at("while"), catalog)
    _check_level_policy(spot.at("levels"), catalog)


def _check_awaited(awaited: AwaitedItems, spot: Spot, catalog: Catalog) -> None:
    """A row is never looser than the criterion itself, and something waits for it."""
    spot.all_known("conditions", awaited.conditions, catalog.conditions, "condition")
    if not spot.at("criterion").known(awaited.criterion, catalog.criteria, "criterion"):
        return
    named = {name for activity in catalog.activities.values() for name in activity.indicated_by}
    spot.at("criterion").need(awaited.criterion in named, "no activity is indicated by it")
    week = awaited.earliest_week_if_unmeasured
    own = catalog.criteria[awaited.criterion].earliest_week_if_unmeasured
    spot.at("earliest_week_if_unmeasured").need(
        week is None or (own is not None and week >= own),
        f"must not lie before the criterion's own earliest week ({own})",
    )


def _check_level_policy(spot: Spot, catalog: Catalog) -> None:
    levels, words = catalog.decision_policy.levels, catalog.vocabulary
    spot.at("first").known(levels.first, words["levels"], "level")
    spot.at("otherwise").known(levels.otherwise, words["levels"], "level")
    for index, untested in enumerate(levels.untested):
        place = spot.at("untested", index)
        place.at("level").known(untested.level, words["levels"], "level")
        check_tree(untested.when, place.at("when"), catalog)
    for component, others in levels.lower_of.items():
        spot.at("lower_of", component).known(component, words["components"], "component")
        spot.at("lower_of").all_known(component, others, words["components"], "component")
    spot.all_known("overall", levels.overall, words["components"], "component")
