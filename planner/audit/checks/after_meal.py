"""Time after meals: nobody says when they are, so the item says how long to wait."""

from __future__ import annotations

import re

from planner.audit.case import Case
from planner.audit.report import Report, check

AFTER_MEAL = "after_meal"
MEAL = re.compile(r"\bmeal")


@check("after_meal")
def after_meal(case: Case, report: Report) -> None:
    """Every item that a hard rule keeps away from meals says so, with the minutes.

    Requirement: excludes with the window `after_meal` (cr_169). The precautions of the item name
    the meal and at least as many minutes as the strictest rule.
    """
    for placed in case.placed:
        waits = [
            (fired.body.minutes or 0, fired.rule)
            for fired in case.firings.touching(placed.activity, "exclude", placed.week)
            if fired.body.window == AFTER_MEAL
        ]
        for minutes, rule in waits:
            said = [
                int(number)
                for text in placed.item.precautions
                if MEAL.search(text)
                for number in re.findall(r"\d+", text)
            ]
            text = f"does not say to wait {minutes} min after a meal ({rule})"
            report.expect(any(number >= minutes for number in said), placed.where, text)
