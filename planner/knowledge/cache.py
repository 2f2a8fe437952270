"""Compiled catalogs, so that starting is fast. A cache that cannot be used is passed over."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")
DIRECTORY = "PLANNER_CACHE_DIR"
FORMAT = b"planner-catalog\n"


def directory() -> Path:
    """The cache folder: `PLANNER_CACHE_DIR`, or the user's own cache."""
    named = os.environ.get(DIRECTORY)
    if named:
        return Path(named)
    import platformdirs

    return Path(platformdirs.user_cache_dir("rehab-planner"))


def _shape() -> str:
    """Digest of the modules that define the types: other types cannot read an old file."""
    total = hashlib.sha256()
    for module in sorted(Path(__file__).parent.glob("*.py")):
        total.update(module.read_bytes())
    return total.hexdigest()


def _file(sha256: str) -> Path:
    return directory() / f"catalog-{sha256[:32]}-{_shape()[:16]}.bin"


def get(sha256: str, kind: type[T]) -> T | None:
    """The compiled value of this digest; None if there is none or it is damaged."""
    try:
        raw = _file(sha256).read_bytes()
    except OSError:
        return None
    head, _, body = raw.partition(b"\n\n")
    if head != FORMAT + hashlib.sha256(body).hexdigest().encode():
        return None
    try:
        return msgspec.msgpack.decode(body, type=kind)
    except msgspec.DecodeError:
        return None


def put(sha256: str, value: Any) -> None:
    """Keep the compiled value; an unwritable folder only costs time at the next start."""
    body = msgspec.msgpack.encode(value)
    target = _file(sha256)
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(FORMAT + hashlib.sha256(body).hexdigest().encode() + b"\n\n" + body)
        Path(name).replace(target)
    except OSError:
        return
