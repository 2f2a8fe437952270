"""Realistic intakes: ordinary answers, a plausible diagnosis, a week as people have them.

Everything is worded by the catalog. A seed names an intake for ever, as long as the catalog keeps
its words; `tests/generative/people.py` is the opposite, weighted to trouble.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from random import Random
from typing import Any

from planner.knowledge import Catalog, load_catalog, template_files

the_catalog = cache(load_catalog)
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
START = dt.date(2027, 1, 11)
# Shares of lengths: most programmes are 8 or 12 weeks.
WEEKS = ((4, 6, 8, 12), (2, 2, 3, 3))
STAGES_OF_ORDER = 0.8


def realistic(seed: int) -> dict[str, Any]:
    """The intake of a seed."""
    rng, catalog = Random(f"bench:{seed}"), the_catalog()
    template = rng.choice(sorted(template_files()))
    return {
        "format": "intake/1",
        "id": f"bench-{seed}",
        "assessed_on": START.isoformat(),
        "plan": {
            "start": START.isoformat(),
            "weeks": rng.choices(*WEEKS)[0],
            "timezone": "Europe/Berlin",
            "template": template,
        },
        "facts": _facts(rng, catalog),
        "screened": {
            name: {"date": START.isoformat(), "positive": []} for name in catalog.screening_groups
        },
        "conditions": _conditions(rng, catalog),
        "stretch_trials": _trials(rng, catalog),
        "availability": _availability(rng),
        "equipment": _equipment(rng, catalog),
        "goals": [{"id": goal} for goal in _goals(rng, catalog)],
        "wake": rng.choice(("06:00", "06:30", "07:00")),
        "bed": rng.choice(("22:30", "23:00")),
    }


def _facts(rng: Random, catalog: Catalog) -> dict[str, Any]:
    facts = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in catalog.ordinary_answers.facts.items()
    }
    trained = rng.random() < 0.4
    facts |= {
        "age": rng.randint(24, 74),
        "sex": rng.choice(("male", "female")),
        "height_cm": rng.randint(158, 188),
        "weight_kg": rng.randint(58, 102),
        "regular_exerciser": trained,
        "months_regular_exercise": 12 if trained else 0,
        "months_resistance_training": rng.choice((0, 6, 24)) if trained else 0,
        "active_minutes_week": rng.choice((150, 210, 300)) if trained else rng.choice((20, 60, 90)),
        "continuous_walk_minutes": rng.choice((30, 45)) if trained else rng.choice((10, 20, 30)),
        "worst_pain_24h": rng.randint(1, 5),
        "worst_pain_max_7d": rng.randint(2, 5),
        "desired_intensity": rng.choice(("light", "moderate")),
        "minutes_available_week": rng.choice((150, 220, 300, 400)),
    }
    # Told by the goals and the conditions of the intake.
    for name in ("goal_weight_loss", "onset_date"):
        facts.pop(name, None)
    return facts


def _conditions(rng: Random, catalog: Catalog) -> list[dict[str, Any]]:
    """One back problem, and for some people something beside it."""
    backs = [c for c in catalog.conditions.values() if c.stages]
    found = rng.sample(backs, rng.choices((0, 1, 2), (2, 6, 2))[0])
    since = START - dt.timedelta(days=rng.choice((30, 120, 400)))
    return [
        {
            "id": condition.id,
            "stage": condition.stages[-1]
            if rng.random() < STAGES_OF_ORDER
            else rng.choice(condition.stages),
            "side": rng.choice(("left", "right")),
            "since": since.isoformat(),
        }
        for condition in found
    ]


def _trials(rng: Random, catalog: Catalog) -> list[dict[str, Any]]:
    """Most people tried their stretches and felt a pull, no pain."""
    stretches = [a for a in catalog.activities.values() if a.component == "stretch"]
    muscles = sorted({m for stretch in stretches for m in stretch.muscles.stretched})
    share = rng.choice((0.3, 0.7, 1.0))
    return [
        {
            "muscle": muscle,
            "side": "both",
            "outcome": rng.choice(("discomfort_only", "discomfort_only", "short")),
            "date": START.isoformat(),
        }
        for muscle in muscles
        if rng.random() < share
    ]


def _availability(rng: Random) -> list[dict[str, Any]]:
    shape = rng.choice(("evenings", "mornings", "three", "full"))
    early = {"from": "06:45", "to": rng.choice(("07:20", "07:45"))}
    late = {"from": "18:00", "to": rng.choice(("18:45", "19:15"))}
    weekend = {"days": ["sat", "sun"], "from": "09:30", "to": "10:45"}
    workdays = list(DAYS[:5])
    if shape == "evenings":
        return [{"days": workdays, "preferred": True, **late}, weekend]
    if shape == "mornings":
        return [{"days": workdays, "preferred": True, **early}, weekend]
    if shape == "three":
        return [{"days": ["mon", "wed", "fri"], "preferred": True, **late}, weekend,
                {"days": ["tue", "thu"], **early}]  # fmt: skip
    return [{"days": list(DAYS), "preferred": True, **late}, {"days": list(DAYS), **early}]


def _equipment(rng: Random, catalog: Catalog) -> list[str]:
    everything = list(catalog.vocabulary["equipment"])
    share = rng.choice((0.2, 0.6, 1.0))
    return [thing for thing in everything if rng.random() < share]


def _goals(rng: Random, catalog: Catalog) -> list[str]:
    simple = [goal.id for goal in catalog.goals.values() if "activity" not in goal.takes]
    return rng.sample(simple, rng.choice((1, 1, 2)))
