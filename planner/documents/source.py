"""Bytes of a file or of standard input, with a clear problem for whatever cannot be read."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from planner.errors import FileError, Problem
from planner.told import told

STANDARD_INPUT = "-"


def file_name(path: Path | str) -> str:
    """Name of the file in messages."""
    return "<stdin>" if str(path) == STANDARD_INPUT else str(path)


def read_bytes(path: Path | str, max_bytes: int, error: type[FileError]) -> bytes:
    """Content of a regular file, or of standard input for `-`.

    Raises:
        FileError: of class `error`, if it is missing, no regular file, unreadable or too large.
    """
    try:
        data = _stdin(max_bytes) if str(path) == STANDARD_INPUT else _file(Path(path), max_bytes)
    except (OSError, ValueError) as reason:
        raise error([Problem(file_name(path), 0, "", _sentence(reason))]) from None
    if len(data) > max_bytes:
        text = told("the file is larger than {size}, the most that is read", size=_size(max_bytes))
        raise error([Problem(file_name(path), 0, "", text)])
    return data


def _stdin(max_bytes: int) -> bytes:
    return sys.stdin.buffer.read(max_bytes + 1)


def _file(path: Path, max_bytes: int) -> bytes:
    # Opened without blocking, then checked, so that a pipe without a writer cannot hang us.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        mode = os.fstat(file.fileno()).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError
        if not stat.S_ISREG(mode):
            raise ValueError(told("this is no regular file; use '-' to read standard input"))
        return file.read(max_bytes + 1)


def _sentence(reason: Exception) -> str:
    match reason:
        case FileNotFoundError():
            return told("there is no such file; check the path")
        case IsADirectoryError():
            return told("this is a directory; name a file in it")
        case PermissionError():
            return told("the file may not be read; check its permissions")
        case OSError():
            return told(
                "the file cannot be read ({strerror})",
                strerror=reason.strerror or told("unknown reason"),
            )
        case _:
            return str(reason)


def _size(count: int) -> str:
    kilo = 1024
    return f"{count // kilo**2} MB" if count >= kilo**2 else told("{count} bytes", count=count)
