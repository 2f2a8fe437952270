"""Writes the pictures of activities as files."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from planner.documents import hint, write_all
from planner.errors import BadCatalog, BadInput, Problem
from planner.knowledge import Catalog, load_catalog
from planner.knowledge.activity import Activity
from planner.knowledge.paths import catalog_directory
from planner.told import told

if TYPE_CHECKING:
    from planner.figures import Figures, Words

FOLDER = "figures"
EACH_SIDE = "each_side"


def catalog_figures(directory: Path | None, catalog: Catalog) -> Figures:
    """The figures of a catalog.

    Raises:
        BadCatalog: with every problem of their files.
    """
    # What draws takes time to load, and a document whose pictures are kept needs none of it.
    from planner.figures import load_figures

    return load_figures(catalog_directory(directory) / FOLDER, catalog.activities)


def figures_if_any(directory: Path | None, catalog: Catalog) -> Figures | None:
    """The figures of a catalog; a catalog may do without.

    Raises:
        BadCatalog: with every problem of their files.
    """
    is_there = (catalog_directory(directory) / FOLDER).is_dir()
    return catalog_figures(directory, catalog) if is_there else None


def figure_problems(root: Path, catalog: Catalog) -> tuple[Problem, ...]:
    """What is wrong with the figures of a catalog; a catalog may do without."""
    if not (root / FOLDER).is_dir():
        return ()
    try:
        catalog_figures(root, catalog)
    except BadCatalog as error:
        return error.problems
    return ()


def words_of(activity: Activity) -> Words:
    """What a screen reader says for the picture of an activity: its name and its steps."""
    from planner.figures import Words

    return Words(activity.name, " ".join(activity.instructions))


def write_pictures(
    ids: tuple[str, ...], output: Path, directory: Path | None, *, theme: str, left: bool
) -> tuple[Path, ...]:
    """Write `<activity>.svg` for each activity that has a figure.

    Args:
        ids: activities; empty for all.
        output: folder of the files.
        directory: folder of the catalog; None for the project's own.
        theme: id of the colours.
        left: mirror what is done on each side.

    Raises:
        BadInput: an activity or theme that is not there.
        OutputError: a file cannot be written.
    """
    from planner.figures import draw

    catalog = load_catalog(directory)
    figures = catalog_figures(directory, catalog)
    shown = figures.by_activity()
    _known("activity", ids, shown)
    _known("theme", (theme,), figures.themes)
    files = {}
    for name in ids or sorted(shown):
        activity = catalog.activities[name]
        picture = draw(
            figures, shown[name], words_of(activity), theme=theme, uid=name,
            mirrored=left and activity.laterality == EACH_SIDE,
        )  # fmt: skip
        files[output / f"{name}.svg"] = picture.encode()
    return write_all(files)


def _known(kind: str, names: tuple[str, ...], there: Collection[str]) -> None:
    problems = [
        Problem(
            kind,
            0,
            "",
            told("there are no pictures for '{name}'{hint}", name=name, hint=hint(name, there)),
        )
        for name in names
        if name not in there
    ]
    if problems:
        raise BadInput(problems)
