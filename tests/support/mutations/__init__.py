"""Ways to spoil a plan that passes the audit, each with the check that must notice it."""

from tests.support.mutations import (
    absence,
    amounts,
    floors,
    given,
    growth,
    honesty,
    items,
    kept_in_mind,
    person,
    revised,
    session_load,
    structure,
    template_doses,
    times,
    told,
)
from tests.support.mutations.tools import MUTATIONS, Mutation

__all__ = [
    "MUTATIONS",
    "Mutation",
    "absence",
    "amounts",
    "floors",
    "given",
    "growth",
    "honesty",
    "items",
    "kept_in_mind",
    "person",
    "revised",
    "session_load",
    "structure",
    "template_doses",
    "times",
    "told",
]
