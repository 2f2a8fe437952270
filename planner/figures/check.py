"""Checks that every name in the files of figures stands for something."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from planner.documents import KeyPath, hint
from planner.figures.body import SIDES
from planner.figures.camera import VIEWS
from planner.figures.kinematics import posed
from planner.figures.model import Figure, Figures, Prop
from planner.figures.paint import LIMBS
from planner.figures.pose import Contact, Pose
from planner.figures.scene import BUILT_IN

Fault = tuple[str, str, KeyPath, str]
LANDMARKS = frozenset(posed("upright", Pose()).joints)
STEMS = frozenset(name.removesuffix(f"_{side}") for name in LANDMARKS for side in SIDES)


def check(figures: Figures, activities: Collection[str] | None) -> list[Fault]:
    """(kind, id, path, sentence) of everything that is wrong.

    Args:
        figures: everything that was read.
        activities: what figures may stand for; None leaves that open.
    """
    return [*_shown(figures, activities), *_names(figures)]


def _shown(figures: Figures, activities: Collection[str] | None) -> Iterator[Fault]:
    owner: dict[str, str] = {}
    for figure in figures.figures.values():
        for index, activity in enumerate(figure.shows):
            if activity in owner:
                text = f"'{activity}' already has the figure '{owner[activity]}'"
                yield "figures", figure.id, ("shows", index), text
            if activities is not None and activity not in activities:
                text = f"'{activity}' is no activity{hint(activity, activities)}"
                yield "figures", figure.id, ("shows", index), text
            owner[activity] = figure.id


def _names(figures: Figures) -> Iterator[Fault]:
    for figure in figures.figures.values():
        for path, text in _figure(figures, figure):
            yield "figures", figure.id, path, text


def _figure(figures: Figures, figure: Figure) -> Iterator[tuple[KeyPath, str]]:
    if figure.drawing is not None:
        return
    if figure.base not in figures.bases:
        yield (
            ("base",),
            f"'{figure.base}' is no base position{hint(str(figure.base), figures.bases)}",
        )
    if isinstance(figure.view, str) and figure.view not in VIEWS:
        yield ("view",), f"'{figure.view}' is no view{hint(figure.view, VIEWS)}"
    for muscle in figure.muscles or {}:
        if muscle not in figures.regions:
            yield ("muscles", muscle), f"'{muscle}' is no region{hint(muscle, figures.regions)}"
    if figure.order and sorted(figure.order) != sorted((*LIMBS, "trunk")):
        yield ("order",), f"name each of {', '.join(LIMBS)} and trunk once"
    yield from _parts(figures, figure)


def _parts(figures: Figures, figure: Figure) -> Iterator[tuple[KeyPath, str]]:
    for index, prop in enumerate(figure.props or ()):
        for key, text in _prop(figures, prop):
            yield ("props", index, key), text
    for index, arrow in enumerate(figure.arrows or ()):
        for name in (arrow.trace, arrow.at):
            if isinstance(name, str) and name not in LANDMARKS:
                yield ("arrows", index), _no_landmark(name)
    for key in ("start", "end"):
        for path, text in _pose(getattr(figure, key) or Pose()):
            yield (key, *path), text


def _prop(figures: Figures, prop: Prop) -> Iterator[tuple[str, str]]:
    kinds = {*BUILT_IN, *figures.things}
    if prop.kind not in kinds:
        yield "kind", f"'{prop.kind}' is no thing{hint(prop.kind, kinds)}"
    if prop.after is not None and prop.after not in (*LIMBS, "trunk"):
        yield "after", f"'{prop.after}' is no limb{hint(prop.after, LIMBS)}"
    for where in (*prop.through, prop.at if prop.kind != "loop" else None):
        if isinstance(where, str) and where not in LANDMARKS:
            yield "through", _no_landmark(where)


def _pose(pose: Pose) -> Iterator[tuple[KeyPath, str]]:
    for key in ("feet", "hands", "foot_r", "foot_l", "hand_r", "hand_l"):
        contact: Contact | None = getattr(pose, key)
        if contact is not None and contact.to is not None:
            known = STEMS if key in ("feet", "hands") else LANDMARKS | STEMS
            if contact.to not in known | LANDMARKS:
                yield (key, "to"), _no_landmark(contact.to)
    if pose.anchor is not None and pose.anchor not in LANDMARKS:
        yield ("anchor",), _no_landmark(pose.anchor)
    if pose.level is not None and (len(pose.level) != 2 or not set(pose.level) <= LANDMARKS):
        yield ("level",), "two landmarks with their heights are needed here"


def _no_landmark(name: str) -> str:
    return f"'{name}' is no landmark{hint(name, LANDMARKS)}"
