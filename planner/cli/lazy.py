"""A group of commands that are imported only when they run."""

from __future__ import annotations

import errno
import os
import sys
from importlib import import_module
from typing import ClassVar

import click

from planner.errors import ExitCode, PlannerError


class LazyGroup(click.Group):
    """Commands by name: where each one stands (`module:attribute`) and its line of help."""

    lazy: ClassVar[dict[str, tuple[str, str]]] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order in which they are declared."""
        return list(self.lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now."""
        if cmd_name not in self.lazy:
            return None
        module, attribute = self.lazy[cmd_name][0].split(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands in `--help`, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in self.lazy.items()])


class RootGroup(LazyGroup):
    """The outermost group: every error becomes a message and its exit code, in one place."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; no error of the planner's own ends in a traceback."""
        try:
            return super().invoke(ctx)
        except PlannerError as error:
            click.echo(f"planner: {error}", err=True)
            ctx.exit(error.exit_code)
        except (KeyboardInterrupt, click.Abort):
            click.echo("planner: interrupted", err=True)
            ctx.exit(ExitCode.INTERRUPTED)
        except OSError as error:
            if error.errno != errno.EPIPE:
                raise
            # The reader went away (`planner ... | head`): nothing is wrong, and nothing may be
            # flushed to the closed pipe at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(ExitCode.DONE)
