"""The intake: read and checked (`read_intake`), then resolved to answers (`resolve_answers`)."""

from planner.intake.read import read_document, read_intake
from planner.intake.resolve import resolve_answers

__all__ = ["read_document", "read_intake", "resolve_answers"]
