"""The `planner` command: parses, calls one workflow, prints.

Only click and the standard library are imported until a command runs.
"""

import sys

try:
    from planner.cli.main import main
except KeyboardInterrupt:
    # Before anything of ours could handle it.
    sys.stderr.write("planner: interrupted\n")
    sys.exit(130)

__all__ = ["main"]
