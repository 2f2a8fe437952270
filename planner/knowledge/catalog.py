"""The whole catalog as one frozen value."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from planner.domain.language import ENGLISH
from planner.knowledge.decision_policy import DecisionPolicy
from planner.knowledge.derivation import Derivations
from planner.knowledge.dosing import Dosing
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
from planner.knowledge.ramps import Ramps


class Catalog(Struct, frozen=True, kw_only=True, eq=False, weakref=True):
    """Everything clinical, by id, in the order of the files; equal to itself only.

    Attributes:
        vocabulary: name of a closed list to its terms.
        stretch_tests, energy, scales: as the files hold them.
        where: kind and id of a record to `file:line`, for messages.
        language: of all texts.
        sha256: digest of every file's path and content.
    """

    vocabulary: dict[str, dict[str, Term]]
    intensity_classes: dict[str, IntensityClass]
    age_bands: dict[str, AgeBand]
    criteria: dict[str, Criterion]
    policies: dict[str, Term]
    facts: dict[str, Fact]
    conditions: dict[str, Condition]
    plan_biases: dict[str, PlanBias]
    rules: dict[str, Rule]
    activities: dict[str, Activity]
    families: dict[str, Family]
    dosing: Dosing
    ramps: Ramps
    scales: dict[str, Any]
    stretch_tests: dict[str, Any]
    energy: dict[str, Any]
    screening_groups: dict[str, ScreeningGroup]
    screening_bundles: dict[str, Bundle]
    single_questions: tuple[str, ...]
    optional_questions: tuple[str, ...]
    sources: dict[str, Source]
    goals: dict[str, GoalTerm]
    seed_statements: dict[str, SeedStatement]
    timing: Timing
    planning: Planning
    derivations: Derivations
    equipment_policy: EquipmentPolicy
    decision_policy: DecisionPolicy
    ordinary_answers: OrdinaryAnswers
    progression: ProgressionPolicy
    texts: dict[str, Any]
    where: dict[str, str]
    sha256: str
    language: str = ENGLISH
