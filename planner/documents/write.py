"""Writes several files so that a failure leaves the old ones as they were."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from planner.errors import OutputError
from planner.told import later, told

FILE_MODE = 0o600
FOLDER_MODE = 0o700
_REASONS = {
    errno.EACCES: later("may not be written there; choose another folder"),
    errno.EPERM: later("may not be written there; choose another folder"),
    errno.EROFS: later("is on a read-only file system; choose another folder"),
    errno.ENOSPC: later("does not fit: the disk is full; free some space or choose another folder"),
    errno.EDQUOT: later("does not fit: the disk quota is used up; choose another folder"),
    errno.EISDIR: later("is a folder, not a file; choose another folder or remove it"),
    errno.ENOTDIR: later("lies below a file, not a folder; choose another folder"),
    errno.EEXIST: later("lies below a file, not a folder; choose another folder"),
    errno.ENAMETOOLONG: later("has a name that is too long; choose another folder"),
}


def write_all(files: Mapping[Path, bytes]) -> tuple[Path, ...]:
    """Write all files, readable by their owner only, and return their paths.

    Everything is written and synced under temporary names first; only then are the old files
    replaced. Missing folders are made, for their owner only. On an error every file that was not
    yet replaced stays as it was, and temporary files and new empty folders are removed.

    Raises:
        OutputError: a file cannot be written; says which, why and what to do.
    """
    with contextlib.ExitStack() as undo:
        written: list[tuple[Path, Path]] = []
        for path, data in files.items():
            with _explained(path):
                if path.is_dir():
                    raise IsADirectoryError(errno.EISDIR, path)
                _make_folder(path.parent, undo)
                written.append((_write_beside(path, data, undo), path))
        for temporary, path in written:
            with _explained(path):
                temporary.replace(path)
        for folder in dict.fromkeys(path.parent for path in files):
            _sync_folder(folder)
    return tuple(files)


def refuse_unwritable(folder: Path) -> None:
    """Say at once what would only fail after long work.

    Raises:
        OutputError: files cannot be written into this folder, or it cannot be made.
    """
    with _explained(folder):
        there = next(place for place in (folder, *folder.parents) if place.exists())
        if not there.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, there)
        if not os.access(there, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, there)


def _make_folder(folder: Path, undo: contextlib.ExitStack) -> None:
    """Make a folder and those above it; a folder that is still empty at the end is removed."""
    if folder.is_dir():
        return
    _make_folder(folder.parent, undo)
    folder.mkdir(mode=FOLDER_MODE)
    undo.callback(_remove_if_empty, folder)


def _write_beside(path: Path, data: bytes, undo: contextlib.ExitStack) -> Path:
    """A new file beside `path` with the data, synced to the disk."""
    handle, temporary = _new_file(path)
    undo.callback(temporary.unlink, missing_ok=True)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return temporary


def _new_file(path: Path) -> tuple[int, Path]:
    """Open a file that did not exist; leftovers of an interrupted run are passed over."""
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    number = 0
    while True:
        temporary = path.with_name(f".{path.name}.{os.getpid()}-{number}.tmp")
        try:
            return os.open(temporary, flags, FILE_MODE), temporary
        except FileExistsError:
            number += 1


def _sync_folder(folder: Path) -> None:
    """Make the new names lasting; the files are complete already where a system cannot do this."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _remove_if_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Any failure of the system as an `OutputError` about `path`."""
    try:
        yield
    except (OSError, ValueError) as error:
        code = getattr(error, "errno", None)
        reason = getattr(error, "strerror", None) or error
        template = _REASONS.get(code or 0) or later(
            "cannot be written ({reason}); choose another folder"
        )
        text = told(template, reason=reason)
        raise OutputError(path, text) from None
