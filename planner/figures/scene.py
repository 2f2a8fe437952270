"""A figure set up: its poses solved, its panels inked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from planner.figures import arrows, props
from planner.figures.camera import VIEWS, Camera
from planner.figures.ink import Line, Sheet, Style, ring
from planner.figures.model import Figure, Figures, Mark, Prop
from planner.figures.muscles import Region
from planner.figures.paint import Painter, Wear
from planner.figures.pose import Pose, over
from planner.figures.skeleton import Skeleton
from planner.figures.solve import Solved, on_the_way, solve
from planner.figures.theme import Theme

BUILT_IN = frozenset({"mat", "line", "pad", "weights", "loop"})
FLOOR_MARGIN, FLOOR_SIDE = 4.0, 30.0
RIM = 2.0


@dataclass(frozen=True)
class Scene:
    """A figure with everything that its names stand for.

    Attributes:
        figure: with what it inherits laid in.
    """

    figure: Figure
    figures: Figures
    theme: Theme

    @cached_property
    def camera(self) -> Camera:
        """The view of the figure."""
        view = self.figure.view or "side"
        return Camera(*(VIEWS[view] if isinstance(view, str) else view))

    @cached_property
    def poses(self) -> tuple[Pose, ...]:
        """What is said about each panel, base position included."""
        base = self.figures.bases[self.figure.base or "standing"]
        start = over(base.pose, self.figure.start or Pose())
        if self.figure.single or self.figure.end is None:
            return (start,)
        return (start, over(start, self.figure.end))

    @cached_property
    def solved(self) -> tuple[Solved, ...]:
        """The finished pose of each panel."""
        base = self.figures.bases[self.figure.base or "standing"]
        return tuple(solve(base.facing, base.stands, pose) for pose in self.poses)

    def at(self, share: float) -> Skeleton:
        """The body at a share of the movement."""
        if share not in self._passed:
            self._passed[share] = on_the_way(self.solved[0], self.solved[-1], share)
        return self._passed[share]

    @cached_property
    def _passed(self) -> dict[float, Skeleton]:
        """The body on the way: the steps and the arrow ask for the same places."""
        return {}

    @cached_property
    def bare(self) -> tuple[Sheet, ...]:
        """The panels without arrows."""
        if self.figure.drawing is not None:
            return tuple(_drawing(marks, self.theme) for marks in self.figure.drawing)
        return tuple(self.panel(solved.skeleton) for solved in self.solved)

    def panels(self) -> list[Sheet]:
        """The start and, where something moves, the end with its arrows."""
        sheets = list(self.bare)
        if self.figure.drawing is None:
            last = Sheet(list(sheets[-1].items))
            for sheet in self._arrows():
                last.extend(sheet)
            sheets[-1] = last
        return sheets

    def steps(self, count: int) -> tuple[Sheet, ...]:
        """The movement in steps of equal size, first and last panel included."""
        if self.figure.drawing is not None or len(self.poses) == 1:
            return self.bare
        between = (self.panel(self.at(step / (count - 1))) for step in range(1, count - 1))
        return (self.bare[0], *between, self.bare[-1])

    def panel(self, skeleton: Skeleton) -> Sheet:
        """One pose with everything around it."""
        stage = props.Stage(self.camera, self.theme, skeleton)
        sheet = Sheet()
        held: dict[str, Sheet] = {}
        front = Sheet()
        for prop in self.figure.props or ():
            if prop.kind in BUILT_IN:
                inked = self._built_in(stage, prop)
                if prop.behind or prop.kind == "mat":
                    sheet.extend(inked)
                elif prop.after:
                    held.setdefault(prop.after, Sheet()).extend(inked)
                else:
                    front.extend(inked)
            else:
                thing = self.figures.things[prop.kind]
                behind = held.setdefault(prop.after, Sheet()) if prop.after else sheet
                behind.extend(stage.thing(prop, thing, front=False))
                front.extend(stage.thing(prop, thing, front=True))
        painter = Painter(skeleton, self.camera, self.theme, self._wear())
        body = painter.draw(held)
        whole = Sheet()
        if self.figure.mark_floor is not False and not self._has_mat():
            whole.extend(self._floor())
        whole.extend(sheet)
        whole.extend(body)
        whole.extend(front)
        return whole

    def regions(self) -> tuple[tuple[Region, tuple[str, ...]], ...]:
        """What is highlighted, with its sides."""
        return tuple(
            (self.figures.regions[name], ("r", "l") if side == "both" else (side,))
            for name, side in (self.figure.muscles or {}).items()
        )

    def _wear(self) -> Wear:
        fists = self.figure.fists or "none"
        closed = {"both": "rl", "none": ""}.get(fists, fists)
        return Wear(
            self.regions(), bool(self.figure.shoes), frozenset(closed), self.figure.order or ()
        )

    def _has_mat(self) -> bool:
        return any(prop.kind == "mat" for prop in self.figure.props or ())

    def _extents(self) -> tuple[tuple[float, float], tuple[float, float]]:
        return props.extent(tuple(solved.skeleton for solved in self.solved))

    def _built_in(self, stage: props.Stage, prop: Prop) -> Sheet:
        if prop.kind == "mat":
            return stage.mat(*self._extents(), prop.y)
        inkers = {"line": stage.line, "pad": stage.pad, "weights": stage.weights}
        return inkers.get(prop.kind, stage.loop)(prop)

    def _floor(self) -> Sheet:
        (left, right), (back, front) = self._extents()
        left, right = left - FLOOR_MARGIN, right + FLOOR_MARGIN
        back, front = min(back - FLOOR_MARGIN, -FLOOR_SIDE), max(front + FLOOR_MARGIN, FLOOR_SIDE)
        corners = [(left, 0.0, back), (right, 0.0, back), (right, 0.0, front), (left, 0.0, front)]
        sheet = Sheet()
        sheet.put(Style(self.theme.floor), self.camera.line(corners, closed=True))
        return sheet

    def _arrows(self) -> list[Sheet]:
        if len(self.solved) == 1 and not self.figure.arrows:
            return []
        start, end = self.solved[0], self.solved[-1]
        found = []
        wanted = self.figure.arrows
        if wanted is None:
            name = arrows.mover(start, end, self.camera)
            if name is None:
                return []
            points = arrows.trace(self.at, self.camera, name)
            clear = arrows.clear_of(points, end.skeleton, self.camera)
            return [arrows.drawn(clear, self.theme)]
        for arrow in wanted:
            if arrow.trace:
                points = arrows.trace(self.at, self.camera, arrow.trace)
                points = arrows.clear_of(points, end.skeleton, self.camera)
            else:
                points = arrows.own(arrow, end.skeleton, self.camera)
            found.append(arrows.drawn(points, self.theme, arrow.both))
        return found


def _drawing(marks: tuple[Mark, ...], theme: Theme) -> Sheet:
    sheet = Sheet()
    for mark in marks:
        fill = theme.colour(mark.fill) if mark.fill else "none"
        stroke = theme.colour(mark.stroke) if mark.stroke and mark.width else ""
        style = Style(fill, stroke, mark.width if stroke else 0.0, mark.opacity)
        if mark.balls:
            sheet.put(style, ring([(x, -y, r) for x, y, r in mark.balls]))
        if mark.line:
            line = Line(tuple((x, -y) for x, y in mark.line), mark.closed, mark.smooth)
            if mark.rim:
                sheet.put(Style("none", theme.line, mark.width + RIM), line)
            sheet.put(style, line)
        if mark.arrow:
            sheet.extend(arrows.drawn([(x, -y) for x, y in mark.arrow], theme))
    return sheet
