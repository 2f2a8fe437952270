"""Finds the plan: constraints, levels of objectives, and the search."""
