"""The outermost group: whatever goes wrong becomes a message and its exit code, in one place."""

from __future__ import annotations

import atexit
import signal
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import click

from planner.cli.interrupt import Pressed, handled_by
from planner.cli.lazy import LazyGroup
from planner.cli.output import drop_output, say, survive_any_text
from planner.errors import ExitCode, PlannerError


class RootGroup(LazyGroup):
    """No error of the user, the system or the planner's own ends in a traceback; a bug does."""

    # Click's own handling ends with exit code 1 and "Aborted!"; its other mode raises instead.
    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: object,
    ) -> Any:  # noqa: ANN401
        """Run the command and end the process with its exit code."""
        survive_any_text()
        run = partial(super().main, args, prog_name, complete_var, standalone_mode=False, **extra)
        if not standalone_mode:
            return run()
        sys.exit(_exit_code(run))


def _exit_code(run: Callable[[], Any]) -> Any:  # noqa: ANN401
    """Exit code of the command, after a message for whatever went wrong."""
    pressed = Pressed()
    # The work is done at exit; nobody needs a traceback of Python's own cleaning up.
    atexit.register(signal.signal, signal.SIGINT, signal.SIG_IGN)
    try:
        with handled_by(pressed):
            return run()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except PlannerError as error:
        return _told(str(error), error.exit_code)
    except SystemExit:
        raise
    except BaseException as error:
        if pressed.is_pressed or isinstance(error, KeyboardInterrupt | click.Abort):
            return _told("interrupted", ExitCode.INTERRUPTED)
        if isinstance(error, OSError):
            return _refused(error)
        raise


def _refused(error: OSError) -> ExitCode:
    """What the system refuses is explained where it happens; what comes here is the output's."""
    drop_output()
    reason = error.strerror or error
    text = (
        f"{error.filename}: {reason}"
        if error.filename
        else f"the output cannot be written ({reason})"
    )
    return _told(text, ExitCode.BAD_INPUT)


def _told(text: str, code: ExitCode) -> ExitCode:
    say(f"planner: {text}")
    return code
