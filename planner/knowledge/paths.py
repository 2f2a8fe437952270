"""Where the catalog and the templates stand: beside the package in a checkout, inside a wheel."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def _data(name: str) -> Path:
    # The packaged copy first: beside an installed package stand the folders of others.
    packaged = PACKAGE / "data" / name
    return packaged if packaged.is_dir() else PACKAGE.parent / name


def catalog_directory(directory: Path | None) -> Path:
    """The named folder, or the project's own catalog."""
    return directory if directory is not None else _data("catalog")


def template_directory(directory: Path | None) -> Path:
    """The named folder, or the project's own templates."""
    return directory if directory is not None else _data("templates")
