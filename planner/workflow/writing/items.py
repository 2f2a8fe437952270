"""Placements to items: name, dose, technique, reasons, precautions."""

from __future__ import annotations

from msgspec.structs import replace

from planner.domain.plan import Item, ItemDose, ItemMuscles
from planner.knowledge.messages import messages_of
from planner.knowledge.model import Activity
from planner.problem.context import Context
from planner.solver.result import Placement
from planner.workflow.writing.reasons import Reasons


class Items:
    """Writes items for one person."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.reasons = Reasons(context)

    def write(self, placement: Placement, order: int, *, is_new: bool) -> Item:
        """The item of one placement."""
        option = placement.option
        activity = self.context.catalog.activities[option.activity]
        exercise = placement.units * self.context.planning.minutes_grid
        dose = replace(option.dose, minutes=exercise) if exercise else option.dose
        if placement.sets:
            dose = replace(dose, sets=placement.sets)
        return self.item(
            activity,
            dose,
            option.minutes + exercise,
            order,
            side=option.side,
            is_new=is_new,
            conditional=option.conditional,
        )

    def item(
        self,
        activity: Activity,
        dose: ItemDose,
        minutes: int,
        order: int,
        *,
        side: str | None = None,
        is_new: bool = False,
        conditional: str | None = None,
    ) -> Item:
        """An item of the activity with a dose that takes `minutes` in the session."""
        return Item(
            activity=activity.id,
            component=activity.component,
            family=activity.family,
            level=activity.level,
            side=side,
            order=order,
            minutes=minutes,
            new=is_new,
            dose=dose,
            intensity=intensity(self.context, dose.rpe),
            impact=activity.impact,
            positions=activity.positions,
            movements=activity.movements,
            muscles=ItemMuscles(
                primary=activity.muscles.primary, secondary=activity.muscles.secondary
            ),
            stretches=activity.muscles.stretched,
            name=activity.name,
            what=activity.summary,
            how=(*activity.instructions, *activity.cues),
            why=self.reasons.of(activity.id),
            precautions=self.precautions(activity.id),
            stop_if=activity.stop_if,
            conditional=conditional,
        )

    def precautions(self, activity: str) -> tuple[str, ...]:
        """Texts of the precautions that rules attach, each once, and of the step up to the item."""
        texts = [text for v in self.context.verdicts(activity) for text in v.precautions]
        return tuple(dict.fromkeys([*texts, *self._step_up(activity)]))

    def _step_up(self, activity: str) -> tuple[str, ...]:
        """What the easier level of the ladder asks for before this one is done."""
        catalog = self.context.catalog
        family, level = catalog.activities[activity].family, catalog.activities[activity].level
        if family is None or level is None:
            return ()
        easier = [step for step in catalog.families[family].levels if step.level == level - 1]
        messages = messages_of(catalog)
        return tuple(
            messages.say(
                "ladder.step_up",
                name=catalog.activities[step.activity].name,
                text=step.advance_text,
            )
            for step in easier
        )


def intensity(context: Context, rpe: int | None) -> str:
    """Intensity class of an effort (0-10); the lowest class where no effort is given."""
    classes = sorted(context.catalog.intensity_classes.values(), key=lambda c: c.rank)
    effort = rpe if rpe is not None else classes[0].rpe_0_10[0]
    return next((c.id for c in classes if effort <= c.rpe_0_10[1]), classes[-1].id)
