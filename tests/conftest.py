"""Settings of Hypothesis."""

from __future__ import annotations

from hypothesis import settings

# A machine that is busy makes an example slow, not wrong.
settings.register_profile("planner", deadline=None)
settings.load_profile("planner")
