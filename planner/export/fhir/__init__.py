"""A plan as a FHIR R4 Bundle. Decides nothing."""

from planner.export.fhir.bundle import to_fhir

__all__ = ["to_fhir"]
