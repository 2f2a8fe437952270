"""Writes the plan: what the solver placed, with what, how and why on every item."""
