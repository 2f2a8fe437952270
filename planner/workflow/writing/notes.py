"""What the person is told about the plan as a whole, beside the items."""

from __future__ import annotations

from planner.problem.build import Built
from planner.problem.context import Context
from planner.problem.slots import day_date


def return_notes(context: Context, built: Built) -> tuple[str, ...]:
    """One sentence for each return after days away, with the share of the usual load."""
    texts = context.planning.texts
    found = []
    for back in built.problem.returns:
        text = back.text
        if back.load_pct:
            load = ", ".join(str(pct) for pct in back.load_pct)
            text = f"{text} {texts['return_load'].format(pct=load)}"
        date = day_date(context.intake, back.day)
        found.append(texts["return"].format(date=date, days=back.days, text=text))
    return tuple(found)
