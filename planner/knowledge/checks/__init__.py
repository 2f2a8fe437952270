"""Checks of the whole catalog: every id exists, every value fits its list, type and range."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from planner.knowledge.catalog import Catalog
from planner.knowledge.checks import dosing, measures, policy, screening, vocabulary
from planner.knowledge.checks.activity import check_activity
from planner.knowledge.checks.agreement import check_agreement
from planner.knowledge.checks.common import check_id
from planner.knowledge.checks.ladder import check_family
from planner.knowledge.checks.person import (
    check_bias,
    check_condition,
    check_criterion,
    check_fact,
)
from planner.knowledge.checks.progression import check_progression
from planner.knowledge.checks.rule import check_rule
from planner.knowledge.spot import Spot

Check = Callable[[Any, Spot, Catalog], None]
# Kind of record (the field of Catalog that holds it) to its check.
_RECORDS: dict[str, Check] = {
    "sources": vocabulary.check_source,
    "criteria": check_criterion,
    "facts": check_fact,
    "conditions": check_condition,
    "plan_biases": check_bias,
    "rules": check_rule,
    "activities": check_activity,
    "families": check_family,
    "rows": dosing.check_row,
    "screening_groups": screening.check_group,
    "screening_bundles": screening.check_bundle,
    "goals": policy.check_goal,
    "seed_statements": vocabulary.check_statement,
}
# File to the check of what it holds besides records.
_FILES: dict[str, Callable[[Spot, Catalog], None]] = {
    "stretch_tests.yaml": measures.check_stretch_tests,
    "scales/measures.yaml": measures.check_measures,
    "energy_model.yaml": measures.check_energy,
    "ramps/quit_smoking.yaml": measures.check_quitting,
    "ramps/orthotics.yaml": measures.check_orthotics,
    "ramps/heel_lift.yaml": measures.check_lifts,
    "ramps/absence.yaml": measures.check_absence,
    "screening_groups.yaml": screening.check_questions,
    "timing.yaml": policy.check_timing,
    "planning.yaml": policy.check_planning,
    "derivations.yaml": policy.check_derivations,
    "equipment_policy.yaml": policy.check_equipment,
    "decision_policy.yaml": policy.check_decisions,
    "ordinary_answers.yaml": policy.check_ordinary,
    "progression.yaml": check_progression,
}


def check(
    catalog: Catalog,
    places: Mapping[tuple[str, str], Spot],
    files: Mapping[str, Spot],
) -> None:
    """Check every record and file; problems go to the spots.

    Args:
        catalog: typed records.
        places: (kind, id) to the place of each record.
        files: file (relative to the catalog) to its place.
    """
    for (kind, word), spot in places.items():
        if kind != "seed_statements":
            check_id(word, spot)
        if kind in catalog.vocabulary:
            terms = catalog.vocabulary[kind]
            vocabulary.check_term(terms[word], spot, terms)
        elif kind in _RECORDS:
            held = catalog.dosing.rows if kind == "rows" else getattr(catalog, kind)
            _RECORDS[kind](held[word], spot, catalog)
    for file, examine in _FILES.items():
        examine(files[file], catalog)
    check_agreement(files["planning.yaml"], catalog)
    dosing.check_levels(files["doses/level_assignment.yaml"].at("level_assignment"), catalog)
    vocabulary.check_tags(files["vocabulary/tags.yaml"], catalog, "tags")
    vocabulary.check_citations(catalog, places)
    vocabulary.check_quantities(files["vocabulary/quantities.yaml"], catalog)
    vocabulary.check_features(files["vocabulary/features.yaml"], catalog)
    majors = "muscle_groups_major"
    vocabulary.check_groups(files[f"vocabulary/{majors}.yaml"], catalog, majors)
