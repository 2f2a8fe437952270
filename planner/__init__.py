"""Rehabilitation programme planner: one assessment in, one safe, dated, audited programme out."""

__version__ = "0.1.0"
