"""The questions of a guided intake: one module for each kind."""
