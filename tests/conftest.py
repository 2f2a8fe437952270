"""Settings of Hypothesis: a machine that is busy makes an example slow, not wrong."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("planner", deadline=None)
settings.load_profile("planner")
