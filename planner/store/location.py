"""Where the store is: a file of this person's own, or a database of the clinic's."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from platformdirs import user_data_path

from planner.told import told

APP = "rehab-planner"
FILE_NAME = "programmes.db"
SCHEME = "://"


class Location(Struct, frozen=True):
    """A SQLite file (`path`) or the URL of another database.

    Attributes:
        path: the file; None where `url` names a server.
        url: as SQLAlchemy reads it; may hold a password and is never shown.
        name: what messages call the store.
    """

    path: Path | None
    url: str
    name: str


def locate(given: str | None) -> Location:
    """The store that was named by path or URL; without a name, the one of this user."""
    if given is not None and SCHEME in given and not given.startswith("sqlite:///"):
        scheme = given.partition(SCHEME)[0]
        return Location(path=None, url=given, name=told("the {scheme} database", scheme=scheme))
    path = Path(given.removeprefix("sqlite:///")) if given else _own()
    return Location(path=path, url="", name=str(path))


def _own() -> Path:
    return user_data_path(APP) / FILE_NAME
