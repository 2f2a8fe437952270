"""The `planner` command: parses, calls one workflow, prints.

Only click and the standard library are imported until a command runs.
"""

from planner.cli.main import main

__all__ = ["main"]
