"""Which programme is meant: an id in the store, or a folder that `planner plan` made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from planner.errors import StoreError
from planner.store import Location, Store, locate, open_store
from planner.told import told

FOLDER_FILE = "programme.db"


class Place(Struct, frozen=True):
    """A programme by its id, and the store that holds it."""

    location: Location
    programme: str


@contextmanager
def opened(location: Location, *, create: bool = False) -> Iterator[Store]:
    """The open store at a location."""
    with open_store(location, create=create) as store:
        yield store


def place_of(named: str, store: str | None) -> Place:
    """The programme that the person named.

    Raises:
        StoreError: a folder that holds no programme, or several.
    """
    folder = Path(named)
    if not folder.is_dir():
        return Place(locate(store), named)
    location = folder_location(folder)
    if location.path is None or not location.path.exists():
        raise StoreError(
            told(
                "{folder}: no programme was begun here yet; begin it with: planner --store"
                " {name} programme new INTAKE --plan {folder}",
                folder=folder,
                name=location.name,
            )
        )
    with opened(location) as opened_store:
        found = opened_store.programmes()
    if len(found) != 1:
        raise StoreError(
            told(
                "{name}: holds {count} programmes; name the one you mean",
                name=location.name,
                count=len(found),
            )
        )
    return Place(location, found[0].id)


def folder_location(folder: Path) -> Location:
    """The store inside a folder that holds one plan."""
    return locate(str(folder / FOLDER_FILE))
