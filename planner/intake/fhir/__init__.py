"""A FHIR R4 Bundle of one person to what an intake asks, beside everything not understood."""

from planner.intake.fhir.read import FromRecord, read_bundle

__all__ = ["FromRecord", "read_bundle"]
