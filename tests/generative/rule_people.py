"""One person for every rule: the answers of its case, completed to a whole intake with time to plan.

What is drawn by lot seldom meets a rule of several rare answers; here each has its person.
"""

from __future__ import annotations

from typing import Any

from planner.workflow.proof.person import whole_intake
from tests.generative.people import DAYS, mended, reader, the_catalog

WEEKS = 4
TEMPLATE = "general_low_back"


def person_of(rule: str) -> dict[str, Any]:
    """The intake of somebody to whom the rule applies.

    What an intake cannot hold, such as responses that come from check-ins, is left out.
    """
    catalog = the_catalog()
    intake = whole_intake(catalog.rules[rule].cases["fires"], catalog)
    intake["id"] = f"person-of-{rule.replace('_', '-')}"
    intake["plan"] |= {"weeks": WEEKS, "template": TEMPLATE}
    intake["availability"] = [{"days": list(DAYS), "from": "18:00", "to": "19:15"}]
    intake |= {
        "equipment": sorted(catalog.vocabulary["equipment"]),
        "wake": "06:30",
        "bed": "22:30",
    }
    return mended(intake, reader)
