"""JSON Schemas of the files that people write and read, for editors and other programs."""

from planner.workflow.schema.make import KINDS, make_schema, write_schema

__all__ = ["KINDS", "make_schema", "write_schema"]
