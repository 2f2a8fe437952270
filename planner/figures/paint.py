"""Inks a body: outlines first, fills over them, far limbs before the trunk, near ones after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import cos, pi, sin

from planner.figures import body, muscles, solids
from planner.figures.body import OUTWARD, SIDES
from planner.figures.camera import Camera
from planner.figures.ink import Line, Ring, Sheet, Style, ring
from planner.figures.muscles import Region
from planner.figures.skeleton import Skeleton
from planner.figures.theme import Theme, mixed
from planner.figures.vector import Vec, add, apply, between, cross, dot, length, sub, times, unit

OUTLINE = 1.4
FAR_SHARE, FAR_LINE = 0.32, 0.4
BEHIND = -3.0
SLEEVE, TROUSER = 0.5, 0.55
LIMBS = tuple(f"{kind}_{side}" for kind in ("leg", "arm") for side in SIDES)


@dataclass(frozen=True)
class Wear:
    """What is drawn on a body besides skin.

    Attributes:
        regions: muscles to highlight, each with its sides.
        shoes: whether the feet wear them.
        fists: sides whose hand is closed.
        order: limbs from far to near with `trunk` between them; empty for the order of depth.
    """

    regions: tuple[tuple[Region, tuple[str, ...]], ...] = ()
    shoes: bool = False
    fists: frozenset[str] = frozenset()
    order: tuple[str, ...] = ()


@dataclass
class Painter:
    """Inks one posed body on a sheet."""

    skeleton: Skeleton
    camera: Camera
    theme: Theme
    wear: Wear
    sheet: Sheet = field(default_factory=Sheet)

    def draw(self, between_limbs: Mapping[str, Sheet] | None = None) -> Sheet:
        """The whole body.

        Args:
            between_limbs: sheets laid over right after the limb they are named by.
        """
        after = between_limbs or {}
        far, near = self._order()
        for name in far:
            self._limb(name, far=True)
            self.sheet.extend(after.get(name, Sheet()))
        joints = self.skeleton.joints
        behind = self.camera.depth(joints["head"]) < self.camera.depth(joints["neck_base"]) - 6
        if behind:
            self._head()
        self._trunk(near)
        self.sheet.extend(after.get("trunk", Sheet()))
        if not behind:
            self._head()
        for name in near:
            self._limb(name, far=False)
            self.sheet.extend(after.get(name, Sheet()))
        return self.sheet

    def _order(self) -> tuple[list[str], list[str]]:
        if self.wear.order:
            at = self.wear.order.index("trunk")
            return list(self.wear.order[:at]), list(self.wear.order[at + 1 :])
        ranked = sorted((self._nearness(name), name) for name in LIMBS)
        far = [name for depth, name in ranked if depth < BEHIND]
        return far, [name for depth, name in ranked if depth >= BEHIND]

    def _nearness(self, name: str) -> float:
        kind, side = name.split("_")
        joints = self.skeleton.joints
        chain = ("hip", "knee", "ankle") if kind == "leg" else ("shoulder", "elbow", "wrist")
        middle = between(joints["pelvis"], joints["neck_base"], 0.5)
        root = joints["pelvis" if kind == "leg" else "neck_base"]
        depth = self.camera.nearness
        mean = sum(depth(joints[f"{j}_{side}"]) for j in chain) / 3
        start = depth(joints[f"{chain[0]}_{side}"]) - depth(root)
        ahead = mean - depth(middle)
        return ahead * 0.4 + start + (0.6 if kind == "arm" else 0.0)

    def _limb(self, name: str, far: bool) -> None:
        kind, side = name.split("_")
        leg = kind == "leg"
        upper, lower = ("thigh", "shank") if leg else ("upper_arm", "forearm")
        ends = self._ends(kind, side)
        hulls = [
            solids.segment(self.skeleton, upper, side),
            solids.segment(self.skeleton, lower, side),
            *ends,
        ]
        rings = [self.camera.hull(hull) for hull in hulls]
        line = mixed(self.theme.line, self.theme.far, FAR_LINE) if far else self.theme.line
        self._rim(line, rings)
        shoe = leg and self.wear.shoes
        self.sheet.put(Style(self._shade(self.theme.skin, far)), *rings[: 2 if shoe else None])
        if shoe:
            self.sheet.put(Style(self._shade(self.theme.shoe, far)), *rings[2:])
        cloth = self.theme.shorts if leg else self.theme.shirt
        sleeve = solids.segment(self.skeleton, upper, side, TROUSER if leg else SLEEVE)
        covers = [self.camera.hull(sleeve)]
        if not far:
            covers.append(self.camera.hull(self._joint(kind, side)))
        self.sheet.put(Style(self._shade(cloth, far)), *covers)
        parts = (upper, lower, "foot", "pelvis") if leg and not far else (upper, lower, "foot")
        self._highlight(parts, (side,))

    def _ends(self, kind: str, side: str) -> list[solids.Hull]:
        if kind == "leg":
            grown = 0.5 if self.wear.shoes else 0.0
            return [
                tuple((centre, radius + grown) for centre, radius in part)
                for part in solids.foot(self.skeleton, side)
            ]
        shape = body.FIST if side in self.wear.fists else body.FINGERS
        return [
            solids.end(self.skeleton, "hand", "wrist", side, part) for part in (shape, body.THUMB)
        ]

    def _joint(self, kind: str, side: str) -> solids.Hull:
        """A patch that lets cloth of limb and trunk run into each other."""
        joints = self.skeleton.joints
        if kind == "leg":
            return (
                (joints[f"hip_{side}"], 7.9),
                (between(joints[f"hip_{side}"], joints["pelvis"], 0.4), 8.2),
            )
        middle = between(joints[f"shoulder_{side}"], joints["shoulder_mid"], 0.3)
        return ((joints[f"shoulder_{side}"], 4.2), (middle, 4.6))

    def _rim(self, colour: str, rings: Iterable[Ring]) -> None:
        """The outline of some parts, as what will show around their fill."""
        self.sheet.put(Style(colour), *(part.grown(OUTLINE) for part in rings))

    def _shade(self, colour: str, far: bool) -> str:
        return mixed(colour, self.theme.far, FAR_SHARE) if far else colour

    def _trunk(self, near: Iterable[str]) -> None:
        theme, camera = self.theme, self.camera
        whole = solids.trunk(self.skeleton)
        upper = solids.trunk(self.skeleton, low=body.SHORTS_TOP)
        low = solids.trunk(self.skeleton, high=body.SHORTS_TOP)
        # Shirt and shorts are made of the same slices as the trunk, but for the one they share.
        rings = {hull: camera.hull(hull) for hull in {*whole, *upper, *low}}
        neck = camera.hull(solids.neck(self.skeleton))
        self._rim(theme.line, [neck, *(rings[hull] for hull in whole)])
        self.sheet.put(Style(theme.skin), neck)
        self.sheet.put(Style(theme.shirt), *(rings[hull] for hull in upper))
        self.sheet.put(Style(theme.shorts), *(rings[hull] for hull in low))
        collar = (
            (add(self.skeleton.joints["neck_base"], (0.0, 0.0, 0.0)), 4.6),
            (self.skeleton.joints["neck_top"], 4.6),
        )
        self.sheet.put(Style(theme.skin), camera.hull(collar))
        covered = {name.split("_")[1] for name in near if name.startswith("leg")}
        self._highlight(("trunk", "neck"), SIDES)
        self._highlight(("pelvis",), tuple(s for s in SIDES if s not in covered))

    def _highlight(self, parts: tuple[str, ...], sides: tuple[str, ...]) -> None:
        for region, shown in self.wear.regions:
            for patch in region.patches:
                if patch.on not in parts:
                    continue
                for side in sides:
                    if side in shown:
                        self._patch(patch, side)

    def _patch(self, patch: muscles.Patch, side: str) -> None:
        rows = muscles.visible(self.skeleton, self.camera, patch, side)
        if rows:
            self.sheet.put(Style(self.theme.muscle, opacity=0.88), muscles.outline(rows))
            self.sheet.put(Style("none", "#ffffff", 0.6), *muscles.fibres(rows))

    def _head(self) -> None:
        theme, camera = self.theme, self.camera
        face = camera.hull(solids.face(self.skeleton))
        nose = camera.hull(solids.nose(self.skeleton))
        self._rim(theme.line, (face, nose))
        self.sheet.put(Style(theme.skin), nose, face)
        if theme.face:
            self._features()
        if theme.hair:
            self.sheet.put(Style(theme.hair), *self._hair())

    def _at(self, x: float, y: float, z: float) -> Vec:
        turned = self.skeleton.frames[body.HEAD_FRAME]
        return add(solids.skull(self.skeleton)[0], apply(turned, (x, y, z)))

    def _faces(self, x: float, y: float, z: float) -> float:
        turned = self.skeleton.frames[body.HEAD_FRAME]
        return dot(unit(apply(turned, (x, y, z))), self.camera.toward)

    def _features(self) -> None:
        theme, camera = self.theme, self.camera
        for out in OUTWARD.values():
            if self._faces(0.9, 0.05, 0.38 * out) > 0.12:
                eye = camera.circle(self._at(8.4, -1.1, 3.5 * out), 1.1)
                self.sheet.put(Style(theme.line), ring([eye]))
            if self._faces(0.0, 0.0, out) > 0.25:
                ear = camera.circle(self._at(-0.6, -2.2, 9.3 * out), 1.9)
                self.sheet.put(Style(mixed(theme.skin, theme.line, 0.18)), ring([ear]))
        sideways = self._faces(0.0, 0.0, 1.0)
        if self._faces(1.0, -0.3, 0.0) > 0.3:
            mouth = [self._at(8.0, -7.4, z) for z in (-2.4, 0.0, 2.4)]
        elif self._faces(1.0, -0.3, 0.0) > -0.3:
            z = 3.0 if sideways > 0 else -3.0
            mouth = [self._at(7.8, -7.2, z), self._at(5.4, -7.0, z * 1.3)]
        else:
            return
        self.sheet.put(Style("none", theme.line, 0.8), camera.line(mouth, smooth=True))

    def _hair(self) -> list[Ring | Line]:
        """The part of the skull on the far side of a plane from crown to nape."""
        centre, radius = solids.skull(self.skeleton)
        turned = self.skeleton.frames[body.HEAD_FRAME]
        normal = unit(apply(turned, (-0.76, 0.65, 0.0)))
        size = radius + 0.4
        facing = dot(normal, self.camera.toward)
        across = sub(normal, times(self.camera.toward, facing))
        if length(across) < 0.05:
            return [ring([self.camera.circle(centre, size)])] if facing > 0 else []
        side = unit(across)
        along = cross(self.camera.toward, side)
        points = []
        for step in range(8):
            angle = pi * step / 7
            edge = add(times(along, cos(angle) * size), times(side, sin(angle) * size))
            points.append(add(centre, edge))
        for step in range(1, 4):
            angle = pi * step / 4
            bulge = times(side, -facing * size * sin(angle))
            points.append(add(centre, add(times(along, -cos(angle) * size), bulge)))
        return [self.camera.line(points, closed=True, smooth=True)]
