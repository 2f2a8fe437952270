"""Compiled catalogs, so that starting is fast. A cache that cannot be used is passed over."""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path
from typing import TypeVar

import msgspec

import planner

T = TypeVar("T")
DIRECTORY = "PLANNER_CACHE_DIR"
_HEAD = b"planner-catalog "
_PRIVATE = 0o700


def directory() -> Path:
    """The cache folder: `PLANNER_CACHE_DIR`, or the user's own cache."""
    named = os.environ.get(DIRECTORY)
    if named:
        return Path(named)
    import platformdirs

    return Path(platformdirs.user_cache_dir("rehab-planner"))


def get(sha256: str, kind: type[T]) -> T | None:
    """The compiled catalog of this digest; None if there is none or it is damaged."""
    try:
        head, _, body = _file(sha256).read_bytes().partition(b"\n")
    except OSError:
        return None
    if head != _seal(body):
        return None
    try:
        return msgspec.msgpack.decode(body, type=kind)
    except msgspec.MsgspecError:
        return None


def put(sha256: str, value: object) -> None:
    """Keep the compiled catalog; an unwritable folder only costs time at the next start."""
    import tempfile

    body = msgspec.msgpack.encode(value)
    target = _file(sha256)
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=_PRIVATE)
        # mkstemp makes the file readable by its owner only.
        handle, name = tempfile.mkstemp(dir=target.parent)
    except OSError:
        return
    try:
        with contextlib.suppress(OSError):
            with os.fdopen(handle, "wb") as file:
                file.write(_seal(body) + b"\n" + body)
            Path(name).replace(target)
    finally:
        Path(name).unlink(missing_ok=True)


def _file(sha256: str) -> Path:
    return directory() / f"catalog-{sha256[:32]}-{_fingerprint()[:16]}.bin"


def _fingerprint() -> str:
    """Digest of the version and of the modules that define and check the types.

    A catalog that was compiled by other code is not read.
    """
    total = hashlib.sha256(planner.__version__.encode())
    here = Path(__file__).parent
    for module in sorted((*here.glob("*.py"), *(here / "checks").glob("*.py"))):
        total.update(module.read_bytes())
    return total.hexdigest()


def _seal(body: bytes) -> bytes:
    return _HEAD + hashlib.sha256(body).hexdigest().encode()
