"""A plan, and its person, as a FHIR R4 Bundle. Decides nothing."""

from planner.export.fhir.bundle import to_fhir
from planner.export.fhir.record import HealthRecord

__all__ = ["HealthRecord", "to_fhir"]
