"""Proof that the rules of a catalog run: people for every case, and what contradicts what."""

from planner.workflow.proof.clashes import Clash
from planner.workflow.proof.prove import Proof, prove

__all__ = ["Clash", "Proof", "prove"]
