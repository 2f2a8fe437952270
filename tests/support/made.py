"""Plans of the examples and vignettes with the real audit; each is made once a process."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from planner.domain.plan import Plan
from planner.eligibility import decide
from planner.knowledge import load_template
from planner.solver.result import SolveStatus
from planner.workflow.plan import with_audit
from planner.workflow.search import searched
from planner.workflow.writing.plan import write
from tests.support.people import CATALOG
from tests.support.vignettes import VIGNETTES, Vignette

TEMPLATE = "general_low_back"
EFFORT = "quick"
# The template that suits the person's findings best; the general one for everybody else.
FITTING = {
    "v01_acute_sciatica_cook": "sciatica_first",
    "v04_facet_baker": "facet_flexion_bias",
    "v05_short_leg_gardener": "short_leg_flat_feet",
    "v06_flat_feet_already_worn": "short_leg_flat_feet",
    "v08_heavy_smoker_watchman": "weight_deconditioned_starter",
}


class Made(NamedTuple):
    """A plan before the audit, and what the search says about it."""

    plan: Plan | None
    status: SolveStatus


def vignette(name: str) -> Vignette:
    """The vignette of an id."""
    return next(v for v in VIGNETTES if v.id == name)


@cache
def of_vignette(name: str) -> Made:
    """The plan of a vignette, not audited.

    While a safety question is open there is no plan (policy `unanswered_red_flag`): what the
    vignette says of the plan holds for the one that is made once the question is answered.
    """
    v = vignette(name).once_answered()
    template = load_template(FITTING.get(name, TEMPLATE), CATALOG)
    eligibility = decide(CATALOG, v.intake, v.answers, v.intake.plan.weeks)
    built, context, result = searched(CATALOG, template, v.intake, v.answers, eligibility, EFFORT)
    if not result.placements:
        return Made(None, result.status)
    return Made(write(context, built, result, v.screening), result.status)


def audited(name: str) -> Plan:
    """The plan of a vignette with its audit; raises where the audit refuses it."""
    v, made = vignette(name).once_answered(), of_vignette(name)
    assert made.plan is not None, made.status
    template = load_template(FITTING.get(name, TEMPLATE), CATALOG)
    return with_audit(made.plan, v.intake, v.answers, CATALOG, template)


EXAMPLES = Path(__file__).parents[2] / "examples"
