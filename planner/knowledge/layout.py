"""The layout of a catalog folder: which files hold which records and which further keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from planner.knowledge.decision_policy import DecisionPolicy
from planner.knowledge.derivation import Derivations
from planner.knowledge.dosing import DoseRow
from planner.knowledge.model import (
    Activity,
    AgeBand,
    Condition,
    Criterion,
    Fact,
    Family,
    IntensityClass,
    Rule,
    ScreeningGroup,
    SeedStatement,
    Source,
    Term,
)
from planner.knowledge.planning import Planning
from planner.knowledge.policy import (
    Bundle,
    EquipmentPolicy,
    GoalTerm,
    OrdinaryAnswers,
    PlanBias,
    Timing,
)
from planner.knowledge.progression import ProgressionPolicy


@dataclass(frozen=True)
class Section:
    """A list of records.

    Attributes:
        place: folder or file, relative to the catalog.
        key: key of the list in each file.
        name: field of `Catalog` that holds the records by id.
        kind: their type.
    """

    place: str
    key: str
    name: str
    kind: type[Any]

    def holds(self, file: str) -> bool:
        """Whether the file belongs to this section."""
        return file == self.place or file.startswith(f"{self.place}/")


SECTIONS = (
    Section("sources", "sources", "sources", Source),
    Section("criteria.yaml", "criteria", "criteria", Criterion),
    Section("policies.yaml", "policies", "policies", Term),
    Section("facts", "facts", "facts", Fact),
    Section("conditions", "conditions", "conditions", Condition),
    Section("conditions", "plan_biases", "plan_biases", PlanBias),
    Section("rules", "rules", "rules", Rule),
    Section("activities", "activities", "activities", Activity),
    Section("ladders", "families", "families", Family),
    Section("doses", "rows", "rows", DoseRow),
    Section("screening_groups.yaml", "groups", "screening_groups", ScreeningGroup),
    Section("screening_groups.yaml", "bundles", "screening_bundles", Bundle),
    Section("goals.yaml", "goals", "goals", GoalTerm),
    Section("seed.yaml", "statements", "seed_statements", SeedStatement),
)
# Keys that files of a section may hold besides the records.
FURTHER_KEYS = {
    "sources": ("verified_values",),
    "activities": ("component",),
    "ladders": ("notes",),
    "doses": (
        "how_to_read", "level_assignment", "walking_week1_default", "home_program_limits",
    ),
    "screening_groups.yaml": ("how_to_use", "single_questions", "optional_questions"),
}  # fmt: skip
# Files that are one typed record.
WHOLE_FILES: dict[str, type[Any]] = {
    "timing.yaml": Timing,
    "planning.yaml": Planning,
    "derivations.yaml": Derivations,
    "equipment_policy.yaml": EquipmentPolicy,
    "decision_policy.yaml": DecisionPolicy,
    "ordinary_answers.yaml": OrdinaryAnswers,
    "progression.yaml": ProgressionPolicy,
}
# Files that are kept as plain data.
PLAIN_FILES = (
    "scales/measures.yaml",
    "scales/calendar.yaml",
    "stretch_tests.yaml",
    "energy_model.yaml",
)
RAMP_FILES = tuple(
    f"ramps/{name}.yaml"
    for name in ("absence", "endurance", "heel_lift", "orthotics", "pain_phases", "quit_smoking")
)
# Texts of the product: wording, words that it never uses.
TEXTS = ("messages/", "forbidden_words.yaml")
VERSION_KEY = "schema_version"
OWN_TERMS: dict[str, type[Any]] = {"intensity_classes": IntensityClass, "age_bands": AgeBand}
LISTS = (
    "age_bands", "assurances", "components", "condition_kinds", "condition_stages", "effects",
    "equipment",
    "evidence_grades", "features", "impact_levels", "intensity_classes", "intensity_methods",
    "levels", "movements", "muscle_groups_major", "muscles", "positions", "precaution_codes",
    "quantities", "relations", "responses", "screening_decisions", "severities", "tags",
    "target_selectors", "trial_outcomes", "units", "urgencies", "windows",
)  # fmt: skip


def vocabulary_file(name: str) -> str:
    """File of a closed list."""
    return f"vocabulary/{name}.yaml"


REQUIRED_FILES = (
    *(vocabulary_file(name) for name in LISTS),
    *(section.place for section in SECTIONS if section.place.endswith(".yaml")),
    *WHOLE_FILES,
    *PLAIN_FILES,
    *RAMP_FILES,
    "doses/level_assignment.yaml",
)
